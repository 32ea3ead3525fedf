import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { StreamWriter } from '../stream-writer';
import { maxAppendBytes, type NewEvent } from '../port';
import { count, done, folded, tally } from '../../../test/faults/tally';
import { SqliteStore } from './sqlite-store';

/** The writer threads that were started, so that a test can end one. */
const mockThreads: Worker[] = [];
jest.mock('node:worker_threads', () => {
  const actual = jest.requireActual<typeof import('node:worker_threads')>('node:worker_threads');
  return {
    ...actual,
    Worker: class extends actual.Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        mockThreads.push(this);
      }
    },
  };
});

const stream = 'tally-a';
let directory: string;
let store: SqliteStore;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-store-'));
  store = await SqliteStore.open(directory);
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

function events(length = 1): NewEvent[] {
  return Array.from({ length }, (_, by) => ({
    id: randomUUID(),
    type: 'Counted',
    data: `{"by":${by}}`,
    metadata: '{}',
  }));
}

const endThread = () => mockThreads.at(-1)!.terminate();

describe('an append', () => {
  it('is stored as it was given, with its place in the stream and in the whole', async () => {
    const data = '{"amount":"1.00","name":"Hälso- och sjukvård"}';
    const metadata = '{"actor":"ann"}';
    await store.append('tally-b', -1, events(2), 1000);
    const before = Date.now();
    expect(await store.append(stream, -1, [{ id: 'i', type: 'Named', data, metadata }], 1000)).toEqual({
      outcome: 'appended',
      revision: 0,
      position: 3n,
    });
    const [stored] = await store.readStream(stream, 0, 10);
    // Its JSON is read when it is looked at, which toEqual does not do.
    expect(stored).toMatchObject({
      id: 'i',
      type: 'Named',
      stream,
      revision: 0,
      position: 3n,
      recordedAt: expect.any(Number),
      data: { amount: '1.00', name: 'Hälso- och sjukvård' },
      metadata: { actor: 'ann' },
    });
    expect(Math.abs(stored!.recordedAt - before)).toBeLessThan(60_000);
    const raw = new Database(join(directory, 'events.db'), { readonly: true });
    expect(raw.prepare('SELECT data, metadata FROM events WHERE position = 3').get()).toEqual({ data, metadata });
    raw.close();
  });

  it('that shares its moment with others has its own outcome, and all share one sync', async () => {
    const streams = Array.from({ length: 40 }, (_, index) => `tally-${index}`);
    const appended = await Promise.all(streams.map((name) => store.append(name, -1, events(2), 5000)));
    expect(appended.map(({ outcome }) => outcome)).toEqual(streams.map(() => 'appended'));
    const all = await store.readAll(null, 1000);
    expect(all.map(({ position }) => position)).toEqual(Array.from({ length: 80 }, (_, index) => BigInt(index + 1)));
    expect(new Set(all.map(({ recordedAt }) => recordedAt)).size).toBeLessThan(40);
  });

  it('that no store could take fails its caller alone', async () => {
    const good = store.append(stream, -1, events(), 5000);
    const large = [{ ...events()[0]!, data: JSON.stringify('x'.repeat(maxAppendBytes)) }];
    await expect(store.append('tally-b', -1, large, 5000)).rejects.toThrow(RangeError);
    await expect(store.append('tally-b', -1, [], 5000)).rejects.toThrow(RangeError);
    await expect(store.append('tally-b', -2, events(), 5000)).rejects.toThrow(RangeError);
    expect(await good).toMatchObject({ outcome: 'appended' });
    expect(await store.readAll(null, 10)).toHaveLength(1);
  });
});

