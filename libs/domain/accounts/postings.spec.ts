import { budgetEventTypes } from '../../../test/domain/event-types';
import { minor } from '../../../test/domain/figures';
import {
  adjusted,
  adjustmentApproved,
  adjustmentProposed,
  adjustmentRejected,
  adopted,
  approved,
  decided,
  disbursed,
  entry,
  entryReversed,
  key,
  opened,
  proposed,
  proposedAppropriation,
  recommendedAppropriation,
  rejected,
  released,
  returned,
  reversed,
  taken,
} from '../../../test/domain/hsn';
import type { BudgetEvent } from '../budget/events';
import type { Posting } from './account';
import { postingsOf } from './postings';

/** One posting in short: account, fact, amount, day. */
type Line = [Posting['account'], Posting['fact'], string, string];

const day = '2019-11-12';
const later = '2019-12-01';

const appropriationReversed = (kind: 'original' | 'reduction'): BudgetEvent => ({
  type: 'AppropriationReversed',
  data: {
    appropriationId: 'anslag',
    kind,
    amount: '100.00',
    currency: 'SEK',
    effectiveOn: day,
    reason: '',
    reverses: 2,
  },
});

const lapsing = (event: BudgetEvent): BudgetEvent =>
  ({ ...event, data: { ...event.data, freedTo: 'LAPSED' } }) as BudgetEvent;

// The table of bookkeeping.md, row by row.
const table: [string, BudgetEvent, Line[]][] = [
  ['opening a budget', opened(), []],
  ['an appropriation that is proposed', proposedAppropriation('100.00'), []],
  ['an appropriation that is recommended', recommendedAppropriation('100.00'), []],
  [
    'an appropriation that is rejected',
    { type: 'AppropriationRejected', data: { appropriationId: 'anslag', reason: '' } },
    [],
  ],
  ['a note', { type: 'AllocationAnnotated', data: { ...key, reason: '' } }, []],
  [
    'an appropriation that is adopted',
    adopted('100.00'),
    [
      ['AUTHORITY', 'appropriated', '-100.00', '2019-01-01'],
      ['AVAILABLE', 'appropriated', '100.00', '2019-01-01'],
    ],
  ],
  [
    'a supplementary appropriation',
    adopted('100.00', 'mer', 'supplementary'),
    [
      ['AUTHORITY', 'appropriated', '-100.00', '2019-01-01'],
      ['AVAILABLE', 'appropriated', '100.00', '2019-01-01'],
    ],
  ],
  [
    'a re-budgeted appropriation',
    adopted('100.00', 'om', 're-budgeted'),
    [
      ['AUTHORITY', 'appropriated', '-100.00', '2019-01-01'],
      ['AVAILABLE', 'appropriated', '100.00', '2019-01-01'],
    ],
  ],
  [
    'a reduction',
    adopted('100.00', 'sparkrav', 'reduction'),
    [
      ['AVAILABLE', 'appropriated', '-100.00', '2019-01-01'],
      ['AUTHORITY', 'appropriated', '100.00', '2019-01-01'],
    ],
  ],
  [
    'an appropriation that is reversed',
    appropriationReversed('original'),
    [
      ['AUTHORITY', 'appropriated', '100.00', day],
      ['AVAILABLE', 'appropriated', '-100.00', day],
    ],
  ],
  [
    'a reduction that is reversed',
    appropriationReversed('reduction'),
    [
      ['AVAILABLE', 'appropriated', '100.00', day],
      ['AUTHORITY', 'appropriated', '-100.00', day],
    ],
  ],
  [
    'an allocation that is proposed',
    proposed('100.00'),
    [
      ['AVAILABLE', 'proposed', '-100.00', day],
      ['RESERVED', 'proposed', '100.00', day],
    ],
  ],
  [
    'a proposal that is approved',
    approved('100.00'),
    [
      ['RESERVED', 'decided', '-100.00', day],
      ['COMMITTED', 'decided', '100.00', day],
    ],
  ],
  [
    'a proposal that is rejected',
    rejected('100.00'),
    [
      ['RESERVED', 'proposed', '-100.00', day],
      ['AVAILABLE', 'proposed', '100.00', day],
    ],
  ],
  [
    'an allocation that is decided at once',
    decided('100.00'),
    [
      ['AVAILABLE', 'decided', '-100.00', day],
      ['COMMITTED', 'decided', '100.00', day],
    ],
  ],
  [
    'an adjustment up',
    adjusted('30.00'),
    [
      ['AVAILABLE', 'adjusted', '-30.00', later],
      ['COMMITTED', 'adjusted', '30.00', later],
    ],
  ],
  [
    'an adjustment down',
    adjusted('-30.00'),
    [
      ['AVAILABLE', 'adjusted', '30.00', later],
      ['COMMITTED', 'adjusted', '-30.00', later],
    ],
  ],
  [
    'an adjustment down of what came from an earlier year',
    lapsing(adjusted('-30.00')),
    [
      ['LAPSED', 'adjusted', '30.00', later],
      ['COMMITTED', 'adjusted', '-30.00', later],
    ],
  ],
  [
    'an adjustment that is proposed',
    adjustmentProposed('30.00'),
    [
      ['AVAILABLE', 'proposed', '-30.00', later],
      ['RESERVED', 'proposed', '30.00', later],
    ],
  ],
  [
    'an adjustment that is approved',
    adjustmentApproved('30.00'),
    [
      ['RESERVED', 'adjusted', '-30.00', later],
      ['COMMITTED', 'adjusted', '30.00', later],
    ],
  ],
  [
    'an adjustment that is rejected',
    adjustmentRejected('30.00'),
    [
      ['RESERVED', 'proposed', '-30.00', later],
      ['AVAILABLE', 'proposed', '30.00', later],
    ],
  ],
  [
    'a disbursement',
    disbursed('u1', '60.00'),
    [
      ['COMMITTED', 'disbursed', '-60.00', later],
      ['DISBURSED', 'disbursed', '60.00', later],
    ],
  ],
  [
    'a return',
    returned('r1', '10.00'),
    [
      ['RECOVERED', 'returned', '-10.00', later],
      ['AVAILABLE', 'returned', '10.00', later],
    ],
  ],
  [
    'a return of what came from an earlier year',
    lapsing(returned('r1', '10.00')),
    [
      ['RECOVERED', 'returned', '-10.00', later],
      ['LAPSED', 'returned', '10.00', later],
    ],
  ],
  [
    'a release',
    released('40.00'),
    [
      ['COMMITTED', 'released', '-40.00', later],
      ['AVAILABLE', 'released', '40.00', later],
    ],
  ],
  [
    'a release of what came from an earlier year',
    lapsing(released('40.00')),
    [
      ['COMMITTED', 'released', '-40.00', later],
      ['LAPSED', 'released', '40.00', later],
    ],
  ],
  [
    'a reversal of the whole',
    reversed(taken(1, 'decided', '100.00', day), taken(2, 'adjusted', '-30.00', later, 'AVAILABLE')),
    [
      ['AVAILABLE', 'decided', '100.00', day],
      ['COMMITTED', 'decided', '-100.00', day],
      ['AVAILABLE', 'adjusted', '-30.00', later],
      ['COMMITTED', 'adjusted', '30.00', later],
    ],
  ],
  [
    'a proposal that is withdrawn',
    reversed(taken(1, 'proposed', '100.00', day)),
    [
      ['AVAILABLE', 'proposed', '100.00', day],
      ['RESERVED', 'proposed', '-100.00', day],
    ],
  ],
  [
    'an adjustment that is reversed',
    entryReversed(taken(2, 'adjusted', '30.00', later)),
    [
      ['AVAILABLE', 'adjusted', '30.00', later],
      ['COMMITTED', 'adjusted', '-30.00', later],
    ],
  ],
  [
    'a disbursement that is reversed',
    entryReversed(taken(2, 'disbursed', '60.00', later)),
    [
      ['COMMITTED', 'disbursed', '60.00', later],
      ['DISBURSED', 'disbursed', '-60.00', later],
    ],
  ],
  [
    'a return that is reversed',
    entryReversed(taken(2, 'returned', '10.00', later, 'AVAILABLE')),
    [
      ['RECOVERED', 'returned', '10.00', later],
      ['AVAILABLE', 'returned', '-10.00', later],
    ],
  ],
  [
    'an adjustment down of what came from an earlier year that is reversed',
    entryReversed(taken(2, 'adjusted', '-30.00', later, 'LAPSED')),
    [
      ['LAPSED', 'adjusted', '-30.00', later],
      ['COMMITTED', 'adjusted', '30.00', later],
    ],
  ],
  [
    'a return of what came from an earlier year that is reversed',
    entryReversed(taken(2, 'returned', '10.00', later, 'LAPSED')),
    [
      ['RECOVERED', 'returned', '10.00', later],
      ['LAPSED', 'returned', '-10.00', later],
    ],
  ],
  [
    'a release that is reversed',
    entryReversed(taken(2, 'released', '40.00', later, 'LAPSED')),
    [
      ['COMMITTED', 'released', '40.00', later],
      ['LAPSED', 'released', '-40.00', later],
    ],
  ],
];

