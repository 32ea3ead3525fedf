import { amountOf, type Amount } from '@anslag/money/amount';
import type { Account, Posting } from '../accounts/account';
import type { BudgetEvent, CorrectedFigure } from './events';
import type { Allocation } from './state';

export type Amounts = Pick<Allocation, 'allocated' | 'reserved' | 'committed' | 'disbursed' | 'recovered'>;

const columns: Partial<Record<Account, { column: Exclude<keyof Amounts, 'allocated'>; sign: 1 | -1 }>> = {
  RESERVED: { column: 'reserved', sign: 1 },
  COMMITTED: { column: 'committed', sign: 1 },
  DISBURSED: { column: 'disbursed', sign: 1 },
  RECOVERED: { column: 'recovered', sign: -1 },
};

/** These only settle or undo what was counted when it was booked, and must never be refused for their size. */
const uncounted: ReadonlySet<BudgetEvent['type']> = new Set([
  'AllocationApproved',
  'AllocationRejected',
  'AllocationAdjustmentApproved',
  'AllocationAdjustmentRejected',
  'AllocationAdjustmentWithdrawn',
  'AllocationReversed',
  'EntryReversed',
  'AppropriationReversed',
  'CarriedForward',
  'AvailableLapsed',
  'TransferReturned',
]);

/** The turnover after an event. Its postings sum to zero, so one side of them is counted. */
export function turnedOver(before: Amount, { type }: BudgetEvent, postings: readonly Posting[]): Amount {
  if (uncounted.has(type)) return before;
  let sum = before;
  for (const { amount } of postings) if (!amount.startsWith('-')) sum = sum.add(amountOf(amount));
  return sum;
}

/** An allocation's amounts after some postings on it; `allocated` is what deciding and adjusting put into COMMITTED. */
export function booked(before: Amounts, postings: readonly Posting[]): Amounts {
  const { allocated, reserved, committed, disbursed, recovered } = before;
  const after: Amounts = { allocated, reserved, committed, disbursed, recovered };
  for (const { account, fact, amount } of postings) {
    const target = columns[account];
    if (!target) continue;
    const exact: Amount = amountOf(amount);
    after[target.column] = target.sign === 1 ? after[target.column].add(exact) : after[target.column].sub(exact);
    if (account === 'COMMITTED' && (fact === 'decided' || fact === 'adjusted'))
      after.allocated = after.allocated.add(exact);
  }
  return after;
}

/** An allocation's amounts to date with one of them put right by a late correction; what that leaves in COMMITTED is posted. */
export function righted(before: Amounts, figure: CorrectedFigure, difference: Amount): Amounts {
  const { allocated, reserved, committed, disbursed, recovered } = before;
  const after: Amounts = { allocated, reserved, committed, disbursed, recovered };
  if (figure === 'allocated') after.allocated = allocated.add(difference);
  if (figure === 'disbursed') after.disbursed = disbursed.add(difference);
  if (figure === 'returned') after.recovered = recovered.add(difference);
  return after;
}
