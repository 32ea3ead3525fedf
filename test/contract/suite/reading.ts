import { noStream, type StoredEvent } from '@anslag/event-store/port';
import { ids, newEvents, notes } from '../events';
import type { OpenLedger } from '../stores';

export function reading(open: OpenLedger): void {
  it('has nothing of a stream that is not there', async () => {
    const { store, prefix } = await open();
    expect(await store.readStream(`${prefix}nobody`, 0, 10)).toEqual([]);
    expect(await store.readStream(`${prefix}nobody`, 7, 10)).toEqual([]);
  });

  it('reads a stream from any revision, so many events and no more', async () => {
    const { store, prefix } = await open();
    const stream = `${prefix}budget`;
    await store.append(stream, noStream, newEvents(5), 5000);
    expect(notes(await store.readStream(stream, 0, 2))).toEqual(['n0', 'n1']);
    expect(notes(await store.readStream(stream, 2, 2))).toEqual(['n2', 'n3']);
    expect(notes(await store.readStream(stream, 4, 2))).toEqual(['n4']);
    expect(await store.readStream(stream, 5, 2)).toEqual([]);
    expect(await store.readStream(stream, 100, 2)).toEqual([]);
  });

  it('gives positions that rise from event to event', async () => {
    const { store, prefix } = await open();
    await store.append(`${prefix}a`, noStream, newEvents(3, 'a'), 5000);
    await store.append(`${prefix}b`, noStream, newEvents(2, 'b'), 5000);
    await store.append(`${prefix}a`, 2, newEvents(1, 'c'), 5000);
    const all = await store.readAll(null, 100);
    expect(notes(all)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'c0']);
    expect(all.every((event, index) => index === 0 || event.position > all[index - 1]!.position)).toBe(true);
    const streams = [
      ...(await store.readStream(`${prefix}a`, 0, 10)),
      ...(await store.readStream(`${prefix}b`, 0, 10)),
    ];
    expect(streams.toSorted((x, y) => Number(x.position - y.position))).toEqual(all);
  });

  it('reads everything page by page, each event once', async () => {
    const { store, prefix } = await open();
    for (let round = 0; round < 4; round++) {
      await store.append(`${prefix}a`, round * 3 - 1, newEvents(3, `a${round} `), 5000);
      await store.append(`${prefix}b`, round * 2 - 1, newEvents(2, `b${round} `), 5000);
    }
    const all = await store.readAll(null, 1000);
    expect(all).toHaveLength(20);
    for (const limit of [1, 3, 7, 20]) {
      const paged: StoredEvent[] = [];
      for (let after: bigint | null = null; ; after = paged.at(-1)!.position) {
        const page = await store.readAll(after, limit);
        expect(page.length).toBeLessThanOrEqual(limit);
        if (page.length === 0) break;
        paged.push(...page);
      }
      expect(ids(paged)).toEqual(ids(all));
    }
    expect(await store.readAll(all[9]!.position, 1000)).toEqual(all.slice(10));
  });

  it('knows the position of the last event', async () => {
    const { store, prefix } = await open();
    expect(await store.head()).toBeNull();
    for (const stream of ['a', 'b', 'c']) {
      const appended = await store.append(`${prefix}${stream}`, noStream, newEvents(2), 5000);
      expect(appended).toMatchObject({ outcome: 'appended', position: await store.head() });
      expect(await store.head()).toBe((await store.readAll(null, 100)).at(-1)?.position);
    }
  });

  it('shows what one has appended to all who read', async () => {
    const { store, prefix, another, log } = await open();
    const readers = [await another(), await log()];
    const appended = await store.append(`${prefix}a`, noStream, newEvents(3), 5000);
    for (const reader of readers) {
      expect(await reader.readStream(`${prefix}a`, 0, 10)).toEqual(await store.readStream(`${prefix}a`, 0, 10));
      expect(await reader.readAll(null, 10)).toHaveLength(3);
      expect(appended).toMatchObject({ position: await reader.head() });
    }
  });

  it('has what it had when it is opened again', async () => {
    const { store, prefix, reopen } = await open();
    await store.append(`${prefix}a`, noStream, newEvents(3), 5000);
    const before = await store.readAll(null, 10);
    const reopened = await reopen();
    expect(await reopened.readAll(null, 10)).toEqual(before);
    expect(await reopened.append(`${prefix}a`, 2, newEvents(1), 5000)).toMatchObject({ revision: 3 });
    expect((await reopened.head())! > before.at(-1)!.position).toBe(true);
  });
}
