import { formatMinor, toMinor } from '@anslag/money/amount';
import * as fc from 'fast-check';
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
  command('FundYear', {
    agreementId: 'iop',
    borne: 'all',
    standing: standingOf({ term: { from: '2019-01-01' } }),
    terms,
    ...more,
  });
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

describe("a year's funding that several bodies share", () => {
  const borne = (own: number, ...shares: string[]) => ({ borne: { shares, own } });
  const thirds = (own: number) => borne(own, '1/3', '1/3', '1/3');
  const share = (own: { of?: string; numerator: number; denominator: number }) => ({ of: '700000.00', ...own });

  test("is the body's share, and the event says of what", () => {
    const third = share({ numerator: 1, denominator: 3 });
    expect(open.when(fund(thirds(0)))).toStrictEqual(booked(funded({ amount: '233333.34', share: third })));
    expect(open.when(fund(thirds(2)))).toStrictEqual(booked(funded({ amount: '233333.33', share: third })));
  });

  test('is stored as it always was', () => {
    const kept = golden<GoldenEvent>(__dirname, 'AllocationDecided.shared.v1.json');
    expect(stored(open.when(fund(thirds(1))))).toEqual({
      events: [{ type: kept.type, data: kept.data }],
      warnings: [],
    });
  });

  test('in part of the year is one product, of which no step is rounded before it is split', () => {
    const prorated = { terms: { ...terms, amount: '0.05', proration: 'month' as const } };
    const standing = standingOf({ term: { from: '2019-07-01' } });
    const basis = { amount: '0.05', unit: 'month' as const, numerator: 6, denominator: 12 };
    const part = (own: number, ...shares: string[]) =>
      open.when(fund({ ...prorated, standing, ...borne(own, ...shares) }));
    const of = share({ of: '0.02', numerator: 2, denominator: 5 });
    expect(part(0, '2/5', '3/5')).toStrictEqual(
      booked(funded({ amount: '0.01', effectiveOn: '2019-07-01', basis, share: of })),
    );
  });

  test('is refused where the body bears nothing, or nobody can say what; and where its share rounds to nothing', () => {
    expect(open.when(fund({ borne: 'nothing' }))).toStrictEqual(refused('no-share'));
    expect(open.when(fund({ borne: 'not-stated' }))).toStrictEqual(refused('share-not-stated'));
    const least = { terms: { ...terms, amount: '0.01' } };
    expect(open.when(fund({ ...least, ...borne(1, '1/2', '1/2') }))).toStrictEqual(refused('not-above-zero'));
    expect(open.when(fund({ ...least, ...borne(0, '1/2', '1/2') }))).toStrictEqual(
      booked(funded({ amount: '0.01', share: share({ of: '0.01', numerator: 1, denominator: 2 }) })),
    );
  });

  test('sums over all bodies to what one would have given alone, whatever the terms, the months and the shares', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 8 });
    const months = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(weights, fc.bigInt({ min: 1n, max: 10n ** 13n }), months, (all, minor, month) => {
        const sum = all.reduce((one, other) => one + other);
        const shares = all.map((weight) => `${weight}/${sum}`);
        const own = { ...terms, amount: formatMinor(minor, 'SEK'), proration: 'month' as const };
        const term = { from: `2019-${String(month).padStart(2, '0')}-01` };
        const funding = (more: Partial<FundYear>) => {
          const answer = open.when(fund({ terms: own, standing: standingOf({ term }), ...more }));
          return 'refused' in answer ? 0n : toMinor((answer.events[0]!.data as { amount: string }).amount, 'SEK');
        };
        const parts = shares.map((_, at) => funding({ borne: { shares, own: at } }));
        expect(parts.reduce((one, other) => one + other)).toBe(funding({}));
      }),
    );
  });

  test('its share is of that amount alone: what replaces it has none', () => {
    const past = [opened(), funded({ share: share({ numerator: 1, denominator: 1 }) })];
    const replace = { allocationId: 'iop', newAllocationId: 'ny', reason: 'R', amount: '1' };
    const answer = given(budgetDecider, ...past).when(command('ReplaceAllocation', replace));
    expect(answer).toMatchObject({ events: [{ type: 'AllocationReversed' }, { data: { amount: '1.00' } }] });
    expect(JSON.stringify(answer)).not.toContain('share');
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
