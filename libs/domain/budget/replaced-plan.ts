import { formatAmount, type Amount } from '@anslag/money/amount';
import type { AllocationKey } from '../accounts/account';
import type { Warning } from '../refusal';
import { isOwed } from './duties';
import type { BudgetEvent } from './events';
import { planned, unpaid } from './instalments';
import type { Allocation } from './state';

/**
 * The disbursement plan of an allocation, set on the one that replaces it as the reports that are owed are asked for on it. Nothing has
 * been paid by it. It is kept whole or not at all: how a smaller amount is to be paid is nobody's to guess, and a plan is of what
 * is decided. What is not kept, or not enough for the new amount, is said.
 */
export function plannedAnew(
  { instalments, duties, currency }: Allocation,
  key: AllocationKey,
  { amount, waits }: { amount: Amount; waits: boolean },
): { events: BudgetEvent[]; warnings: Warning[] } {
  if (instalments.length === 0) return { events: [], warnings: [] };
  const money = (one: Amount) => `${formatAmount(one, currency)} ${currency}`;
  const notKept = (detail: string) => ({ events: [], warnings: [{ code: 'plan-not-kept' as const, detail }] });
  if (waits)
    return notKept(
      'The disbursement plan is not kept, since the new allocation waits for approval: set it afterwards.',
    );
  const left = unpaid(instalments);
  if (left.gt(amount))
    return notKept(
      `The disbursement plan is not kept: it has ${money(left)} to pay, and the new allocation is ${money(amount)}.`,
    );
  const owed = new Set(duties.filter(isOwed).map(({ dutyId }) => dutyId));
  const kept = instalments.map((one) => {
    const { afterDutyId, ...rest } = planned(one);
    // What came in already is not asked for on the new one.
    return afterDutyId !== undefined && owed.has(afterDutyId) ? { ...rest, afterDutyId } : rest;
  });
  const events: BudgetEvent[] = [{ type: 'DisbursementPlanSet', data: { ...key, currency, instalments: kept } }];
  if (left.eq(amount)) return { events, warnings: [] };
  const detail = `${money(amount.sub(left))} of what is left to pay is not in the plan.`;
  return { events, warnings: [{ code: 'plan-incomplete', detail }] };
}
