import { sql, type RawBuilder } from 'kysely';
import {
  isBeyond,
  keyColumns,
  keyIn,
  matching,
  refs,
  sumsOf,
  type BalanceFilters,
  type BalanceKey,
  type GroupKey,
  type Read,
  type Sums,
} from './balance-query';
import type { Cut } from './cut';
import { balanceFigureNames, balanceFigures, sumOf } from './figures';
import { padded } from './searching';

/** The sums of one key at two cuts; null where no entry of it is known. */
export interface Compared {
  key: BalanceKey;
  before: Sums | null;
  after: Sums | null;
}

/** Whether a figure differs; a side without entries counts as zeros. */
export function differs({ before, after }: Compared): boolean {
  return balanceFigureNames.some((name) => (before?.[name] ?? 0n) !== (after?.[name] ?? 0n));
}

/** Sums balances at two cuts in one pass over `entries`. */
export class DiffQuery {
  readonly #cut: Cut;
  readonly #keys: readonly string[];
  readonly #withRecipient: boolean;
  readonly #grouped: RawBuilder<unknown>;

  constructor(cut: Cut, against: Cut, filters: BalanceFilters, groups: readonly GroupKey[]) {
    this.#cut = cut;
    this.#keys = keyColumns(groups);
    this.#withRecipient = groups.includes('recipientId');
    const last = cut.position > against.position ? cut.position : against.position;
    const sides = [
      ['before_', against],
      ['after_', cut],
    ] as const;
    const columns = sides.flatMap(([prefix, { position, effectiveAt }]) => [
      ...balanceFigureNames.map(
        (name) => sql`${sumOf(balanceFigures[name], effectiveAt, position)} as ${sql.ref(prefix + name)}`,
      ),
      sql`sum(case when position <= ${position} then 1 else 0 end) as ${sql.ref(`${prefix}entries`)}`,
    ]);
    const where = [sql`position <= ${last} and recipient_id is not null`, ...matching(filters)];
    this.#grouped = sql`select ${refs(this.#keys)}, ${sql.join(columns)} from entries
      where ${sql.join(where, sql` and `)} group by ${refs(this.#keys)}`;
  }

  /** Up to `limit` rows after a key whose figures differ, in the order of their keys. */
  async page(limit: number, after: BalanceKey | null): Promise<Compared[]> {
    const differing = balanceFigureNames.map(
      (name) => sql`${sql.ref(`before_${name}`)} <> ${sql.ref(`after_${name}`)}`,
    );
    const beyond = after ? sql`and ${isBeyond(this.#keys, after)}` : sql``;
    const { rows } = await sql<Read>`select * from (${this.#grouped}) as grouped
      where (${sql.join(differing, sql` or `)}) ${beyond} order by ${refs(this.#keys)} limit ${limit}`.execute(
      this.#cut.tx,
    );
    return rows.map((row) => this.#compared(row));
  }

  /** The rows of some keys that have entries, whether they differ or not. */
  async find(keys: readonly BalanceKey[]): Promise<Compared[]> {
    if (keys.length === 0) return [];
    const wanted = new Set(keys.map(String));
    const at = this.#keys.indexOf('recipient_id');
    // Without recipients in the key there are few rows: years, bodies, kinds.
    const recipients = this.#withRecipient ? [...new Set(keys.map((key) => key[at] as string))] : [''];
    const found: Compared[] = [];
    for (let from = 0; from < recipients.length; from += 512) {
      const some = padded(recipients.slice(from, from + 512));
      const where = this.#withRecipient ? sql`where recipient_id in (${sql.join(some)})` : sql``;
      const { rows } = await sql<Read>`select * from (${this.#grouped}) as grouped ${where}`.execute(this.#cut.tx);
      found.push(...rows.map((row) => this.#compared(row)).filter(({ key }) => wanted.has(String(key))));
    }
    return found;
  }

  #compared(row: Read): Compared {
    const sums = (prefix: string) => (BigInt(row[`${prefix}entries`]!) > 0n ? sumsOf(row, prefix) : null);
    return { key: keyIn(row, this.#keys), before: sums('before_'), after: sums('after_') };
  }
}
