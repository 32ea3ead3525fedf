import type Database from 'better-sqlite3';
import { openPrivate, settled } from './sqlite-private';
import type { User, UserTable } from './user-table';

/** Users in `users.db` of a directory. */
export class SqliteUserTable implements UserTable {
  readonly #db: Database.Database;

  constructor(directory: string) {
    const table = 'CREATE TABLE IF NOT EXISTS users (subject TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT) STRICT';
    this.#db = openPrivate(directory, 'users.db', table);
  }

  put(user: User): Promise<void> {
    return settled(() => {
      this.#db
        .prepare(
          `INSERT INTO users VALUES (@subject, @name, @email)
           ON CONFLICT DO UPDATE SET name = excluded.name, email = excluded.email`,
        )
        .run(user);
    });
  }

  remove(subject: string): Promise<boolean> {
    return settled(() => this.#db.prepare('DELETE FROM users WHERE subject = ?').run(subject).changes > 0);
  }

  find(subjects: readonly string[]): Promise<User[]> {
    const query = 'SELECT * FROM users WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY subject';
    return settled(() => this.#db.prepare<[string], User>(query).all(JSON.stringify(subjects)));
  }

  list(after: string, limit: number): Promise<User[]> {
    const query = 'SELECT * FROM users WHERE subject > ? ORDER BY subject LIMIT ?';
    return settled(() => this.#db.prepare<[string, number], User>(query).all(after, limit));
  }

  async close(): Promise<void> {
    this.#db.close();
  }
}
