import { booked, given, refused } from '../../../test/domain/given';
import {
  availableBrought,
  broughtForward,
  budgetClosed,
  carriedForward,
  carryForwardBegun,
  carryForwardCompleted,
  locked,
} from '../../../test/domain/ending';
import { approve, command, decided, disburse, disbursed, opened, release, reverse } from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { carriedForward as handedOver } from './taking-over';
import type { Carried } from './year-end-commands';

const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...past);
const closing = [locked, carryForwardBegun()];
const closed = [...closing, carryForwardCompleted, budgetClosed];

describe('an allocation that was carried forward', () => {
  test('has its home in the year that took it over', () => {
    const { when } = budget(decided('100.00'), ...closing, carriedForward('100.00'));
    const moved = {
      refused: 'moved',
      path: '/budgets/hsn/2020/allocations/2019.engangs',
      detail: 'The allocation is carried forward to 2020, as 2019.engangs.',
    };
    for (const one of [disburse('u1', '1'), release(), reverse(), approve('bertil')])
      expect(when(one)).toMatchObject(moved);
    const again = { ...carriedForward('40.00') } as Extract<BudgetEvent, { type: 'CarriedForward' }>;
    const data = { ...again.data, allocationId: '2018.engangs', originYear: 2018 };
    const later = budget(broughtForward('40.00'), ...closing, { type: 'CarriedForward', data } as BudgetEvent);
    expect(later.when(disburse('u1', '1', { allocationId: '2018.engangs' }))).toMatchObject({
      path: '/budgets/hsn/2020/allocations/2018.engangs',
    });
  });

  test('is taken over once, with all that its limits go on from', () => {
    const from = budget(decided('100.00'), disbursed('u1', '60.00'), ...closing, carriedForward('40.00')).state;
    const carried = handedOver(from, from.budget!);
    expect(carried).toMatchObject([
      {
        allocationId: '2019.engangs',
        amount: '40.00',
        effectiveOn: '2020-01-01',
        account: 'COMMITTED',
        carriedFrom: {
          year: 2019,
          allocationId: 'engangs',
          revision: 5,
        },
        allocated: '100.00',
        disbursed: '60.00',
        recovered: '0.00',
        decision: { bodyId: 'hsn' },
      },
    ]);
    const takeOver = command('TakeOver', { carried });
    const events = carried.map((data): BudgetEvent => ({ type: 'BroughtForward', data }));
    expect(budget().when(takeOver)).toStrictEqual(booked(...events));
    expect(budget(locked).when(takeOver)).toStrictEqual(booked(...events));
    expect(budget(...events).when(takeOver)).toStrictEqual(refused('already-carried'));
    expect(budget(...closed).when(takeOver)).toStrictEqual(refused('budget-closed'));
  });

  test('goes alone: what was not carried forward stays, and a year that carries nothing hands over nothing', () => {
    const stays = decided('1.00', { allocationId: 'annan' });
    const carrying = budget(decided('100.00'), stays, ...closing, carriedForward('100.00')).state;
    expect(handedOver(carrying, carrying.budget!)).toMatchObject([{ allocationId: '2019.engangs' }]);
    const { state } = budget(stays);
    expect(handedOver(state, state.budget!)).toEqual([]);
  });

  test('is taken over with others in steps as large as an append takes, and alone where it is larger', () => {
    const carried = [60_000, 39_000, 100_001].map((length, at) => {
      const { data } = broughtForward('1.00') as Extract<BudgetEvent, { type: 'BroughtForward' }>;
      return { ...data, allocationId: `2018.a${at}`, title: 'x'.repeat(length) } as Carried;
    });
    const steps: number[] = [];
    const past: BudgetEvent[] = [];
    for (const _ of carried) {
      const answer = budget(...past).when(command('TakeOver', { carried }));
      if (!('events' in answer)) break;
      past.push(...answer.events);
      steps.push(answer.events.length);
    }
    expect(steps).toEqual([1, 1, 1]);
    const small = carried.map((one) => ({ ...one, title: 'Bidrag' }) as Carried);
    expect(budget().when(command('TakeOver', { carried: small }))).toMatchObject({ events: [{}, {}, {}] });
  });

  test('takes what is new of a list of which some is there already', () => {
    const [old, fresh] = [broughtForward('1.00'), availableBrought('5.00')] as Extract<
      BudgetEvent,
      { type: 'BroughtForward' }
    >[];
    const takeOver = command('TakeOver', { carried: [old!.data, fresh!.data] });
    expect(budget(old!).when(takeOver)).toStrictEqual(booked(fresh!));
    expect(budget(old!, fresh!).when(takeOver)).toStrictEqual(refused('already-carried'));
  });

  test('is paid, and what comes back lapses, up to what was paid over all its years', () => {
    const on = { allocationId: '2018.engangs' };
    const { when } = budget(broughtForward('40.00', { disbursed: '60.00' }));
    expect(when(disburse('u1', '40.01', on))).toStrictEqual(refused('exceeds-committed'));
    expect(when(disburse('u1', '40', { ...on, isKnownEarlier: true }))).toStrictEqual(
      refused('already-exists', '/disbursementId'),
    );
    expect(when(disburse('u1', '1', { ...on, effectiveOn: '2018-12-31' }))).toStrictEqual(
      refused('before-decision', '/effectiveOn'),
    );
    const back = (amount: string) => command('RecordReturn', { returnId: 'r1', amount, ...on });
    expect(when(back('60'))).toMatchObject({ events: [{ data: { freedTo: 'LAPSED', originYear: 2018 } }] });
    expect(when(back('60.01'))).toStrictEqual(refused('exceeds-disbursed'));
    expect(when(reverse(undefined, on))).toStrictEqual(refused('budget-closed'));
  });
});
