import { openEventLog } from '@anslag/event-store/open-event-store';
import type { StoredEvent } from '@anslag/event-store/port';

/** What a SQLite ledger's directory holds, read beside the process that writes it. */
export async function storedEvents(directory: string): Promise<StoredEvent[]> {
  const log = await openEventLog(`sqlite:${directory}`, { streamPrefixes: ['party-', 'agreement-', 'budget-'] });
  try {
    return await log.readAll(null, 100_000);
  } finally {
    await log.close();
  }
}
