import { booked, given, invalid, missing, refused } from '../../../test/domain/given';
import {
  availableCarried,
  beginCarryForward,
  budgetClosed,
  carriedForward,
  carryForwardBegun,
  carryForwardCompleted,
  closeBudget,
  lapsed,
  lock,
  locked,
} from '../../../test/domain/ending';
import {
  adjustmentProposed,
  allocate,
  appropriated,
  approve,
  command,
  decided,
  disburse,
  disbursed,
  opened,
  proposed,
  release,
  released,
  returned,
  reverse,
  reversed,
  taken,
} from '../../../test/domain/hsn';
import type { Neighbours } from './year-end-commands';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...past);
const carryOn = command('CarryOn', {});
const unlock = command('UnlockBudget', { reason: 'One more invoice' });
const complete = (untaken = 0) => command('CompleteCarryForward', { untaken });
const closing = [locked, carryForwardBegun()];
const closed = [...closing, carryForwardCompleted, budgetClosed];

describe('a locked budget', () => {
  test('takes no entries until it is unlocked', () => {
    expect(budget().when(lock({ note: 'Books closed' }))).toStrictEqual(
      booked({ type: 'BudgetLocked', data: { note: 'Books closed' } }),
    );
    const { when } = budget(...appropriated('9.00'), decided('1.00'), locked);
    for (const one of [allocate('1', { allocationId: 'b' }), disburse('u1', '1'), release(), reverse(), lock()])
      expect(when(one)).toStrictEqual(refused('budget-locked'));
    expect(when(unlock)).toStrictEqual(booked({ type: 'BudgetUnlocked', data: { reason: 'One more invoice' } }));
    const again = budget(decided('1.00'), locked, { type: 'BudgetUnlocked', data: { reason: '' } });
    expect(again.when(disburse('u1', '1'))).toMatchObject({ events: [{ type: 'DisbursementRecorded' }] });
    expect(again.when(unlock)).toStrictEqual(refused('not-locked'));
  });

  test('still has what waits approved or rejected, which it must be before it is carried forward', () => {
    const always = opened({ approval: { policy: 'always' } });
    const { when } = given(budgetDecider, always, proposed('1.00'), locked);
    expect(when(beginCarryForward())).toStrictEqual(refused('waiting'));
    expect(when(approve('bertil'))).toMatchObject({ events: [{ type: 'AllocationApproved' }] });
    const adjusting = given(budgetDecider, always, decided('1.00'), adjustmentProposed('1.00'), locked);
    expect(adjusting.when(beginCarryForward())).toStrictEqual(refused('waiting'));
  });

  test('must be there, and names bodies that the ledger knows', () => {
    expect(given(budgetDecider).when(lock())).toStrictEqual(missing('budget-not-found'));
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget().when(lock({ unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
    expect(budget(locked).when(beginCarryForward({}, { unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
    expect(budget(...closing, carryForwardCompleted).when(closeBudget(3, { unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });
});

describe('carrying a year forward', () => {
  const hundred = [decided('100.00'), disbursed('u1', '60.00')];

  test('hands over what is committed, and what is out and could come back', () => {
    expect(budget(...hundred, locked).when(beginCarryForward())).toStrictEqual(
      booked(carryForwardBegun(), carriedForward('40.00')),
    );
    const paid = [decided('60.00'), disbursed('u1', '60.00')];
    expect(budget(...paid, locked).when(beginCarryForward())).toStrictEqual(
      booked(carryForwardBegun(), carriedForward('0.00')),
    );
    const back = [...paid, returned('r1', '60.00')];
    expect(budget(...back, locked).when(beginCarryForward())).toStrictEqual(booked(carryForwardBegun()));
    const undone = [decided('100.00'), reversed(taken(1, 'decided', '100.00', '2019-11-12'))];
    expect(budget(...undone, locked).when(beginCarryForward())).toStrictEqual(booked(carryForwardBegun()));
  });

  test('or releases it by rule, and hands over only what is out', () => {
    const rule = { committed: 'release' } as const;
    const { data } = released('40.00', '2019-12-31') as Extract<BudgetEvent, { type: 'AllocationReleased' }>;
    const freed: BudgetEvent = {
      type: 'AllocationReleased',
      data: { ...data, reason: 'Not carried forward from 2019.' },
    };
    expect(budget(...hundred, locked).when(beginCarryForward(rule))).toStrictEqual(
      booked(carryForwardBegun(rule), freed, carriedForward('0.00')),
    );
  });

  test.each<[string, Parameters<typeof carryForwardBegun>[0], string, BudgetEvent[]]>([
    ['lapses', {}, '30.00', [lapsed('30.00')]],
    ['is carried', { available: 'carry' }, '30.00', [availableCarried('30.00')]],
    [
      'is carried up to a limit, and the rest lapses',
      { available: 'carry', availableAtMost: '10.00' },
      '30.00',
      [availableCarried('10.00'), lapsed('20.00')],
    ],
    ['is nothing, and nothing is done', {}, '0.00', []],
  ])('what is left available %s', (_, rule, left, events) => {
    const { when } = budget(...appropriated('70.00'), decided(`${70 - Number(left)}.00`), locked);
    const answer = when(beginCarryForward(rule)) as { events: BudgetEvent[] };
    const committed = carriedForward(`${70 - Number(left)}.00`);
    expect(answer.events).toStrictEqual([carryForwardBegun(rule), committed, ...events]);
  });

  test('an overrun stays, or is carried', () => {
    const over = [...appropriated('70.00'), decided('100.00'), locked];
    expect(budget(...over).when(beginCarryForward())).toStrictEqual(
      booked(carryForwardBegun(), carriedForward('100.00')),
    );
    expect(budget(...over).when(beginCarryForward({ overrun: 'carry' }))).toStrictEqual(
      booked(carryForwardBegun({ overrun: 'carry' }), carriedForward('100.00'), availableCarried('-30.00')),
    );
  });

  test('what is released at the end is available then, and lapses with the rest', () => {
    const { when } = budget(...appropriated('70.00'), decided('70.00'), locked);
    const answer = when(beginCarryForward({ committed: 'release' })) as { events: BudgetEvent[] };
    expect(answer.events.slice(1)).toMatchObject([{ type: 'AllocationReleased' }, lapsed('70.00')]);
  });

  test('needs the year before closed, and the year after open where something goes there', () => {
    const begin = (neighbours: Partial<Neighbours>, ...past: BudgetEvent[]) =>
      budget(...past, locked).when(
        beginCarryForward({}, { neighbours: { earlierOpen: false, next: null, ...neighbours } }),
      );
    expect(begin({ earlierOpen: true })).toStrictEqual(refused('earlier-year-open'));
    expect(begin({}, ...hundred)).toStrictEqual(refused('budget-not-open'));
    const saysOf = (year: number) => ({ detail: expect.stringContaining(`for ${year}`) });
    expect(begin({ earlierOpen: true })).toMatchObject(saysOf(2018));
    expect(begin({}, ...hundred)).toMatchObject(saysOf(2020));
    for (const next of [
      { currency: 'EUR', phase: 'open', programmes: [] },
      { currency: 'SEK', phase: 'closed', programmes: [] },
    ] as const)
      expect(begin({ next }, ...hundred)).toMatchObject(saysOf(2020));
    expect(begin({})).toStrictEqual(booked(carryForwardBegun()));
    expect(begin({ next: { currency: 'EUR', phase: 'open', programmes: [] } }, ...hundred)).toStrictEqual(
      refused('currency-mismatch'),
    );
    expect(begin({ next: { currency: 'SEK', phase: 'carrying', programmes: [] } }, ...hundred)).toStrictEqual(
      refused('budget-closed'),
    );
    expect(begin({ next: { currency: 'SEK', phase: 'locked', programmes: [] } }, ...hundred)).toStrictEqual(
      booked(carryForwardBegun(), carriedForward('40.00')),
    );
  });

  test('is refused with a limit that is no amount, unless locked, and twice', () => {
    const rule = { available: 'carry', availableAtMost: '1.005' } as const;
    expect(budget(locked).when(beginCarryForward(rule))).toStrictEqual(
      invalid('too-many-decimals', '/availableAtMost'),
    );
    expect(budget().when(beginCarryForward())).toStrictEqual(refused('not-locked'));
    expect(budget(...closing).when(beginCarryForward())).toStrictEqual(refused('carry-forward-under-way'));
    expect(budget(...closing, carryForwardCompleted).when(beginCarryForward())).toStrictEqual(
      refused('already-carried'),
    );
    expect(budget(...closing).when(unlock)).toStrictEqual(refused('carry-forward-under-way'));
    expect(budget(...closing, carryForwardCompleted).when(unlock)).toStrictEqual(refused('already-carried'));
    expect(budget(...closing).when(lock())).toStrictEqual(refused('budget-closed'));
  });

  test('goes on from wherever it stopped, step by step, to the same end', () => {
    const many = Array.from({ length: 300 }, (_, at) => decided('1.00', { allocationId: `a${at}` }));
    const past: BudgetEvent[] = [...appropriated('400.00'), ...many, locked];
    const sizes: number[] = [];
    for (let one = beginCarryForward(); ; one = carryOn) {
      const answer = budget(...past).when(one);
      if (!('events' in answer)) {
        expect(answer).toStrictEqual(refused('nothing-to-carry'));
        break;
      }
      past.push(...answer.events);
      sizes.push(answer.events.length);
    }
    expect(sizes.length).toBeGreaterThan(2);
    expect(past.filter(({ type }) => type === 'CarriedForward')).toHaveLength(300);
    expect(past.at(-1)).toStrictEqual(lapsed('100.00'));
    expect(budget(...past).when(complete(1))).toStrictEqual(refused('carry-forward-under-way'));
    expect(budget(...past).when(complete())).toStrictEqual(booked(carryForwardCompleted));
  });

  test('keeps the decision that the year ends by, and what was noted of it', () => {
    const more = { decision: { bodyId: 'rf', decidedOn: '2020-01-28' }, note: 'Bokslut 2019' };
    expect(budget().when(lock(more))).toStrictEqual(booked({ type: 'BudgetLocked', data: more }));
    expect(budget(locked).when(beginCarryForward({}, more))).toMatchObject({ events: [{ data: more }] });
    expect(budget(...closing, carryForwardCompleted).when(closeBudget(3, more))).toMatchObject({
      events: [{ data: more }],
    });
  });

  test('is not complete before all is out of the year', () => {
    expect(budget(...hundred, ...closing).when(complete())).toStrictEqual(refused('carry-forward-under-way'));
    expect(budget().when(complete())).toStrictEqual(refused('not-carried'));
    expect(budget(...closing, carryForwardCompleted).when(complete())).toStrictEqual(refused('not-carried'));
    expect(budget(decided('100.00'), ...closing).when(carryOn)).toStrictEqual(booked(carriedForward('100.00')));
    expect(budget().when(carryOn)).toStrictEqual(refused('not-carried'));
  });
});

describe('closing', () => {
  const carried = [...appropriated('100.00'), decided('60.00'), ...closing, carriedForward('60.00'), lapsed('40.00')];

  test('seals what the year holds: its accounts, and the position that they are complete at', () => {
    expect(budget(...carried, carryForwardCompleted).when(closeBudget(8))).toStrictEqual(
      booked({
        type: 'BudgetClosed',
        data: {
          seal: {
            position: '9',
            revision: 8,
            trialBalance: [
              { account: 'AUTHORITY', amount: '-100.00' },
              { account: 'AVAILABLE', amount: '0.00' },
              { account: 'CARRIED_OUT', amount: '60.00' },
              { account: 'COMMITTED', amount: '0.00' },
              { account: 'LAPSED', amount: '40.00' },
            ],
          },
        },
      }),
    );
  });

  test('needs a year that is carried forward, looked at when it was', () => {
    expect(budget().when(closeBudget(0))).toStrictEqual(refused('not-carried'));
    expect(budget().when(closeBudget(7))).toStrictEqual(refused('not-carried'));
    expect(budget(locked).when(closeBudget(1))).toStrictEqual(refused('not-carried'));
    expect(budget(...carried).when(closeBudget(7))).toStrictEqual(refused('carry-forward-under-way'));
    expect(budget(...carried, carryForwardCompleted).when(closeBudget(7))).toStrictEqual(
      refused('carry-forward-under-way'),
    );
  });

  test('or being closed is told apart', () => {
    const says = (how: string) => ({ refused: 'budget-closed', detail: expect.stringContaining(how) });
    const another = allocate('1', { allocationId: 'b' });
    expect(budget(...closing).when(another)).toMatchObject(says('2019 is being closed;'));
    expect(budget(...closing, carryForwardCompleted).when(another)).toMatchObject(says('2019 is being closed;'));
    expect(budget(...closed).when(another)).toMatchObject(says('2019 is closed;'));
  });

  test('is for ever', () => {
    const { when } = budget(decided('0.01'), ...closed);
    for (const one of [allocate('1', { allocationId: 'b' }), disburse('u1', '1'), lock(), unlock, beginCarryForward()])
      expect(when(one)).toStrictEqual(refused('budget-closed'));
    expect(when(closeBudget(5))).toStrictEqual(refused('budget-closed'));
    expect(when(carryOn)).toStrictEqual(refused('not-carried'));
  });

  test('ends the opening of years before it', () => {
    const open = command('OpenBudget', { currency: 'SEK', control: 'none', nextClosed: true });
    expect(given(budgetDecider).when(open)).toStrictEqual(refused('later-year-closed'));
    expect(given(budgetDecider).when(open)).toMatchObject({ detail: expect.stringContaining('hsn for 2020 has been') });
  });
});
