import { booked, given, refused } from '../../../test/domain/given';
import {
  availableBrought,
  availableCarried,
  beginCarryForward,
  carriedForward,
  carryForwardBegun,
  carryForwardCompleted,
  lapsed,
  locked,
} from '../../../test/domain/ending';
import { allocate, appropriated, command, decided, opened } from '../../../test/domain/hsn';
import { appropriatedTo, booksUnder, programmeOpened } from '../../../test/domain/programmes';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { carriedForward as handedOver } from './taking-over';

const stop = opened({ control: 'stop' });
const under = { programmeId: 'nara-vard', programme: 'nara-vard' };
const next = { currency: 'SEK', phase: 'open' as const, programmes: ['nara-vard', 'unga'] };
const begin = (rule: Parameters<typeof beginCarryForward>[0]) =>
  beginCarryForward(rule, { neighbours: { earlierOpen: false, next } });
/** 30.00 left in near care, 20.00 in the other programme and 10.00 in none. */
const left = [
  stop,
  programmeOpened(),
  programmeOpened('unga'),
  ...appropriatedTo('nara-vard', '30.00'),
  ...appropriatedTo('unga', '20.00'),
  ...appropriated('10.00'),
];
const unga = (event: BudgetEvent) => booksUnder(event, 'unga');
const end = (past: BudgetEvent[], rule: Parameters<typeof begin>[0]) =>
  given(budgetDecider, ...past, locked).when(begin(rule));

describe('at a year’s end', () => {
  test('what each programme has left lapses or is carried as its own', () => {
    expect(end(left, {})).toStrictEqual(
      booked(carryForwardBegun(), lapsed('10.00'), booksUnder(lapsed('30.00')), unga(lapsed('20.00'))),
    );
    const rule = { available: 'carry' } as const;
    expect(end(left, rule)).toStrictEqual(
      booked(
        carryForwardBegun(rule),
        availableCarried('10.00'),
        booksUnder(availableCarried('30.00')),
        unga(availableCarried('20.00')),
      ),
    );
  });

  test('what is carried at most is shared out by what each has, to the öre', () => {
    const rule = { available: 'carry', availableAtMost: '10.01' } as const;
    expect(end(left, rule)).toStrictEqual(
      booked(
        carryForwardBegun(rule),
        availableCarried('1.67'),
        lapsed('8.33'),
        booksUnder(availableCarried('5.00')),
        booksUnder(lapsed('25.00')),
        unga(availableCarried('3.34')),
        unga(lapsed('16.66')),
      ),
    );
  });

  test('an overrun that is carried is that of its programme, and goes first', () => {
    const warn = [opened(), programmeOpened('nara-vard', 'warn'), ...appropriated('10.00'), decided('4.00', under)];
    const rule = { overrun: 'carry', available: 'carry' } as const;
    expect(end(warn, rule)).toStrictEqual(
      booked(
        carryForwardBegun(rule),
        booksUnder(carriedForward('4.00')),
        booksUnder(availableCarried('-4.00')),
        availableCarried('10.00'),
      ),
    );
  });

  test('an overrun that stays is covered by what no programme has, and then by the programmes alike', () => {
    const warn = [stop, programmeOpened('nara-vard', 'warn'), programmeOpened('unga'), programmeOpened('kultur')];
    const carried = booksUnder(carriedForward('6.00'));
    const past = [...warn, ...appropriatedTo('unga', '3.00'), ...appropriatedTo('kultur', '3.00')];
    const overrun = decided('6.00', under);
    expect(end([...past, ...appropriated('10.00'), overrun], {})).toStrictEqual(
      booked(carryForwardBegun(), carried, lapsed('4.00'), booksUnder(lapsed('3.00'), 'kultur'), unga(lapsed('3.00'))),
    );
    expect(end([...past, ...appropriated('2.00'), overrun], {})).toStrictEqual(
      booked(carryForwardBegun(), carried, booksUnder(lapsed('1.00'), 'kultur'), unga(lapsed('1.00'))),
    );
    expect(end([...past, overrun], {})).toStrictEqual(booked(carryForwardBegun(), carried));
  });

  test('a programme that keeps nothing leaves what no programme has less', () => {
    const label = [opened(), programmeOpened('nara-vard', 'none'), ...appropriated('10.00'), decided('4.00', under)];
    expect(end(label, {})).toStrictEqual(
      booked(carryForwardBegun(), booksUnder(carriedForward('4.00')), lapsed('6.00')),
    );
  });

  test('the next year must have each programme that something is carried to', () => {
    const none = beginCarryForward({ available: 'carry' });
    expect(given(budgetDecider, ...left, locked).when(none)).toMatchObject({
      refused: 'programme-not-open',
      detail: 'The budget for 2020 has no programme nara-vard, unga to carry forward to; open it there first.',
    });
    const lapsing = beginCarryForward({ available: 'lapse' });
    expect(given(budgetDecider, ...left, locked).when(lapsing)).toMatchObject({ warnings: [] });
    const releasing = beginCarryForward({ committed: 'release', available: 'carry' });
    const spent = [stop, programmeOpened(), ...appropriatedTo('nara-vard', '4.00'), decided('4.00', under), locked];
    expect(given(budgetDecider, ...spent).when(releasing)).toStrictEqual(refused('programme-not-open'));
    const committed = [...left, decided('1.00', under), locked];
    expect(given(budgetDecider, ...committed).when(lapsing)).toStrictEqual(refused('programme-not-open'));
    const last = [...left, decided('1.00', { programmeId: 'unga', programme: 'unga' }), locked];
    expect(given(budgetDecider, ...last).when(none)).toMatchObject({
      detail: expect.stringContaining('no programme nara-vard, unga to carry'),
    });
  });
});

