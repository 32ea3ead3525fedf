import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import {
  allocate,
  command,
  decided,
  decision,
  entry,
  opened,
  proposed,
  rejected,
  reversedAs,
  taken,
} from '../../../test/domain/hsn';
import { locked } from '../../../test/domain/ending';
import { standingOf } from '../agreement/standing';
import type { FundYear } from './commands';
import { budgetDecider } from './decider';
import { notFundable } from './funding';

const open = given(budgetDecider, opened());

const terms = { recipientId: 'novahuset', amount: '700000.00', currency: 'SEK', firstYear: 2019 };
const fund = (more: Partial<FundYear> = {}) =>
  command('FundYear', { agreementId: 'iop', standing: standingOf({ term: { from: '2019-01-01' } }), terms, ...more });
const funded = (more: Parameters<typeof decided>[1] = {}) => ({
  type: 'AllocationDecided' as const,
  data: {
    ...entry('700000.00', '2019-01-01'),
    allocationId: 'iop',
    recipientId: 'novahuset',
    kind: 'yearly' as const,
    agreementId: 'iop',
    ...more,
  },
});

describe("a year's funding under an agreement", () => {
  test("books the terms' amount under the agreement's id from the year's first day, and invents no decision", () => {
    expect(open.when(fund())).toStrictEqual(booked(funded()));
  });

  test("takes effect on the decision's day where that is later than the year's first, and on the first where it is not", () => {
    expect(open.when(fund({ decision, note: 'As agreed' }))).toStrictEqual(
      booked(funded({ decision, note: 'As agreed', effectiveOn: '2019-11-12' })),
    );
    const early = { bodyId: 'hsn', decidedOn: '2018-11-13' };
    expect(open.when(fund({ decision: early }))).toStrictEqual(
      booked(funded({ decision: early, effectiveOn: '2019-01-01' })),
    );
  });

  test('takes effect on the day that is given, which there must be where the decision has none', () => {
    expect(open.when(fund({ decision, effectiveOn: '2019-02-01' }))).toStrictEqual(
      booked(funded({ decision, effectiveOn: '2019-02-01' })),
    );
    const vague = { bodyId: 'hsn', decidedOn: '2018' };
    expect(open.when(fund({ decision: vague }))).toStrictEqual(invalid('effective-on-required', '/effectiveOn'));
    expect(open.when(fund({ decision: vague, effectiveOn: '2019-02-01' }))).toStrictEqual(
      booked(funded({ decision: vague, effectiveOn: '2019-02-01' })),
    );
  });

  test('is booked once, also when the terms have changed or lost their amount since', () => {
    const after = given(budgetDecider, opened(), funded());
    const again = refused('already-funded');
    expect(after.when(fund())).toStrictEqual(again);
    expect(after.when(fund({ terms: { ...terms, amount: '750000.00' } }))).toStrictEqual(again);
    expect(after.when(fund({ terms: { ...terms, amount: null } }))).toStrictEqual(again);
    expect(after.when(fund({ terms: null }))).toStrictEqual(again);
    expect(after.when(fund({ standing: standingOf({ term: { to: '2018' } }) }))).toStrictEqual(again);
    expect(after.when(allocate('1', { allocationId: 'iop' }))).toStrictEqual(
      refused('already-exists', '/allocationId'),
    );
  });

  test('is refused without terms for the year, and without an amount in them: not stated is not 0', () => {
    expect(open.when(fund({ terms: null }))).toStrictEqual(refused('no-funding-terms'));
    expect(open.when(fund({ terms: { ...terms, amount: null } }))).toStrictEqual(refused('amount-not-stated'));
  });

  test('is refused in another currency than the budget has', () => {
    expect(open.when(fund({ terms: { ...terms, currency: 'EUR' } }))).toStrictEqual(refused('currency-mismatch'));
  });

  test('is refused while the agreement is not in force, and warns where nobody can say', () => {
    expect(open.when(fund({ standing: standingOf({ term: { from: '2019-01-02' } }) }))).toStrictEqual(
      refused('not-in-force'),
    );
    expect(open.when(fund({ standing: standingOf({ term: { from: '2019' } }) }))).toStrictEqual(
      warned('in-force-unknown', funded()),
    );
  });

  test('is refused under an id that a later year gives to what it takes over', () => {
    expect(open.when(fund({ agreementId: '2018.iop' }))).toStrictEqual(refused('reserved-id'));
  });

  test('needs an open budget, and parties that the ledger knows', () => {
    expect(given(budgetDecider).when(fund())).toStrictEqual(refused('budget-not-open'));
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(open.when(fund({ unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });

  test('that was proposed is not proposed again, and says that it waits', () => {
    const own = { allocationId: 'iop', agreementId: 'iop' };
    const answer = given(budgetDecider, opened(), proposed('1.00', own)).when(fund());
    expect(answer).toStrictEqual(refused('already-funded'));
    expect(answer).toMatchObject({ detail: expect.stringContaining('waits for approval') });
  });

  test('that was rejected or reversed is not called funded, and is not booked again: its id is taken', () => {
    const own = { allocationId: 'iop', agreementId: 'iop' };
    const no = given(budgetDecider, opened(), proposed('1.00', own), rejected('1.00', { allocationId: 'iop' }));
    expect(no.when(fund())).toStrictEqual(refused('funding-rejected'));
    const back = reversedAs({ allocationId: 'iop' }, taken(1, 'decided', '1.00', '2019-11-12'));
    expect(given(budgetDecider, opened(), decided('1.00', own), back).when(fund())).toStrictEqual(
      refused('funding-reversed'),
    );
  });
});

describe('a run over the agreements of a body', () => {
  const at = { bodyId: 'hsn', year: 2019 };
  const vague = { bodyId: 'hsn', decidedOn: '2018' };

  test('can begin where the budget is open', () => {
    expect(notFundable({ ...at, decision }, open.state)).toBeNull();
    expect(notFundable({ ...at, decision: vague, effectiveOn: '2019-02-01' }, open.state)).toBeNull();
  });

  test('cannot begin where no agreement could be funded: the input is told first, then what is missing, then the rule', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(notFundable({ ...at, decision: vague }, budgetDecider.initial)).toStrictEqual(
      invalid('effective-on-required', '/effectiveOn'),
    );
    expect(notFundable({ ...at, unknown }, budgetDecider.initial)).toStrictEqual(missing('budget-not-found'));
    expect(notFundable({ ...at, unknown }, given(budgetDecider, opened(), locked).state)).toStrictEqual(
      refused('budget-locked'),
    );
    expect(notFundable({ ...at, unknown }, open.state)).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });
});
