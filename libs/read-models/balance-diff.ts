import { formatMinor } from '@anslag/money/amount';
import { compareKeys, type BalanceKey, type GroupKey, type Sums } from './balance-keys';
import { BalanceQuery, type BalanceFilters } from './balance-query';
import {
  amounts,
  described,
  totals,
  unstatedRows,
  type AmountField,
  type Amounts,
  type BalanceTotals,
  type Row,
} from './balance-report';
import type { Cut, Paging } from './cut';
import { Mergers } from './mergers';
import { DiffQuery, differs, type Compared } from './diff-query';

/** One side of a row: amounts as in a balance row, null where nothing is booked and agreements state no amount. */
export interface DiffSide extends Amounts {
  unstatedCount: number;
}

/** What a row says on both sides, and the signed differences. */
export interface Difference {
  /** At the point compared against; null where nothing was known of the row there. */
  before: DiffSide | null;
  /** At the basis; null where nothing is known of the row there. */
  after: DiffSide | null;
  /** After less before. An amount is null where one side is there and states none: what is not stated has no difference. */
  change: DiffSide;
}

export interface DiffRow extends Difference {
  /** Like the two below, null where rows are not grouped by it. */
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  recipientName: string | null;
  /** Those merged into the recipient at the basis; only where there are any. */
  mergedFrom?: string[];
  /** Only where rows are grouped by it. */
  kind?: string;
  /** Only where rows are grouped by it; null: booked under none. */
  programme?: string | null;
  currency: string;
}

export interface DiffTotals extends Difference {
  currency: string;
}

export interface DiffAnswer {
  rows: DiffRow[];
  /** Over all rows of the two reports, those too that do not differ: `before` and `after` are the reports' own totals. */
  totals: DiffTotals[];
  after: BalanceKey | null;
}

/**
 * The balances at two cuts of one transaction, side by side: the rows in which a figure, or the number of years not stated,
 * differs. A row that nothing was known of counts as zeros, so what is new with zeros only is no difference.
 */
export async function balanceDiff(
  cut: Cut,
  against: Cut,
  filters: BalanceFilters,
  groupBy: readonly GroupKey[],
  { limit, after }: Paging<BalanceKey>,
): Promise<DiffAnswer> {
  const mergers = {
    before: await Mergers.at(against, filters.recipientId),
    after: await Mergers.at(cut, filters.recipientId),
  };
  const queries = [
    new BalanceQuery(against, filters, groupBy, mergers.before),
    new BalanceQuery(cut, filters, groupBy, mergers.after),
  ] as const;
  const unstated = [
    await unstatedRows(against, filters, queries[0]),
    await unstatedRows(cut, filters, queries[1]),
  ] as const;
  const query = new DiffQuery({ before: against, after: cut }, mergers, filters, queries[1].groups);
  const countsAt = (key: BalanceKey) =>
    unstated.map((rows) => rows.get(String(key))?.unstated ?? 0) as [number, number];

  const keys = new Map([...unstated[0], ...unstated[1]].map(([name, { key }]) => [name, key]));
  const moved = [...keys.values()].filter((key) => {
    const [before, now] = countsAt(key);
    return before !== now && (!after || compareKeys(key, after) > 0);
  });
  const found = new Map((await query.find(moved)).map((one) => [String(one.key), one]));
  const nothing = (key: BalanceKey): Compared => ({ key, before: null, after: null });
  const others = moved.map((key) => found.get(String(key)) ?? nothing(key)).filter((one) => !differs(one));

  const read = await query.page(limit + 1, after);
  const all = [...read, ...others].sort((a, b) => compareKeys(a.key, b.key));
  const shown = all.slice(0, limit);
  return {
    rows: await rowsOf(cut, against, queries[1], shown, countsAt),
    totals: joined(
      await totals(queries[0], [...unstated[0].values()]),
      await totals(queries[1], [...unstated[1].values()]),
    ),
    after: all.length > limit ? shown.at(-1)!.key : null,
  };
}

async function rowsOf(
  cut: Cut,
  against: Cut,
  { groups, mergers }: BalanceQuery,
  compared: readonly Compared[],
  countsAt: (key: BalanceKey) => [number, number],
): Promise<DiffRow[]> {
  const plain = compared.map(({ key }): Row => ({ key, sums: null, unstated: 0 }));
  const now = await described(cut, groups, plain, mergers);
  // A party may be known at one of the two points only.
  const then = now.some(({ recipientName }) => recipientName === null)
    ? await described(against, groups, plain, mergers)
    : now;
  return compared.map(({ key, before, after }, at) => {
    const { year, bodyId, recipientId, recipientName, mergedFrom, kind, programme, currency } = now[at]!;
    const [countBefore, countAfter] = countsAt(key);
    return {
      year,
      bodyId,
      recipientId,
      recipientName: recipientName ?? then[at]!.recipientName,
      ...(mergedFrom && { mergedFrom }),
      ...(kind !== undefined && { kind }),
      ...(programme !== undefined && { programme }),
      currency,
      ...difference(side(before, countBefore, currency), side(after, countAfter, currency), currency),
    };
  });
}

function side(sums: Sums | null, unstatedCount: number, currency: string): DiffSide | null {
  return sums === null && unstatedCount === 0 ? null : { ...amounts(sums, currency), unstatedCount };
}

function joined(before: readonly BalanceTotals[], after: readonly BalanceTotals[]): DiffTotals[] {
  const currencies = [...new Set([...before, ...after].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const [one, other] = [before, after].map((all) => {
      const total = all.find((candidate) => candidate.currency === currency);
      if (!total) return null;
      const { currency: _, ...figures } = total;
      return figures;
    });
    return { currency, ...difference(one!, other!, currency) };
  });
}

const fields: readonly AmountField[] = [
  'allocated',
  'reserved',
  'disbursed',
  'returned',
  'released',
  'carriedIn',
  'carriedOut',
  'priorYear',
  'remaining',
];

function difference(before: DiffSide | null, after: DiffSide | null, currency: string): Difference {
  const change = fields.map((field): [AmountField, string | null] => {
    const [from, to] = [before, after].map((one) => (one === null ? 0n : minorIn(one[field])));
    return [field, from === null || to === null ? null : formatMinor(to! - from!, currency)];
  });
  const unstatedCount = (after?.unstatedCount ?? 0) - (before?.unstatedCount ?? 0);
  return { before, after, change: { ...(Object.fromEntries(change) as Amounts), unstatedCount } };
}

/** Minor units of an amount at full scale. */
const minorIn = (amount: string | null): bigint | null => (amount === null ? null : BigInt(amount.replace('.', '')));
