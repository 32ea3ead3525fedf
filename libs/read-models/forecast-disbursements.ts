import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import type { Cut } from './cut';
import { matching, outstandingIn } from './dues-at';
import type { ForecastFilters } from './forecast-filters';

/** What is to be disbursed of allocations in a calendar year by their plans: booked already, so that it is none of what is promised. */
export interface PlannedDisbursements {
  year: number;
  /** Whose allocations they are. */
  bodyId: string;
  currency: string;
  /** What is not paid of them at the cut, at full scale. */
  amount: string;
  /** How many instalments that is. */
  count: number;
}

/** By the years in which instalments are due, bodies and currencies, of all pages. What is due before the first year is in /deadlines. */
export async function plannedDisbursements(
  cut: Cut,
  { fromYear, toYear, bodyId, agreementId, recipientId }: ForecastFilters,
  day: string,
): Promise<PlannedDisbursements[]> {
  const members = recipientId === null ? null : [recipientId];
  const filters = { until: `${toYear}-12-31`, bodyId, agreementId, kind: 'instalment', members };
  const rows = await matching(cut, filters, day)!
    .selectAll('dues')
    .where('due_on', '>=', `${fromYear}-01-01`)
    .execute();
  const sums = new Map<string, { year: number; bodyId: string; currency: string; amount: Amount; count: number }>();
  for (const row of rows) {
    const of = { year: Number(row.due_on.slice(0, 4)), bodyId: row.body_id, currency: row.currency! };
    const key = Object.values(of).join(' ');
    const { amount, count } = sums.get(key) ?? { amount: zero, count: 0 };
    sums.set(key, { ...of, amount: amount.add(amountOf(outstandingIn(row, cut)!)), count: count + 1 });
  }
  return [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { amount, ...of }]) => ({ ...of, amount: formatAmount(amount, of.currency) }));
}
