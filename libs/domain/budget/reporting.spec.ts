import {
  beginCarryForward,
  broughtForward,
  budgetClosed,
  carriedForward,
  carryForwardBegun,
  carryForwardCompleted,
  locked,
} from '../../../test/domain/ending';
import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import {
  decided,
  decision,
  disburse,
  disbursed,
  entry,
  key,
  opened,
  proposed,
  released,
  replace,
  reverse,
  reversed,
  taken,
  today,
} from '../../../test/domain/hsn';
import {
  duty,
  dutyExtended,
  dutyReopened,
  dutySet,
  dutyWaived,
  extendDuty,
  receiveReport,
  reopenDuty,
  reportReceived,
  setDuty,
  waiveDuty,
} from '../../../test/domain/reporting';
import type { BudgetCommand } from './commands';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { carriedForward as handedOver } from './taking-over';

const granted = (...past: BudgetEvent[]) => given(budgetDecider, opened(), decided('100.00'), ...past);
const all = [setDuty('ny'), receiveReport('slut'), extendDuty('slut', '2019-12-31'), waiveDuty('slut')];

describe('a report is asked for', () => {
  test('by a day; nothing is disbursed while it is overdue, unless it says otherwise', () => {
    expect(granted().when(setDuty('slut', { decision }))).toStrictEqual(
      booked({
        type: 'ReportingDutySet',
        data: { ...key, dutyId: 'slut', what: 'Slutredovisning', dueOn: '2019-11-30', withholds: true, decision },
      }),
    );
    expect(granted().when(setDuty('slut', { withholds: false }))).toStrictEqual(
      booked(dutySet('slut', { withholds: false })),
    );
  });

  test('once for ever, also when it has come in or is waived; each allocation has ids of its own', () => {
    for (const past of [[], [reportReceived('slut')], [dutyWaived('slut')]])
      expect(granted(dutySet('slut'), ...past).when(setDuty('slut'))).toStrictEqual(
        refused('already-exists', '/dutyId'),
      );
    const other = decided('5.00', { allocationId: 'annan' });
    expect(granted(dutySet('slut'), other).when(setDuty('slut', { allocationId: 'annan' }))).toMatchObject({
      events: [{ type: 'ReportingDutySet' }],
    });
  });

  test('by a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(granted().when(setDuty('slut', { unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });

  test('fifty times at most, so that a later year can take them all over', () => {
    const some = Array.from({ length: 49 }, (_, at) => dutySet(`delrapport-${at}`));
    expect(granted(...some).when(setDuty('slut'))).toStrictEqual(booked(dutySet('slut')));
    expect(granted(...some, reportReceived('delrapport-7'), dutySet('slut')).when(setDuty('ny'))).toStrictEqual(
      refused('too-many'),
    );
  });
});

describe('a report comes in', () => {
  test('today unless said, with what was handed in', () => {
    expect(granted(dutySet('slut')).when(receiveReport('slut'))).toStrictEqual(booked(reportReceived('slut', today)));
    const more = { receivedOn: '2019-11-20', reference: 'HSN 4', documentSha256: 'a'.repeat(64), note: 'Sedd' };
    expect(granted(dutySet('slut')).when(receiveReport('slut', more))).toStrictEqual(
      booked({ type: 'ReportReceived', data: { ...key, dutyId: 'slut', ...more } }),
    );
  });

  test('not on a day that has not come, which would lift what it withholds', () => {
    expect(granted(dutySet('slut')).when(receiveReport('slut', { receivedOn: '2019-12-02' }))).toStrictEqual(
      invalid('in-future', '/receivedOn'),
    );
  });

  test('once, where it is still owed', () => {
    for (const past of [reportReceived('slut'), dutyWaived('slut')])
      for (const one of all.slice(1))
        expect(granted(dutySet('slut'), past).when(one)).toStrictEqual(refused('duty-settled'));
    for (const one of all.slice(1)) expect(granted().when(one)).toStrictEqual(missing('reporting-duty-not-found'));
  });
});

test('a report is put off to a later day, and waived', () => {
  expect(granted(dutySet('slut')).when(extendDuty('slut', '2019-12-01'))).toStrictEqual(
    booked(dutyExtended('slut', '2019-12-01')),
  );
  expect(granted(dutySet('slut')).when(extendDuty('slut', '2019-11-30'))).toStrictEqual(
    refused('not-an-extension', '/dueOn'),
  );
  expect(granted(dutySet('slut')).when(waiveDuty('slut'))).toStrictEqual(booked(dutyWaived('slut')));
});

test('only what is decided, and has not gone to a later year, can owe a report', () => {
  const past: [BudgetEvent[], string][] = [
    [[proposed('100.00')], 'waiting'],
    [[decided('100.00'), dutySet('slut'), reversed(taken(1, 'decided', '100.00', '2019-11-12'))], 'already-reversed'],
    [[decided('100.00'), locked, carryForwardBegun(), carriedForward('100.00')], 'moved'],
  ];
  for (const [events, code] of past)
    expect(given(budgetDecider, opened(), ...events).when(setDuty('ny'))).toMatchObject({ refused: code });
});

test('while a year is locked no report is asked for, but what is owed can come in, be put off or be waived', () => {
  const year = granted(dutySet('slut'), locked);
  expect(all.map((one) => year.when(one))).toMatchObject([
    { refused: 'budget-locked' },
    { events: [{ type: 'ReportReceived' }] },
    { events: [{ type: 'ReportingDutyExtended' }] },
    { events: [{ type: 'ReportingDutyWaived' }] },
  ]);
  const closed = granted(dutySet('slut'), locked, carryForwardBegun(), carryForwardCompleted, budgetClosed);
  for (const one of all) expect(closed.when(one)).toStrictEqual(refused('budget-closed'));
});

describe('while a report is overdue', () => {
  const pay = (effectiveOn?: string) => disburse('u1', '10', effectiveOn === undefined ? {} : { effectiveOn });
  const on = (...past: BudgetEvent[]) => granted(...past).when(pay());
  const paid = { events: [{ type: 'DisbursementRecorded' }], warnings: [] };

  test('nothing is disbursed on the allocation, and the refusal names the report', () => {
    expect(on(dutySet('slut'))).toStrictEqual(refused('report-overdue'));
    expect((on(dutySet('slut')) as { detail: string }).detail).toContain(
      'Slutredovisning (slut) was due on 2019-11-30',
    );
    const delar = dutySet('delar', { dueOn: '2019-11-01' });
    for (const two of [
      [dutySet('slut'), delar],
      [delar, dutySet('slut')],
    ])
      expect((on(...two) as { detail: string }).detail).toContain('delar');
  });

  test('it is from the day after it was due, until it has come in, is put off or waived', () => {
    expect(on(dutySet('slut', { dueOn: today }))).toMatchObject(paid);
    expect(on(dutySet('slut'), reportReceived('slut'))).toMatchObject(paid);
    expect(on(dutySet('slut'), dutyWaived('slut'))).toMatchObject(paid);
    expect(on(dutySet('slut'), dutyExtended('slut', today))).toMatchObject(paid);
    expect(on(dutySet('slut', { dueOn: '2019-10-01' }), dutyExtended('slut', '2019-11-30'))).toStrictEqual(
      refused('report-overdue'),
    );
  });

  test('dating the payment back is no way around, and a day to come is judged as that day', () => {
    expect(granted(dutySet('slut')).when(pay('2019-11-12'))).toStrictEqual(refused('report-overdue'));
    expect(granted(dutySet('slut', { dueOn: '2019-12-10' })).when(pay('2019-12-11'))).toStrictEqual(
      refused('report-overdue'),
    );
    expect(granted(dutySet('slut', { dueOn: '2019-12-10' })).when(pay('2019-12-10'))).toMatchObject(paid);
  });

  test('one that withholds nothing is a warning', () => {
    expect(on(dutySet('slut', { withholds: false }))).toStrictEqual(
      warned('report-overdue', disbursed('u1', '10.00', today)),
    );
  });

  test('other allocations are paid', () => {
    const other = decided('5.00', { allocationId: 'annan' });
    expect(granted(dutySet('slut'), other).when(disburse('u1', '5', { allocationId: 'annan' }))).toMatchObject(paid);
  });
});

describe('reports that are owed', () => {
  test('are owed on the allocation that replaces it, those that came in are not', () => {
    const past = [dutySet('slut'), dutySet('delar'), reportReceived('delar')];
    expect(granted(...past).when(replace())).toMatchObject({
      events: [
        { type: 'AllocationReversed' },
        { type: 'AllocationDecided' },
        { type: 'ReportingDutySet', data: { allocationId: 'engangs-2', dutyId: 'slut', dueOn: '2019-11-30' } },
      ],
    });
    expect(granted(...past).when(replace())).not.toHaveProperty('events.3');
    expect(granted(...past).when(reverse())).toMatchObject({ events: [{ type: 'AllocationReversed' }] });
  });

  test('are handed over with the allocation, settled ones too, so that their ids are known for ever', () => {
    const past = [dutySet('slut'), dutyExtended('slut', '2020-03-31'), dutySet('delar'), reportReceived('delar')];
    const { state } = granted(...past, locked, carryForwardBegun(), carriedForward('100.00'));
    const duties = [duty('slut', { dueOn: '2020-03-31' }), duty('delar', { receivedOn: today })];
    const carried = handedOver(state, state.budget!);
    expect(carried).toMatchObject([{ allocationId: '2019.engangs', duties }]);

    const next = given(budgetDecider, opened(), { type: 'BroughtForward', data: carried[0]! } as BudgetEvent);
    const there = (one: BudgetCommand) => next.when({ ...one, allocationId: '2019.engangs' } as BudgetCommand);
    expect(there(setDuty('delar'))).toStrictEqual(refused('already-exists', '/dutyId'));
    expect(there(receiveReport('delar'))).toStrictEqual(refused('duty-settled'));
    expect(there(disburse('u1', '1', { today: '2020-04-01' }))).toMatchObject({ refused: 'report-overdue' });
    expect(there(receiveReport('slut', { today: '2020-04-01' }))).toMatchObject({
      events: [{ type: 'ReportReceived', data: { allocationId: '2019.engangs', receivedOn: '2020-04-01' } }],
    });
  });

  test('take an allocation along on which nothing else is left, also where what is committed is released', () => {
    const spent = [released('100.00'), dutySet('slut')];
    const nothing: BudgetEvent = {
      type: 'CarriedForward',
      data: { ...entry('0.00', '2019-12-31'), account: 'COMMITTED', toYear: 2020 },
    };
    expect(granted(...spent, locked).when(beginCarryForward())).toStrictEqual(booked(carryForwardBegun(), nothing));
    expect(granted(...spent, dutyWaived('slut'), locked).when(beginCarryForward())).toStrictEqual(
      booked(carryForwardBegun()),
    );
    expect(granted(dutySet('slut'), locked).when(beginCarryForward({ committed: 'release' }))).toMatchObject({
      events: [{ type: 'CarryForwardBegun' }, { type: 'AllocationReleased' }, nothing],
    });
  });

  test('an allocation that was handed over without any owes none', () => {
    const year = given(budgetDecider, opened(), broughtForward('40.00'));
    expect(year.state.allocations.get('2018.engangs')!.duties).toEqual([]);
  });

  test('are owed again where what was recorded of them was wrong, and withhold as before', () => {
    const received = granted(dutySet('slut'), reportReceived('slut'));
    expect(received.when(reopenDuty('slut'))).toStrictEqual(booked(dutyReopened('slut')));
    const waived = granted(dutySet('slut'), dutyWaived('slut'));
    expect(waived.when(reopenDuty('slut'))).toStrictEqual(booked(dutyReopened('slut')));
    for (const settled of [reportReceived('slut'), dutyWaived('slut')]) {
      const again = granted(dutySet('slut'), settled, dutyReopened('slut'));
      expect(again.state.allocations.get('engangs')!.duties).toEqual([duty('slut')]);
      expect(again.when(disburse('u1', '1'))).toMatchObject({ refused: 'report-overdue' });
      expect(again.when(receiveReport('slut'))).toStrictEqual(booked(reportReceived('slut')));
    }
  });

  test('that are owed are not reopened, nor those of an allocation that was reversed', () => {
    expect(granted(dutySet('slut')).when(reopenDuty('slut'))).toStrictEqual(refused('duty-owed'));
    expect(granted(dutySet('slut')).when(reopenDuty('delar'))).toStrictEqual(missing('reporting-duty-not-found'));
  });
});
