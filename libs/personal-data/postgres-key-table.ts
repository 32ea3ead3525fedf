import type { KeyRow, KeyTable } from './key-table';
import { PrivateTables, privateSchema } from './postgres-private';

const keys = `${privateSchema}.subject_keys`;
const notes = `${privateSchema}.notes`;

/** Keys on a server, for ledgers that share an EventStoreDB. */
export class PostgresKeyTable implements KeyTable {
  readonly #tables: PrivateTables;

  constructor(url: string) {
    this.#tables = new PrivateTables(
      url,
      `CREATE TABLE IF NOT EXISTS ${keys} (
        subject text COLLATE "C" PRIMARY KEY, wrapped bytea, made_at timestamptz NOT NULL DEFAULT now(),
        destroyed_at timestamptz
      );
      CREATE TABLE IF NOT EXISTS ${notes} (name text PRIMARY KEY, value text NOT NULL);`,
    );
  }

  async find(subjects: readonly string[]): Promise<KeyRow[]> {
    const query = `SELECT subject, wrapped FROM ${keys} WHERE subject = ANY ($1)`;
    return (await this.#tables.query<KeyRow>(query, [subjects])).rows;
  }

  async add(subject: string, wrapped: Buffer): Promise<KeyRow> {
    await this.#tables.query(`INSERT INTO ${keys} (subject, wrapped) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      subject,
      wrapped,
    ]);
    return (await this.find([subject]))[0]!;
  }

  async destroy(subject: string): Promise<void> {
    await this.#tables.query(
      `INSERT INTO ${keys} AS kept (subject, wrapped, destroyed_at) VALUES ($1, NULL, now())
       ON CONFLICT (subject) DO UPDATE
         SET wrapped = NULL, destroyed_at = coalesce(kept.destroyed_at, excluded.destroyed_at)`,
      [subject],
    );
  }

  async note(name: string, value: string): Promise<string> {
    await this.#tables.query(`INSERT INTO ${notes} VALUES ($1, $2) ON CONFLICT DO NOTHING`, [name, value]);
    const { rows } = await this.#tables.query<{ value: string }>(`SELECT value FROM ${notes} WHERE name = $1`, [name]);
    return rows[0]!.value;
  }

  close(): Promise<void> {
    return this.#tables.close();
  }
}
