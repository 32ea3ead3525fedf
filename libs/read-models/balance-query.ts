import { sql, type RawBuilder } from 'kysely';
import type { Cut } from './cut';
import { balanceFigureNames, balanceFigures, minorOf, sumOf, type BalanceFigure } from './figures';
import { padded } from './searching';

export interface BalanceFilters {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  kind: string | null;
  currency: string | null;
}

/** What rows can be kept apart by, in the order of their keys; they are always kept apart by currency too. */
export const groupKeys = ['year', 'bodyId', 'recipientId', 'kind'] as const;
export type GroupKey = (typeof groupKeys)[number];

const columns: Readonly<Record<GroupKey, string>> = {
  year: 'year',
  bodyId: 'body_id',
  recipientId: 'recipient_id',
  kind: 'kind',
};

/** A row's key: the values of the groups asked for, then the currency. */
export type BalanceKey = readonly (string | number)[];

export type Sums = Record<BalanceFigure, bigint>;

export interface Booked {
  key: BalanceKey;
  sums: Sums;
}

/** A row as it was read. */
export type Read = Record<string, bigint | string | null>;

/**
 * The sums of a balance report, from `balances` where that says what the cut says, else from `entries`. A row is there
 * for every key with an entry known at the cut, whatever its effective day.
 */
export class BalanceQuery {
  /** The groups in the order of the keys. */
  readonly groups: readonly GroupKey[];
  readonly #cut: Cut;
  readonly #keys: readonly string[];
  readonly #filters: BalanceFilters;

  constructor(cut: Cut, filters: BalanceFilters, groupBy: readonly GroupKey[]) {
    this.#cut = cut;
    this.groups = groupKeys.filter((key) => groupBy.includes(key));
    this.#keys = keyColumns(this.groups);
    this.#filters = filters;
  }

