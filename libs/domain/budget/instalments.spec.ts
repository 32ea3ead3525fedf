import { carriedForward, carryForwardBegun, locked } from '../../../test/domain/ending';
import { given, refused } from '../../../test/domain/given';
import { adjust, decided, entryReversed, opened } from '../../../test/domain/hsn';
import {
  instalment,
  instalmentPaid,
  payInstalment,
  planSet,
  replacePlan,
  setPlan,
  takenFrom,
} from '../../../test/domain/planning';
import { dutySet, reportReceived } from '../../../test/domain/reporting';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { paidOf, paidOn } from './instalments';
import { carriedForward as handedOver } from './taking-over';

const hundred = (...past: BudgetEvent[]) => given(budgetDecider, opened(), decided('100.00'), ...past);
const halves = [instalment('d1', '50.00'), instalment('d2', '50.00')];

describe('an instalment that is conditioned on a report', () => {
  const past = [dutySet('del', { dueOn: '2020-01-31' }), dutySet('slut', { dueOn: '2020-03-31' })];

  test('names one of those that are owed on the allocation', () => {
    for (const afterDutyId of ['del', 'slut'])
      expect(hundred(...past).when(setPlan([instalment('d1', '100', { afterDutyId })]))).toMatchObject({
        events: [{ type: 'DisbursementPlanSet' }],
      });
  });

  test('waits for that report, and for no other', () => {
    const plan = planSet(instalment('d1', '100.00', { afterDutyId: 'slut' }));
    const pay = payInstalment('d1', 'u1', '100');
    expect(hundred(...past, plan, reportReceived('slut')).when(pay)).toMatchObject({ warnings: [] });
    expect(hundred(...past, plan, reportReceived('del')).when(pay)).toStrictEqual(
      refused('instalment-awaits-report', '/instalmentId'),
    );
  });
});

describe('what was paid of an instalment', () => {
  const plan = planSet(...halves);
  const early = instalmentPaid('d1', 'u1', '20.00', '2019-12-20');
  const late = instalmentPaid('d1', 'u2', '30.00', '2019-12-10');
  const first = (...past: BudgetEvent[]) => hundred(...past).state.allocations.get('engangs')!.instalments[0]!;

  test('is told as of any day, and whole by the day of the last payment, whichever was booked first', () => {
    const whole = first(plan, early, late);
    const paid = ['2019-12-09', '2019-12-10', '2019-12-19', '2019-12-20'].map((day) => paidOf(whole, day).toFixed(2));
    expect(paid).toEqual(['0.00', '30.00', '30.00', '50.00']);
    expect(paidOn(whole)).toBe('2019-12-20');
  });

  test('is less by the one payment that is reversed', () => {
    const left = first(plan, early, late, entryReversed(takenFrom('d1', 3, '20.00')));
    expect(left.paid).toMatchObject([{ amount: '30.00', on: '2019-12-10' }]);
  });

  test('is handed over as one sum on the day of the last payment', () => {
    const some = instalmentPaid('d1', 'u2', '10.00', '2019-12-10');
    const { state } = hundred(plan, early, some, locked, carryForwardBegun(), carriedForward('70.00'));
    expect(handedOver(state, state.budget!)).toMatchObject([
      { instalments: [{ instalmentId: 'd1', paid: [{ amount: '30.00', on: '2019-12-20' }] }, { instalmentId: 'd2' }] },
    ]);
  });
});

describe('a plan says how much', () => {
  const says = (detail: string) => ({ detail });

  test('it has to pay, and what there is to pay it with', () => {
    expect(hundred().when(setPlan([instalment('d1', '100.01')]))).toMatchObject(
      says('The plan has 100.01 SEK to pay, and 100.00 SEK of the allocation is not paid.'),
    );
    expect(hundred().when(setPlan([instalment('d1', '99')]))).toMatchObject({
      warnings: [says('1.00 SEK of what is left to pay is not in the plan.')],
    });
    expect(hundred(planSet(...halves)).when(adjust('-1'))).toMatchObject({
      warnings: [says('The disbursement plan has 100.00 SEK to pay, and 99.00 SEK would be left to pay it with.')],
    });
  });

  test('has been paid of an instalment that it may not take away, wherever that stands in it', () => {
    const past = [planSet(...halves), instalmentPaid('d1', 'u1', '20.00')];
    const kept = says('20.00 SEK of instalment d1 has been paid; the plan keeps it with that or more.');
    expect(hundred(...past).when(replacePlan(instalment('d2', '50')))).toMatchObject({
      ...kept,
      pointer: '/instalments',
    });
    expect(hundred(...past).when(replacePlan(instalment('d1', '19.99'), instalment('d2', '50')))).toMatchObject({
      ...kept,
      pointer: '/instalments/0/amount',
    });
  });
});
