import type { StoredEvent } from '@anslag/event-store/port';
import { readCheckpoints } from '@anslag/read-models/checkpoints';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import { openReadDatabase } from '@anslag/read-models/open-database';
import { projections } from '@anslag/read-models/projections';
import { groupedBy, postingsAt, rowFigures } from '../read-models/naive';

/** Looks into the read models beside the projector that writes them. */
export class ReadBeside {
  readonly #url: string;
  #database: ReadDatabase | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** Where all projections stand, which is one position; 0 before the first event, null before there are tables. */
  async position(): Promise<bigint | null> {
    // A file that is not there yet cannot be opened for reading.
    const database = (this.#database ??= await this.#openWhereThere());
    if (!database) return null;
    if (!(await database.dialect.tableNames(database.db)).has('projections')) return null;
    const checkpoints = await readCheckpoints(database.db);
    if (checkpoints.size < projections.length) return null;
    const positions = new Set(Array.from(checkpoints.values(), ({ position }) => position ?? 0n));
    if (positions.size !== 1) throw new Error(`The projections stand at ${[...positions].join()}`);
    return [...positions][0]!;
  }

  /** Until every projection has folded up to a position. */
  async reaches(position: bigint): Promise<void> {
    while (((await this.position()) ?? 0n) < position) await new Promise((done) => setTimeout(done, 10));
  }

  /** The rows of `balances` by their key, and how many there are of postings and of events in the audit trail. */
  async figures() {
    const { db } = this.#database!;
    const rows = await db.selectFrom('balances').selectAll().execute();
    const balances = rows.map((row) => {
      const { year, body_id, recipient_id, currency, kind } = row;
      const { allocated, reserved, disbursed, returned, released, remaining } = row;
      const over = { carriedIn: row.carried_in, carriedOut: row.carried_out, priorYear: row.prior_year };
      const key = [year, body_id, recipient_id, currency, kind].join(' ');
      return [key, { allocated, reserved, disbursed, returned, released, ...over, remaining }] as const;
    });
    const count = async (table: 'entries' | 'audit_trail') =>
      (await db.selectFrom(table).select('position').execute()).length;
    return { balances: new Map(balances), entries: await count('entries'), audited: await count('audit_trail') };
  }

  async close(): Promise<void> {
    await this.#database?.close();
  }

  async #openWhereThere(): Promise<ReadDatabase | null> {
    const database = openReadDatabase(this.#url, 'read');
    try {
      await database.dialect.tableNames(database.db);
      return database;
    } catch {
      await database.close();
      return null;
    }
  }
}

/** What {@link ReadBeside.figures} must be, added up from the log in the plainest way. */
export function figuresOf(events: readonly StoredEvent[]) {
  const postings = postingsAt(events, events.at(-1)!.position, null);
  const keyed = groupedBy(
    postings.filter(({ allocation }) => allocation),
    ({ year, bodyId, allocation, currency }) =>
      [year, bodyId, allocation!.recipientId, currency, allocation!.kind].join(' '),
  );
  const balances = Array.from(keyed, ([key, own]) => {
    const figures = Object.entries(rowFigures(own, own[0]!.currency));
    return [key, Object.fromEntries(figures.map(([name, text]) => [name, BigInt(text.replace('.', ''))]))] as const;
  });
  return { balances: new Map(balances), entries: postings.length, audited: events.length };
}
