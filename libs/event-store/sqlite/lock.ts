import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Another process has the ledger directory. */
export class LedgerInUse extends Error {
  override name = 'LedgerInUse';

  constructor(directory: string) {
    super(
      `Another process has the ledger in ${directory}. Stop it first, or choose another directory with ANSLAG_STORE.`,
    );
  }
}

/**
 * Takes the ledger directory for this process, until the returned function is called or the process ends, however it ends:
 * the lock is the operating system's, held by an open transaction on a file of its own. Throws {@link LedgerInUse}.
 */
export function lockLedger(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const db = new Database(join(directory, 'ledger.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw new LedgerInUse(directory);
    throw error;
  }
  return () => db.close();
}
