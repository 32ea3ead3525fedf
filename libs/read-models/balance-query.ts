import { sql, type RawBuilder } from 'kysely';
import {
  added,
  compareKeys,
  groupKeys,
  isBeyond,
  keyColumns,
  keyIn,
  refs,
  sumsOf,
  totalsOf,
  type BalanceKey,
  type Booked,
  type GroupKey,
  type Read,
} from './balance-keys';
import type { Cut } from './cut';
import { balanceFigureNames, balanceFigures, sumOf, type BalanceFigure } from './figures';
import { isOf, namedInMergers, type Mergers } from './mergers';
import { padded } from './searching';

export interface BalanceFilters {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  kind: string | null;
  currency: string | null;
  /** What is booked under this programme of its budget. */
  programme: string | null;
}

/**
 * The sums of a balance report, from `balances` where that says what the cut says and programmes do not matter, else from
 * `entries`. A row is there for every key with an entry known at the cut, whatever its effective day.
 *
 * Recipients whom mergers name are few. Their rows are read apart and put together under whoever stands for them; all others
 * are paged and added up by the database, as if there were no mergers.
 */
export class BalanceQuery {
  /** The groups in the order of the keys. */
  readonly groups: readonly GroupKey[];
  readonly #cut: Cut;
  readonly #keys: readonly string[];
  readonly #filters: BalanceFilters;
  #mergedRows: Promise<Booked[]> | null = null;

  constructor(
    cut: Cut,
    filters: BalanceFilters,
    groupBy: readonly GroupKey[],
    /** At the cut, of the recipient that the filters name. */
    readonly mergers: Mergers,
  ) {
    this.#cut = cut;
    this.groups = groupKeys.filter((key) => groupBy.includes(key));
    this.#keys = keyColumns(this.groups);
    this.#filters = filters;
  }

