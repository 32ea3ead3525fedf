import { existsSync } from 'node:fs';
import { lockLedger } from '@anslag/event-store/sqlite/lock';
import { eventsFile } from '@anslag/event-store/sqlite/schema';
import { Failure } from './failing';

/**
 * Takes the exclusive lock of an embedded store, and returns what gives it back. While a ledger runs on the store this is
 * refused with LedgerInUse.
 */
export function lockStore(directory: string): () => void {
  // Looked for first: the lock would make the directory.
  if (!existsSync(eventsFile(directory))) throw new Failure(`There is no ledger in ${directory}.`);
  return lockLedger(directory);
}
