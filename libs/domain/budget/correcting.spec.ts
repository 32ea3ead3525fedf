import { booked, given, missing, refused } from '../../../test/domain/given';
import {
  adjusted,
  adjustmentApproved,
  adjustmentProposed,
  adjustmentRejected,
  adjustmentWithdrawn,
  approved,
  decided,
  disbursed,
  entry,
  entryReversed,
  opened,
  proposed,
  rejected,
  released,
  returned,
  reverse,
  reversed,
  taken,
  today,
} from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

/** A budget with 100 decided on 12 November: voucher hsn/2019/2. */
const hundred = (...past: BudgetEvent[]) => given(budgetDecider, opened(), decided('100.00'), ...past);
const theDecision = taken(1, 'decided', '100.00', '2019-11-12');

describe('reversing an allocation', () => {
  test('takes back its decision and every adjustment that stands, each on its own day', () => {
    expect(hundred().when(reverse())).toStrictEqual(booked(reversed(theDecision)));
    const undone = entryReversed(taken(2, 'adjusted', '-30.00', today, 'AVAILABLE'));
    const past = [adjusted('-30.00'), adjusted('5.00', '2019-11-20'), undone];
    expect(hundred(...past).when(reverse())).toStrictEqual(
      booked(reversed(theDecision, taken(3, 'adjusted', '5.00', '2019-11-20'))),
    );
    expect(hundred(adjusted('-30.00')).when(reverse())).toStrictEqual(
      booked(reversed(theDecision, taken(2, 'adjusted', '-30.00', today, 'AVAILABLE'))),
    );
  });

  test('takes back what was approved by the entries that approved it', () => {
    const past = [proposed('100.00'), approved('100.00'), adjustmentProposed('5.00'), adjustmentApproved('5.00')];
    expect(given(budgetDecider, opened(), ...past).when(reverse())).toStrictEqual(
      booked(reversed(taken(2, 'decided', '100.00', '2019-11-12'), taken(4, 'adjusted', '5.00', today))),
    );
  });

  test('takes back nothing of an adjustment that was rejected or withdrawn', () => {
    for (const ended of [adjustmentRejected('5.00'), adjustmentWithdrawn('5.00')])
      expect(hundred(adjustmentProposed('5.00'), ended).when(reverse())).toStrictEqual(booked(reversed(theDecision)));
  });

  test('withdraws a proposal, on its day', () => {
    expect(given(budgetDecider, opened(), proposed('100.00')).when(reverse())).toStrictEqual(
      booked(reversed(taken(1, 'proposed', '100.00', '2019-11-12'))),
    );
  });

  test('is refused while money is out, also when it came back: a return does not lift that', () => {
    const out = refused('already-disbursed');
    const undone = entryReversed(taken(2, 'disbursed', '60.00', today));
    expect(hundred(disbursed('u1', '60.00')).when(reverse())).toStrictEqual(out);
    expect(hundred(disbursed('u1', '60.00'), returned('r1', '60.00')).when(reverse())).toStrictEqual(out);
    expect(hundred(disbursed('u1', '60.00'), undone).when(reverse())).toStrictEqual(booked(reversed(theDecision)));
  });

  test('is refused while part of it is released: that has to be taken back first', () => {
    const undone = entryReversed(taken(2, 'released', '40.00', today, 'AVAILABLE'));
    expect(hundred(released('40.00')).when(reverse())).toStrictEqual(refused('exceeds-committed'));
    expect(hundred(released('40.00'), undone).when(reverse())).toStrictEqual(booked(reversed(theDecision)));
  });

  test('happens once, and never to what was rejected or is not there', () => {
    expect(hundred(reversed(theDecision)).when(reverse())).toStrictEqual(refused('already-reversed'));
    expect(hundred(adjustmentProposed('5.00')).when(reverse())).toStrictEqual(refused('waiting'));
    const ended = given(budgetDecider, opened(), proposed('100.00'), rejected('100.00'));
    expect(ended.when(reverse())).toStrictEqual(refused('already-rejected'));
    expect(given(budgetDecider, opened()).when(reverse())).toStrictEqual(missing('allocation-not-found'));
  });
});

