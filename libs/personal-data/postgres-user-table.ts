import { PrivateTables, privateSchema } from './postgres-private';
import type { User, UserTable } from './user-table';

const users = `${privateSchema}.users`;

/** Users on the server of keys. */
export class PostgresUserTable implements UserTable {
  readonly #tables: PrivateTables;

  constructor(url: string) {
    this.#tables = new PrivateTables(
      url,
      `CREATE TABLE IF NOT EXISTS ${users} (subject text COLLATE "C" PRIMARY KEY, name text NOT NULL, email text)`,
    );
  }

  async put({ subject, name, email }: User): Promise<void> {
    await this.#tables.query(
      `INSERT INTO ${users} VALUES ($1, $2, $3)
       ON CONFLICT (subject) DO UPDATE SET name = excluded.name, email = excluded.email`,
      [subject, name, email],
    );
  }

  async remove(subject: string): Promise<boolean> {
    return (await this.#tables.query(`DELETE FROM ${users} WHERE subject = $1`, [subject])).count > 0;
  }

  async find(subjects: readonly string[]): Promise<User[]> {
    const query = `SELECT * FROM ${users} WHERE subject = ANY ($1) ORDER BY subject`;
    return (await this.#tables.query<User>(query, [subjects])).rows;
  }

  async list(after: string, limit: number): Promise<User[]> {
    const query = `SELECT * FROM ${users} WHERE subject > $1 ORDER BY subject LIMIT $2`;
    return (await this.#tables.query<User>(query, [after, limit])).rows;
  }

  close(): Promise<void> {
    return this.#tables.close();
  }
}
