import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { isOwed } from '@anslag/domain/budget/duties';
import { cutToPaid, paidOf, unpaidOf } from '@anslag/domain/budget/instalments';
import type { PlannedInstalment } from '@anslag/domain/budget/plan-events';
import type { Allocation } from '@anslag/domain/budget/state';
import { formatMinor, toMinor, type Amount } from '@anslag/money/amount';
import { at, days, sized } from './choosing';
import type { Intent } from './intents';

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

/** When somebody wants an allocation to be paid: mostly all that is left of it, and mostly with what was paid by now. */
export function planningOn(
  { pick, size, day, odd }: Intent,
  { allocationId, instalments, committed, currency, duties }: Allocation,
  by: Common,
): BudgetCommand {
  const owed = duties.filter(isOwed);
  const count = 1 + (pick % 3);
  const total = sized(toMinor(committed, currency), size);
  const part = total / BigInt(count) || 1n;
  const afterDutyId =
    odd % 25 === 0 ? 'nothing' : odd % 3 > 0 ? at(owed.length > 0 ? owed : duties, pick)?.dutyId : undefined;
  const paid = (id: string) => {
    const before = instalments.find(({ instalmentId }) => instalmentId === id);
    return before ? toMinor(paidOf(before), currency) : 0n;
  };
  const anew = Array.from({ length: size % 13 === 0 ? 0 : count }, (_, nth): PlannedInstalment => {
    const instalmentId = `i${(nth + pick) % 5}`;
    const units = paid(instalmentId) + (nth === 0 ? total - part * BigInt(count - 1) : part);
    const after = afterDutyId === undefined ? {} : { afterDutyId };
    return { instalmentId, amount: formatMinor(units, currency), dueOn: at(days, day + nth), ...after };
  });
  const kept = cutToPaid(instalments, currency).filter((one) =>
    anew.every(({ instalmentId }) => instalmentId !== one.instalmentId),
  );
  const reason = instalments.length > 0 && odd % 11 !== 0 ? { reason: `Reason ${pick}` } : {};
  const all = odd % 4 === 0 ? anew : [...anew, ...kept];
  return { type: 'SetDisbursementPlan', ...by, allocationId, instalments: all, ...reason };
}

/** Which instalment a disbursement pays, where any, and how much there is to pay; now and then more than that. */
export function dueOf({ act, pick, odd }: Intent, { instalments, committed }: Allocation) {
  const open = instalments.filter((one) => unpaidOf(one).gt(0) || odd % 7 === 0);
  const due = act === 'disburse' && odd % 4 === 0 ? undefined : at(open, pick);
  const unpaid = due && unpaidOf(due).mul(odd % 8 === 1 ? 2 : 1);
  const left: Amount = unpaid?.lt(committed) ? unpaid : committed;
  return { left, of: due ? { instalmentId: due.instalmentId } : {} };
}