describe('reversing one entry', () => {
  test.each([
    ['a disbursement', disbursed('u1', '60.00'), taken(2, 'disbursed', '60.00', today)],
    ['a release', released('40.00'), taken(2, 'released', '40.00', today, 'AVAILABLE')],
    ['a reduction', adjusted('-30.00'), taken(2, 'adjusted', '-30.00', today, 'AVAILABLE')],
    ['an increase', adjusted('30.00'), taken(2, 'adjusted', '30.00', today)],
  ])('takes back %s on its own day, once', (_, event, taking) => {
    expect(hundred(event).when(reverse('hsn/2019/3'))).toStrictEqual(booked(entryReversed(taking)));
    expect(hundred(event, entryReversed(taking)).when(reverse('hsn/2019/3'))).toStrictEqual(
      refused('already-reversed', '/voucher'),
    );
  });

  test('takes back a payment also while an adjustment waits for approval, and no adjustment then', () => {
    const payment = [disbursed('u1', '60.00'), adjustmentProposed('5.00')];
    expect(hundred(...payment).when(reverse('hsn/2019/3'))).toStrictEqual(
      booked(entryReversed(taken(2, 'disbursed', '60.00', today))),
    );
    expect(hundred(adjusted('30.00'), adjustmentProposed('5.00')).when(reverse('hsn/2019/3'))).toStrictEqual(
      refused('waiting'),
    );
  });

  test('asks for no approval of what lowers the total', () => {
    const always = given(
      budgetDecider,
      opened({ approval: { policy: 'always' } }),
      decided('100.00'),
      adjusted('30.00'),
    );
    expect(always.when(reverse('hsn/2019/3'))).toStrictEqual(
      booked(entryReversed(taken(2, 'adjusted', '30.00', today))),
    );
  });

  test('takes back a return, once', () => {
    const past = [disbursed('u1', '60.00'), returned('r1', '10.00')];
    const undone = entryReversed(taken(3, 'returned', '10.00', today, 'AVAILABLE'));
    expect(hundred(...past).when(reverse('hsn/2019/4'))).toStrictEqual(booked(undone));
    expect(hundred(...past, undone).when(reverse('hsn/2019/4'))).toStrictEqual(refused('already-reversed', '/voucher'));
  });

  test('takes back an approved increase by the entry that approved it', () => {
    const past = [adjustmentProposed('30.00'), adjustmentApproved('30.00')];
    expect(hundred(...past).when(reverse('hsn/2019/4'))).toStrictEqual(
      booked(entryReversed(taken(3, 'adjusted', '30.00', today))),
    );
    expect(hundred(...past).when(reverse('hsn/2019/3'))).toStrictEqual(refused('unknown-voucher', '/voucher'));
  });

  test('leaves the others as they stand', () => {
    const undone = entryReversed(taken(2, 'disbursed', '60.00', today));
    const { when } = hundred(disbursed('u1', '60.00'), disbursed('u2', '40.00'), undone);
    expect(when(reverse('hsn/2019/4'))).toStrictEqual(booked(entryReversed(taken(3, 'disbursed', '40.00', today))));
    expect(when(reverse())).toStrictEqual(refused('already-disbursed'));
  });

  test('is refused where what follows could not stand', () => {
    expect(hundred(disbursed('u1', '60.00'), returned('r1', '0.01')).when(reverse('hsn/2019/3'))).toStrictEqual(
      refused('exceeds-disbursed'),
    );
    expect(hundred(adjusted('30.00'), disbursed('u1', '100.01')).when(reverse('hsn/2019/3'))).toStrictEqual(
      refused('exceeds-committed'),
    );
  });

  test('is not how a decision is reversed', () => {
    expect(hundred().when(reverse('hsn/2019/2'))).toStrictEqual(refused('not-reversible', '/voucher'));
    expect(hundred(reversed(theDecision)).when(reverse('hsn/2019/2'))).toStrictEqual(
      refused('already-reversed', '/voucher'),
    );
  });

  test.each([
    'hsn/2019/1',
    'hsn/2019/9',
    'hsn/2018/3',
    'rf/2019/3',
    'hsn/2019/03',
    'hsn/2019/3.0',
    'hsn/2019/0x3',
    'hsn/2019/3e0',
    'hsn/2019/ 3',
    'hsn/2019/',
    '3',
    '',
  ])('needs the voucher of an entry on that allocation, as it is written: %p', (voucher) => {
    expect(hundred(disbursed('u1', '60.00')).when(reverse(voucher))).toStrictEqual(
      refused('unknown-voucher', '/voucher'),
    );
  });

  test('finds no entry of another allocation', () => {
    const other: BudgetEvent = {
      type: 'DisbursementRecorded',
      data: { ...entry('1.00', today), allocationId: 'annan', disbursementId: 'u1' },
    };
    expect(hundred(decided('1.00', { allocationId: 'annan' }), other).when(reverse('hsn/2019/4'))).toStrictEqual(
      refused('unknown-voucher', '/voucher'),
    );
  });
});
