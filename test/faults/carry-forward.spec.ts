import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { StoredEvent } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { carryForward } from '../../apps/ledger/src/budgets/carry-forward';
import { batch } from '../api/batch-client';
import { clientOf, given } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { beginCarryForward, lock } from '../domain/ending';
import { allocate, command } from '../domain/hsn';
import { FakeEventStore, unavailable, cutOff, type AppendFault } from './fake-event-store';

const many = 450;
const at = { bodyId: 'hsn', year: 2019 };
const [giver, taker] = ['budget-hsn.2019', 'budget-hsn.2020'] as const;

const request = (one: BudgetCommand) => ({
  command: one,
  commandId: randomUUID(),
  commandHash: 'a',
  actor: one.actor,
  correlationId: 'x',
  causationId: 'x',
});

const resume = (store: FakeEventStore) =>
  carryForward(at, { writer: new StreamWriter(store), correlationId: 'x', isStopping: () => false });

/** Two years of a board, the first with many allocations, locked and begun to be carried forward. */
async function begun(): Promise<StoredEvent[]> {
  const store = new FakeEventStore();
  const writer = new StreamWriter(store);
  const open = command('OpenBudget', { currency: 'SEK', control: 'none' });
  const commands: [string, BudgetCommand][] = [
    [giver, open],
    [taker, { ...open, year: 2020 } as BudgetCommand],
    ...Array.from({ length: many }, (_, n): [string, BudgetCommand] => [
      giver,
      allocate('1', { allocationId: `a${n}` }),
    ]),
    [giver, lock()],
    [giver, beginCarryForward()],
  ];
  const outcomes = await Promise.all(
    commands.map(([stream, one]) => writer.execute(budgetDecider, stream, request(one))),
  );
  expect(outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
  return store.log;
}

/** What the two years hold of the carry-forward, each allocation with how often it went and came. */
function passages(log: readonly StoredEvent[]) {
  const count = (type: string) => {
    const ids = log
      .filter((event) => event.type === type)
      .map(({ data }) => (data as { allocationId: string }).allocationId);
    return { events: ids.length, allocations: new Set(ids).size };
  };
  return {
    out: count('CarriedForward'),
    in: count('BroughtForward'),
    completed: count('CarryForwardCompleted').events,
  };
}

const all = { events: many, allocations: many };

describe('a carry-forward that is interrupted', () => {
  test.each<[string, AppendFault]>([
    ['is not stored', unavailable],
    ['is stored, which nobody hears', cutOff(true)],
  ])('at any of its appends, so that the append %s, goes on to the same end: carried once', async (_, fault) => {
    const log = await begun();
    const whole = new FakeEventStore({ log: [...log] });
    expect(await resume(whole)).toMatchObject({ done: true });
    expect(passages(whole.log)).toEqual({ out: all, in: all, completed: 1 });
    const appends = whole.appends.length;
    expect(appends).toBeGreaterThan(4);
    for (let killedAt = 0; killedAt < appends; killedAt++) {
      const store = new FakeEventStore({ log: [...log] });
      let seen = 0;
      store.everyAppend = () => (seen++ === killedAt ? fault : undefined);
      await resume(store).catch(() => null);
      const { out, in: taken } = passages(store.log);
      expect(taken.events).toBeLessThanOrEqual(out.events);
      expect(await resume(new FakeEventStore({ log: store.log }))).toMatchObject({ done: true });
      expect(passages(store.log)).toEqual({ out: all, in: all, completed: 1 });
    }
  });

  test('and gone on with by several at once is carried once', async () => {
    const log = await begun();
    const stores = [1, 2, 3].map(() => new FakeEventStore({ exclusive: false, log }));
    await Promise.all(stores.map((store) => resume(store)));
    await resume(new FakeEventStore({ log }));
    expect(passages(log)).toEqual({ out: all, in: all, completed: 1 });
  });
});

/** Kills a ledger while it carries a year forward, again and again, until it has come to the end. */
test('a ledger that is killed while it carries a year forward goes on with it when it is started again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-carry-'));
  let ledger = await LedgerProcess.start({ directory });
  let call = clientOf(ledger);
  const budget = { bodyId: 'hsn', currency: 'SEK', control: 'none' };
  await given(call, [
    ['/parties', { partyId: 'hsn', name: 'HSN', kind: 'body' }],
    ['/budgets', { ...budget, year: 2019 }],
    ['/budgets', { ...budget, year: 2020 }],
  ]);
  const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
  const lines = Array.from({ length: 3_000 }, (_, n) => ({
    path: '/budgets/hsn/2019/allocations',
    key: `k${n}`,
    body: { allocationId: `a${n}`, recipientId: 'hsn', kind: 'one-off', amount: '1', decision },
  }));
  expect((await batch(ledger, lines)).filter(({ status }) => status !== 201)).toEqual([]);
  await given(call, [['/budgets/hsn/2019/lock', {}]]);

  const report = async (year: number) => (await call('GET', `/budgets/hsn/${year}`, { as: 'auditor' })).body;
  const answered = call('POST', '/budgets/hsn/2019/carry-forward', { body: {} }).catch(() => null);
  // A problem detail has a status too: that of a report that has to wait for a busy projector.
  const started = new Set(['carrying', 'carried']);
  while (!started.has((await report(2019)).status)) await sleep(5);
  let seenUnderWay = 0;
  for (let kills = 0; kills < 5; kills++) {
    await ledger.kill('SIGKILL');
    await answered;
    ledger = await LedgerProcess.start({ directory });
    call = clientOf(ledger);
    if ((await report(2019)).status === 'carried') break;
    seenUnderWay += 1;
    // It looks for what is under way a second after its start; a little later it is at it again.
    await sleep(1_000 + 50 * kills);
  }
  for (let waits = 0; (await report(2019)).status !== 'carried' && waits < 120; waits++) await sleep(500);

  const [from, to] = [await report(2019), await report(2020)];
  const nothing = { carriedIn: '0.00', carriedOut: '0.00' };
  expect(from).toMatchObject({ status: 'carried', carriedOut: '3000.00', committed: '0.00', underWay: nothing });
  expect(to).toMatchObject({ status: 'open', carriedIn: '3000.00', committed: '3000.00', underWay: nothing });
  await given(call, [['/budgets/hsn/2019/closing', {}]]);
  await ledger.stop();
  const { out, in: taken, completed } = passages(await storedEvents(directory));
  const once = { events: 3_000, allocations: 3_000 };
  expect({ out, taken, completed }).toEqual({ out: once, taken: once, completed: 1 });
  expect(seenUnderWay).toBeGreaterThan(0);
  rmSync(directory, { recursive: true });
}, 180_000);
