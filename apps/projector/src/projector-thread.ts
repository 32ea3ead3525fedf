import { parentPort, workerData } from 'node:worker_threads';
import { openEventLog } from '@anslag/event-store/open-event-store';
import { openReadDatabase } from '@anslag/read-models/database';
import { projections } from '@anslag/read-models/projections';
import { ProjectionRunner } from '@anslag/read-models/runner';
import type { ThreadMessage, ThreadSettings } from './thread-messages';

/** Runs the projections, with a log and a database connection of its own, until it is told to stop. */
async function run({ store, readDb, streamPrefixes }: ThreadSettings, signal: AbortSignal): Promise<void> {
  const log = await openEventLog(store, { streamPrefixes });
  const database = openReadDatabase(readDb, 'write');
  try {
    const runner = new ProjectionRunner({
      log,
      database,
      projections,
      onProgress: (statuses) => tell({ kind: 'progress', statuses }),
      warn: (message, details) => tell({ kind: 'warning', message, details: plain(details) }),
    });
    await runner.run(signal);
  } finally {
    await database.close();
    await log.close();
  }
}

const port = parentPort!;

function tell(message: ThreadMessage): void {
  port.postMessage(message);
}

/** Errors and the like as text: what cannot be cloned would be lost with the thread. */
function plain(details: object): unknown {
  return JSON.parse(
    JSON.stringify(details, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value instanceof Error ? value.message : value,
    ),
  );
}

const stopping = new AbortController();
port.once('message', () => stopping.abort());

run(workerData as ThreadSettings, stopping.signal)
  .catch((error: unknown) => tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }))
  .finally(() => port.close());