describe('the next year', () => {
  const given2020 = given(
    budgetDecider,
    ...left,
    decided('4.00', under),
    locked,
    carryForwardBegun({ available: 'carry' }),
    booksUnder(carriedForward('4.00')),
    availableCarried('10.00'),
    booksUnder(availableCarried('26.00')),
    unga(availableCarried('20.00')),
    carryForwardCompleted,
  );
  const carried = handedOver(given2020.state, given2020.state.budget!);

  test('takes over what each programme had, once', () => {
    expect(carried).toMatchObject([
      { account: 'COMMITTED', allocationId: '2019.engangs', programmeId: 'nara-vard', amount: '4.00' },
      { account: 'AVAILABLE', amount: '10.00' },
      { account: 'AVAILABLE', programmeId: 'nara-vard', amount: '26.00' },
      { account: 'AVAILABLE', programmeId: 'unga', amount: '20.00' },
    ]);
    expect(carried[1]).not.toHaveProperty('programmeId');
    const events = carried.map((data): BudgetEvent => ({ type: 'BroughtForward', data }));
    const opened2020 = [stop, programmeOpened(), programmeOpened('unga')];
    const takeOver = command('TakeOver', { carried });
    expect(given(budgetDecider, ...opened2020).when(takeOver)).toStrictEqual(booked(...events));
    expect(given(budgetDecider, ...opened2020, ...events.slice(0, 2)).when(takeOver)).toStrictEqual(
      booked(...events.slice(2)),
    );
    expect(given(budgetDecider, ...opened2020, ...events.slice(0, 3)).when(takeOver)).toStrictEqual(
      booked(...events.slice(3)),
    );
    expect(given(budgetDecider, ...opened2020, ...events).when(takeOver)).toStrictEqual(refused('already-carried'));
  });

  test('has for a programme what was brought forward to it', () => {
    const { when } = given(budgetDecider, stop, programmeOpened(), booksUnder(availableBrought('26.00')));
    expect(when(allocate('26', { programme: 'nara-vard' }))).toMatchObject({ warnings: [] });
    expect(when(allocate('26.01', { programme: 'nara-vard' }))).toMatchObject({ refused: 'budget-exceeded' });
    expect(when(allocate('0.01'))).toStrictEqual(refused('programme-exceeded'));
  });
});
