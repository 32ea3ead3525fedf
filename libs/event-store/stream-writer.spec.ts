import { FakeEventStore } from '../../test/faults/fake-event-store';
import { count, done, folded, tally } from '../../test/faults/tally';
import { BrokenStream, StoreUnavailable } from './port';
import { StreamWriter } from './stream-writer';

const stream = 'tally-a';

/** Two writers, each with a store of its own that others may write to as well: two processes on one server. */
function twoProcesses() {
  const ours = new FakeEventStore({ exclusive: false });
  const theirs = new FakeEventStore({ exclusive: false, log: ours.log });
  return { ours, theirs, writer: new StreamWriter(ours), rival: new StreamWriter(theirs) };
}

describe('a dry run', () => {
  it('says which events a command would lead to, and books nothing', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store);
    await writer.execute(tally, stream, count(1));
    const warnings = [{ code: 'near', detail: 'nearly' }];
    expect(await writer.preview(tally, stream, count({ by: 5, events: 2, warnings }))).toEqual({
      outcome: 'would',
      events: [
        { type: 'Counted', data: { by: 5 } },
        { type: 'Counted', data: { by: 5 } },
      ],
      warnings,
      revision: 0,
    });
    expect(store.of(stream)).toHaveLength(1);
  });

  it('remembers no key', async () => {
    const writer = new StreamWriter(new FakeEventStore());
    await writer.preview(tally, stream, count(1, { commandId: 'k', commandHash: 'h' }));
    expect(done(await writer.execute(tally, stream, count(2, { commandId: 'k', commandHash: 'other' }))).replayed).toBe(
      false,
    );
  });

  it('is refused and compared with If-Match as the command would be', async () => {
    const writer = new StreamWriter(new FakeEventStore());
    await writer.execute(tally, stream, count(1));
    expect(await writer.preview(tally, stream, count({ by: 5, limit: 5 }))).toMatchObject({
      outcome: 'refused',
      refusal: { refused: 'over-limit', total: 1 },
    });
    expect(await writer.preview(tally, stream, count(5, { expectedRevision: 3 }))).toEqual({
      outcome: 'revision-moved',
      revision: 0,
    });
    expect(await writer.preview(tally, stream, count(5, { expectedRevision: 0 }))).toMatchObject({ outcome: 'would' });
  });

  it('sees what another process wrote', async () => {
    const { writer, rival } = twoProcesses();
    await writer.execute(tally, stream, count(1));
    await rival.execute(tally, stream, count(2));
    expect(await writer.preview(tally, stream, count(5))).toMatchObject({ outcome: 'would', revision: 1 });
  });
});

describe('a fact from another stream', () => {
  it('is what the store has, and revision -1 where there is no such stream', async () => {
    const { writer, rival } = twoProcesses();
    expect(await writer.read(tally, stream)).toEqual({ state: tally.initial, revision: -1 });
    await rival.execute(tally, stream, count(2));
    expect(await writer.read(tally, stream)).toMatchObject({ state: { total: 2 }, revision: 0 });
    await rival.execute(tally, stream, count(3));
    expect(await writer.read(tally, stream)).toMatchObject({ state: { total: 5 }, revision: 1 });
  });

  it('does not count what is not stored yet', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store);
    await writer.execute(tally, stream, count(1));
    const release = store.hold();
    const waiting = writer.execute(tally, stream, count(2));
    await new Promise(setImmediate);
    expect(await writer.read(tally, stream)).toMatchObject({ state: { total: 1 }, revision: 0 });
    release();
    await waiting;
    expect(await writer.read(tally, stream)).toMatchObject({ state: { total: 3 }, revision: 1 });
  });

  it('that cannot be had is an error, never an empty state', async () => {
    const { ours, writer, rival } = twoProcesses();
    await rival.execute(tally, stream, count(2));
    for (const error of [new StoreUnavailable('away'), new BrokenStream('gone')]) {
      ours.onRead = () => error;
      await expect(writer.read(tally, stream)).rejects.toBe(error);
    }
  });

  it('that a reader has not got any more is an error, never an older state', async () => {
    const { ours, writer } = twoProcesses();
    for (const by of [1, 2, 3]) await writer.execute(tally, stream, count(by));
    for (const hidden of [1, 2, 3]) {
      ours.hiddenFromReads = hidden;
      await expect(writer.read(tally, stream)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    }
    ours.hiddenFromReads = 0;
    expect(await writer.read(tally, stream)).toMatchObject({ state: { total: 6 }, revision: 2 });
  });

  it('whose history is another one by now is an error', async () => {
    const { ours, writer, rival } = twoProcesses();
    await writer.execute(tally, stream, count(1));
    ours.log.splice(0);
    await rival.execute(tally, stream, count(9));
    await expect(writer.read(tally, stream)).rejects.toMatchObject({ name: 'BrokenStream' });
  });
});

