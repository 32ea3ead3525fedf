import { outstandingOf, settledBy } from '@anslag/domain/budget/claims';
import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import { pageOf, type Cut, type Paging } from './cut';
import { claimOf, type DueRow } from './due-rows';
import { standing } from './dues-at';
import { membersOf } from './mergers';
import { nameAt, namesOf } from './parties';
import { padded } from './searching';

export interface ClaimFilters {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
}

/** Money demanded back on an allocation; amounts at the currency's full scale. */
export interface ClaimRow {
  year: number;
  bodyId: string;
  allocationId: string;
  recipientId: string;
  recipientName: string | null;
  claimId: string;
  dueOn: string;
  currency: string;
  amount: string;
  paid: string;
  withdrawn: string;
  outstanding: string;
  overdue: boolean;
}

export interface ClaimTotal {
  currency: string;
  amount: string;
  paid: string;
  withdrawn: string;
  outstanding: string;
}

/**
 * The claims at the cut, by the day that they are due, and what they come to. What came in or was withdrawn after the effective
 * day was outstanding on it.
 */
export async function claimPage(
  cut: Cut,
  { year, bodyId, recipientId }: ClaimFilters,
  { limit, after }: Paging<string>,
  day: string,
): Promise<{ rows: ClaimRow[]; totals: ClaimTotal[]; after: string | null }> {
  const members = await membersOf(cut, recipientId);
  let query = standing(cut).selectAll('dues').where('dues.kind', '=', 'claim');
  if (year !== null) query = query.where('dues.year', '=', BigInt(year));
  if (bodyId !== null) query = query.where('dues.body_id', '=', bodyId);
  if (members !== null) query = query.where('dues.recipient_id', 'in', padded(members));
  // Few of all allocations ever have one, so that all are read and added up.
  const read = await query.orderBy('due_on').orderBy('dues.position').orderBy('nth').execute();
  const names = await namesOf(cut, [...new Set(read.map((row) => row.recipient_id))]);
  const asOf = cut.effectiveAt ?? undefined;
  const all = read.map((row) => {
    const name = nameAt(names.get(row.recipient_id) ?? [], cut.effectiveAt);
    return { key: keyOf(row), row: rowOf(row, name, asOf, day) };
  });
  const page = pageOf(
    all.filter(({ key }) => after === null || key > after).slice(0, limit + 1),
    limit,
    ({ key }) => key,
  );
  return { rows: page.rows.map(({ row }) => row), totals: totalsOf(all.map(({ row }) => row)), after: page.after };
}

const keyOf = ({ due_on, position, nth }: DueRow): string =>
  [due_on, String(position).padStart(19, '0'), String(nth).padStart(6, '0')].join(' ');

function rowOf(row: DueRow, recipientName: string | null, asOf: string | undefined, day: string): ClaimRow {
  const claim = claimOf(row);
  const currency = row.currency!;
  const text = (amount: Amount) => formatAmount(amount, currency);
  const outstanding = outstandingOf(claim, asOf);
  return {
    year: Number(row.year),
    bodyId: row.body_id,
    allocationId: row.allocation_id,
    recipientId: row.recipient_id,
    recipientName,
    claimId: claim.claimId,
    dueOn: claim.dueOn,
    currency,
    amount: claim.amount,
    paid: text(settledBy(claim, 'paid', asOf)),
    withdrawn: text(settledBy(claim, 'withdrawn', asOf)),
    outstanding: text(outstanding),
    overdue: outstanding.gt(0) && claim.dueOn < day,
  };
}

function totalsOf(rows: readonly ClaimRow[]): ClaimTotal[] {
  return [...new Set(rows.map(({ currency }) => currency))].sort().map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const sum = (figure: 'amount' | 'paid' | 'withdrawn' | 'outstanding') =>
      formatAmount(
        own.reduce((total, row) => total.add(amountOf(row[figure])), zero),
        currency,
      );
    const [amount, paid, withdrawn, outstanding] = [sum('amount'), sum('paid'), sum('withdrawn'), sum('outstanding')];
    return { currency, amount, paid, withdrawn, outstanding };
  });
}