  /** Up to `limit` listed rows after a key, in the order of their keys. */
  async page(limit: number, after: BalanceKey | null): Promise<Booked[]> {
    const beyond = after ? [isBeyond(this.#keys, after)] : [];
    const { rows } = await sql<Read>`${this.#listed(beyond)} order by ${refs(this.#keys)} limit ${limit}`.execute(
      this.#cut.tx,
    );
    return rows.map((row) => this.#booked(row));
  }

  /** The rows of some keys that have one, listed or not. */
  async find(keys: readonly BalanceKey[]): Promise<Booked[]> {
    const wanted = new Set(keys.map(String));
    const at = this.groups.indexOf('recipientId');
    // Without recipients in the key there are few rows: years, bodies, kinds.
    const recipients = at < 0 ? [''] : [...new Set(keys.map((key) => key[at] as string))];
    const found: Booked[] = [];
    for (let from = 0; from < recipients.length; from += 512) {
      const some = padded(recipients.slice(from, from + 512));
      const where = at < 0 ? [] : [sql`recipient_id in (${sql.join(some)})`];
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
    return rows.map((row) => ({ key: [row['currency'] as string], sums: sumsOf(row) }));
  }

  /** Asked with a recipient, the rows of all keys; else those with a figure that isn't zero. */
  #listed(where: readonly RawBuilder<unknown>[]): RawBuilder<Read> {
    const { effectiveAt } = this.#cut;
    if (this.#filters.recipientId !== null) return this.#grouped(where, effectiveAt);
    // What is not effective yet adds to no figure: such entries need not be looked at.
    const effective = effectiveAt === null ? [] : [sql`effective_on <= ${effectiveAt}`];
    const figures = balanceFigureNames.map((name) => sql`${this.#sum(name, null)} <> 0`);
    return sql`${this.#grouped([...where, ...effective], null)} having ${sql.join(figures, sql` or `)}`;
  }

  /** A row for each key, with the sums of what is effective by a day; the statement ends with its `group by`. */
  #grouped(where: readonly RawBuilder<unknown>[], effectiveAt: string | null): RawBuilder<Read> {
    const { current, position } = this.#cut;
    const conditions = [
      ...(current ? [] : [sql`position <= ${position} and recipient_id is not null`]),
      ...matching(this.#filters),
      ...where,
    ];
    const met = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
    const rows = sql`from ${sql.table(current ? 'balances' : 'entries')} ${met}`;
    if (current || this.#isOrdered) return this.#summed(rows, this.#keys, (name) => this.#sum(name, effectiveAt));
    const ordered = [...inOrder, ...(this.groups.includes('kind') ? ['kind'] : [])];
    const parts = this.#summed(rows, ordered, (name) => sumOf(balanceFigures[name], effectiveAt));
    return this.#summed(sql`from (${parts}) as parts`, this.#keys, (name) => this.#sum(name, null));
  }

  #summed(from: RawBuilder<unknown>, by: readonly string[], sum: (name: BalanceFigure) => RawBuilder<unknown>) {
    const figures = balanceFigureNames.map((name) => sql`${sum(name)} as ${sql.ref(name)}`);
    return sql<Read>`select ${refs(by)}, ${sql.join(figures)} ${from} group by ${refs(by)}`;
  }

  /** A figure of a row of {@link #grouped}: of `entries`, or of rows that have figures themselves. */
  #sum(name: BalanceFigure, effectiveAt: string | null): RawBuilder<unknown> {
    const ofFigures = this.#cut.current || !this.#isOrdered;
    return ofFigures ? sql`sum(${sql.ref(name)})` : sumOf(balanceFigures[name], effectiveAt);
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

/** The conditions that rows of `entries` and `balances` meet which the filters let through. */
export function matching({ year, bodyId, recipientId, kind, currency }: BalanceFilters): RawBuilder<unknown>[] {
  return [
    ...(year === null ? [] : [sql`year = ${BigInt(year)}`]),
    ...(bodyId === null ? [] : [sql`body_id = ${bodyId}`]),
    ...(recipientId === null ? [] : [sql`recipient_id = ${recipientId}`]),
    ...(kind === null ? [] : [sql`kind = ${kind}`]),
    ...(currency === null ? [] : [sql`currency = ${currency}`]),
  ];
}

/** The columns of rows' keys: those of the groups, in their order, then the currency. */
export function keyColumns(groups: readonly GroupKey[]): string[] {
  return [...groups.map((group) => columns[group]), 'currency'];
}

export function keyIn(row: Read, keys: readonly string[]): BalanceKey {
  return keys.map((name) => (name === 'year' ? Number(row[name]) : (row[name] as string)));
}

/** Whether a row comes after a key. */
export function isBeyond(keys: readonly string[], after: BalanceKey): RawBuilder<unknown> {
  const last = after.map((value) => (typeof value === 'number' ? BigInt(value) : value));
  return sql`(${refs(keys)}) > (${sql.join(last)})`;
}

function totalsOf(rows: readonly Booked[]): Booked[] {
  const byCurrency = new Map<string, Booked>();
  for (const { key, sums } of rows) {
    const currency = key.at(-1) as string;
    const before = byCurrency.get(currency)?.sums;
    const total = balanceFigureNames.map((name) => [name, minorOf((before?.[name] ?? 0n) + sums[name])]);
    byCurrency.set(currency, { key: [currency], sums: Object.fromEntries(total) as Sums });
  }
  return [...byCurrency.values()].sort((a, b) => compareKeys(a.key, b.key));
}

export function refs(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

/** The sums in a row; `prefix` comes before the figures' names. */
export function sumsOf(row: Read, prefix = ''): Sums {
  return Object.fromEntries(balanceFigureNames.map((name) => [name, minorOf(row[prefix + name]!)])) as Sums;
}

/** As the database orders keys: numbers by size, ids byte by byte. */
export function compareKeys(a: BalanceKey, b: BalanceKey): number {
  for (const [at, value] of a.entries()) {
    const other = b[at]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
