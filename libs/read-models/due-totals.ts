import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import type { Cut } from './cut';
import type { DueKind } from './deadline-row';
import { matching, outstandingIn, type DueFilters } from './dues-at';

/** What is outstanding of what falls due, where that is money: by kind and currency, at full scale. */
export interface DueTotal {
  kind: DueKind;
  currency: string;
  amount: string;
}

/** Adds up all that {@link dueRows} lists, page by page: reports have no amount. */
export async function dueTotals(cut: Cut, filters: DueFilters, day: string): Promise<DueTotal[]> {
  const query = matching(cut, filters, day);
  if (query === null) return [];
  const rows = await query.selectAll('dues').where('dues.currency', 'is not', null).execute();
  const sums = new Map<string, { kind: DueKind; currency: string; amount: Amount }>();
  for (const row of rows) {
    const [kind, currency] = [row.kind as DueKind, row.currency!];
    const before = sums.get(`${kind} ${currency}`)?.amount ?? zero;
    sums.set(`${kind} ${currency}`, { kind, currency, amount: before.add(amountOf(outstandingIn(row, cut)!)) });
  }
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { kind, currency, amount }]) => ({ kind, currency, amount: formatAmount(amount, currency) }));
}
