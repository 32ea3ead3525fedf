import { booked, given, refused, type Past } from '../../../test/domain/given';
import {
  adjust,
  adjusted,
  adjustmentApproved,
  adjustmentProposed,
  adjustmentRejected,
  adjustmentWithdrawn,
  allocate,
  approve,
  approved,
  command,
  decided,
  disburse,
  disbursed,
  entry,
  opened,
  proposed,
  reject,
  rejected,
  release,
  replace,
  reverse,
  reversed,
  taken,
  takeReturn,
  withdraw,
} from '../../../test/domain/hsn';
import { locked } from '../../../test/domain/ending';
import { budgetDecider } from './decider';
import type { Approval, BudgetEvent } from './events';
import { standingOf } from '../agreement/standing';

const none: Approval = { policy: 'none' };
const above100: Approval = { policy: 'above', above: '100.00' };
const always: Approval = { policy: 'always' };

const budget = (approval: Approval, ...past: Past<BudgetEvent>[]) =>
  given(budgetDecider, opened({ approval }), ...past);

const fund = (amount: string) =>
  command('FundYear', {
    agreementId: 'engangs',
    borne: 'all',
    standing: standingOf({ term: { from: '2019-01-01' } }),
    terms: { recipientId: 'primarvarden', amount, currency: 'SEK', firstYear: 2019 },
  });

const types = (answer: object) =>
  'events' in answer ? (answer.events as BudgetEvent[]).map(({ type }) => type) : answer;

describe('what waits for a second person', () => {
  test.each([
    [none, '1000000.00', 'AllocationDecided'],
    [above100, '99.99', 'AllocationDecided'],
    [above100, '100.00', 'AllocationDecided'],
    [above100, '100.01', 'AllocationProposed'],
    [always, '0.01', 'AllocationProposed'],
  ])('with approval %j, an allocation and a year of funding of %s are an %s', (approval, amount, type) => {
    expect(types(budget(approval).when(allocate(amount)))).toEqual([type]);
    expect(types(budget(approval).when(fund(amount)))).toEqual([type]);
  });

  test.each([
    [none, '1000000.00', 'AllocationAdjusted'],
    [above100, '40.00', 'AllocationAdjusted'],
    [above100, '40.01', 'AllocationAdjustmentProposed'],
    [always, '0.01', 'AllocationAdjustmentProposed'],
    [always, '-0.01', 'AllocationAdjusted'],
    [above100, '-60.00', 'AllocationAdjusted'],
  ])('with approval %j, an adjustment of 60.00 by %s is an %s', (approval, difference, type) => {
    expect(types(budget(approval, decided('60.00')).when(adjust(difference)))).toEqual([type]);
  });
});

describe('a way round the second person', () => {
  test('in steps is none: the step that passes the limit waits', () => {
    const past = [decided('60.00'), adjusted('20.00'), adjusted('20.00')];
    expect(budget(above100, ...past).when(adjust('0.01'))).toStrictEqual(booked(adjustmentProposed('0.01')));
  });

  test('by disbursing or releasing first is none: the total counts, not what is left of it', () => {
    const released: BudgetEvent = {
      type: 'AllocationReleased',
      data: { ...entry('30.00', '2019-12-01'), reason: 'Not needed', freedTo: 'AVAILABLE' },
    };
    const past = [decided('100.00'), disbursed('u1', '70.00'), released];
    expect(types(budget(above100, ...past).when(adjust('0.01')))).toEqual(['AllocationAdjustmentProposed']);
  });

  test('down and up again is one only as far as the limit', () => {
    const past = [decided('100.00'), adjusted('-50.00')];
    expect(types(budget(above100, ...past).when(adjust('50.00')))).toEqual(['AllocationAdjusted']);
    expect(types(budget(above100, ...past).when(adjust('50.01')))).toEqual(['AllocationAdjustmentProposed']);
  });

  test('by reversing a reduction is none: it is refused where the total would need approval', () => {
    const approvedOnce = [proposed('150.00'), approved('150.00'), adjusted('-60.00')];
    expect(budget(above100, ...approvedOnce).when(reverse('hsn/2019/4'))).toStrictEqual(refused('approval-required'));
    expect(budget(always, ...approvedOnce).when(reverse('hsn/2019/4'))).toStrictEqual(refused('approval-required'));
    const small = [decided('90.00'), adjusted('-60.00')];
    expect(types(budget(above100, ...small).when(reverse('hsn/2019/3')))).toEqual(['EntryReversed']);
  });

  test('by reversing a reduction after an increase is none', () => {
    const past = [decided('100.00'), adjusted('-60.00'), adjusted('60.00')];
    expect(budget(above100, ...past).when(reverse('hsn/2019/3'))).toStrictEqual(refused('approval-required'));
  });

  test('by replacing a small allocation with a large one is none: the new one waits', () => {
    const after = budget(above100, decided('60.00')).when(replace({ amount: '100.01' }));
    expect(types(after)).toEqual(['AllocationReversed', 'AllocationProposed']);
    expect(types(budget(above100, decided('60.00')).when(replace({ amount: '100.00' })))).toEqual([
      'AllocationReversed',
      'AllocationDecided',
    ]);
  });

  test('by replacing what was approved is none: the new one waits as the old one did', () => {
    const past = [proposed('150.00'), approved('150.00')];
    expect(types(budget(above100, ...past).when(replace({ recipientId: 'novahuset' })))).toEqual([
      'AllocationReversed',
      'AllocationProposed',
    ]);
  });

  test('by replacing an adjusted allocation is none: its adjusted total counts', () => {
    const past = [decided('60.00'), adjustmentProposed('50.00'), adjustmentApproved('50.00')];
    expect(types(budget(above100, ...past).when(replace()))).toEqual(['AllocationReversed', 'AllocationProposed']);
  });
});

