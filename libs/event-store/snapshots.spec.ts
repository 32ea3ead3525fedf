import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { FakeEventStore } from '../../test/faults/fake-event-store';
import { answerOf, count, done, folded, tally } from '../../test/faults/tally';
import { SqliteSnapshots } from './snapshots';
import { StreamWriter } from './stream-writer';

const stream = 'tally-a';
const key = { commandId: 'the-key', commandHash: 'h' };

let directory: string;
let opened: SqliteSnapshots[];
let writers: StreamWriter[];
let warned: jest.SpyInstance;

beforeEach(() => {
  warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
  directory = mkdtempSync(join(tmpdir(), 'anslag-snapshots-'));
  opened = [];
  writers = [];
});

afterEach(async () => {
  for (const writer of writers) await writer.drain();
  for (const one of opened) one.close();
  rmSync(directory, { recursive: true });
  warned.mockRestore();
});

function snapshots(): SqliteSnapshots {
  const made = new SqliteSnapshots(directory);
  opened.push(made);
  return made;
}

function writerOn(store: FakeEventStore, kept = snapshots()): StreamWriter {
  const writer = new StreamWriter(store, { snapshots: kept });
  writers.push(writer);
  return writer;
}

/** A ledger of 1,200 events of which a snapshot has been taken, and 300 more after it. */
async function withSnapshot() {
  const store = new FakeEventStore();
  const writer = writerOn(store);
  await writer.execute(tally, stream, count({ by: 7, events: 2 }, key));
  await Promise.all(Array.from({ length: 1198 }, (_, by) => writer.execute(tally, stream, count(by))));
  await writer.drain();
  await Promise.all(Array.from({ length: 300 }, (_, by) => writer.execute(tally, stream, count(by))));
  store.reads.length = 0;
  return store;
}

function change(sql: string, ...values: unknown[]): void {
  const db = new Database(join(directory, 'snapshots.db'));
  db.prepare(sql).run(...values);
  db.close();
}

const notAState = () => {
  throw new TypeError('not a state');
};

const restarted = (store: FakeEventStore, decider = tally) => {
  const writer = writerOn(store);
  return { writer, read: () => writer.read(decider, stream) };
};

/** From which revision on the stream was folded. */
const foldedFrom = ({ reads }: FakeEventStore) =>
  Math.min(...reads.filter(({ limit }) => limit > 1).map(({ fromRevision }) => fromRevision));

