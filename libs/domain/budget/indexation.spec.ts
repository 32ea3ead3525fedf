import { given, refused } from '../../../test/domain/given';
import { broughtForward, carriedForward, carryForwardBegun, locked } from '../../../test/domain/ending';
import { adjusted, approve, decision, disburse, opened, reverse } from '../../../test/domain/hsn';
import {
  adjustToIndex,
  final,
  fundIndexed,
  indexedTerms,
  preliminary,
  published,
  registeredSeries,
  seriesAfter,
} from '../../../test/domain/indexing';
import { golden, stored, type GoldenEvent } from '../../../test/domain/golden';
import { isRefusal } from '../refusal';
import type { BudgetCommand } from './commands';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import type { Indexation } from './funding-basis';
import { indexationOf } from './indexation';
import { carriedForward as handedOver } from './taking-over';

/** 700,000 in 2017's prices: 740,173.91 at first, and 737,130.43 in the end. */
const base = published('2018-04', final(2017, '115'));
const first = published('2018-12', preliminary(2019, '121.6'));
const last = published('2020-04', final(2019, '121.1'));
const atFirst = seriesAfter(registeredSeries(), base, first);
const inTheEnd = seriesAfter(registeredSeries(), base, first, last);

/** The budget after those commands, all of which are booked. */
function after(how: Parameters<typeof opened>[0], ...commands: (BudgetCommand | BudgetEvent)[]) {
  const past: BudgetEvent[] = [opened(how)];
  for (const one of commands) {
    if (!('actor' in one)) past.push(one);
    else {
      const answer = given(budgetDecider, ...past).when(one);
      if (isRefusal(answer)) throw new Error(answer.detail);
      past.push(...(answer as { events: BudgetEvent[] }).events);
    }
  }
  return given(budgetDecider, ...past);
}
const eventOf = (answer: object) => (answer as { events: BudgetEvent[] }).events[0]!;

const funded = fundIndexed({ series: atFirst });
const used: Indexation = {
  indexId: 'kpi',
  measure: 'level',
  baseYear: 2017,
  toYear: 2019,
  values: [
    { ...final(2017, '115'), version: '2018-04' },
    { ...preliminary(2019, '121.6'), version: '2018-12' },
  ],
  status: 'preliminary',
  stated: '700000.00',
  amount: '740173.91',
};

describe("a year's funding by an index", () => {
  test("is the terms' amount put up to the year's prices, and keeps all that it was computed from", () => {
    expect(eventOf(given(budgetDecider, opened()).when(funded)).data).toMatchObject({
      amount: '740173.91',
      indexation: used,
    });
  });

  test('is refused where the index has no value of the year, and nothing is filled in', () => {
    const series = seriesAfter(registeredSeries(), base);
    expect(given(budgetDecider, opened()).when(fundIndexed({ series }))).toStrictEqual(refused('index-not-published'));
  });

  test('of the base year, or by an index that lags behind to it, is what the terms state', () => {
    const series = seriesAfter(registeredSeries());
    const terms = { ...indexedTerms, indexation: { indexId: 'kpi', baseYear: 2017, lagYears: 2 } };
    expect(eventOf(given(budgetDecider, opened()).when(fundIndexed({ series, terms }))).data).toMatchObject({
      amount: '700000.00',
      indexation: { toYear: 2017, values: [], status: 'final' },
    });
  });

  test('is rounded once, as the terms say, after the part of the year and the share', () => {
    // 0.25 × 110/100 × 1/2 is 0.1375; 0.10 × 105/100 is 0.105.
    const twice = seriesAfter(registeredSeries(), published('1', final(2017, '100'), final(2019, '105')));
    const terms = { ...indexedTerms, amount: '0.10' };
    const amount = (more: object, series = twice) =>
      (eventOf(given(budgetDecider, opened()).when(fundIndexed({ series, ...more }))).data as { amount: string })
        .amount;
    expect(amount({ terms })).toBe('0.10');
    expect(amount({ terms: { ...terms, indexation: { ...terms.indexation!, rounding: 'half-up' } } })).toBe('0.11');
    expect(amount({ terms: { ...terms, amount: '1.00' }, borne: { shares: ['1/2', '1/2'], own: 0 } })).toBe('0.53');
    expect(amount({ terms: { ...terms, amount: '1.00' }, borne: { shares: ['1/2', '1/2'], own: 1 } })).toBe('0.52');
  });

  test('without an index throws where the ledger looked up another one: that is no answer to anybody', () => {
    expect(() => given(budgetDecider, opened()).when(fundIndexed())).toThrow('another index series');
  });
});

