import { parentPort, workerData } from 'node:worker_threads';
import { openReadDatabase } from '@anslag/read-models/open-database';
import { Projecting } from './projecting';
import type { RebuildAsk, ThreadMessage, ThreadSettings, ToThread } from './thread-messages';
import { writtenAsk } from './written-ask';

const port = parentPort!;
const settings = workerData as ThreadSettings;
const stopping = new AbortController();
const database = openReadDatabase(settings.readDb, 'write');

port.on('message', (message: ToThread) => {
  if (message.kind === 'stop') stopping.abort();
  else void answer(message.call, message.ask);
});

new Projecting(database, settings, {
  onProgress: (statuses, folding) => tell({ kind: 'progress', statuses, folding }),
  warn: (message, details) => tell({ kind: 'warning', message, details: plain(details) }),
})
  .run(stopping.signal)
  .catch((error: unknown) => tell({ kind: 'failed', reason: reasonOf(error) }))
  .finally(() => database.close())
  .finally(() => port.close());

async function answer(call: number, ask: RebuildAsk): Promise<void> {
  try {
    tell({ kind: 'rebuild', call, answer: await writtenAsk(database, ask) });
  } catch (error) {
    tell({ kind: 'not-taken', call, reason: reasonOf(error), passing: database.dialect.isPassing(error) });
  }
}

function tell(message: ThreadMessage): void {
  port.postMessage(message);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Errors and the like as text: what cannot be cloned would be lost with the thread. */
function plain(details: object): object {
  return JSON.parse(
    JSON.stringify(details, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value instanceof Error ? value.message : value,
    ),
  );
}