const short = ({ account, fact, amount, effectiveOn }: Posting): Line => [account, fact, amount, effectiveOn];

describe('the postings of', () => {
  test.each(table)('%s', (_, event, lines) => {
    expect(postingsOf(event).map(short)).toEqual(lines);
  });

  test.each(table)('%s sum to zero on every day', (_, event) => {
    const days = new Map<string, bigint>();
    for (const { effectiveOn, amount } of postingsOf(event))
      days.set(effectiveOn, (days.get(effectiveOn) ?? 0n) + minor(amount));
    expect([...days.values()].filter((sum) => sum !== 0n)).toEqual([]);
  });

  test('an allocation say whose it is, in which currency, and nothing else of the event', () => {
    const event: BudgetEvent = { ...decided('100.00', { originYear: 2018, note: 'Seen' }) };
    const common = {
      fact: 'decided',
      currency: 'SEK',
      effectiveOn: day,
      allocation: { allocationId: 'engangs', recipientId: 'primarvarden', kind: 'one-off', originYear: 2018 },
    };
    expect(postingsOf(event)).toStrictEqual([
      { account: 'AVAILABLE', amount: '-100.00', ...common },
      { account: 'COMMITTED', amount: '100.00', ...common },
    ]);
  });

  test('an appropriation belong to no allocation', () => {
    expect(postingsOf(adopted('100.00')).filter((posting) => 'allocation' in posting)).toEqual([]);
  });

  test('every type of event are in the table', () => {
    expect([...new Set(table.map(([, { type }]) => type))].sort()).toEqual(budgetEventTypes);
  });

  test.each(['PartyRegistered', 'allocationdecided', 'constructor', ''])(
    'an event of type %p are not known',
    (type) => {
      expect(() => postingsOf({ type, data: entry('100.00') })).toThrow('No postings are known');
    },
  );
});