test('what is funded and adjusted by an index is stored as it always was', () => {
  const kept = (file: string) => {
    const { type, data } = golden<GoldenEvent>(__dirname, file);
    return { type, data };
  };
  const booked = eventOf(given(budgetDecider, opened()).when(funded));
  expect(stored(booked)).toEqual(kept('AllocationDecided.indexed.v1.json'));
  expect(stored(eventOf(after({}, funded).when(adjustToIndex(inTheEnd))))).toEqual(
    kept('AllocationAdjusted.indexed.v1.json'),
  );
});

describe('an adjustment to the index', () => {
  test('books the difference that a newer value makes, and what it was computed from', () => {
    const answer = after({}, funded).when(adjustToIndex(inTheEnd, { decision, effectiveOn: '2019-11-30' }));
    const values = [used.values[0], { ...final(2019, '121.1'), version: '2020-04' }];
    expect(eventOf(answer)).toMatchObject({
      type: 'AllocationAdjusted',
      data: {
        allocationId: 'iop',
        amount: '-3043.48',
        effectiveOn: '2019-11-30',
        reason: 'kpi 2019: final, 2018-04, 2020-04',
        decision,
        freedTo: 'AVAILABLE',
        indexation: { ...used, values, status: 'final', amount: '737130.43' },
      },
    });
  });

  test('deducts what the index has booked so far, and not what was adjusted for other reasons', () => {
    const other = adjusted('5000.00');
    const onIop = { ...other, data: { ...other.data, allocationId: 'iop', recipientId: 'novahuset' } } as BudgetEvent;
    const more = seriesAfter(registeredSeries(), base, first, last, published('2020-05', final(2019, '121.0')));
    const state = after({}, funded, onIop, adjustToIndex(inTheEnd));
    expect(eventOf(state.when(adjustToIndex(more))).data).toMatchObject({ amount: '-608.69' });
  });

  test('is nothing without news, and a value that becomes final as it was is booked as no difference', () => {
    expect(after({}, funded).when(adjustToIndex(atFirst))).toStrictEqual(refused('index-unchanged'));
    const same = seriesAfter(registeredSeries(), base, first, published('2020-04', final(2019, '121.6')));
    const answer = after({}, funded).when(adjustToIndex(same));
    expect(eventOf(answer).data).toMatchObject({ amount: '0.00', indexation: { status: 'final' } });
    expect(eventOf(answer).data).not.toHaveProperty('freedTo');
    expect(after({}, funded, adjustToIndex(same)).when(adjustToIndex(same))).toStrictEqual(refused('index-unchanged'));
  });

  test('upwards waits where the budget asks for approval, and counts once it is approved', () => {
    const up = seriesAfter(registeredSeries(), base, first, published('2020-04', final(2019, '122')));
    const raised = after({ approval: { policy: 'above', above: '741000.00' } }, funded, adjustToIndex(up));
    const waiting = raised.state.allocations.get('iop')!;
    expect(waiting).toMatchObject({ proposal: { what: 'adjustment', amount: '2434.79' } });
    expect(indexationOf(waiting)).toEqual(used);
    expect(raised.when(adjustToIndex(up))).toStrictEqual(refused('index-unchanged'));
    const more = seriesAfter(registeredSeries(), base, first, published('2020-05', final(2019, '123')));
    expect(raised.when(adjustToIndex(more))).toStrictEqual(refused('waiting'));
    const settled = after(
      { approval: { policy: 'above', above: '741000.00' } },
      funded,
      adjustToIndex(up),
      approve('bertil', { allocationId: 'iop' }),
    );
    expect(indexationOf(settled.state.allocations.get('iop')!)).toMatchObject({ status: 'final', amount: '742608.70' });
    expect(settled.when(adjustToIndex(up))).toStrictEqual(refused('index-unchanged'));
  });

  test('takes effect today or when the allocation does, if no day is said; before it there is no news', () => {
    const later = after({}, fundIndexed({ series: atFirst, effectiveOn: '2020-02-01' }));
    expect(eventOf(later.when(adjustToIndex(inTheEnd))).data).toMatchObject({ effectiveOn: '2020-02-01' });
    expect(later.when(adjustToIndex(inTheEnd, { effectiveOn: '2020-01-31' }))).toStrictEqual(
      refused('before-decision', '/effectiveOn'),
    );
    expect(later.when(adjustToIndex(atFirst, { effectiveOn: '2020-01-31' }))).toStrictEqual(refused('index-unchanged'));
    const early = { bodyId: 'hsn', decidedOn: '2019-12-20' };
    expect(eventOf(later.when(adjustToIndex(inTheEnd, { decision: early }))).data).toMatchObject({
      effectiveOn: '2020-02-01',
    });
    expect(later.when(adjustToIndex(inTheEnd, { decision: { ...early, decidedOn: '2019' } }))).toMatchObject({
      refused: 'effective-on-required',
    });
    expect(eventOf(after({}, funded).when(adjustToIndex(inTheEnd))).data).toMatchObject({ effectiveOn: '2019-12-01' });
  });

  test('is by decision of a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(after({}, funded).when(adjustToIndex(inTheEnd, { decision, unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });

  test('downwards waits for nobody, whatever the total is', () => {
    const always = after({ approval: { policy: 'always' } }, funded, approve('bertil', { allocationId: 'iop' }));
    expect(eventOf(always.when(adjustToIndex(inTheEnd)))).toMatchObject({ type: 'AllocationAdjusted' });
  });

  test('of an index of changes takes every year of them into account', () => {
    const changes = seriesAfter(
      registeredSeries('yearly-change'),
      published('1', final(2018, '2'), preliminary(2019, '1')),
    );
    const state = after({}, fundIndexed({ series: changes }));
    // 700,000 × 1.02 × 1.01, then 700,000 × 1.025 × 1.01
    expect(state.state.allocations.get('iop')!.terms.indexation).toMatchObject({ amount: '721140.00' });
    const corrected = seriesAfter(
      registeredSeries('yearly-change'),
      published('1', final(2018, '2'), preliminary(2019, '1')),
      published('2', final(2018, '2.5')),
    );
    expect(eventOf(state.when(adjustToIndex(corrected))).data).toMatchObject({ amount: '3535.00' });
  });

  test('that is reversed can be made again', () => {
    const again = after({}, funded, adjustToIndex(inTheEnd), reverse('hsn/2019/3', { allocationId: 'iop' }));
    expect(indexationOf(again.state.allocations.get('iop')!)).toEqual(used);
    expect(eventOf(again.when(adjustToIndex(inTheEnd))).data).toMatchObject({ amount: '-3043.48' });
  });

  test('is made where the allocation was carried forward to, from all that it was computed from', () => {
    const { state } = after({}, funded, adjustToIndex(inTheEnd), locked, carryForwardBegun(), {
      ...carriedForward('737130.43'),
      data: { ...carriedForward('737130.43').data, allocationId: 'iop', recipientId: 'novahuset' },
    } as BudgetEvent);
    expect(handedOver(state, state.budget!)[0]).toMatchObject({
      allocationId: '2019.iop',
      indexation: { amount: '737130.43', stated: '700000.00', status: 'final' },
    });
    const brought = broughtForward('740173.91') as Extract<BudgetEvent, { type: 'BroughtForward' }>;
    const taken = { ...brought, data: { ...brought.data, allocated: '740173.91', indexation: used } } as BudgetEvent;
    expect(
      eventOf(after({}, taken).when(adjustToIndex(inTheEnd, { allocationId: '2018.engangs' }))).data,
    ).toMatchObject({ amount: '-3043.48', originYear: 2018, freedTo: 'LAPSED' });
  });

  test('takes no more than is committed: what was paid is demanded back', () => {
    const paid = after({}, funded, disburse('u1', '740000', { allocationId: 'iop' }));
    expect(paid.when(adjustToIndex(inTheEnd))).toStrictEqual(refused('exceeds-committed'));
  });

  test('is refused of an amount that was not computed with one, and of no allocation at all', () => {
    const { indexation: _, ...terms } = indexedTerms;
    const plain = after({}, fundIndexed({ terms }));
    expect(plain.when(adjustToIndex(inTheEnd))).toStrictEqual(refused('not-indexed'));
    expect(after({}).when(adjustToIndex(inTheEnd))).toMatchObject({ refused: 'allocation-not-found' });
  });

  test('of a part of a year and of a share is computed from the same part and shares again', () => {
    const borne = { shares: ['1/3', '2/3'], own: 1 };
    const terms = { ...indexedTerms, proration: 'month' as const };
    const standing = { ...(funded as Extract<BudgetCommand, { type: 'FundYear' }>).standing };
    const half = { ...standing, starts: { first: '2019-07-01', last: '2019-07-01' } };
    const state = after({}, fundIndexed({ series: atFirst, terms, borne, standing: half }));
    expect(state.state.allocations.get('iop')!.terms.indexation).toMatchObject({
      part: { numerator: 6, denominator: 12 },
      ...borne,
      // 700,000 × 121.6/115 × 6/12 × 2/3
      amount: '246724.64',
    });
    expect(eventOf(state.when(adjustToIndex(inTheEnd))).data).toMatchObject({ amount: '-1014.49' });
  });
});