describe('a snapshot', () => {
  it('and the events after it are the same as every event from the first', async () => {
    const store = await withSnapshot();
    const { read } = restarted(store);
    expect(await read()).toEqual({ state: folded(store.of(stream)), revision: 1499 });
    expect(foldedFrom(store)).toBeGreaterThan(1000);
  });

  it('knows the commands before it', async () => {
    const store = await withSnapshot();
    const { writer } = restarted(store);
    const retry = done(await writer.execute(tally, stream, count({ by: 7, events: 2 }, key)));
    expect(answerOf(retry)).toMatchObject({ revision: 1, events: [{ revision: 0 }, { revision: 1 }] });
    expect(retry.replayed).toBe(true);
    expect(await writer.execute(tally, stream, count(1, { ...key, commandHash: 'x' }))).toEqual({
      outcome: 'key-reused',
    });
    expect(store.of(stream)).toHaveLength(1500);
  });

  it('of another state version is left unread', async () => {
    const store = await withSnapshot();
    const newer = { ...tally, stateVersion: 2, decode: () => ({ total: -1, entries: -1, trail: '' }) };
    expect(await restarted(store, newer).read()).toEqual({ state: folded(store.of(stream)), revision: 1499 });
    expect(foldedFrom(store)).toBe(0);
  });

  it.each([
    ['cut short', `UPDATE snapshots SET body = substr(body, 1, length(body) / 2)`],
    ['emptied', `UPDATE snapshots SET body = ''`],
    ['with one figure changed', `UPDATE snapshots SET body = replace(body, '"total":', '"total":1')`],
    ['that is some other JSON', `UPDATE snapshots SET body = '{"revision":12}'`],
    ['that is null', `UPDATE snapshots SET body = 'null'`],
    ['taken from another stream', `UPDATE snapshots SET stream = 'tally-b'`],
  ])('%s is folded again from the events', async (_, sql) => {
    const store = await withSnapshot();
    change(sql);
    const name = sql.includes('tally-b') ? 'tally-b' : stream;
    const writer = writerOn(store);
    const events = store.of(name);
    expect(await writer.read(tally, name)).toEqual({ state: folded(events), revision: events.length - 1 });
    expect(done(await writer.execute(tally, name, count(5))).revision).toBe(events.length);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining(`The snapshot of ${name}`), 'SnapshotWarning');
  });

  it('of a history that has gone (events restored from an older copy) is folded again from the events', async () => {
    const store = await withSnapshot();
    store.log.splice(400);
    const { writer, read } = restarted(store);
    expect(await read()).toEqual({ state: folded(store.of(stream)), revision: 399 });
    expect(done(await writer.execute(tally, stream, count(5))).revision).toBe(400);
  });

  it('of a history that has gone another way since is folded again from the events', async () => {
    const store = await withSnapshot();
    store.log.splice(400);
    const without = new StreamWriter(store);
    for (let more = 0; more < 12; more++) await without.execute(tally, stream, count({ by: 2, events: 100 }));
    expect(store.of(stream).length).toBeGreaterThan(1500);
    expect(await restarted(store).read()).toEqual({ state: folded(store.of(stream)), revision: 1599 });
  });

  it('of a stream whose start has gone since does not hide that: the stream is broken', async () => {
    const store = await withSnapshot();
    store.log.splice(0, 3);
    await expect(restarted(store).read()).rejects.toMatchObject({ name: 'BrokenStream' });
  });

  it('that the rules cannot decode is folded again from the events', async () => {
    const store = await withSnapshot();
    expect(await restarted(store, { ...tally, decode: notAState }).read()).toEqual({
      state: folded(store.of(stream)),
      revision: 1499,
    });
  });

  it('is replaced by a newer one', async () => {
    const store = await withSnapshot();
    const writer = writerOn(store);
    await writer.execute(tally, stream, count({ by: 1, events: 1000 }));
    await writer.drain();
    store.reads.length = 0;
    expect(await restarted(store).read()).toMatchObject({ revision: 2499 });
    expect(foldedFrom(store)).toBeGreaterThan(2400);
  });
});

describe('the file of snapshots', () => {
  it('can be deleted', async () => {
    const store = await withSnapshot();
    while (opened.length > 0) opened.pop()!.close();
    rmSync(join(directory, 'snapshots.db'));
    expect(await restarted(store).read()).toEqual({ state: folded(store.of(stream)), revision: 1499 });
  });

  it('is made anew where it is no database', async () => {
    const store = await withSnapshot();
    while (opened.length > 0) opened.pop()!.close();
    writeFileSync(join(directory, 'snapshots.db'), 'x'.repeat(10_000));
    const { writer, read } = restarted(store);
    expect(await read()).toEqual({ state: folded(store.of(stream)), revision: 1499 });
    await writer.execute(tally, stream, count({ by: 1, events: 1000 }));
    await writer.drain();
    store.reads.length = 0;
    expect(await restarted(store).read()).toMatchObject({ revision: 2499 });
    expect(foldedFrom(store)).toBeGreaterThan(2400);
  });

  it('that cannot be written stops no command, no drain and no timer', async () => {
    const store = new FakeEventStore();
    const broken = snapshots();
    broken.close();
    opened.pop();
    const writer = writerOn(store, broken);
    expect(done(await writer.execute(tally, stream, count({ by: 1, events: 1500 }))).revision).toBe(1499);
    await writer.drain();
    expect(done(await writer.execute(tally, stream, count(1))).revision).toBe(1500);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('was not saved'), 'SnapshotWarning');
  });
});
