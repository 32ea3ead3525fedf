import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredEvent } from '@anslag/event-store/port';
import { allocations, anAllocation, clientOf, type Answer, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { allocationsIn, availableIn, budgetStream, openWithRoomFor, told } from './books';

const room = 1_000_000;

interface Command {
  key: string;
  allocationId: string;
}

const send = (call: Client, { key, allocationId }: Command): Promise<Answer> =>
  call('POST', allocations, {
    body: anAllocation({ allocationId, amount: '1.00' }),
    headers: { 'idempotency-key': key },
  });

/** Acknowledged allocations that the store does not have as it was said. */
function missing(acknowledged: Map<string, Answer>, events: StoredEvent[]): string[] {
  const places = new Map(events.map(({ id, stream, revision }) => [id, `${stream} ${revision}`]));
  const isStored = ({ status, body }: Answer) =>
    (status === 200 || status === 201) && places.get(body.events[0].eventId) === `${body.stream} ${body.revision}`;
  return [...acknowledged].filter(([, answer]) => !isStored(answer)).map(([allocationId]) => allocationId);
}

/** One ledger's life under load, killed so many times. Says how many commands were under way when it was. */
async function killAgainAndAgain(times: number): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-kill-'));
  const acknowledged = new Map<string, Answer>();
  let unanswered: Command[] = [];
  let sent = 0;
  let cutOff = 0;
  let ledger = await LedgerProcess.start({ directory });
  await openWithRoomFor(clientOf(ledger), `${room}.00`);

  for (let kill = 0; kill < times; kill++) {
    const call = clientOf(ledger);
    // What nobody was told the fate of: sent again under its key, it is booked once, or it was already.
    for (const one of unanswered) acknowledged.set(one.allocationId, await send(call, one));
    unanswered = [];

    const load = Array.from({ length: 16 }, async () => {
      for (;;) {
        const one = { key: `key-${sent}`, allocationId: `number-${sent}` };
        sent += 1;
        try {
          acknowledged.set(one.allocationId, await send(call, one));
        } catch {
          unanswered.push(one);
          return;
        }
      }
    });
    await sleep(30 + Math.random() * 200);
    await ledger.kill('SIGKILL');
    await Promise.all(load);
    cutOff += unanswered.length;

    const events = await storedEvents(directory);
    expect(missing(acknowledged, events)).toEqual([]);
    const booked = allocationsIn(events);
    expect(booked.length + 3).toBe(events.filter(({ stream }) => stream === budgetStream).length);
    expect(availableIn(events)).toBe(`${room - booked.length}.00`);
    ledger = await LedgerProcess.start({ directory });
  }

  const call = clientOf(ledger);
  for (const one of unanswered) acknowledged.set(one.allocationId, await send(call, one));
  for (const [allocationId, answer] of [...acknowledged].slice(-50)) {
    const again = await send(call, { key: allocationId.replace('number', 'key'), allocationId });
    expect(told(again)).toEqual(told(answer));
  }
  const events = await storedEvents(directory);
  expect(missing(acknowledged, events)).toEqual([]);
  expect(allocationsIn(events)).toEqual([...acknowledged.keys()].sort());
  expect(acknowledged.size).toBe(sent);
  await ledger.stop();
  rmSync(directory, { recursive: true });
  return cutOff;
}

describe('a ledger that is killed under load', () => {
  it('has every acknowledged command once after each restart: two ledgers, 10 times each', async () => {
    const cutOff = await Promise.all([killAgainAndAgain(10), killAgainAndAgain(10)]);
    // Else nothing was under way when they were killed.
    expect(Math.min(...cutOff)).toBeGreaterThan(0);
  }, 300_000);
});
