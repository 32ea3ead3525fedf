import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { StoredEvent } from '../port';
import { threadFile } from '../thread-file';
import { LogTable } from './log-table';
import { SqliteLog } from './sqlite-log';
import { SqliteStore } from './sqlite-store';

let directory: string;
let store: SqliteStore;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-log-'));
  store = await SqliteStore.open(directory);
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

async function add(stream: string, expectedRevision: number, number = 1): Promise<void> {
  const events = Array.from({ length: number }, () => ({
    id: randomUUID(),
    type: 'Counted',
    data: '{}',
    metadata: '{}',
  }));
  const { outcome } = await store.append(stream, expectedRevision, events, 20_000);
  expect(outcome).toBe('appended');
}

/** Follows until so many events have come, then stops. */
async function follow(
  log: Pick<SqliteLog, 'follow'>,
  until: number,
  { after = null as bigint | null, limit = 100 } = {},
) {
  const stop = new AbortController();
  const seen: StoredEvent[] = [];
  const batches: number[] = [];
  for await (const batch of log.follow(after, { limit, signal: stop.signal })) {
    seen.push(...batch);
    batches.push(batch.length);
    if (seen.length >= until) stop.abort();
  }
  return { seen, batches };
}

const positions = (events: StoredEvent[]) => events.map(({ position }) => Number(position));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** What keeps a process alive or its memory busy: timers, and the channels on which commits are announced. */
const resources = () =>
  process.getActiveResourcesInfo().filter((kind) => /Timeout|MessagePort|Channel/.test(kind)).length;

