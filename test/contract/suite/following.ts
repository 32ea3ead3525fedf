import { setTimeout as sleep } from 'node:timers/promises';
import { type EventLog, type FollowOptions, noStream, type StoredEvent } from '@anslag/event-store/port';
import { ids, newEvents, notes } from '../events';
import type { OpenLedger } from '../stores';

/** Follows until `count` events have come. */
export async function followed(
  log: EventLog,
  after: bigint | null,
  count: number,
  options: Partial<FollowOptions> & { seen?: (batch: StoredEvent[]) => unknown } = {},
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  const signal = options.signal ?? new AbortController().signal;
  for await (const batch of log.follow(after, { limit: 100, ...options, signal })) {
    events.push(...batch);
    await options.seen?.(batch);
    if (events.length >= count) break;
  }
  return events;
}

export function following(open: OpenLedger): void {
  it('follows from the start: first what is there, then what comes', async () => {
    const { store, prefix } = await open();
    await store.append(`${prefix}a`, noStream, newEvents(5, 'a'), 5000);
    const follower = followed(store, null, 10);
    await store.append(`${prefix}b`, noStream, newEvents(3, 'b'), 5000);
    await sleep(50);
    await store.append(`${prefix}a`, 4, newEvents(2, 'c'), 5000);
    expect(ids(await follower)).toEqual(ids(await store.readAll(null, 100)));
  });

  it('follows from a position: what came after it, and not that again', async () => {
    const { store, prefix } = await open();
    await store.append(`${prefix}a`, noStream, newEvents(6, 'a'), 5000);
    const all = await store.readAll(null, 100);
    for (const index of [0, 3, 5]) {
      const follower = followed(store, all[index]!.position, 6 - index);
      await store.append(`${prefix}b${index}`, noStream, newEvents(1, 'b'), 5000);
      expect(notes(await follower).slice(0, 5 - index)).toEqual(notes(all.slice(index + 1)));
    }
  });

  it('waits where there is nothing yet', async () => {
    const { store, prefix } = await open();
    const follower = followed(store, null, 1);
    await sleep(100);
    await store.append(`${prefix}a`, noStream, newEvents(1), 5000);
    expect(notes(await follower)).toEqual(['n0']);
  });

  it('gives every follower everything, in order and in batches that are not too large', async () => {
    const { store, prefix, log } = await open();
    const reader = await log();
    let largest = 0;
    const seen = (batch: StoredEvent[]) => (largest = Math.max(largest, batch.length));
    const followings = [
      followed(store, null, 600, { limit: 7, seen }),
      followed(store, null, 600, { limit: 7, seen }),
      followed(reader, null, 600, { limit: 7, seen }),
    ];
    for (let revision = noStream; revision < 599; revision += 100)
      await store.append(`${prefix}a`, revision, newEvents(100), 5000);
    const all = ids(await store.readAll(null, 1000));
    for (const follower of followings) expect(ids(await follower)).toEqual(all);
    expect(largest).toBeLessThanOrEqual(7);
  });

  it('waits for a slow reader, who misses nothing', async () => {
    const { store, prefix } = await open();
    const follower = followed(store, null, 400, { limit: 50, seen: () => sleep(20) });
    for (let revision = noStream; revision < 399; revision += 20)
      await store.append(`${prefix}a`, revision, newEvents(20), 5000);
    expect(ids(await follower)).toEqual(ids(await store.readAll(null, 1000)));
  });

  it('stops when told to: before it began, while it waits, and between two batches', async () => {
    const { store, prefix } = await open();
    expect(await followed(store, null, 1, { signal: AbortSignal.abort() })).toEqual([]);

    const waiting = new AbortController();
    const idle = followed(store, null, 1, { signal: waiting.signal });
    await sleep(50);
    waiting.abort();
    expect(await idle).toEqual([]);

    await store.append(`${prefix}a`, noStream, newEvents(10), 5000);
    const reading = new AbortController();
    const stopped = await followed(store, null, 10, { limit: 3, signal: reading.signal, seen: () => reading.abort() });
    expect(notes(stopped)).toEqual(['n0', 'n1', 'n2']);
  });

  it('can be left and taken up again where it was left', async () => {
    const { store, prefix } = await open();
    await store.append(`${prefix}a`, noStream, newEvents(20), 5000);
    const events: StoredEvent[] = [];
    while (events.length < 20)
      events.push(...(await followed(store, events.at(-1)?.position ?? null, 1, { limit: 3 })));
    expect(ids(events)).toEqual(ids(await store.readAll(null, 100)));
  });
}
