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
import { golden, stored, type GoldenEvent } from '../../../test/domain/golden';
import { locked } from '../../../test/domain/ending';
import type { Term } from '../agreement/events';
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

describe("a year's funding under terms that are prorated", () => {
  const prorated = (proration: 'month' | 'day', term: Term, more: Partial<FundYear> = {}) =>
    open.when(fund({ standing: standingOf({ term }), terms: { ...terms, proration }, ...more }));
  const part = (unit: 'month' | 'day', numerator: number, amount: string, more: Parameters<typeof decided>[1] = {}) => {
    const basis = { amount: '700000.00', unit, numerator, denominator: unit === 'month' ? 12 : 365 };
    return booked(funded({ amount, basis, ...more }));
  };

  test('is the part of the year in which the agreement holds, and the event says what it was computed from', () => {
    const from = { effectiveOn: '2019-07-01' };
    expect(prorated('month', { from: '2019-07-01' })).toStrictEqual(part('month', 6, '350000.00', from));
    expect(prorated('day', { from: '2019-07-01' })).toStrictEqual(part('day', 184, '352876.71', from));
    const last = { from: '2015-01-01', to: '2019-08-14' };
    expect(prorated('month', last)).toStrictEqual(part('month', 8, '466666.67'));
    expect(prorated('day', last)).toStrictEqual(part('day', 226, '433424.66'));
  });

  test('is stored as it always was', () => {
    const kept = golden<GoldenEvent>(__dirname, 'AllocationDecided.prorated.v1.json');
    const answer = prorated('month', { from: '2019-07-01' });
    expect(stored(answer)).toEqual({ events: [{ type: kept.type, data: kept.data }], warnings: [] });
  });

  test('is all of it in a year in which it holds throughout, which is said too', () => {
    expect(prorated('day', { from: '2019-01-01' })).toStrictEqual(part('day', 365, '700000.00'));
  });

  test('takes effect no earlier than the agreement, on the day given or that it was decided', () => {
    const on = (effectiveOn: string) => part('month', 6, '350000.00', { effectiveOn });
    const term = { from: '2019-07-15' };
    expect(prorated('month', term)).toStrictEqual(on('2019-07-15'));
    expect(prorated('month', term, { effectiveOn: '2019-08-01' })).toStrictEqual(on('2019-08-01'));
    expect(prorated('month', term, { effectiveOn: '2019-07-01' })).toStrictEqual(refused('not-in-force'));
    expect(prorated('month', term, { decision })).toStrictEqual(
      part('month', 6, '350000.00', { decision, effectiveOn: '2019-11-12' }),
    );
    // Whether it holds on the first day of a month that alone is stated, nobody can say.
    expect(prorated('month', { from: '2019-07' })).toStrictEqual({
      ...on('2019-07-01'),
      warnings: [{ code: 'in-force-unknown', detail: expect.any(String) }],
    });
  });

  test('is refused where its days or months are not known: none is filled in', () => {
    expect(prorated('day', { from: '2019-07' })).toStrictEqual(refused('proration-needs-a-day'));
    expect(prorated('day', { from: '2015-01-01', to: '2019' })).toStrictEqual(refused('proration-needs-a-day'));
    expect(prorated('month', { from: '2019' })).toStrictEqual(refused('proration-needs-a-month'));
    expect(prorated('month', {})).toStrictEqual(refused('proration-needs-a-month'));
    expect(prorated('month', { from: '2020-02-01' })).toStrictEqual(refused('not-in-force'));
  });

  test('is refused where the part rounds to nothing, and waits where the part asks for approval', () => {
    const least = { ...terms, amount: '0.01', proration: 'month' as const };
    const standing = standingOf({ term: { from: '2019-12-01' } });
    expect(open.when(fund({ standing, terms: least }))).toStrictEqual(refused('not-above-zero'));
    const above = (limit: string) => given(budgetDecider, opened({ approval: { policy: 'above', above: limit } }));
    const half = fund({
      standing: standingOf({ term: { from: '2019-07-01' } }),
      terms: { ...terms, proration: 'month' },
    });
    expect(above('350000.00').when(half)).toMatchObject({ events: [{ type: 'AllocationDecided' }] });
    expect(above('349999.99').when(half)).toMatchObject({ events: [{ type: 'AllocationProposed' }] });
  });

  test('its basis is of that amount alone: what replaces it, or takes it over, has none', () => {
    const past = [
      opened(),
      funded({ amount: '350000.00', basis: { amount: '700000.00', unit: 'month', numerator: 6, denominator: 12 } }),
    ];
    const replace = command('ReplaceAllocation', {
      allocationId: 'iop',
      newAllocationId: 'ny',
      reason: 'R',
      amount: '1',
    });
    const answer = given(budgetDecider, ...past).when(replace);
    expect(answer).toMatchObject({
      events: [{ type: 'AllocationReversed' }, { data: { amount: '1.00', agreementId: 'iop' } }],
    });
    expect(JSON.stringify(answer)).not.toContain('basis');
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