describe('approving', () => {
  test('binds what was proposed: its amount and its day', () => {
    const past = proposed('150.00', { effectiveOn: '2019-11-20' });
    expect(budget(always, past).when(approve('bertil'))).toStrictEqual(
      booked({ type: 'AllocationApproved', data: entry('150.00', '2019-11-20') }),
    );
    expect(budget(always, past).when(approve('bertil', { note: 'Seen' }))).toStrictEqual(
      booked({ type: 'AllocationApproved', data: { ...entry('150.00', '2019-11-20'), note: 'Seen' } }),
    );
    const change = [decided('60.00'), adjustmentProposed('50.00', '2019-11-30')];
    expect(budget(above100, ...change).when(approve('bertil'))).toStrictEqual(
      booked(adjustmentApproved('50.00', '2019-11-30')),
    );
  });

  test('is not for whoever proposed, nor is rejecting', () => {
    const mine = { by: 'cecilia', event: proposed('150.00') };
    expect(budget(always, mine).when(approve('cecilia'))).toStrictEqual(refused('same-person'));
    expect(budget(always, mine).when(reject('cecilia'))).toStrictEqual(refused('same-person'));
    expect(budget(always, mine).when(approve('anna'))).toStrictEqual(booked(approved('150.00')));
  });

  test('an adjustment is not for whoever proposed that, but may be for whoever proposed the allocation', () => {
    const past = [
      { by: 'anna', event: proposed('150.00') },
      { by: 'bertil', event: approved('150.00') },
      { by: 'bertil', event: adjustmentProposed('50.00') },
    ];
    expect(budget(always, ...past).when(approve('bertil'))).toStrictEqual(refused('same-person'));
    expect(budget(always, ...past).when(approve('anna'))).toStrictEqual(booked(adjustmentApproved('50.00')));
  });

  test('a replacement is not for whoever replaced, though another proposed the first', () => {
    const second: BudgetEvent = { type: 'AllocationProposed', data: { ...entry('150.00'), allocationId: 'engangs-2' } };
    const past = [
      { by: 'anna', event: proposed('150.00') },
      { by: 'bertil', event: reversed(taken(1, 'proposed', '150.00', '2019-11-12')) },
      { by: 'bertil', event: second },
    ];
    expect(budget(always, ...past).when(approve('bertil', { allocationId: 'engangs-2' }))).toStrictEqual(
      refused('same-person'),
    );
    expect(types(budget(always, ...past).when(approve('anna', { allocationId: 'engangs-2' })))).toEqual([
      'AllocationApproved',
    ]);
  });

  test('is refused where nothing waits', () => {
    const nothing = refused('not-waiting');
    expect(budget(none, decided('100.00')).when(approve('bertil'))).toStrictEqual(nothing);
    expect(budget(none, decided('100.00')).when(reject('bertil'))).toStrictEqual(nothing);
    expect(budget(always, proposed('1.00'), approved('1.00')).when(approve('bertil'))).toStrictEqual(nothing);
    expect(budget(always, proposed('1.00'), rejected('1.00')).when(approve('bertil'))).toStrictEqual(nothing);
  });
});