  /** Up to `limit` listed rows after a key, in the order of their keys. */
  async page(limit: number, after: BalanceKey | null): Promise<Booked[]> {
    const beyond = after ? [isBeyond(this.#keys, after)] : [];
    const read = sql<Read>`${this.#listed(beyond)} order by ${refs(this.#keys)} limit ${limit}`;
    const rows = (await read.execute(this.#cut.tx)).rows.map((row) => this.#booked(row));
    const merged = (await this.#mergedListed()).filter(({ key }) => !after || compareKeys(key, after) > 0);
    if (merged.length === 0) return rows;
    return [...rows, ...merged].sort((a, b) => compareKeys(a.key, b.key)).slice(0, limit);
  }

  /** The rows of some keys that have one, listed or not. */
  async find(keys: readonly BalanceKey[]): Promise<Booked[]> {
    const wanted = new Set(keys.map(String));
    const at = this.groups.indexOf('recipientId');
    // Without recipients in the key there are few rows: years, bodies, kinds.
    const recipients = at < 0 ? [''] : [...new Set(keys.map((key) => key[at] as string))];
    const found = (await this.#merged()).filter(({ key }) => wanted.has(String(key)));
    for (let from = 0; from < recipients.length; from += 512) {
      const some = padded(recipients.slice(from, from + 512));
      const where = [...this.#apart, ...(at < 0 ? [] : [sql`recipient_id in (${sql.join(some)})`])];
      const { rows } = await this.#grouped(where, this.#cut.effectiveAt).execute(this.#cut.tx);
      found.push(...rows.map((row) => this.#booked(row)).filter(({ key }) => wanted.has(String(key))));
    }
    return found;
  }

  /** The sums over all listed rows, by currency; where these are at hand already, nothing is read. */
  async totals(all: readonly Booked[] | null = null): Promise<Booked[]> {
    if (all) return totalsOf(all);
    const figures = balanceFigureNames.map((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`);
    const { rows } = await sql<Read>`select currency, ${sql.join(figures)} from (${this.#listed([])}) as listed
      group by currency order by currency`.execute(this.#cut.tx);
    const alone = rows.map((row) => ({ key: [row['currency'] as string], sums: sumsOf(row) }));
    const merged = await this.#mergedListed();
    return merged.length === 0 ? alone : totalsOf([...alone, ...merged]);
  }

  /** Whether several recipients may be in one row that is told apart from others by its recipient. */
  get #hasMerged(): boolean {
    return this.mergers.any && this.groups.includes('recipientId');
  }

  /** The rows of recipients whom mergers name, each with all that stand behind it. */
  async #merged(): Promise<Booked[]> {
    return this.#hasMerged ? (this.#mergedRows ??= this.#readMerged()) : [];
  }

  async #readMerged(): Promise<Booked[]> {
    const at = this.groups.indexOf('recipientId');
    const where = this.mergers.of === null ? [sql`recipient_id in ${namedInMergers}`] : [];
    const { rows } = await this.#grouped(where, this.#cut.effectiveAt).execute(this.#cut.tx);
    const byKey = new Map<string, Booked>();
    for (const row of rows) {
      const { key: own, sums } = this.#booked(row);
      const key = own.with(at, this.mergers.survivorOf(own[at] as string));
      const others = byKey.get(String(key))?.sums;
      byKey.set(String(key), { key, sums: others ? added(others, sums) : sums });
    }
    return [...byKey.values()];
  }

  async #mergedListed(): Promise<Booked[]> {
    const all = await this.#merged();
    if (this.#filters.recipientId !== null) return all;
    return all.filter(({ sums }) => balanceFigureNames.some((name) => sums[name] !== 0n));
  }

  /** Leaves out the rows of {@link #merged}: with a recipient asked for, all. */
  get #apart(): RawBuilder<unknown>[] {
    if (!this.#hasMerged) return [];
    return [this.mergers.of === null ? sql`recipient_id not in ${namedInMergers}` : sql`1 = 0`];
  }

  /** Asked with a recipient, the rows of all keys; else those with a figure that isn't zero. */
  #listed(where: readonly RawBuilder<unknown>[]): RawBuilder<Read> {
    const { effectiveAt } = this.#cut;
    const apart = [...where, ...this.#apart];
    if (this.#filters.recipientId !== null) return this.#grouped(apart, effectiveAt);
    // What is not effective yet adds to no figure: such entries need not be looked at.
    const effective = effectiveAt === null ? [] : [sql`effective_on <= ${effectiveAt}`];
    const figures = balanceFigureNames.map((name) => sql`${this.#sum(name, null)} <> 0`);
    return sql`${this.#grouped([...apart, ...effective], null)} having ${sql.join(figures, sql` or `)}`;
  }

  /** A row for each key, with the sums of what is effective by a day; the statement ends with its `group by`. */
  #grouped(where: readonly RawBuilder<unknown>[], effectiveAt: string | null): RawBuilder<Read> {
    const { position } = this.#cut;
    const current = this.#isCurrent;
    const conditions = [
      // No figure counts AVAILABLE, and no entry is on that account alone.
      ...(current ? [] : [sql`position <= ${position} and recipient_id is not null and account <> 'AVAILABLE'`]),
      ...matching(this.#filters, this.mergers.members),
      ...where,
    ];
    const met = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
    const rows = sql`from ${current ? sql`balances` : entriesFor(this.#keys)} ${met}`;
    if (!current && this.#filters.recipientId !== null) return this.#ofRecipient(rows, effectiveAt);
    if (current || this.#isOrdered) return this.#summed(rows, this.#keys, (name) => this.#sum(name, effectiveAt));
    const ordered = [...inOrder, ...this.#besideOrder];
    const parts = this.#summed(rows, ordered, (name) => sumOf(balanceFigures[name], effectiveAt));
    return this.#summed(sql`from (${parts}) as parts`, this.#keys, (name) => this.#sum(name, null));
  }

  /** The rows of one recipient: few, of many entries each. So these are summed by account first, and the figures from the sums. */
  #ofRecipient(rows: RawBuilder<unknown>, effectiveAt: string | null): RawBuilder<Read> {
    const by = refs([...inOrder, 'account', 'fact', ...this.#besideOrder]);
    const minor =
      effectiveAt === null ? sql`minor` : sql`case when effective_on <= ${effectiveAt} then minor else 0 end`;
    const booked = sql`select ${by}, sum(${minor}) as minor ${rows} group by ${by}`;
    return this.#summed(sql`from (${booked}) as booked`, this.#keys, (name) => sumOf(balanceFigures[name], null));
  }

  #summed(from: RawBuilder<unknown>, by: readonly string[], sum: (name: BalanceFigure) => RawBuilder<unknown>) {
    const figures = balanceFigureNames.map((name) => sql`${sum(name)} as ${sql.ref(name)}`);
    return sql<Read>`select ${refs(by)}, ${sql.join(figures)} ${from} group by ${refs(by)}`;
  }

  /** A figure of a row of {@link #grouped}: of `entries`, or of rows that have figures themselves. */
  #sum(name: BalanceFigure, effectiveAt: string | null): RawBuilder<unknown> {
    const ofFigures = this.#isCurrent || !this.#isOrdered;
    return ofFigures ? sql`sum(${sql.ref(name)})` : sumOf(balanceFigures[name], effectiveAt);
  }

  /** Whether the table of current figures says it: it does not tell programmes apart. */
  get #isCurrent(): boolean {
    return this.#cut.current && this.#filters.programme === null && !this.groups.includes('programme');
  }

  get #besideOrder(): string[] {
    return this.#keys.filter((key) => !inOrder.includes(key));
  }

  /** Whether rows of one key stand together in the index of `entries`, which is then added up in passing. */
  get #isOrdered(): boolean {
    return String(this.#keys) === String(inOrder);
  }

  #booked(row: Read): Booked {
    return { key: keyIn(row, this.#keys), sums: sumsOf(row) };
  }
}

/**
 * The order of the index of `entries` that balances are summed from. Other keys are summed from sums of these: they are few,
 * where sorting all entries by their keys would take most of the time.
 */
const inOrder = ['year', 'body_id', 'recipient_id', 'currency'];

/** `entries`, with a column for the programme where keys have it. */
export function entriesFor(keys: readonly string[]): RawBuilder<unknown> {
  if (!keys.includes('programme')) return sql`entries`;
  return sql`(select *, coalesce(programme_id, '') as programme from entries) as entries`;
}

/**
 * The conditions that rows of `entries` and `balances` meet which the filters let through. `members` are the parties that a
 * report on the recipient counts.
 */
export function matching(
  { year, bodyId, kind, currency, programme }: BalanceFilters,
  members: readonly string[] | null,
): RawBuilder<unknown>[] {
  return [
    ...(year === null ? [] : [sql`year = ${BigInt(year)}`]),
    ...(bodyId === null ? [] : [sql`body_id = ${bodyId}`]),
    ...isOf(members),
    ...(kind === null ? [] : [sql`kind = ${kind}`]),
    ...(currency === null ? [] : [sql`currency = ${currency}`]),
    ...(programme === null ? [] : [sql`programme_id = ${programme}`]),
  ];
}
