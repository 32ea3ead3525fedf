import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * A database file from which what is deleted is gone. A rollback journal that is emptied after each commit, and not a write-ahead
 * log, which would go on holding what was overwritten; what is deleted is filled with zeros.
 */
export function openPrivate(directory: string, name: string, tables: string): Database.Database {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, name);
  // Made here, so that it is nobody else's from its first moment on; SQLite gives the journal the same rights.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const db = new Database(file);
  for (const pragma of ['journal_mode = TRUNCATE', 'synchronous = FULL', 'secure_delete = ON', 'temp_store = MEMORY'])
    db.pragma(pragma);
  db.exec(tables);
  return db;
}

/** What better-sqlite3 answers or throws at once, as the promise that a server's answer is. */
export async function settled<T>(work: () => T): Promise<T> {
  return work();
}
