import { carriedForward, carryForwardBegun, correctLate, broughtForward, locked } from '../../../test/domain/ending';
import { booked, given, invalid, refused, warned } from '../../../test/domain/given';
import {
  adjust,
  adjusted,
  command,
  decided,
  decision,
  disburse,
  disbursed,
  entryReversed,
  key,
  opened,
  proposed,
  release,
  released,
  replace,
  reverse,
  reversed,
  taken,
  today,
} from '../../../test/domain/hsn';
import {
  instalment,
  instalmentPaid,
  payInstalment,
  planReplaced,
  planSet,
  replacePlan,
  setPlan,
  takenFrom,
} from '../../../test/domain/planning';
import { dutySet, dutyWaived, reportReceived } from '../../../test/domain/reporting';
import type { BudgetCommand } from './commands';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { paidOf, paidOn } from './instalments';
import type { PlannedInstalment } from './plan-events';
import { carriedForward as handedOver } from './taking-over';

const hundred = (...past: BudgetEvent[]) => given(budgetDecider, opened(), decided('100.00'), ...past);
const halves = [instalment('d1', '50.00'), instalment('d2', '50.00')];
const planOn = (...past: BudgetEvent[]) =>
  hundred(...past)
    .state.allocations.get('engangs')!
    .instalments.map((one) => `${one.instalmentId} ${one.amount} ${paidOf(one).toFixed(2)} ${paidOn(one)}`);

