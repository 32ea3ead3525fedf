import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { openEventStore } from '@anslag/event-store/open-event-store';
import { StoreUnavailable, type EventStore } from '@anslag/event-store/port';
import { SqliteSnapshots, type SnapshotStore } from '@anslag/event-store/snapshots';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { settings, type Settings } from './settings';

export const EVENT_STORE = Symbol('EventStore');
const SNAPSHOTS = Symbol('SnapshotStore');

/** The event store, and the one writer to it. Closed last, when no request can use them any more. */
@Global()
@Module({
  providers: [
    {
      provide: EVENT_STORE,
      inject: [settings.KEY],
      useFactory: openWhenThere,
    },
    {
      provide: SNAPSHOTS,
      inject: [settings.KEY, EVENT_STORE],
      useFactory: ({ dataDir }: Settings) => openSnapshots(dataDir),
    },
    {
      provide: StreamWriter,
      inject: [EVENT_STORE, SNAPSHOTS],
      useFactory: (store: EventStore, snapshots: SnapshotStore | null) =>
        new StreamWriter(store, { ...(snapshots && { snapshots }) }),
    },
  ],
  exports: [EVENT_STORE, StreamWriter],
})
export class StoreModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(SNAPSHOTS) private readonly snapshots: SnapshotStore | null,
    private readonly writer: StreamWriter,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.writer.drain();
    await this.store.close();
    this.snapshots?.close();
  }
}

/** A server that is still starting is waited for: the read side cannot be had before what it must show is known. */
async function openWhenThere({ store: url }: Settings): Promise<EventStore> {
  const store = await openEventStore(url, { streamPrefixes });
  // Said soon, and then now and again; the log of whoever waits shall not fill up.
  const timers = [setTimeout(sayWaiting, 2_000), setInterval(sayWaiting, 60_000)];
  try {
    while (!(await isThere(store))) await sleep(1_000);
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
  return store;
}

function sayWaiting(): void {
  new Logger('EventStore').warn('The event store is not there yet and is waited for.');
}

async function isThere(store: EventStore): Promise<boolean> {
  try {
    await store.head();
    return true;
  } catch (error) {
    if (error instanceof StoreUnavailable) return false;
    throw error;
  }
}

/** Snapshots save time and nothing else, so a ledger whose disk does not take them runs without. */
function openSnapshots(directory: string): SnapshotStore | null {
  try {
    return new SqliteSnapshots(directory);
  } catch (error) {
    new Logger('Snapshots').warn(`No snapshots are kept in ${directory}: ${(error as Error).message}`);
    return null;
  }
}
