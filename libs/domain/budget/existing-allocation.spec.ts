import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import {
  adjust,
  adjusted,
  command,
  decided,
  decision,
  disburse,
  disbursed,
  entry,
  entryReversed,
  key,
  opened,
  release,
  released,
  returned,
  reversed,
  taken,
  takeReturn,
} from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { standingOf } from '../agreement/standing';

/** A budget with 100 decided on 12 November. */
const hundred = (...past: BudgetEvent[]) => given(budgetDecider, opened(), decided('100.00'), ...past);

describe('adjusting an allocation', () => {
  test('up takes from what is available, down frees it', () => {
    expect(hundred().when(adjust('30'))).toStrictEqual(booked(adjusted('30.00')));
    expect(hundred().when(adjust('-30'))).toStrictEqual(booked(adjusted('-30.00')));
  });

  test("takes effect on the day given, else on the decision's, else today", () => {
    const after = { ...entry('30.00', '2019-11-12'), reason: 'New prices', decision };
    expect(hundred().when(adjust('30', { decision }))).toStrictEqual(
      booked({ type: 'AllocationAdjusted', data: after }),
    );
    expect(hundred().when(adjust('30', { decision, effectiveOn: '2019-11-20' }))).toStrictEqual(
      booked({ type: 'AllocationAdjusted', data: { ...after, effectiveOn: '2019-11-20' } }),
    );
    const vague = { bodyId: 'hsn', decidedOn: '2019' };
    expect(hundred().when(adjust('30', { decision: vague }))).toStrictEqual(
      invalid('effective-on-required', '/effectiveOn'),
    );
  });

  test('is refused with a difference that is none', () => {
    expect(hundred().when(adjust('0.00'))).toStrictEqual(invalid('not-above-zero', '/difference'));
    expect(hundred().when(adjust('-0'))).toStrictEqual(invalid('not-above-zero', '/difference'));
    expect(hundred().when(adjust('30kr'))).toStrictEqual(invalid('not-an-amount', '/difference'));
    expect(hundred().when(adjust('-0.005'))).toStrictEqual(invalid('too-many-decimals', '/difference'));
  });

  test('down stops at what is still committed', () => {
    const paid = hundred(disbursed('u1', '60.00'));
    expect(paid.when(adjust('-40.00'))).toStrictEqual(booked(adjusted('-40.00')));
    expect(paid.when(adjust('-40.01'))).toStrictEqual(refused('exceeds-committed'));
  });

  test('up under an agreement asks whether it is in force, down does not', () => {
    const agreement = { agreementId: 'iop', standing: standingOf({ term: { to: '2019-11-30' } }) };
    expect(hundred().when(adjust('30', { agreement }))).toStrictEqual(refused('not-in-force'));
    expect(hundred().when(adjust('-30', { agreement }))).toStrictEqual(booked(adjusted('-30.00')));
    expect(
      hundred().when(adjust('30', { agreement: { agreementId: 'iop', standing: standingOf({ term: {} }) } })),
    ).toStrictEqual(warned('in-force-unknown', adjusted('30.00')));
  });

  test('needs a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(hundred().when(adjust('30', { decision, unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });
});

describe('disbursing', () => {
  test('takes from what is committed, to the last öre, today unless a day is given', () => {
    expect(hundred().when(disburse('u1', '100'))).toStrictEqual(booked(disbursed('u1', '100.00')));
    expect(hundred().when(disburse('u1', '100.01'))).toStrictEqual(refused('exceeds-committed'));
    expect(hundred().when(disburse('u1', '1', { effectiveOn: '2019-11-12' }))).toStrictEqual(
      booked(disbursed('u1', '1.00', '2019-11-12')),
    );
  });

  test('keeps its reference and note', () => {
    const said = { reference: 'OCR 4711', note: 'First half' };
    expect(hundred().when(disburse('u1', '1', said))).toStrictEqual(
      booked({
        type: 'DisbursementRecorded',
        data: { ...entry('1.00', '2019-12-01'), disbursementId: 'u1', ...said },
      }),
    );
  });

  test('happens once under an id, on whichever allocation, also when it was reversed', () => {
    const again = refused('already-exists', '/disbursementId');
    const other = decided('10.00', { allocationId: 'annan' });
    const undone = entryReversed(taken(2, 'disbursed', '1.00', '2019-12-01'));
    expect(hundred(disbursed('u1', '1.00')).when(disburse('u1', '2'))).toStrictEqual(again);
    expect(hundred(disbursed('u1', '1.00'), undone).when(disburse('u1', '1'))).toStrictEqual(again);
    expect(hundred(other, disbursed('u1', '1.00')).when(disburse('u1', '1', { allocationId: 'annan' }))).toStrictEqual(
      again,
    );
    expect(hundred(returned('u1', '1.00')).when(disburse('u1', '1'))).toMatchObject({ warnings: [] });
  });

  test('is refused with an amount that is none', () => {
    expect(hundred().when(disburse('u1', '0'))).toStrictEqual(invalid('not-above-zero', '/amount'));
    expect(hundred().when(disburse('u1', '-1'))).toStrictEqual(invalid('not-an-amount', '/amount'));
  });
});

describe('a return', () => {
  test('stops at what was disbursed, returns together', () => {
    const paid = hundred(disbursed('u1', '60.00'), returned('r1', '20.00'));
    expect(paid.when(takeReturn('r2', '40'))).toStrictEqual(booked(returned('r2', '40.00')));
    expect(paid.when(takeReturn('r2', '40.01'))).toStrictEqual(refused('exceeds-disbursed'));
    expect(hundred().when(takeReturn('r1', '0.01'))).toStrictEqual(refused('exceeds-disbursed'));
  });

  test('keeps whether it was claimed, why and when', () => {
    const said = { kind: 'clawback', reason: 'Not used as agreed', effectiveOn: '2019-11-30' } as const;
    expect(hundred(disbursed('u1', '60.00')).when(takeReturn('r1', '5', said))).toStrictEqual(
      booked({
        type: 'ReturnRecorded',
        data: {
          ...entry('5.00', '2019-11-30'),
          returnId: 'r1',
          returnKind: 'clawback',
          freedTo: 'AVAILABLE',
          reason: 'Not used as agreed',
        },
      }),
    );
  });

  test('that was coded otherwise than the allocation is taken back where it was coded', () => {
    const { data } = returned('r1', '20.00') as Extract<BudgetEvent, { type: 'ReturnRecorded' }>;
    const ownCoding = { konto: '4520' };
    const back: BudgetEvent = { type: 'ReturnRecorded', data: { ...data, ownCoding } };
    const reversal = command('ReverseAllocation', { reason: 'A mistake', voucher: 'hsn/2019/4' });
    expect(hundred(disbursed('u1', '60.00'), back).when(reversal)).toMatchObject({
      events: [{ type: 'EntryReversed', data: { entry: { fact: 'returned', ownCoding } } }],
    });
  });

  test('happens once under an id, and with an amount', () => {
    const paid = hundred(disbursed('u1', '60.00'), returned('r1', '20.00'));
    expect(paid.when(takeReturn('r1', '20'))).toStrictEqual(refused('already-exists', '/returnId'));
    expect(paid.when(takeReturn('u1', '20'))).toMatchObject({ warnings: [] });
    expect(paid.when(takeReturn('r2', '0.00'))).toStrictEqual(invalid('not-above-zero', '/amount'));
  });
});

describe('releasing', () => {
  test('gives back all that is committed unless an amount is named', () => {
    const paid = hundred(disbursed('u1', '60.00'));
    expect(paid.when(release())).toStrictEqual(booked(released('40.00')));
    expect(paid.when(release('15'))).toStrictEqual(booked(released('15.00')));
    expect(paid.when(release('40', { effectiveOn: '2019-11-30' }))).toStrictEqual(
      booked(released('40.00', '2019-11-30')),
    );
    expect(paid.when(release('40.01'))).toStrictEqual(refused('exceeds-committed'));
    expect(paid.when(release('0'))).toStrictEqual(invalid('not-above-zero', '/amount'));
  });

  test('is refused where nothing is committed', () => {
    expect(hundred(disbursed('u1', '100.00')).when(release())).toStrictEqual(refused('nothing-to-release'));
    expect(hundred(released('100.00')).when(release('1'))).toStrictEqual(refused('nothing-to-release'));
  });
});

const entries = (how: { effectiveOn?: string } = {}) => [
  adjust('1', how),
  adjust('-1', how),
  disburse('u2', '1', how),
  takeReturn('r2', '1', how),
  release('1', how),
];

describe('an entry on an allocation', () => {
  const early = { effectiveOn: '2019-11-11' };
  test.each(entries(early))('is never effective before the decision: %j', (one) => {
    expect(hundred(disbursed('u1', '60.00')).when(one)).toStrictEqual(refused('before-decision', '/effectiveOn'));
  });

  test.each(entries({ effectiveOn: '2019-11-12' }))('may be effective on its day: %j', (one) => {
    expect(hundred(disbursed('u1', '60.00')).when(one)).toMatchObject({ warnings: [] });
  });

  test.each(entries())('waits for the day from which a later decision counts: %j', (one) => {
    const later = given(budgetDecider, opened(), decided('100.00', { effectiveOn: '2019-12-02' }));
    expect(later.when(one)).toStrictEqual(refused('before-decision', '/effectiveOn'));
  });

  test.each(entries())('is refused once the allocation is reversed: %j', (one) => {
    const takenBack = reversed(taken(1, 'decided', '100.00', '2019-11-12'));
    expect(hundred(takenBack).when(one)).toStrictEqual(refused('already-reversed'));
  });

  test.each(entries())('needs the allocation: %j', (one) => {
    expect(given(budgetDecider, opened()).when(one)).toStrictEqual(missing('allocation-not-found'));
  });
});

const freedTo = (account: string) => ({ events: [{ data: { ...key, originYear: 2018, freedTo: account } }] });

describe('what an allocation from an earlier year gives back', () => {
  const earlier = decided('100.00', { originYear: 2018 });
  const paid: BudgetEvent = {
    type: 'DisbursementRecorded',
    data: { ...entry('60.00', '2019-12-01'), originYear: 2018, disbursementId: 'u1' },
  };
  const freed = (reuse: boolean) => {
    const { when } = given(budgetDecider, opened({ reuse }), earlier, paid);
    return [adjust('-1'), takeReturn('r1', '1'), release('1')].map(when);
  };

  test('lapses unless the budget may use it again', () => {
    expect(freed(false)).toMatchObject([freedTo('LAPSED'), freedTo('LAPSED'), freedTo('LAPSED')]);
    expect(freed(true)).toMatchObject([freedTo('AVAILABLE'), freedTo('AVAILABLE'), freedTo('AVAILABLE')]);
  });

  test('goes back where it came from when that is reversed', () => {
    const lapsed: BudgetEvent = {
      type: 'AllocationReleased',
      data: { ...entry('40.00', '2019-12-01'), originYear: 2018, reason: 'Not needed', freedTo: 'LAPSED' },
    };
    const { when } = given(budgetDecider, opened(), earlier, paid, lapsed);
    expect(when(command('ReverseAllocation', { reason: 'A mistake', voucher: 'hsn/2019/4' }))).toMatchObject({
      events: [{ type: 'EntryReversed', data: { entry: taken(3, 'released', '40.00', '2019-12-01', 'LAPSED') } }],
    });
  });
});
