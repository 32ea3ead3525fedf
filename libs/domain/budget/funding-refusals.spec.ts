import { given, refused } from '../../../test/domain/given';
import { command, decided, opened, proposed, rejected } from '../../../test/domain/hsn';
import { appropriatedTo, programmeOpened } from '../../../test/domain/programmes';
import { standingOf } from '../agreement/standing';
import type { FundYear } from './commands';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

const terms = { recipientId: 'novahuset', amount: '700000.00', currency: 'SEK', firstYear: 2019 };
const fund = (more: Partial<FundYear> = {}) =>
  command('FundYear', {
    agreementId: 'iop',
    borne: 'all',
    standing: standingOf({ term: { from: '2019-01-01' } }),
    terms,
    ...more,
  });
const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...past);

describe("a year's funding", () => {
  test('is refused where the recipient has gone up in another by the day that it takes effect', () => {
    const merged = { partyId: 'novahuset', survivorId: 'stadsmissionen', effectiveFrom: '2019-06-01' };
    expect(budget().when(fund({ merged, effectiveOn: '2019-06-01' }))).toStrictEqual({
      ...refused('merged'),
      path: '/parties/stadsmissionen',
    });
  });

  test('is of a programme that is open where the budget has any, and keeps what it is called', () => {
    const nearCare = [programmeOpened(), ...appropriatedTo('nara-vard', '700000.00')];
    expect(budget(...nearCare).when(fund({ programme: 'annat' }))).toStrictEqual(
      refused('unknown-programme', '/programme'),
    );
    expect(budget(...nearCare).when(fund({ programme: 'nara-vard' }))).toMatchObject({
      events: [{ data: { programmeId: 'nara-vard', programme: 'nara-vard' } }],
    });
    expect(budget().when(fund({ programme: 'Nära vård' }))).toMatchObject({
      events: [{ data: { programme: 'Nära vård' } }],
    });
  });

  test('is refused under an id that an allocation has which is not the agreement’s, and is not called funded', () => {
    expect(budget(decided('1.00', { allocationId: 'iop' })).when(fund())).toStrictEqual(refused('already-exists'));
  });

  test('that was rejected says what can be given instead', () => {
    const own = { allocationId: 'iop', agreementId: 'iop' };
    const past = [proposed('1.00', own), rejected('1.00', { allocationId: 'iop' })];
    expect(budget(...past).when(fund())).toMatchObject({
      detail: expect.stringContaining('what is to be given instead is an allocation with an id of its own'),
    });
  });
});
