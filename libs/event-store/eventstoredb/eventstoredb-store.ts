import type { Appended, EventLog, EventStore, NewEvent } from '../port';
import { Appender } from './appender';
import { EventStoreDbLog, type EventStoreDbOptions } from './eventstoredb-log';

/** The production event store: an EventStoreDB 23.10 or later, one node or a cluster. Connects at the first use. */
export class EventStoreDbStore extends EventStoreDbLog implements EventStore {
  readonly exclusive = false;
  readonly #appender = new Appender(this.connection);

  append(stream: string, expectedRevision: number, events: readonly NewEvent[], timeoutMs: number): Promise<Appended> {
    return this.#appender.append(stream, expectedRevision, events, timeoutMs);
  }

  /** Appends that are under way get their outcome first. */
  override async close(): Promise<void> {
    await this.#appender.close();
    await super.close();
  }
}

/** Opens the EventStoreDB at a connection string as @eventstore/db-client takes it (`esdb://…`). */
export function openEventStoreDb(url: string, options: EventStoreDbOptions): EventStore {
  return new EventStoreDbStore(url, options);
}

/** As {@link openEventStoreDb}, for reading only. */
export function openEventStoreDbLog(url: string, options: EventStoreDbOptions): EventLog {
  return new EventStoreDbLog(url, options);
}
