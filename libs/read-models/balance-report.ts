import { formatMinor } from '@anslag/money/amount';
import { compareKeys, type BalanceKey, type Booked, type GroupKey, type Sums } from './balance-keys';
import { BalanceQuery, type BalanceFilters } from './balance-query';
import type { Cut, Paging } from './cut';
import type { BalanceFigure } from './figures';
import { Mergers } from './mergers';
import { nameAt, namesOf } from './parties';
import { unstatedYears } from './unstated';

export type AmountField =
  | 'allocated'
  | 'reserved'
  | 'disbursed'
  | 'returned'
  | 'released'
  | 'carriedIn'
  | 'carriedOut'
  | 'priorYear'
  | 'remaining';

/** Amounts at full scale; all null where nothing is booked and the recipient's agreements state no amount. */
export type Amounts = Record<AmountField, string | null>;

export interface BalanceRow extends Amounts {
  /** Like the two below, null where rows are not grouped by it. */
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  recipientName: string | null;
  /** Those merged into the recipient by then, whose entries the row counts; only where there are any. */
  mergedFrom?: string[];
  /** Only where rows are grouped by it. */
  kind?: string;
  /** Only where rows are grouped by it; null: booked under none. */
  programme?: string | null;
  currency: string;
  /** How many years of agreements are in the row whose amount is not stated. */
  unstatedCount: number;
}

export interface BalanceTotals extends Amounts {
  currency: string;
  unstatedCount: number;
}

export interface BalanceAnswer {
  rows: BalanceRow[];
  totals: BalanceTotals[];
  after: BalanceKey | null;
}

/** A row before it is described. */
export interface Row {
  key: BalanceKey;
  /** null: no entry stands behind the row. */
  sums: Sums | null;
  unstated: number;
}

/**
 * Balances at a cut, with totals over all rows. A row is there for a key with an entry known at the cut: asked with
 * `recipientId` also where all its figures are zero, else only with one that isn't, or with something not stated.
 * Source: bookkeeping.md, "When a row is there".
 */
export async function balanceReport(
  cut: Cut,
  filters: BalanceFilters,
  groupBy: readonly GroupKey[],
  { limit, after }: Paging<BalanceKey>,
): Promise<BalanceAnswer> {
  const query = new BalanceQuery(cut, filters, groupBy, await Mergers.at(cut, filters.recipientId));
  const unstated = await unstatedRows(cut, filters, query);
  const booked = await query.page(limit + 1, after);
  const keys = new Set(booked.map(({ key }) => String(key)));
  const others = [...unstated.values()].filter(
    ({ key }) => !keys.has(String(key)) && (!after || compareKeys(key, after) > 0),
  );
  const rows = booked
    .map((row): Row => ({ ...row, unstated: unstated.get(String(row.key))?.unstated ?? 0 }))
    .concat(others)
    .sort((a, b) => compareKeys(a.key, b.key));
  const shown = rows.slice(0, limit);
  return {
    rows: await described(cut, query.groups, shown, query.mergers),
    totals: await totals(query, [...unstated.values()], after === null && booked.length <= limit ? booked : null),
    after: rows.length > limit ? shown.at(-1)!.key : null,
  };
}

/** The rows that have something not stated, by key; with their sums where an entry stands behind them. */
export async function unstatedRows(cut: Cut, filters: BalanceFilters, query: BalanceQuery): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  // What an agreement gives is given every year, and under no programme before it is booked.
  if ((filters.kind !== null && filters.kind !== 'yearly') || filters.programme !== null) return rows;
  const { mergers } = query;
  for (const one of await unstatedYears(cut, { ...filters, recipients: mergers.members })) {
    const values = { ...one, recipientId: mergers.survivorOf(one.recipientId), kind: 'yearly', programme: '' };
    const key = [...query.groups.map((group) => values[group]), one.currency];
    const row = rows.get(String(key)) ?? { key, sums: null, unstated: 0 };
    rows.set(String(key), row);
    row.unstated += 1;
  }
  if (rows.size > 0)
    for (const { key, sums } of await query.find(Array.from(rows.values(), (row) => row.key)))
      rows.get(String(key))!.sums = sums;
  return rows;
}

export async function described(
  cut: Cut,
  groups: readonly GroupKey[],
  rows: readonly Row[],
  mergers: Mergers,
): Promise<BalanceRow[]> {
  const at = groups.indexOf('recipientId');
  const names = at < 0 ? null : await namesOf(cut, [...new Set(rows.map(({ key }) => key[at] as string))]);
  return rows.map(({ key, sums, unstated }) => {
    const value = (group: GroupKey) => (groups.includes(group) ? key[groups.indexOf(group)]! : null);
    const recipientId = value('recipientId') as string | null;
    const currency = key.at(-1) as string;
    const mergedFrom = recipientId === null ? [] : mergers.mergedFrom(recipientId);
    return {
      year: value('year') as number | null,
      bodyId: value('bodyId') as string | null,
      recipientId,
      recipientName: recipientId === null ? null : nameAt(names!.get(recipientId) ?? [], cut.effectiveAt),
      ...(mergedFrom.length > 0 && { mergedFrom }),
      ...(groups.includes('kind') && { kind: value('kind') as string }),
      ...(groups.includes('programme') && { programme: (value('programme') as string) || null }),
      currency,
      ...amounts(sums, currency),
      unstatedCount: unstated,
    };
  });
}

/** Over all rows, whatever page is shown. A currency in which nothing is stated has no figure to total. */
export async function totals(
  query: BalanceQuery,
  unstated: readonly Row[],
  all: readonly Booked[] | null = null,
): Promise<BalanceTotals[]> {
  const byCurrency = new Map<string, { sums: Sums | null; unstated: number }>();
  for (const { key, sums } of await query.totals(all)) byCurrency.set(key[0] as string, { sums, unstated: 0 });
  for (const { key, sums, unstated: count } of unstated) {
    const currency = key.at(-1) as string;
    const total = byCurrency.get(currency) ?? { sums: null, unstated: 0 };
    byCurrency.set(currency, total);
    total.unstated += count;
    // A row that sums to zero adds nothing, but makes the total a figure.
    total.sums ??= sums;
  }
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, total]) => ({
      currency,
      ...amounts(total.sums, currency),
      unstatedCount: total.unstated,
    }));
}

export function amounts(sums: Sums | null, currency: string): Amounts {
  const money = (figure: BalanceFigure) => (sums ? formatMinor(sums[figure], currency) : null);
  return {
    allocated: money('allocated'),
    reserved: money('reserved'),
    disbursed: money('disbursed'),
    returned: money('returned'),
    released: money('released'),
    carriedIn: money('carried_in'),
    carriedOut: money('carried_out'),
    priorYear: money('prior_year'),
    remaining: money('remaining'),
  };
}
