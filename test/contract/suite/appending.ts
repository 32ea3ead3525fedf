import { noStream, type StoredEvent } from '@anslag/event-store/port';
import { ids, newEvent, newEvents, notes } from '../events';
import type { OpenLedger } from '../stores';

export function appending(open: OpenLedger): void {
  it('reads back what was appended, with its place and time', async () => {
    const { store, prefix } = await open();
    const stream = `${prefix}budget`;
    const before = Date.now();
    const events = [newEvent('a', { type: 'BudgetOpened' }), newEvent('b', { type: 'AllocationDecided' })];
    const appended = await store.append(stream, noStream, events, 5000);
    const read = await store.readStream(stream, 0, 10);

    // An adapter may read an event's JSON when it is looked at: a getter, of which toEqual knows nothing.
    expect(read.map(plain)).toEqual(
      events.map(({ id, type, data, metadata }, revision) => ({
        id,
        type,
        stream,
        revision,
        position: expect.any(BigInt),
        recordedAt: expect.any(Number),
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
      })),
    );
    expect(appended).toEqual({ outcome: 'appended', revision: 1, position: read[1]?.position });
    for (const { recordedAt } of read) {
      // The store's clock is this machine's.
      expect(recordedAt).toBeGreaterThanOrEqual(before - 1000);
      expect(recordedAt).toBeLessThanOrEqual(Date.now() + 1000);
    }
  });

  it('numbers a stream’s events from 0 without a hole', async () => {
    const { store, prefix } = await open();
    const stream = `${prefix}budget`;
    let revision = noStream;
    for (const count of [1, 3, 2, 7, 1]) {
      const appended = await store.append(stream, revision, newEvents(count), 5000);
      expect(appended).toMatchObject({ outcome: 'appended', revision: revision + count });
      revision += count;
    }
    const read = await store.readStream(stream, 0, 100);
    expect(read.map((event) => event.revision)).toEqual(Array.from({ length: 14 }, (_, index) => index));
  });

  it('refuses every revision but the stream’s last, and stores nothing then', async () => {
    const { store, prefix } = await open();
    const stream = `${prefix}budget`;
    expect(await store.append(stream, 0, [newEvent('too early')], 5000)).toEqual({ outcome: 'wrong-revision' });
    expect(await store.readStream(stream, 0, 10)).toEqual([]);
    await store.append(stream, noStream, newEvents(3), 5000);
    for (const wrong of [noStream, 0, 1, 3, 4, 100]) {
      expect(await store.append(stream, wrong, newEvents(2), 5000)).toEqual({ outcome: 'wrong-revision' });
    }
    expect(notes(await store.readStream(stream, 0, 10))).toEqual(['n0', 'n1', 'n2']);
  });

  it('answers the same ids at the same revision as the first time, also when others followed', async () => {
    const { store, prefix } = await open();
    const stream = `${prefix}budget`;
    const first = newEvents(2, 'first');
    const second = newEvents(3, 'second');
    const firstAnswer = await store.append(stream, noStream, first, 5000);
    expect(await store.append(stream, noStream, first, 5000)).toEqual(firstAnswer);
    const secondAnswer = await store.append(stream, 1, second, 5000);
    expect(secondAnswer).toMatchObject({ outcome: 'appended', revision: 4 });
    expect(await store.append(stream, noStream, first, 5000)).toEqual(firstAnswer);
    expect(await store.append(stream, 1, second, 5000)).toEqual(secondAnswer);
    await store.append(stream, 4, newEvents(1, 'third'), 5000);
    expect(await store.append(stream, noStream, first, 5000)).toEqual(firstAnswer);
    expect(await store.append(stream, 1, second, 5000)).toEqual(secondAnswer);
    expect(ids(await store.readStream(stream, 0, 5))).toEqual(ids([...first, ...second]));
    expect(await store.readStream(stream, 0, 100)).toHaveLength(6);
  });

  it('takes an append for the one that it knows only where every id stands at its place', async () => {
    const { store, prefix } = await open();
    const stream = `${prefix}budget`;
    const [a, b, c] = newEvents(3) as [
      ReturnType<typeof newEvent>,
      ReturnType<typeof newEvent>,
      ReturnType<typeof newEvent>,
    ];
    await store.append(stream, noStream, [a, b], 5000);
    for (const other of [
      [b, a],
      [c, b],
      [a, c],
      [a, b, c],
    ]) {
      expect(await store.append(stream, noStream, other, 5000)).toEqual({ outcome: 'wrong-revision' });
    }
    expect(ids(await store.readStream(stream, 0, 10))).toEqual(ids([a, b]));
  });

  it('stores an id again at a later revision, and in another stream', async () => {
    const { store, prefix } = await open();
    const event = newEvent('again');
    await store.append(`${prefix}budget`, noStream, [event], 5000);
    expect(await store.append(`${prefix}budget`, 0, [event], 5000)).toMatchObject({ outcome: 'appended', revision: 1 });
    expect(await store.append(`${prefix}other`, noStream, [event], 5000)).toMatchObject({ revision: 0 });
    expect(ids(await store.readStream(`${prefix}budget`, 0, 10))).toEqual([event.id, event.id]);
    expect(ids(await store.readStream(`${prefix}other`, 0, 10))).toEqual([event.id]);
  });

  it('lets exactly one of many appenders have each revision', async () => {
    const { store, prefix, another } = await open();
    const stream = `${prefix}budget`;
    const stores = [store, await another()];
    for (let revision = noStream; revision < 9; revision++) {
      const contenders = newEvents(8, `at ${revision} `);
      const outcomes = await Promise.all(
        contenders.map((event, index) => stores[index % 2]!.append(stream, revision, [event], 5000)),
      );
      const winners = contenders.filter((_, index) => outcomes[index]?.outcome === 'appended');
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['appended', ...Array(7).fill('wrong-revision')]);
      expect(ids(await store.readStream(stream, revision + 1, 10))).toEqual(ids(winners));
    }
  });

  it('takes appends to many streams at once', async () => {
    const { store, prefix } = await open();
    const streams = Array.from({ length: 40 }, (_, index) => `${prefix}${index}`);
    const outcomes = await Promise.all(streams.map((stream) => store.append(stream, noStream, newEvents(3), 5000)));
    expect(outcomes.every(({ outcome }) => outcome === 'appended')).toBe(true);
    expect(await store.readAll(null, 1000)).toHaveLength(120);
  });

  it('gives every pending append its outcome when it is closed, and keeps what it acknowledged', async () => {
    const { store, prefix, reopen } = await open();
    const streams = Array.from({ length: 20 }, (_, index) => `${prefix}${index}`);
    const pending = streams.map((stream) => store.append(stream, noStream, [newEvent(stream)], 5000));
    const closing = store.close();
    const outcomes = await Promise.all(pending);
    await closing;
    const reopened = await reopen();
    for (const [index, stream] of streams.entries()) {
      if (outcomes[index]?.outcome !== 'appended') continue;
      expect(notes(await reopened.readStream(stream, 0, 10))).toEqual([stream]);
    }
    expect(outcomes.map(({ outcome }) => outcome)).not.toContain('wrong-revision');
    await expect(store.append(`${prefix}late`, noStream, newEvents(1), 5000)).rejects.toThrow('closed');
  });
}

const plain = ({ id, type, stream, revision, position, recordedAt, data, metadata }: StoredEvent) => {
  return { id, type, stream, revision, position, recordedAt, data, metadata };
};
