import { sql, type RawBuilder } from 'kysely';
import { balanceFigureNames, minorOf, type BalanceFigure } from './figures';

/** What rows can be kept apart by, in the order of their keys; they are always kept apart by currency too. */
export const groupKeys = ['year', 'bodyId', 'recipientId', 'kind', 'programme'] as const;
export type GroupKey = (typeof groupKeys)[number];

const columns: Readonly<Record<GroupKey, string>> = {
  year: 'year',
  bodyId: 'body_id',
  recipientId: 'recipient_id',
  kind: 'kind',
  programme: 'programme',
};

/** A row's key: the values of the groups asked for, then the currency. What is under no programme has '' there, since a key has no null. */
export type BalanceKey = readonly (string | number)[];

export type Sums = Record<BalanceFigure, bigint>;

/** A row as it was read. */
export type Read = Record<string, bigint | string | null>;

export interface Booked {
  key: BalanceKey;
  sums: Sums;
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

export function added(some: Sums, others: Sums): Sums {
  return Object.fromEntries(balanceFigureNames.map((name) => [name, minorOf(some[name] + others[name])])) as Sums;
}

/** The sums of rows, by currency. */
export function totalsOf(rows: readonly Booked[]): Booked[] {
  const byCurrency = new Map<string, Booked>();
  for (const { key, sums } of rows) {
    const currency = key.at(-1) as string;
    const before = byCurrency.get(currency)?.sums;
    byCurrency.set(currency, { key: [currency], sums: before ? added(before, sums) : sums });
  }
  return [...byCurrency.values()].sort((a, b) => compareKeys(a.key, b.key));
}
