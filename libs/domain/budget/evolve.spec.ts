import { formatAmount, zero } from '@anslag/money/amount';
import type { Posting } from '../accounts/account';
import { fold } from '../../../test/domain/given';
import {
  adjusted,
  adjustmentProposed,
  adjustmentRejected,
  appropriated,
  approved,
  decided,
  disbursed,
  entryReversed,
  opened,
  proposed,
  rejected,
  released,
  returned,
  reversed,
  taken,
  today,
} from '../../../test/domain/hsn';
import { booked } from './amounts';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

const engangs = (...past: BudgetEvent[]) => {
  const allocation = fold(budgetDecider, [opened(), ...past]).allocations.get('engangs');
  if (!allocation) throw new Error('Not there');
  const { status, proposal, allocated, reserved, committed, disbursed: paid, recovered } = allocation;
  const amounts = [allocated, reserved, committed, paid, recovered].map((sum) => formatAmount(sum, 'SEK'));
  return { status, waits: proposal?.what ?? null, amounts };
};

describe('what the state says of an allocation', () => {
  // allocated, reserved, committed, disbursed, recovered
  test.each<[string, BudgetEvent[], string, string | null, string[]]>([
    ['decided', [decided('100.00')], 'decided', null, ['100.00', '0.00', '100.00', '0.00', '0.00']],
    ['proposed', [proposed('100.00')], 'waiting', 'allocation', ['0.00', '100.00', '0.00', '0.00', '0.00']],
    [
      'approved',
      [proposed('100.00'), approved('100.00')],
      'decided',
      null,
      ['100.00', '0.00', '100.00', '0.00', '0.00'],
    ],
    ['rejected', [proposed('100.00'), rejected('100.00')], 'rejected', null, ['0.00', '0.00', '0.00', '0.00', '0.00']],
    ['adjusted', [decided('100.00'), adjusted('-30.00')], 'decided', null, ['70.00', '0.00', '70.00', '0.00', '0.00']],
    [
      'to be adjusted',
      [decided('100.00'), adjustmentProposed('30.00')],
      'decided',
      'adjustment',
      ['100.00', '30.00', '100.00', '0.00', '0.00'],
    ],
    [
      'not adjusted after all',
      [decided('100.00'), adjustmentProposed('30.00'), adjustmentRejected('30.00')],
      'decided',
      null,
      ['100.00', '0.00', '100.00', '0.00', '0.00'],
    ],
    [
      'disbursed and partly returned',
      [decided('100.00'), disbursed('u1', '60.00'), returned('r1', '10.00')],
      'decided',
      null,
      ['100.00', '0.00', '40.00', '60.00', '10.00'],
    ],
    ['released', [decided('100.00'), released('40.00')], 'decided', null, ['100.00', '0.00', '60.00', '0.00', '0.00']],
    [
      'disbursed by mistake',
      [decided('100.00'), disbursed('u1', '60.00'), entryReversed(taken(2, 'disbursed', '60.00', today))],
      'decided',
      null,
      ['100.00', '0.00', '100.00', '0.00', '0.00'],
    ],
    [
      'reversed',
      [decided('100.00'), reversed(taken(1, 'decided', '100.00', '2019-11-12'))],
      'reversed',
      null,
      ['0.00', '0.00', '0.00', '0.00', '0.00'],
    ],
    [
      'withdrawn',
      [proposed('100.00'), reversed(taken(1, 'proposed', '100.00', '2019-11-12'))],
      'reversed',
      null,
      ['0.00', '0.00', '0.00', '0.00', '0.00'],
    ],
  ])('that is %s', (_, past, status, waits, amounts) => {
    expect(engangs(...past)).toEqual({ status, waits, amounts });
  });
});

test('what waits remembers who proposed it, and when it was recorded', () => {
  const state = fold(budgetDecider, [opened(), { by: 'cecilia', event: proposed('100.00') }]);
  expect(state.allocations.get('engangs')?.proposal).toEqual({
    what: 'allocation',
    revision: 1,
    amount: '100.00',
    effectiveOn: '2019-11-12',
    proposedBy: 'cecilia',
  });
});

const turnover = (...past: BudgetEvent[]) => formatAmount(fold(budgetDecider, [opened(), ...past]).turnover, 'SEK');

test('turnover counts what was booked, each once, and neither what settles nor what takes back', () => {
  expect(turnover(...appropriated('100.00'), decided('60.00'))).toBe('160.00');
  expect(turnover(proposed('60.00'), approved('60.00'))).toBe('60.00');
  expect(turnover(proposed('60.00'), rejected('60.00'))).toBe('60.00');
  expect(turnover(decided('60.00'), adjusted('-10.00'))).toBe('70.00');
  expect(turnover(decided('60.00'), reversed(taken(1, 'decided', '60.00', '2019-11-12')))).toBe('60.00');
});

const posting = (account: Posting['account'], fact: Posting['fact'], amount: string): Posting => ({
  account,
  fact,
  amount,
  currency: 'SEK',
  effectiveOn: today,
});

test('an amount before any postings stays as it is, and only what decides or adjusts is allocated', () => {
  const before = { allocated: zero, reserved: zero, committed: zero, disbursed: zero, recovered: zero };
  expect(booked(before, [])).toEqual(before);
  const after = booked(before, [
    posting('COMMITTED', 'decided', '100.00'),
    posting('COMMITTED', 'released', '-40.00'),
    posting('AVAILABLE', 'decided', '-100.00'),
    posting('RECOVERED', 'returned', '-10.00'),
  ]);
  expect(Object.values(after).map((sum) => formatAmount(sum, 'SEK'))).toEqual([
    '100.00',
    '0.00',
    '60.00',
    '0.00',
    '10.00',
  ]);
});