describe('rejecting', () => {
  test('gives back what was reserved, on the day of the proposal, and says why', () => {
    const past = proposed('150.00', { effectiveOn: '2019-11-20' });
    expect(budget(always, past).when(reject('bertil'))).toStrictEqual(
      booked({ type: 'AllocationRejected', data: { ...entry('150.00', '2019-11-20'), reason: 'Not this year' } }),
    );
    const change = [decided('60.00'), adjustmentProposed('50.00', '2019-11-30')];
    expect(budget(above100, ...change).when(reject('bertil'))).toStrictEqual(
      booked(adjustmentRejected('50.00', '2019-11-30')),
    );
  });

  test('an allocation ends it; rejecting an adjustment leaves it as it was', () => {
    const ended = budget(always, proposed('150.00'), rejected('150.00'));
    expect(ended.when(adjust('1.00'))).toStrictEqual(refused('already-rejected'));
    expect(ended.when(disburse('u1', '1.00'))).toStrictEqual(refused('already-rejected'));
    expect(ended.when(reverse())).toStrictEqual(refused('already-rejected'));
    expect(ended.when(replace())).toStrictEqual(refused('already-rejected'));
    const left = budget(above100, decided('60.00'), adjustmentProposed('50.00'), adjustmentRejected('50.00'));
    expect(types(left.when(adjust('40.00')))).toEqual(['AllocationAdjusted']);
    expect(left.when(disburse('u1', '60.00'))).toStrictEqual(booked(disbursed('u1', '60.00')));
  });
});

describe('withdrawing', () => {
  test('gives back what was reserved, on the day of the proposal, and says why', () => {
    const past = proposed('150.00', { effectiveOn: '2019-11-20' });
    expect(budget(always, past).when(withdraw('anna'))).toStrictEqual(
      booked({
        ...reversed(taken(1, 'proposed', '150.00', '2019-11-20')),
        data: { ...reversed(taken(1, 'proposed', '150.00', '2019-11-20')).data, reason: 'Wrong amount' },
      }),
    );
    const change = [decided('60.00'), adjustmentProposed('50.00', '2019-11-30')];
    expect(budget(above100, ...change).when(withdraw('anna'))).toStrictEqual(
      booked(adjustmentWithdrawn('50.00', '2019-11-30')),
    );
  });

  test('is for whoever proposed it, and where something waits', () => {
    const others = refused('not-the-proposer');
    expect(budget(always, proposed('150.00')).when(withdraw('bertil'))).toStrictEqual(others);
    const change = [decided('60.00'), adjustmentProposed('50.00')];
    expect(budget(above100, ...change).when(withdraw('bertil'))).toStrictEqual(others);
    expect(budget(none, decided('60.00')).when(withdraw('anna'))).toStrictEqual(refused('not-waiting'));
    expect(budget(above100, ...change, adjustmentWithdrawn('50.00')).when(withdraw('anna'))).toStrictEqual(
      refused('not-waiting'),
    );
  });

  test('an adjustment leaves the allocation as it was, also in a year that is locked', () => {
    const change = [decided('60.00'), adjustmentProposed('50.00')];
    expect(budget(above100, ...change, locked).when(withdraw('anna'))).toStrictEqual(
      booked(adjustmentWithdrawn('50.00')),
    );
    const left = budget(above100, ...change, adjustmentWithdrawn('50.00'));
    expect(types(left.when(adjust('40.00')))).toEqual(['AllocationAdjusted']);
    expect(left.when(disburse('u1', '60.00'))).toStrictEqual(booked(disbursed('u1', '60.00')));
  });
});

describe('while something waits', () => {
  const waiting = refused('waiting');

  test('nothing can be booked on a proposed allocation, but it can be withdrawn', () => {
    const { when } = budget(always, proposed('150.00'));
    expect(when(adjust('-1.00'))).toStrictEqual(waiting);
    expect(when(disburse('u1', '1.00'))).toStrictEqual(waiting);
    expect(when(takeReturn('r1', '1.00'))).toStrictEqual(waiting);
    expect(when(release())).toStrictEqual(waiting);
    expect(when(reverse())).toStrictEqual(booked(reversed(taken(1, 'proposed', '150.00', '2019-11-12'))));
  });

  test('a decided allocation cannot change again, but can be paid out', () => {
    const { when } = budget(above100, decided('90.00'), adjusted('-10.00'), adjustmentProposed('50.00'));
    expect(when(adjust('1.00'))).toStrictEqual(waiting);
    expect(when(adjust('-1.00'))).toStrictEqual(waiting);
    expect(when(release('1.00'))).toStrictEqual(waiting);
    expect(when(reverse())).toStrictEqual(waiting);
    expect(when(reverse('hsn/2019/3'))).toStrictEqual(waiting);
    expect(when(replace())).toStrictEqual(waiting);
    expect(when(disburse('u1', '80.00'))).toStrictEqual(booked(disbursed('u1', '80.00')));
  });

  test('what waits cannot be paid out: only what is committed', () => {
    const { when } = budget(above100, decided('80.00'), adjustmentProposed('50.00'));
    expect(when(disburse('u1', '80.01'))).toStrictEqual(refused('exceeds-committed'));
  });
});
