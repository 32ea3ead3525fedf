import { Pool } from 'pg';
import type { KeyRow, KeyTable } from './key-table';

/** The schema that keys stand in. It is granted to nobody. */
export const keysSchema = 'anslag_keys';

/** "anslag" in hexadecimal, and a number of its own beside the projector's. */
const makingKey = '1071271277104957';

/** Keys on a server, for ledgers that share an EventStoreDB. */
export class PostgresKeyTable implements KeyTable {
  readonly #pool: Pool;
  #made: Promise<void> | null = null;

  constructor(url: string) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: 'anslag keys',
      max: 4,
      connectionTimeoutMillis: 5_000,
      // A key that is said to be kept, or destroyed, is so after a power cut too.
      options: '-c synchronous_commit=on -c statement_timeout=5000',
    });
    // A connection that breaks while nobody uses it; the next one is made anew.
    this.#pool.on('error', () => {});
  }

  async find(subjects: readonly string[]): Promise<KeyRow[]> {
    await this.#prepared();
    const { rows } = await this.#pool.query<KeyRow>(
      `SELECT subject, wrapped FROM ${keysSchema}.subject_keys WHERE subject = ANY ($1)`,
      [subjects],
    );
    return rows;
  }

  async add(subject: string, wrapped: Buffer): Promise<KeyRow> {
    await this.#prepared();
    await this.#pool.query(
      `INSERT INTO ${keysSchema}.subject_keys (subject, wrapped) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [subject, wrapped],
    );
    return (await this.find([subject]))[0]!;
  }

  async destroy(subject: string): Promise<void> {
    await this.#prepared();
    await this.#pool.query(
      `INSERT INTO ${keysSchema}.subject_keys AS kept (subject, wrapped, destroyed_at) VALUES ($1, NULL, now())
       ON CONFLICT (subject) DO UPDATE
         SET wrapped = NULL, destroyed_at = coalesce(kept.destroyed_at, excluded.destroyed_at)`,
      [subject],
    );
  }

  async note(name: string, value: string): Promise<string> {
    await this.#prepared();
    await this.#pool.query(`INSERT INTO ${keysSchema}.notes VALUES ($1, $2) ON CONFLICT DO NOTHING`, [name, value]);
    const { rows } = await this.#pool.query<{ value: string }>(
      `SELECT value FROM ${keysSchema}.notes WHERE name = $1`,
      [name],
    );
    return rows[0]!.value;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** Once; tried again where it failed. */
  #prepared(): Promise<void> {
    return (this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = null;
      throw error;
    }));
  }

  async #make(): Promise<void> {
    // One statement list is one transaction; the lock keeps two who begin at once from making the same thing.
    await this.#pool.query(`
      SELECT pg_advisory_xact_lock(${makingKey});
      CREATE SCHEMA IF NOT EXISTS ${keysSchema};
      CREATE TABLE IF NOT EXISTS ${keysSchema}.subject_keys (
        subject text COLLATE "C" PRIMARY KEY, wrapped bytea, made_at timestamptz NOT NULL DEFAULT now(),
        destroyed_at timestamptz
      );
      CREATE TABLE IF NOT EXISTS ${keysSchema}.notes (name text PRIMARY KEY, value text NOT NULL);`);
  }
}
