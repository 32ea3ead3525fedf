import { budgetEventTypes } from '../../../test/domain/event-types';
import { appointed, revoked, stoodInFor } from '../../../test/domain/approvers';
import { minor } from '../../../test/domain/figures';
import {
  availableBrought,
  availableCarried,
  broughtForward,
  budgetClosed,
  carriedForward,
  carryForwardBegun,
  carryForwardCompleted,
  lapsed,
  lateCorrection,
  locked,
} from '../../../test/domain/ending';
import {
  adjusted,
  adjustmentApproved,
  adjustmentProposed,
  adjustmentRejected,
  adjustmentWithdrawn,
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
import { coded, codedOtherwise, codesClosed, codesOpened, dimensionOpened } from '../../../test/domain/dimensions';
import { booksUnder, movedBack, movedBetween, programmeOpened } from '../../../test/domain/programmes';
import { claimWithdrawn, demanded } from '../../../test/domain/claiming';
import { instalment, planSet } from '../../../test/domain/planning';
import { dutyExtended, dutyReopened, dutySet, dutyWaived, reportReceived } from '../../../test/domain/reporting';
import { cameBack, completed, declined, received, sent, sentBack } from '../../../test/domain/transferring';
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
  ['a clawback that is demanded', demanded('k1', '60.00'), []],
  ['a clawback that is withdrawn', claimWithdrawn('k1', '60.00'), []],
  ['a disbursement plan', planSet(instalment('d1', '60.00')), []],
  ['a report that is asked for', dutySet('slut'), []],
  ['a report that comes in', reportReceived('slut'), []],
  ['a report that is put off', dutyExtended('slut', '2019-12-31'), []],
  ['a report that is waived', dutyWaived('slut'), []],
  ['a report that is owed again', dutyReopened('slut'), []],
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
    'an adjustment that is withdrawn',
    adjustmentWithdrawn('30.00'),
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
    'an allocation that is carried forward',
    carriedForward('40.00'),
    [
      ['COMMITTED', 'carried-out', '-40.00', '2019-12-31'],
      ['CARRIED_OUT', 'carried-out', '40.00', '2019-12-31'],
    ],
  ],
  ['an allocation that is handed over with nothing committed', carriedForward('0.00'), []],
  [
    'what was available and is carried forward',
    availableCarried('40.00'),
    [
      ['AVAILABLE', 'carried-out', '-40.00', '2019-12-31'],
      ['CARRIED_OUT', 'carried-out', '40.00', '2019-12-31'],
    ],
  ],
  [
    'an overrun that is carried forward',
    availableCarried('-40.00'),
    [
      ['AVAILABLE', 'carried-out', '40.00', '2019-12-31'],
      ['CARRIED_OUT', 'carried-out', '-40.00', '2019-12-31'],
    ],
  ],
  [
    'an allocation that is brought forward',
    broughtForward('40.00'),
    [
      ['CARRIED_IN', 'carried-in', '-40.00', '2019-01-01'],
      ['COMMITTED', 'carried-in', '40.00', '2019-01-01'],
    ],
  ],
  [
    'what was available and is brought forward',
    availableBrought('40.00'),
    [
      ['CARRIED_IN', 'carried-in', '-40.00', '2019-01-01'],
      ['AVAILABLE', 'carried-in', '40.00', '2019-01-01'],
    ],
  ],
  [
    'an overrun that is brought forward',
    availableBrought('-40.00'),
    [
      ['CARRIED_IN', 'carried-in', '40.00', '2019-01-01'],
      ['AVAILABLE', 'carried-in', '-40.00', '2019-01-01'],
    ],
  ],
  [
    'what lapses',
    lapsed('40.00'),
    [
      ['AVAILABLE', 'lapsed', '-40.00', '2019-12-31'],
      ['LAPSED', 'lapsed', '40.00', '2019-12-31'],
    ],
  ],
  ...(
    [
      ['a disbursement too high', lateCorrection('disbursed', '-10.00'), 'COMMITTED', '10.00'],
      ['a disbursement too low', lateCorrection('disbursed', '10.00'), 'COMMITTED', '-10.00'],
      ['a decision too high', lateCorrection('allocated', '-10.00'), 'COMMITTED', '-10.00'],
      ['a decision too low', lateCorrection('allocated', '10.00'), 'COMMITTED', '10.00'],
      ['a release too high', lateCorrection('released', '-10.00'), 'COMMITTED', '10.00'],
      ['a return too high', lateCorrection('returned', '-10.00'), 'LAPSED', '-10.00'],
      ['an appropriation too high', lateCorrection('appropriated', '-10.00'), 'AVAILABLE', '-10.00'],
    ] as const
  ).map(([name, event, account, amount]): [string, BudgetEvent, Line[]] => [
    `${name}, found late`,
    event,
    [
      ['PRIOR_YEAR', 'corrected', amount.startsWith('-') ? amount.slice(1) : `-${amount}`, later],
      [account, 'corrected', amount, later],
    ],
  ]),
  [
    'a transfer that is sent',
    sent('60.00'),
    [
      ['AVAILABLE', 'transferred-out', '-60.00', day],
      ['TRANSFERRED_OUT', 'transferred-out', '60.00', day],
    ],
  ],
  [
    'a transfer that is received',
    received('60.00'),
    [
      ['TRANSFERRED_IN', 'transferred-in', '-60.00', day],
      ['AVAILABLE', 'transferred-in', '60.00', day],
    ],
  ],
  [
    'a transfer that came back',
    cameBack('60.00'),
    [
      ['AVAILABLE', 'transferred-out', '60.00', day],
      ['TRANSFERRED_OUT', 'transferred-out', '-60.00', day],
    ],
  ],
  [
    'a transfer that gives one back',
    sentBack('60.00'),
    [
      ['TRANSFERRED_IN', 'transferred-in', '60.00', day],
      ['AVAILABLE', 'transferred-in', '-60.00', day],
    ],
  ],
  [
    'a transfer that is given back',
    received('60.00', 'back', { reverses: 't1' }),
    [
      ['AVAILABLE', 'transferred-out', '60.00', day],
      ['TRANSFERRED_OUT', 'transferred-out', '-60.00', day],
    ],
  ],
  [
    'a giving back that came back',
    cameBack('60.00', 'back', { reverses: 't1' }),
    [
      ['TRANSFERRED_IN', 'transferred-in', '-60.00', day],
      ['AVAILABLE', 'transferred-in', '60.00', day],
    ],
  ],
  ['a programme', programmeOpened(), []],
  ['a dimension', dimensionOpened(), []],
  ['codes of a dimension', codesOpened('konto', '4510'), []],
  ['codes that are closed', codesClosed('4510'), []],
  [
    'a transfer between programmes',
    movedBetween('60.00', { toProgrammeId: 'nara-vard' }),
    [
      ['AVAILABLE', 'moved', '-60.00', day],
      ['AVAILABLE', 'moved', '60.00', day],
    ],
  ],
  [
    'a transfer between programmes that is reversed',
    movedBack('60.00', { toProgrammeId: 'nara-vard' }, 3),
    [
      ['AVAILABLE', 'moved', '60.00', day],
      ['AVAILABLE', 'moved', '-60.00', day],
    ],
  ],
  ['a transfer that is declined', declined('60.00'), []],
  ['a transfer that has arrived', completed(), []],
  ['an approver', appointed('bo'), []],
  ['a revocation', revoked('bo', '2019-12-01'), []],
  ['a substitute', stoodInFor('bo', 'cecilia'), []],
  ['a lock', locked, []],
  ['an unlock', { type: 'BudgetUnlocked', data: { reason: '' } }, []],
  ['the beginning of a carry-forward', carryForwardBegun(), []],
  ['the end of a carry-forward', carryForwardCompleted, []],
  ['a closing', budgetClosed, []],
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

  test('a late correction say which year it concerns', () => {
    const { data } = lateCorrection('disbursed', '1.00');
    expect(postingsOf({ type: 'LateCorrectionRecorded', data }).map(({ concernsYear }) => concernsYear)).toEqual([
      2018, 2018,
    ]);
  });

  test.each(table.filter(([, { data }]) => !('transferId' in data)))('%s are all of its programme', (_, event) => {
    const plain = postingsOf(event);
    expect(plain.filter((posting) => 'programmeId' in posting)).toEqual([]);
    const under = plain.map((posting) => ({ ...posting, programmeId: 'nara-vard' }));
    expect(postingsOf(booksUnder(event))).toStrictEqual(under);
  });

  test.each(table)('%s are all coded as it is', (_, event) => {
    const plain = postingsOf(event);
    expect(plain.filter((posting) => 'coding' in posting)).toEqual([]);
    const coding = { konto: '4510' };
    expect(postingsOf(coded(event, coding))).toStrictEqual(plain.map((posting) => ({ ...posting, coding })));
  });

  test('a payment on another code leave what is committed and available as its allocation is coded', () => {
    const [coding, own] = [{ konto: '4510' }, { konto: '4520' }];
    const codings = (event: BudgetEvent) => postingsOf(event).map((posting) => posting.coding);
    const paid = codedOtherwise(coded(disbursed('u1', '60.00'), coding), own);
    const back = codedOtherwise(coded(returned('r1', '10.00'), coding), own);
    const takenBack = { ...taken(3, 'disbursed', '60.00', day), ownCoding: own };
    expect(codings(paid)).toEqual([coding, own]);
    expect(codings(back)).toEqual([own, coding]);
    expect(codings(coded(entryReversed(takenBack), coding))).toEqual([coding, own]);
    expect(codings(codedOtherwise(disbursed('u1', '60.00'), own))).toEqual([undefined, own]);
  });

  test('an appropriation, and what is left available at the end of a year, belong to no allocation', () => {
    for (const event of [adopted('100.00'), availableCarried('40.00'), availableBrought('40.00')])
      expect(postingsOf(event).filter((posting) => 'allocation' in posting)).toEqual([]);
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
