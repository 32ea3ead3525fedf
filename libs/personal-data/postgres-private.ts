import { Pool, type QueryResultRow } from 'pg';

/** The schema that keys and users stand in. It is granted to nobody. */
export const privateSchema = 'anslag_keys';

/** "anslag" in hexadecimal, and a number of its own beside the projector's. */
const makingKey = '1071271277104957';

/** Tables of that schema, made at the first use; a server need not be there before. */
export class PrivateTables {
  readonly #pool: Pool;
  #made: Promise<void> | null = null;

  /** @param tables the statements that make them where they are not there */
  constructor(
    url: string,
    private readonly tables: string,
  ) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: 'anslag keys',
      max: 4,
      connectionTimeoutMillis: 5_000,
      // What is said to be kept, or destroyed, is so after a power cut too.
      options: '-c synchronous_commit=on -c statement_timeout=5000',
    });
    // A connection that breaks while nobody uses it; the next one is made anew.
    this.#pool.on('error', () => {});
  }

  async query<R extends QueryResultRow>(text: string, values: unknown[]): Promise<{ rows: R[]; count: number }> {
    await (this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = null;
      throw error;
    }));
    const { rows, rowCount } = await this.#pool.query<R>(text, values);
    return { rows, count: rowCount ?? 0 };
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #make(): Promise<void> {
    // One list of statements is one transaction; the lock keeps two who begin at once from making the same thing.
    await this.#pool.query(
      `SELECT pg_advisory_xact_lock(${makingKey}); CREATE SCHEMA IF NOT EXISTS ${privateSchema}; ${this.tables}`,
    );
  }
}
