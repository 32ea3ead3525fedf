import type { StoredEvent } from '@anslag/event-store/port';
import { SqliteLog } from '@anslag/event-store/sqlite/sqlite-log';
import type { Connection } from '../connection';
import { lockStore } from '../locked-store';
import type { ReplayedEvent } from './fold';

interface EventsPage {
  events: (Omit<ReplayedEvent, 'recordedAt'> & { recordedAt: string })[];
  next: string | null;
}

/** The events of a running ledger from the first, a page at a time. */
export async function* eventsOf(connection: Connection): AsyncIterable<ReplayedEvent[]> {
  let after: string | null = null;
  do {
    const page: EventsPage = await connection.get<EventsPage>('/events', { after, limit: 1_000 });
    yield page.events.map((event) => ({ ...event, recordedAt: Date.parse(event.recordedAt) }));
    after = page.next;
  } while (after !== null);
}

/** The events of an embedded store from the first, as {@link storedEvents} reads them. */
export async function* eventsIn(directory: string): AsyncIterable<ReplayedEvent[]> {
  for await (const events of storedEvents(directory)) yield events.map(replayed);
}

export const replayed = ({ position, stream, revision, type, recordedAt, data }: StoredEvent): ReplayedEvent => ({
  position: String(position),
  stream,
  revision: String(revision),
  type,
  recordedAt,
  data,
});

/**
 * Reads an embedded store under its exclusive lock: while a ledger runs on it this is refused with LedgerInUse. Nothing is
 * written.
 */
export async function* storedEvents(directory: string): AsyncIterable<StoredEvent[]> {
  const unlock = lockStore(directory);
  try {
    const log = new SqliteLog(directory);
    try {
      for (let after: bigint | null = null; ;) {
        const events: StoredEvent[] = await log.readAll(after, 1_000);
        if (events.length === 0) return;
        yield events;
        after = events.at(-1)!.position;
      }
    } finally {
      await log.close();
    }
  } finally {
    unlock();
  }
}
