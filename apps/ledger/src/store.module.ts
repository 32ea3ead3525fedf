import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { openEventStore } from '@anslag/event-store/open-event-store';
import type { EventStore } from '@anslag/event-store/port';
import { SqliteSnapshots, type SnapshotStore } from '@anslag/event-store/snapshots';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { settings, type Settings } from './settings';

export const EVENT_STORE = Symbol('EventStore');
const SNAPSHOTS = Symbol('SnapshotStore');

/** How the names of the ledger's streams begin. */
export const streamPrefixes = ['party-', 'agreement-', 'budget-'] as const;

/** The event store, and the one writer to it. Closed last, when no request can use them any more. */
@Global()
@Module({
  providers: [
    {
      provide: EVENT_STORE,
      inject: [settings.KEY],
      useFactory: ({ store }: Settings) => openEventStore(store, { streamPrefixes }),
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

/** Snapshots save time and nothing else, so a ledger whose disk does not take them runs without. */
function openSnapshots(directory: string): SnapshotStore | null {
  try {
    return new SqliteSnapshots(directory);
  } catch (error) {
    new Logger('Snapshots').warn(`No snapshots are kept in ${directory}: ${(error as Error).message}`);
    return null;
  }
}
