import type Database from 'better-sqlite3';
import type { KeyRow, KeyTable } from './key-table';
import { openPrivate, settled } from './sqlite-private';

const tables = `
  CREATE TABLE IF NOT EXISTS subject_keys (
    subject TEXT PRIMARY KEY, wrapped BLOB, made_at INTEGER NOT NULL, destroyed_at INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`;

/** Keys in `keys.db` of a directory. */
export class SqliteKeyTable implements KeyTable {
  readonly #db: Database.Database;

  constructor(directory: string) {
    this.#db = openPrivate(directory, 'keys.db', tables);
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