describe('a writer thread that ends', () => {
  it('leaves nobody without an answer, and the next append starts another', async () => {
    const sent = Array.from({ length: 50 }, (_, index) => ({ name: `tally-${index}`, events: events() }));
    const appended = sent.map((one) => store.append(one.name, -1, one.events, 20_000));
    await Promise.resolve();
    const ended = endThread();
    const outcomes = await Promise.all(appended);
    await ended;
    expect(outcomes.every(({ outcome }) => outcome === 'unknown' || outcome === 'appended')).toBe(true);
    const again = await Promise.all(sent.map((one) => store.append(one.name, -1, one.events, 20_000)));
    expect(again.every(({ outcome }) => outcome === 'appended')).toBe(true);
    expect(await store.readAll(null, 1000)).toHaveLength(50);
  });

  it('again and again under load loses and doubles nothing', async () => {
    const writer = new StreamWriter(store);
    const ended: Promise<unknown>[] = [];
    let answered = 0;
    const results = await Promise.all(
      Array.from({ length: 8 }, async (_, caller) => {
        const revisions: number[] = [];
        for (let sent = 0; sent < 40; sent++) {
          revisions.push(done(await writer.execute(tally, `tally-${caller % 2}`, count(sent))).revision);
          if (++answered % 60 === 0) ended.push(endThread());
        }
        return revisions;
      }),
    );
    await Promise.all(ended);
    expect(ended).toHaveLength(5);
    for (const lane of [0, 1]) {
      const stored = await store.readStream(`tally-${lane}`, 0, 1000);
      expect(stored).toHaveLength(160);
      const acknowledged = results.flatMap((revisions, caller) => (caller % 2 === lane ? revisions : []));
      expect(new Set(acknowledged).size).toBe(160);
      expect((await writer.read(tally, `tally-${lane}`)).state).toEqual(folded(stored));
    }
  });

  it('while the store is being closed does not hold that up', async () => {
    await store.append(stream, -1, events(), 1000);
    const ended = endThread();
    await store.close();
    await ended;
    const again = await SqliteStore.open(directory);
    expect(await again.head()).toBe(1n);
    await again.close();
  });

  it('and is starting again when the store is closed, ends with it', async () => {
    await endThread();
    const started = mockThreads.length;
    const append = store.append(stream, -1, events(), 5000).catch((error: Error) => error);
    await store.close();
    expect(await append).toMatchObject({ name: 'StoreUnavailable' });
    expect(mockThreads.length).toBe(started + 1);
    expect(mockThreads.at(-1)!.threadId).toBe(-1);
  });
});

describe('a store that is closed', () => {
  it('has answered what it had taken', async () => {
    const taken = Promise.all([0, 1, 2].map((index) => store.append(`tally-${index}`, -1, events(), 5000)));
    await store.close();
    expect((await taken).map(({ outcome }) => outcome)).toEqual(['appended', 'appended', 'appended']);
  });

  it('is away', async () => {
    await Promise.all([store.close(), store.close()]);
    await expect(store.append(stream, -1, events(), 1000)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await expect(store.readStream(stream, 0, 1)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await expect(store.head()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});

describe('another program that locks the file', () => {
  it('makes appends wait, and what was unanswered in time is stored once when it lets go', async () => {
    const other = new Database(join(directory, 'events.db'));
    other.exec('BEGIN IMMEDIATE');
    const sent = events();
    expect(await store.append(stream, -1, sent, 200)).toMatchObject({ outcome: 'unknown' });
    const again = store.append(stream, -1, sent, 5000);
    other.exec('ROLLBACK');
    other.close();
    expect(await again).toEqual({ outcome: 'appended', revision: 0, position: 1n });
    expect(await store.readAll(null, 10)).toHaveLength(1);
  });
});

describe('a disk that is full', () => {
  it('loses nothing that was acknowledged, and the ledger goes on by itself when there is room', async () => {
    const disk = join(directory, 'disk');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    if (mounted.status !== 0) {
      console.warn('A small disk could not be mounted here: what a full one does is left to append.spec.ts.');
      return;
    }
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(400_000));
    const full = await SqliteStore.open(disk);
    try {
      const writer = new StreamWriter(full, { commandTimeoutMs: 300 });
      const acknowledged: number[] = [];
      const refused = new Set<number>();
      for (let by = 1; refused.size < 2; by++) {
        const outcome = await writer.execute(tally, stream, count({ by, padding: 20_000 }));
        if (outcome.outcome === 'done') acknowledged.push(by);
        else refused.add(by);
        expect(['done', 'unsettled', 'contended']).toContain(outcome.outcome);
      }
      expect(acknowledged.length).toBeGreaterThan(3);
      rmSync(ballast);
      const last = count(1000);
      let after = await writer.execute(tally, stream, last);
      // A disk that stalls leaves it unsettled: it is sent again until it is known.
      while (after.outcome !== 'done') after = await writer.execute(tally, stream, last);
      const stored = await full.readStream(stream, 0, 1000);
      expect(done(after).revision).toBe(stored.length - 1);
      const booked = stored.map(({ data }) => (data as { by: number }).by);
      expect(booked.filter((by) => !refused.has(by))).toEqual([...acknowledged, 1000]);
    } finally {
      await full.close();
      spawnSync('umount', [disk]);
    }
  });
});