describe('the cache of streams', () => {
  it('spares reading: a stream is folded once', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store);
    for (const by of [1, 2, 3]) await writer.execute(tally, stream, count(by));
    await writer.drain();
    await writer.execute(tally, stream, count(4));
    expect(store.reads).toHaveLength(1);
  });

  it('lets go of the streams used longest ago, beyond its limit, and folds them anew when they are needed', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store, { cachedEvents: 30 });
    for (const name of ['tally-a', 'tally-b', 'tally-c'])
      await writer.execute(tally, name, count({ by: 1, events: 10 }));
    await writer.read(tally, 'tally-a');
    await writer.drain();
    store.reads.length = 0;
    for (const name of ['tally-c', 'tally-a', 'tally-b'])
      expect(done(await writer.execute(tally, name, count(1))).revision).toBe(10);
    expect(store.reads.map((read) => read.stream)).toEqual(['tally-b']);
    for (const name of ['tally-a', 'tally-b', 'tally-c'])
      expect(await writer.read(tally, name)).toEqual({ state: folded(store.of(name)), revision: 10 });
  });

  it('also of streams that do not exist, whatever number of them is asked for', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store, { cachedEvents: 10 });
    for (let asked = 0; asked < 50; asked++) await writer.read(tally, `tally-${asked}`);
    await writer.drain();
    store.reads.length = 0;
    for (let asked = 0; asked < 50; asked++) await writer.read(tally, `tally-${asked}`);
    expect(store.reads.length).toBeGreaterThanOrEqual(40);
  });

  it('is tidied by itself a moment after it was used, by reads too', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store, { cachedEvents: 0 });
    await writer.read(tally, stream);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await writer.read(tally, stream);
    expect(store.reads).toHaveLength(2);
  });

  it('never lets go of a stream on which commands wait', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store, { cachedEvents: 0 });
    const release = store.hold();
    const first = writer.execute(tally, stream, count(1));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const second = writer.execute(tally, stream, count(2));
    release();
    expect([done(await first).revision, done(await second).revision]).toEqual([0, 1]);
    expect(store.appends.map(({ expectedRevision }) => expectedRevision)).toEqual([-1, 0]);
  });
});

describe('drain', () => {
  it('resolves when everybody has been answered, those who were failed too', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store);
    const release = store.hold();
    store.faults.push({ do: 'broken' });
    const answered: string[] = [];
    const note = (who: string) => () => void answered.push(who);
    writer.execute(tally, 'tally-a', count(1)).then(note('a'), note('a failed'));
    writer.execute(tally, 'tally-b', count(1)).then(note('b'), note('b failed'));
    const drained = writer.drain().then(note('drained'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toEqual([]);
    release();
    await drained;
    expect(answered.sort()).toEqual(['a failed', 'b', 'drained']);
  });

  it('resolves at once where nothing waits', async () => {
    await expect(new StreamWriter(new FakeEventStore()).drain()).resolves.toBeUndefined();
  });
});
