import { setTimeout as sleep } from 'node:timers/promises';
import { START, streamNameFilter } from '@eventstore/db-client';
import { type FollowOptions, StoreUnavailable, type StoredEvent } from '../port';
import { searchWindow } from './all-request';
import type { Connection } from './connection';
import { Feed } from './feed';
import { toStoredEvent } from './stored-event';

/** How many events wait here between the server and a batch, besides a few on their way; the others stay on the server. */
const buffered = { objectMode: true, readableHighWaterMark: 128 };

/**
 * Every event after a position of the streams with these prefixes, as the port's `follow`. A dropped subscription, which the
 * client leaves at that, is replaced by one that begins behind the last batch.
 */
export async function* follow(
  connection: Connection,
  prefixes: readonly string[],
  after: bigint | null,
  { limit, signal, onDrop }: FollowOptions,
): AsyncGenerator<StoredEvent[]> {
  const ending = AbortSignal.any([signal, connection.closed]);
  let last = after;
  for (let drops = 0; !ending.aborted; drops += 1) {
    if (drops > 0) await pause(drops, ending);
    const feed = await subscribe(connection, prefixes, last, ending).catch((cause: unknown) => ({ dropped: cause }));
    if (feed instanceof Feed) {
      try {
        for (;;) {
          const events = await feed.next(limit);
          if (events.length === 0 || ending.aborted) break;
          const batch = events.map(toStoredEvent);
          yield batch;
          last = batch.at(-1)!.position;
          drops = 0;
        }
      } finally {
        feed.close();
      }
    }
    if (!ending.aborted) onDrop?.(feed.dropped);
  }
  if (!signal.aborted) throw new StoreUnavailable('The event store is closed');
}

async function subscribe(
  connection: Connection,
  prefixes: readonly string[],
  after: bigint | null,
  signal: AbortSignal,
): Promise<Feed> {
  await connection.node();
  const subscription = connection.client.subscribeToAll(
    {
      fromPosition: after === null ? START : { commit: after, prepare: after },
      // Checkpoints go unused: one may be ahead of events that still wait here.
      filter: streamNameFilter({ prefixes: [...prefixes], maxSearchWindow: searchWindow, checkpointInterval: 1000 }),
      requiresLeader: true,
    },
    buffered,
  );
  return new Feed(subscription, signal);
}

/** Full jitter, up to two seconds. */
function pause(drops: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(2000, 20 * 2 ** drops);
  return sleep(Math.random() * longest, undefined, { signal }).catch(() => {});
}
