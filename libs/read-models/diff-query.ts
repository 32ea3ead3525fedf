import { sql, type RawBuilder } from 'kysely';
import {
  added,
  compareKeys,
  isBeyond,
  keyColumns,
  keyIn,
  refs,
  sumsOf,
  type BalanceKey,
  type GroupKey,
  type Read,
  type Sums,
} from './balance-keys';
import { entriesFor, matching, type BalanceFilters } from './balance-query';
import type { Cut } from './cut';
import { balanceFigureNames, balanceFigures, sumOf } from './figures';
import { namedInMergers, type Mergers } from './mergers';
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

const sides = ['before', 'after'] as const;

/** Sums balances at two cuts in one pass over `entries`. Recipients whom mergers name are read apart, as in a balance query. */
export class DiffQuery {
  readonly #cuts: Readonly<Record<(typeof sides)[number], Cut>>;
  readonly #mergers: Readonly<Record<(typeof sides)[number], Mergers>>;
  readonly #filters: BalanceFilters;
  readonly #keys: readonly string[];
  readonly #withRecipient: boolean;
  /** Whether the two sides may have several recipients in one row, or have different ones in it. */
  readonly #hasMerged: boolean;
  #mergedRows: Promise<Compared[]> | null = null;

  constructor(
    cuts: { before: Cut; after: Cut },
    mergers: { before: Mergers; after: Mergers },
    filters: BalanceFilters,
    groups: readonly GroupKey[],
  ) {
    this.#cuts = cuts;
    this.#mergers = mergers;
    this.#filters = filters;
    this.#keys = keyColumns(groups);
    this.#withRecipient = groups.includes('recipientId');
    const matters = this.#withRecipient || filters.recipientId !== null;
    this.#hasMerged = matters && sides.some((side) => mergers[side].any);
  }

  /** Up to `limit` rows after a key whose figures differ, in the order of their keys. */
  async page(limit: number, after: BalanceKey | null): Promise<Compared[]> {
    const differing = balanceFigureNames.map(
      (name) => sql`${sql.ref(`before_${name}`)} <> ${sql.ref(`after_${name}`)}`,
    );
    const beyond = after ? sql`and ${isBeyond(this.#keys, after)}` : sql``;
    const { rows } = await sql<Read>`select * from (${this.#alone}) as grouped
      where (${sql.join(differing, sql` or `)}) ${beyond} order by ${refs(this.#keys)} limit ${limit}`.execute(
      this.#cuts.after.tx,
    );
    const alone = rows.map((row) => this.#compared(row));
    const merged = (await this.#merged()).filter((one) => differs(one) && (!after || compareKeys(one.key, after) > 0));
    if (merged.length === 0) return alone;
    return [...alone, ...merged].sort((a, b) => compareKeys(a.key, b.key)).slice(0, limit);
  }

  /** The rows of some keys that have entries, whether they differ or not. */
  async find(keys: readonly BalanceKey[]): Promise<Compared[]> {
    if (keys.length === 0) return [];
    const wanted = new Set(keys.map(String));
    const at = this.#keys.indexOf('recipient_id');
    // Without recipients in the key there are few rows: years, bodies, kinds.
    const recipients = this.#withRecipient ? [...new Set(keys.map((key) => key[at] as string))] : [''];
    const found = (await this.#merged()).filter(({ key }) => wanted.has(String(key)));
    for (let from = 0; from < recipients.length; from += 512) {
      const some = padded(recipients.slice(from, from + 512));
      const where = this.#withRecipient ? sql`where recipient_id in (${sql.join(some)})` : sql``;
      const { rows } = await sql<Read>`select * from (${this.#alone}) as grouped ${where}`.execute(this.#cuts.after.tx);
      found.push(...rows.map((row) => this.#compared(row)).filter(({ key }) => wanted.has(String(key))));
    }
    return found;
  }

  /** The rows that {@link #merged} leaves. */
  get #alone(): RawBuilder<Read> {
    if (!this.#hasMerged) return this.#grouped(this.#keys, []);
    return this.#grouped(this.#keys, [
      this.#filters.recipientId === null ? sql`recipient_id not in ${namedInMergers}` : sql`1 = 0`,
    ]);
  }

  /** The rows of recipients whom mergers name: on each side under whoever stands for them there. */
  async #merged(): Promise<Compared[]> {
    return this.#hasMerged ? (this.#mergedRows ??= this.#readMerged()) : [];
  }

  async #readMerged(): Promise<Compared[]> {
    const where = this.#filters.recipientId === null ? [sql`recipient_id in ${namedInMergers}`] : [];
    const keys = this.#withRecipient ? this.#keys : ['recipient_id', ...this.#keys];
    const { rows } = await this.#grouped(keys, where).execute(this.#cuts.after.tx);
    const byKey = new Map<string, Compared>();
    for (const row of rows) {
      const recipientId = row['recipient_id'] as string;
      const read = this.#compared(row);
      for (const side of sides) {
        const { members } = this.#mergers[side];
        const sums = read[side];
        if (!sums || (members && !members.includes(recipientId))) continue;
        const survivor = this.#mergers[side].survivorOf(recipientId);
        const key = keyIn({ ...row, recipient_id: survivor }, this.#keys);
        const one = byKey.get(String(key)) ?? { key, before: null, after: null };
        byKey.set(String(key), { ...one, [side]: one[side] ? added(one[side], sums) : sums });
      }
    }
    return [...byKey.values()];
  }

  #grouped(keys: readonly string[], more: readonly RawBuilder<unknown>[]): RawBuilder<Read> {
    const columns = sides.flatMap((side) => {
      const { position, effectiveAt } = this.#cuts[side];
      return [
        ...balanceFigureNames.map(
          (name) => sql`${sumOf(balanceFigures[name], effectiveAt, position)} as ${sql.ref(`${side}_${name}`)}`,
        ),
        sql`sum(case when position <= ${position} then 1 else 0 end) as ${sql.ref(`${side}_entries`)}`,
      ];
    });
    const { before, after } = this.#cuts;
    const last = after.position > before.position ? after.position : before.position;
    const where = [
      sql`position <= ${last} and recipient_id is not null`,
      ...matching(this.#filters, this.#members),
      ...more,
    ];
    return sql`select ${refs(keys)}, ${sql.join(columns)} from ${entriesFor(keys)}
      where ${sql.join(where, sql` and `)} group by ${refs(keys)}`;
  }

  /** Whom either side counts. */
  get #members(): string[] | null {
    const both = sides.flatMap((side) => this.#mergers[side].members ?? []);
    return this.#filters.recipientId === null ? null : [...new Set(both)];
  }

  #compared(row: Read): Compared {
    const sums = (prefix: string) => (BigInt(row[`${prefix}entries`]!) > 0n ? sumsOf(row, prefix) : null);
    return { key: keyIn(row, this.#keys), before: sums('before_'), after: sums('after_') };
  }
}
