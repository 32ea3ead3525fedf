import { setTimeout as sleep } from 'node:timers/promises';
import { START, streamNameFilter } from '@eventstore/db-client';
import { type FollowOptions, StoreUnavailable, type StoredEvent } from '../port';
import { searchWindow } from './all-request';
import type { Connection } from './connection';
import { Feed } from './feed';
import { toStoredEvent } from './stored-event';

/** How many events wait here between the server and a batch, besides a few on their way; the others stay on the server. */
const buffered = { objectMode: true, readableHighWaterMark: 128 };

/** How long there may be no event before the log is read to see whether there is one; and then until it must be here, ms. */
const quietMs = 5000;
const lateMs = 1000;

/** What following needs: the connection for its subscriptions, and the log itself to compare them with. */
export interface Source {
  connection: Connection;
  prefixes: readonly string[];
  readAll(after: bigint | null, limit: number): Promise<StoredEvent[]>;
}

/**
 * Every event after a position, as the port's `follow`. A dropped subscription, which the client leaves at that, is replaced
 * by one that begins behind the last batch; so is one that stays quiet although there are events, as on a node that has
 * lost touch with its cluster.
 */
export async function* follow(
  source: Source,
  after: bigint | null,
  { limit, signal, onDrop }: FollowOptions,
): AsyncGenerator<StoredEvent[]> {
  const ending = AbortSignal.any([signal, source.connection.closed]);
  let last = after;
  for (let drops = 0; !ending.aborted; drops += 1) {
    if (drops > 0) await pause(drops, ending);
    const feed = subscribe(source, last, ending);
    try {
      for (let isBehind = false; ;) {
        const events = await feed.next(limit, isBehind ? lateMs : quietMs);
        if (ending.aborted || (events.length === 0 && (feed.over || isBehind))) break;
        isBehind = events.length === 0 && (await hasMore(source, last));
        if (events.length === 0) continue;
        const batch = events.map(toStoredEvent);
        yield batch;
        last = batch.at(-1)!.position;
        drops = 0;
      }
    } finally {
      feed.close();
    }
    if (!ending.aborted) onDrop?.(feed.dropped ?? new StoreUnavailable('The subscription fell silent'));
  }
  if (!signal.aborted) throw new StoreUnavailable('The event store is closed');
}

/** A store that can't say is no proof of a subscription's silence. */
async function hasMore(source: Source, last: bigint | null): Promise<boolean> {
  return source.readAll(last, 1).then(
    (events) => events.length > 0,
    () => false,
  );
}

function subscribe({ connection, prefixes }: Source, after: bigint | null, signal: AbortSignal): Feed {
  connection.prepare();
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