describe('reading', () => {
  it('gives pages of a stream and of the whole, in order, and where the whole ends', async () => {
    expect(await store.head()).toBeNull();
    await add('a-1', -1, 3);
    await add('b-1', -1, 2);
    await add('a-1', 2, 2);
    expect((await store.readStream('a-1', 1, 3)).map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(await store.readStream('a-1', 5, 3)).toEqual([]);
    expect(await store.readStream('nobody', 0, 3)).toEqual([]);
    expect(positions(await store.readAll(null, 4))).toEqual([1, 2, 3, 4]);
    expect(positions(await store.readAll(4n, 100))).toEqual([5, 6, 7]);
    expect(await store.head()).toBe(7n);
  });
});

describe('following', () => {
  it('first gives what is there, in batches of at most the limit, then what comes', async () => {
    await add('a-1', -1, 25);
    const following = follow(store, 28, { after: 2n, limit: 10 });
    await sleep(20);
    await add('a-1', 24, 5);
    const { seen, batches } = await following;
    expect(positions(seen)).toEqual(upTo(30).slice(2));
    expect(Math.max(...batches)).toBe(10);
  });

  it('misses nothing and repeats nothing while many write', async () => {
    const readers = [0, 1, 2].map(() => new SqliteLog(directory));
    const following = readers.map((log, index) => follow(log, 600, { limit: 7 + index }));
    await Promise.all(
      upTo(6).map(async (writer) => {
        for (let revision = -1; revision < 99; revision++) await add(`a-${writer}`, revision);
      }),
    );
    for (const { seen } of await Promise.all(following)) expect(positions(seen)).toEqual(upTo(600));
    for (const log of readers) await log.close();
  });

  it('is as live in another thread', async () => {
    const log = JSON.stringify(threadFile(__filename, 'sqlite-log'));
    const script = `
      const { parentPort, workerData } = require('node:worker_threads');
      const { SqliteLog } = require(${log});
      (async () => {
        const stop = new AbortController();
        parentPort.once('message', () => stop.abort());
        parentPort.unref();
        parentPort.postMessage('ready');
        for await (const batch of new SqliteLog(workerData).follow(null, { limit: 10, signal: stop.signal }))
          for (const { position } of batch) parentPort.postMessage(Number(position));
      })();`;
    const thread = new Worker(script, { eval: true, workerData: directory });
    const seen: unknown[] = [];
    const all = new Promise<void>((resolve) => {
      thread.on('message', (said) => {
        if (said === 'ready') for (let n = 0; n < 20; n++) void add(`a-${n}`, -1);
        else if (seen.push(said) === 20) resolve();
      });
    });
    await all;
    expect(seen).toEqual(upTo(20));
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    thread.postMessage('stop');
    expect(await ended).toBe(0);
  });

  it('also sees what another process writes, which nobody announces to this one', async () => {
    await add('a-1', -1);
    const following = follow(store, 2);
    const other = new Database(join(directory, 'events.db'));
    other.exec(`INSERT INTO events VALUES (2, 1, 1, 'x', 'Counted', 1, '{}', '{}')`);
    other.close();
    expect(positions((await following).seen)).toEqual([1, 2]);
  });

  // What stays behind would be waited for until the test's time is up.
  it('stops when it is aborted: waiting, between two batches, or before it began; and leaves nothing behind', async () => {
    await add('a-1', -1, 10);
    await sleep(20);
    const before = resources();
    for (let times = 0; times < 20; times++) {
      await follow(store, 10);
      await follow(store, 3, { limit: 3 });
      const waiting = new AbortController();
      setTimeout(() => waiting.abort(), 5);
      for await (const batch of store.follow(10n, { limit: 10, signal: waiting.signal }))
        throw new Error(`${batch.length} events`);
      for await (const batch of store.follow(null, { limit: 10, signal: AbortSignal.abort() }))
        throw new Error(`${batch.length} events`);
      for await (const batch of store.follow(null, { limit: 2, signal: new AbortController().signal }))
        if (batch) break;
    }
    while (resources() > before) await sleep(5);
  });

  it('lets no listener pile up on a signal that outlives its waits', async () => {
    const signal = new AbortController();
    const added = jest.spyOn(signal.signal, 'addEventListener');
    const removed = jest.spyOn(signal.signal, 'removeEventListener');
    const seen: number[] = [];
    const following = (async () => {
      for await (const batch of store.follow(null, { limit: 10, signal: signal.signal }))
        seen.push(...positions(batch));
    })();
    for (let revision = -1; revision < 20; revision++) {
      await add('a-1', revision);
      while (seen.length < revision + 2) await sleep(1);
    }
    signal.abort();
    await following;
    expect(seen).toEqual(upTo(21));
    expect(added.mock.calls.length).toBeGreaterThan(5);
    expect(removed.mock.calls.length).toBe(added.mock.calls.length);
  });

  it('survives what passes, says so, and goes on after the last event that it gave', async () => {
    await add('a-1', -1, 3);
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    const failing = () => {
      throw busy;
    };
    const after = jest.spyOn(LogTable.prototype, 'after');
    const drops: unknown[] = [];
    const stop = new AbortController();
    const seen: number[] = [];
    for await (const batch of store.follow(null, {
      limit: 2,
      signal: stop.signal,
      onDrop: (cause) => drops.push(cause),
    })) {
      seen.push(...positions(batch));
      after.mockImplementationOnce(failing).mockImplementationOnce(failing);
      if (seen.length === 3) stop.abort();
    }
    after.mockRestore();
    expect(seen).toEqual([1, 2, 3]);
    expect(drops).toMatchObject([
      { name: 'StoreUnavailable', cause: busy },
      { name: 'StoreUnavailable', cause: busy },
    ]);
  });

  it('ends with an error that does not pass', async () => {
    const after = jest.spyOn(LogTable.prototype, 'after').mockImplementation(() => {
      throw Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
    });
    await expect(follow(store, 1)).rejects.toThrow('malformed');
    after.mockRestore();
  });

  it('ends with an error when its store is closed', async () => {
    const log = new SqliteLog(directory);
    const following = follow(log, 1);
    await sleep(5);
    await log.close();
    await expect(following).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});