describe('an allocation is planned to be paid', () => {
  test('in instalments that come to what is left to pay, and nothing is posted', () => {
    const first = { instalmentId: 'd1', amount: '40', dueOn: today };
    const last = instalment('d2', '60', { note: 'Resten', afterDutyId: 'slut' });
    expect(hundred(dutySet('slut')).when(setPlan([first, last], { decision }))).toStrictEqual(
      booked({
        type: 'DisbursementPlanSet',
        data: {
          ...key,
          currency: 'SEK',
          instalments: [
            { ...first, amount: '40.00' },
            { ...last, amount: '60.00' },
          ],
          decision,
        },
      }),
    );
  });

  test('with a warning where they come to less, and not to more', () => {
    const paid = hundred(disbursed('u1', '30.00'), released('20.00'));
    expect(paid.when(setPlan([instalment('d1', '50')]))).toStrictEqual(booked(planSet(instalment('d1', '50.00'))));
    expect(paid.when(setPlan([instalment('d1', '49')]))).toStrictEqual(
      warned('plan-incomplete', planSet(instalment('d1', '49.00'))),
    );
    expect(paid.when(setPlan([instalment('d1', '30'), instalment('d2', '20.01')]))).toStrictEqual(
      refused('plan-exceeds-allocated', '/instalments'),
    );
  });

  test('with amounts, ids and duties that are such', () => {
    expect(hundred().when(setPlan([instalment('d1', '1'), instalment('d2', '0')]))).toStrictEqual(
      invalid('not-above-zero', '/instalments/1/amount'),
    );
    expect(hundred().when(setPlan([instalment('d1', '1'), instalment('d1', '2')]))).toStrictEqual(
      invalid('twice', '/instalments/1/instalmentId'),
    );
    expect(hundred(dutySet('del')).when(setPlan([instalment('d1', '1', { afterDutyId: 'slut' })]))).toStrictEqual(
      refused('unknown-duty', '/instalments/0/afterDutyId'),
    );
  });

  test('once it is decided, in a year that is open', () => {
    const waiting = given(budgetDecider, opened({ approval: { policy: 'always' } }), proposed('100.00'));
    expect(waiting.when(setPlan(halves))).toStrictEqual(refused('waiting'));
    expect(hundred(locked).when(setPlan(halves))).toStrictEqual(refused('budget-locked'));
    expect(hundred(reversed(taken(1, 'decided', '100.00', today))).when(setPlan(halves))).toStrictEqual(
      refused('already-reversed'),
    );
    const unknown = { code: 'unknown-body' as const, partyId: 'x', pointer: '/decision/bodyId' };
    expect(hundred().when(setPlan(halves, { unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });
});

describe('a plan in place of another', () => {
  test('says why, and is the whole of it', () => {
    expect(hundred(planSet(...halves)).when(setPlan([instalment('d3', '100')]))).toStrictEqual(
      invalid('reason-required', '/reason'),
    );
    expect(hundred(planSet(...halves)).when(replacePlan(instalment('d3', '100')))).toStrictEqual(
      booked(planReplaced(instalment('d3', '100.00'))),
    );
    expect(planOn(planSet(...halves), planReplaced(instalment('d3', '100.00')))).toEqual(['d3 100.00 0.00 null']);
  });

  test('keeps what was paid of an instalment, and at least that much of it', () => {
    const past = [planSet(...halves), instalmentPaid('d1', 'u1', '20.00')];
    expect(hundred(...past).when(replacePlan(instalment('d2', '50')))).toStrictEqual(
      refused('instalment-paid', '/instalments'),
    );
    expect(hundred(...past).when(replacePlan(instalment('d2', '50'), instalment('d1', '19.99')))).toStrictEqual(
      refused('instalment-paid', '/instalments/1/amount'),
    );
    expect(hundred(...past).when(replacePlan(instalment('d1', '20'), instalment('d2', '80.01')))).toStrictEqual(
      refused('plan-exceeds-allocated', '/instalments'),
    );
    const cut = [instalment('d1', '20.00'), instalment('d2', '80.00')];
    expect(hundred(...past).when(replacePlan(...cut))).toStrictEqual(booked(planReplaced(...cut)));
    expect(planOn(...past, planReplaced(...cut))).toEqual([`d1 20.00 20.00 ${today}`, 'd2 80.00 0.00 null']);
    const back = entryReversed(takenFrom('d1', 3, '20.00'));
    expect(planOn(...past, planReplaced(...cut), back)).toEqual(['d1 20.00 0.00 null', 'd2 80.00 0.00 null']);
    expect(hundred(...past, back).when(replacePlan(instalment('d2', '100')))).toStrictEqual(
      booked(planReplaced(instalment('d2', '100.00'))),
    );
  });

  test('may have no instalments where nothing was paid: the plan is withdrawn', () => {
    expect(hundred(planSet(...halves)).when(replacePlan())).toStrictEqual(booked(planReplaced()));
    expect(hundred().when(replacePlan())).toStrictEqual(refused('no-plan', '/instalments'));
    expect(hundred(planSet(...halves), planReplaced()).when(setPlan(halves))).toStrictEqual(booked(planSet(...halves)));
  });
});

describe('a disbursement that names an instalment', () => {
  test('is counted against it, whole or in parts', () => {
    expect(hundred(planSet(...halves)).when(payInstalment('d1', 'u1', '20'))).toStrictEqual(
      booked(instalmentPaid('d1', 'u1', '20.00')),
    );
    const past = [planSet(...halves), instalmentPaid('d1', 'u1', '20.00')];
    expect(planOn(...past)).toEqual(['d1 50.00 20.00 null', 'd2 50.00 0.00 null']);
    expect(hundred(...past).when(payInstalment('d1', 'u2', '30.01'))).toStrictEqual(
      refused('exceeds-instalment', '/amount'),
    );
    const paid = [...past, instalmentPaid('d1', 'u2', '30.00')];
    expect(planOn(...paid)).toEqual([`d1 50.00 50.00 ${today}`, 'd2 50.00 0.00 null']);
    expect(hundred(...paid).when(payInstalment('d1', 'u3', '1'))).toStrictEqual(
      refused('instalment-settled', '/instalmentId'),
    );
  });

  test('names one that the plan has', () => {
    expect(hundred(planSet(...halves)).when(payInstalment('d3', 'u1', '1'))).toStrictEqual(
      refused('unknown-instalment', '/instalmentId'),
    );
    expect(hundred().when(payInstalment('d1', 'u1', '1'))).toStrictEqual(
      refused('unknown-instalment', '/instalmentId'),
    );
  });

  test('before its day makes a warning', () => {
    expect(hundred(planSet(...halves)).when(payInstalment('d2', 'u1', '50'))).toStrictEqual(
      warned('before-instalment', instalmentPaid('d2', 'u1', '50.00')),
    );
    expect(
      hundred(planSet(...halves)).when(payInstalment('d2', 'u1', '50', { effectiveOn: '2020-01-01' })),
    ).toStrictEqual(booked(instalmentPaid('d2', 'u1', '50.00', '2020-01-01')));
  });

  test('waits for the report that the instalment is conditioned on, overdue or not', () => {
    const past = [
      dutySet('slut', { dueOn: '2020-03-31' }),
      planSet(instalment('d1', '100.00', { afterDutyId: 'slut' })),
    ];
    const pay = payInstalment('d1', 'u1', '100');
    expect(hundred(...past).when(pay)).toStrictEqual(refused('instalment-awaits-report', '/instalmentId'));
    expect(hundred(...past).when(disburse('u1', '100'))).toMatchObject({ events: [{}] });
    for (const came of [reportReceived('slut'), dutyWaived('slut')])
      expect(hundred(...past, came).when(pay)).toStrictEqual(booked(instalmentPaid('d1', 'u1', '100.00')));
  });

  test('opens it again when it is reversed, named by the reversal', () => {
    const past = [planSet(...halves), instalmentPaid('d1', 'u1', '50.00')];
    const back = entryReversed(takenFrom('d1', 3, '50.00'));
    expect(hundred(...past).when(reverse('hsn/2019/4'))).toStrictEqual(booked(back));
    expect(planOn(...past, back)).toEqual(['d1 50.00 0.00 null', 'd2 50.00 0.00 null']);
    expect(hundred(...past, back).when(payInstalment('d1', 'u2', '50'))).toStrictEqual(
      booked(instalmentPaid('d1', 'u2', '50.00')),
    );
  });
});

describe('what leaves less than the plan has to pay', () => {
  const plan = planSet(...halves);

  test.each<[string, BudgetEvent[], BudgetCommand]>([
    ['an adjustment down', [], adjust('-1')],
    ['a release', [], release('1')],
    ['a disbursement beside the plan', [], disburse('u1', '1')],
    ['an adjustment up that is taken back', [adjusted('10.00'), plan], reverse('hsn/2019/3')],
  ])('makes a warning: %s', (_, past, one) => {
    const planned = past.length > 0 ? [past[0]!, planSet(instalment('d1', '110.00'))] : [plan];
    expect(hundred(...planned).when(one)).toMatchObject({
      events: [{}],
      warnings: [{ code: 'plan-exceeds-allocated' }],
    });
  });

  test('and nothing is said of what does not, or that leaves it as short as it was', () => {
    const short = [plan, adjusted('-20.00')];
    for (const [past, one] of [
      [[planSet(instalment('d1', '50.00'))], adjust('-50')],
      [short, payInstalment('d1', 'u1', '50')],
      [short, adjust('10')],
      [[...short, instalmentPaid('d1', 'u1', '50.00')], reverse('hsn/2019/5')],
    ] as const)
      expect(hundred(...past).when(one)).toMatchObject({ events: [{}], warnings: [] });
    expect(hundred(...short).when(payInstalment('d2', 'u1', '50', { effectiveOn: '2020-01-01' }))).toMatchObject({
      warnings: [],
    });
    expect(hundred(...short, instalmentPaid('d1', 'u1', '50.00')).when(payInstalment('d2', 'u2', '50'))).toStrictEqual(
      refused('exceeds-committed'),
    );
  });

  test('is also what a late correction leaves', () => {
    const brought = given(budgetDecider, opened(), broughtForward('40.00', { disbursed: '60.00' }), {
      type: 'DisbursementPlanSet',
      data: { ...key, allocationId: '2018.engangs', originYear: 2018, currency: 'SEK', instalments: [halves[0]!] },
    });
    expect(brought.when(correctLate('disbursed', '10'))).toMatchObject({
      warnings: [{ code: 'plan-exceeds-allocated' }],
    });
  });
});

test('a plan ends with its allocation', () => {
  const plan = planSet(...halves);
  expect(hundred(plan).when(reverse())).toMatchObject({ events: [{ type: 'AllocationReversed' }], warnings: [] });
  expect(planOn(plan, reversed(taken(1, 'decided', '100.00', today)))).toEqual([]);
});

describe('an allocation that replaces another', () => {
  const plan = planSet(...halves);
  const replacedBy = (more: Parameters<typeof replace>[0], ...past: BudgetEvent[]) =>
    hundred(...past).when(replace(more));
  const planOf = (...instalments: PlannedInstalment[]): BudgetEvent => {
    const { data } = planSet(...instalments);
    return { type: 'DisbursementPlanSet', data: { ...data, allocationId: 'engangs-2' } } as BudgetEvent;
  };
  const [reversal, decision_] = [{ type: 'AllocationReversed' }, { type: 'AllocationDecided' }];

  test('is paid by the same plan, which ends on the one before', () => {
    const replaced = replacedBy({}, plan);
    expect(replaced).toMatchObject({ events: [reversal, decision_, planOf(...halves)], warnings: [] });
    const events = 'events' in replaced ? replaced.events : [];
    expect(events[2]).toStrictEqual(planOf(...halves));
    const { allocations } = given(budgetDecider, opened(), decided('100.00'), plan, ...events).state;
    expect([...allocations.values()].map(({ instalments }) => instalments.length)).toEqual([0, 2]);
    // Whoever gets it.
    expect(replacedBy({ recipientId: 'novahuset' }, plan)).toMatchObject({
      events: [{}, {}, { data: { recipientId: 'novahuset', instalments: halves } }],
    });
    // A payment that was taken back is still to come.
    const back = entryReversed(takenFrom('d1', 3, '50.00'));
    expect(replacedBy({}, plan, instalmentPaid('d1', 'u1', '50.00'), back)).toMatchObject({
      events: [{}, {}, planOf(...halves)],
    });
  });

  test('waits with an instalment for a report that is still owed, and for none that has come', () => {
    const [first, last] = [
      instalment('d1', '50.00', { afterDutyId: 'del' }),
      instalment('d2', '50.00', { afterDutyId: 'slut', note: 'Sist' }),
    ];
    const past = [dutySet('del'), dutySet('slut'), planSet(first, last), reportReceived('del')];
    expect(replacedBy({}, ...past)).toMatchObject({ events: [{}, {}, { type: 'ReportingDutySet' }, {}] });
    const replaced = replacedBy({}, ...past);
    expect('events' in replaced && replaced.events[3]).toStrictEqual(planOf(instalment('d1', '50.00'), last));
  });

  test('is said not to be, where it is less than the plan or waits for approval, and nothing is made up', () => {
    expect(replacedBy({ amount: '99.99' }, plan)).toMatchObject({
      events: [reversal, decision_],
      warnings: [
        {
          code: 'plan-not-kept',
          detail: 'The disbursement plan is not kept: it has 100.00 SEK to pay, and the new allocation is 99.99 SEK.',
        },
      ],
    });
    const approving = given(
      budgetDecider,
      opened({ approval: { policy: 'above', above: '100.00' } }),
      decided('100.00'),
      plan,
    );
    expect(approving.when(replace({ amount: '101' }))).toMatchObject({
      events: [reversal, { type: 'AllocationProposed' }],
      warnings: [{ code: 'plan-not-kept', detail: expect.stringContaining('waits for approval') }],
    });
    expect(replacedBy({ amount: '120' }, plan)).toMatchObject({
      events: [reversal, decision_, planOf(...halves)],
      warnings: [{ code: 'plan-incomplete', detail: '20.00 SEK of what is left to pay is not in the plan.' }],
    });
    expect(replacedBy({ amount: '50' }, planSet(instalment('d1', '50.00')))).toMatchObject({
      events: [{}, {}, planOf(instalment('d1', '50.00'))],
      warnings: [],
    });
    expect(replacedBy({})).toMatchObject({ events: [reversal, decision_], warnings: [] });
  });
});

describe('at year-end', () => {
  const ending = (...past: BudgetEvent[]) => [...past, locked];
  const carryOn = command('CarryOn', {});

  test('what is not paid of a plan goes with what is committed: what was paid as one sum', () => {
    const third = instalment('d3', '20.00', { note: 'Sist' });
    const past = [
      planSet(instalment('d1', '50.00'), instalment('d2', '30.00'), third),
      instalmentPaid('d1', 'u1', '50.00'),
      instalmentPaid('d2', 'u2', '4.00'),
      instalmentPaid('d2', 'u3', '6.00'),
    ];
    const { state } = hundred(...ending(...past), carryForwardBegun(), carriedForward('40.00'));
    const [carried] = handedOver(state, state.budget!);
    expect(carried).toMatchObject({
      instalments: [
        { ...instalment('d2', '30.00'), paid: [{ amount: '10.00', on: today }] },
        { ...third, paid: [] },
      ],
    });
    const next = given(budgetDecider, opened(), { type: 'BroughtForward', data: carried! } as BudgetEvent);
    const there = (one: BudgetCommand) =>
      next.when({ ...one, allocationId: '2019.engangs', today: '2020-02-01' } as BudgetCommand);
    expect(there(payInstalment('d2', 'u4', '20.01'))).toStrictEqual(refused('exceeds-instalment', '/amount'));
    expect(there(payInstalment('d2', 'u4', '20'))).toMatchObject({ events: [{}], warnings: [] });
    expect(there(payInstalment('d1', 'u4', '1'))).toStrictEqual(refused('unknown-instalment', '/instalmentId'));
    expect(there(setPlan(halves))).toStrictEqual(invalid('reason-required', '/reason'));
  });

  test('and is cut to what was paid where nothing goes on to be paid', () => {
    const plan = [planSet(...halves), instalmentPaid('d1', 'u1', '20.00')];
    const releasing = carryForwardBegun({ committed: 'release', available: 'lapse', overrun: 'stay' });
    const reason = 'Not carried forward from 2019.';
    const cut = (...instalments: object[]) => ({ type: 'DisbursementPlanSet', data: { instalments, reason } });
    expect(hundred(...ending(...plan), releasing).when(carryOn)).toMatchObject({
      events: [
        cut(instalment('d1', '20.00')),
        { type: 'AllocationReleased', data: { amount: '80.00' } },
        { type: 'CarriedForward', data: { amount: '0.00' } },
      ],
    });
    expect(hundred(...ending(planSet(...halves)), releasing).when(carryOn)).toMatchObject({
      events: [cut(), { type: 'AllocationReleased' }],
    });
    const freed = hundred(...ending(planSet(...halves), released('100.00')), carryForwardBegun());
    expect(freed.when(carryOn)).toMatchObject({ events: [cut()] });
    expect(hundred(...ending(...plan, disbursed('u2', '80.00')), carryForwardBegun()).when(carryOn)).toMatchObject({
      events: [cut(instalment('d1', '20.00')), { type: 'CarriedForward', data: { amount: '0.00' } }],
    });
  });
});
