import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { StoredEvent } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { seeTransferThrough } from '../../apps/ledger/src/budgets/transfer';
import { clientOf, given } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { lock } from '../domain/ending';
import { command, decision } from '../domain/hsn';
import { rs, send } from '../domain/transferring';
import { FakeEventStore, cutOff, unavailable, type AppendFault } from './fake-event-store';

const at = { bodyId: 'hsn', year: 2019 };
const [giver, taker] = ['budget-hsn.2019', 'budget-rs.2019'] as const;

const writing = (store: FakeEventStore) => {
  const writer = new StreamWriter(store);
  return (stream: string, one: BudgetCommand) =>
    writer.execute(budgetDecider, stream, {
      command: one,
      commandId: randomUUID(),
      commandHash: 'a',
      actor: one.actor,
      correlationId: 'x',
      causationId: 'x',
    });
};

const resume = (store: FakeEventStore) =>
  seeTransferThrough(at, 't1', { writer: new StreamWriter(store), correlationId: 'x', isStopping: () => false });

/** Two budgets, of which one has sent the other money; `then` is what the other did meanwhile. */
async function underWay(...then: BudgetCommand[]): Promise<StoredEvent[]> {
  const store = new FakeEventStore();
  const write = writing(store);
  const open = command('OpenBudget', { currency: 'SEK', control: 'none' });
  await write(giver, open);
  await write(taker, { ...open, ...rs } as BudgetCommand);
  const anslag = { appropriationId: 'ram', decision };
  await write(giver, command('ProposeAppropriation', { ...anslag, kind: 'original', amount: '100' }));
  await write(giver, command('AdoptAppropriation', anslag));
  await write(giver, send('60'));
  for (const one of then) await write(taker, { ...one, ...rs } as BudgetCommand);
  return store.log;
}

const steps = (log: readonly StoredEvent[]) =>
  log
    .map(({ type }) => type)
    .filter((type) => type.startsWith('Transfer'))
    .sort();

const arrived = ['TransferCompleted', 'TransferReceived', 'TransferSent'];
const cameBack = ['TransferDeclined', 'TransferReturned', 'TransferSent'];

describe('a transfer that is interrupted', () => {
  test.each<[string, string, AppendFault, BudgetCommand[], string[]]>([
    ['is not stored', 'arrives', unavailable, [], arrived],
    ['is stored, which nobody hears', 'arrives', cutOff(true), [], arrived],
    ['is not stored', 'comes back', unavailable, [lock()], cameBack],
    ['is stored, which nobody hears', 'comes back', cutOff(true), [lock()], cameBack],
  ])('at any of its appends, so that the append %s, %s once', async (_, __, fault, then, whole) => {
    const log = await underWay(...then);
    for (const killedAt of [0, 1]) {
      const store = new FakeEventStore({ log: [...log] });
      let seen = 0;
      store.everyAppend = () => (seen++ === killedAt ? fault : undefined);
      await resume(store).catch(() => null);
      expect(await resume(new FakeEventStore({ log: store.log }))).toMatchObject({ done: true });
      expect(steps(store.log)).toEqual(whole);
    }
  });

  test('and gone on with by several at once arrives once', async () => {
    const log = await underWay();
    const stores = [1, 2, 3].map(() => new FakeEventStore({ exclusive: false, log }));
    await Promise.all(stores.map((store) => resume(store)));
    await resume(new FakeEventStore({ log }));
    expect(steps(log)).toEqual(arrived);
  });

  test('after it was declined comes back, also where the budget was unlocked since', async () => {
    const log = await underWay(lock());
    const isStopping = () => steps(log).includes('TransferDeclined');
    const writer = new StreamWriter(new FakeEventStore({ log }));
    await seeTransferThrough(at, 't1', { writer, correlationId: 'x', isStopping });
    expect(steps(log)).toEqual(['TransferDeclined', 'TransferSent']);
    await writing(new FakeEventStore({ log }))(taker, {
      ...command('UnlockBudget', { reason: 'R' }),
      ...rs,
    } as BudgetCommand);
    expect(await resume(new FakeEventStore({ log }))).toMatchObject({ done: true, cameBack: 'budget-locked' });
    expect(steps(log)).toEqual(cameBack);
  });
});

/** Kills a ledger while it answers transfers, again and again; each was answered, or is sent again under its key. */
test('a ledger that is killed amid transfers goes on with them when it is started again: each arrives once', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-transfers-'));
  let ledger = await LedgerProcess.start({ directory });
  let call = clientOf(ledger);
  const budget = { bodyId: 'hsn', currency: 'SEK', control: 'none' };
  await given(call, [
    ['/parties', { partyId: 'hsn', name: 'HSN', kind: 'body' }],
    ['/budgets', { ...budget, year: 2019 }],
    ['/budgets', { ...budget, year: 2020 }],
    ['/budgets/hsn/2019/appropriations', { appropriationId: 'ram', kind: 'original', amount: '1000', decision }],
    ['/budgets/hsn/2019/appropriations/ram/adoption', { decision }],
  ]);
  const many = 120;
  const transfer = (n: number) => ({
    body: { transferId: `t${n}`, toBodyId: 'hsn', toYear: 2020, amount: '1.50', decision },
    headers: { 'idempotency-key': `k${n}` },
  });
  const isBooked = new Set<number>();
  for (let kills = 0; kills < 4; kills++) {
    const left = Array.from({ length: many }, (_, n) => n).filter((n) => !isBooked.has(n) && n < (kills + 1) * 30);
    const sending = left.map(async (n) => {
      const { status } = await call('POST', '/budgets/hsn/2019/transfers', transfer(n));
      if (status < 300) isBooked.add(n);
    });
    await sleep(20 + 15 * kills);
    await ledger.kill('SIGKILL');
    await Promise.allSettled(sending);
    ledger = await LedgerProcess.start({ directory });
    call = clientOf(ledger);
  }
  for (let n = 0; n < many; n++)
    if (!isBooked.has(n))
      expect((await call('POST', '/budgets/hsn/2019/transfers', transfer(n))).status).toBeLessThan(300);
  const report = async (year: number) => (await call('GET', `/budgets/hsn/${year}`, { as: 'auditor' })).body;
  for (let waits = 0; (await report(2020)).transferredIn !== '180.00' && waits < 60; waits++) await sleep(500);
  const nothing = { transferredIn: '0.00', transferredOut: '0.00' };
  expect(await report(2019)).toMatchObject({ transferredOut: '180.00', underWay: nothing });
  expect(await report(2020)).toMatchObject({ transferredIn: '180.00', underWay: nothing });
  for (let waits = 0; waits < 60; waits++) {
    if (steps(await eventsOf(call)).filter((type) => type === 'TransferCompleted').length === many) break;
    await sleep(500);
  }
  await ledger.stop();
  const log = await storedEvents(directory);
  for (const type of arrived) {
    const ids = log
      .filter((event) => event.type === type)
      .map(({ data }) => (data as { transferId: string }).transferId);
    expect([type, ids.length, new Set(ids).size]).toEqual([type, many, many]);
  }
  rmSync(directory, { recursive: true });
}, 180_000);

async function eventsOf(call: ReturnType<typeof clientOf>): Promise<StoredEvent[]> {
  return (await call('GET', '/events?limit=1000', { as: 'auditor' })).body.events;
}
