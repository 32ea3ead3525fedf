import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { KeyRow, KeyTable } from './key-table';

/**
 * Keys in `keys.db` of a directory. A rollback journal that is emptied after each commit, and not a write-ahead log, which would
 * go on holding what was overwritten; what is deleted is filled with zeros.
 */
export class SqliteKeyTable implements KeyTable {
  readonly #db: Database.Database;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    const file = join(directory, 'keys.db');
    // Made here, so that it is nobody else's from its first moment on; SQLite gives the journal the same rights.
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    this.#db = new Database(file);
    for (const pragma of ['journal_mode = TRUNCATE', 'synchronous = FULL', 'secure_delete = ON', 'temp_store = MEMORY'])
      this.#db.pragma(pragma);
    this.#db.exec(`
      CREATE TABLE IF NOT EXISTS subject_keys (
        subject TEXT PRIMARY KEY, wrapped BLOB, made_at INTEGER NOT NULL, destroyed_at INTEGER
      ) STRICT;
      CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`);
  }

  find(subjects: readonly string[]): Promise<KeyRow[]> {
    return settled(() =>
      this.#db
        .prepare<[string], KeyRow>(
          'SELECT subject, wrapped FROM subject_keys WHERE subject IN (SELECT value FROM json_each(?))',
        )
        .all(JSON.stringify(subjects)),
    );
  }

  add(subject: string, wrapped: Buffer): Promise<KeyRow> {
    return settled(() => {
      this.#db
        .prepare('INSERT INTO subject_keys (subject, wrapped, made_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(subject, wrapped, Date.now());
      return this.#db
        .prepare<[string], KeyRow>('SELECT subject, wrapped FROM subject_keys WHERE subject = ?')
        .get(subject)!;
    });
  }

  destroy(subject: string): Promise<void> {
    return settled(() => {
      const now = Date.now();
      this.#db
        .prepare(
          `INSERT INTO subject_keys (subject, wrapped, made_at, destroyed_at) VALUES (?, NULL, ?, ?)
           ON CONFLICT DO UPDATE SET wrapped = NULL, destroyed_at = coalesce(destroyed_at, excluded.destroyed_at)`,
        )
        .run(subject, now, now);
    });
  }

  note(name: string, value: string): Promise<string> {
    return settled(() => {
      this.#db.prepare('INSERT INTO notes VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, value);
      return this.#db.prepare<[string], { value: string }>('SELECT value FROM notes WHERE name = ?').get(name)!.value;
    });
  }

  async close(): Promise<void> {
    this.#db.close();
  }
}

/** What better-sqlite3 answers or throws at once, as the promise that a server's answer is. */
async function settled<T>(work: () => T): Promise<T> {
  return work();
}
