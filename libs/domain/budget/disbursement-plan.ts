import { formatAmount, parseAmount, type Amount } from '@anslag/money/amount';
import type { Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { against, invalid, isRefusal, type Decided, type Refusal, type Warning } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import type { RecordDisbursement } from './commands';
import { isOwed } from './duties';
import type { BudgetEvent } from './events';
import { instalmentsAfter, paidOf, planned, unpaid, unpaidOf } from './instalments';
import { notOpen } from './not-open';
import type { PlanCommand } from './plan-commands';
import type { PlannedInstalment } from './plan-events';
import { keyOf, type Allocation } from './state';

/** When a decided allocation is to be paid, in instalments. The plan moves no money, and is not more than what is left to pay. */
export function decidePlan(command: PlanCommand & Commanded, allocation: Allocation): Decided<BudgetEvent> {
  const instalments = statedInstalments(command.instalments, allocation.currency);
  if (isRefusal(instalments)) return instalments;
  const { reason, unknown } = command;
  const isFirst = allocation.instalments.length === 0;
  if (!isFirst && reason === undefined)
    return invalid('reason-required', 'A plan that replaces another says why.', '/reason');
  const stopped = notOpen(allocation);
  if (stopped) return stopped;
  if (isFirst && instalments.length === 0)
    return against('no-plan', 'There is no disbursement plan to withdraw.', '/instalments');
  const refusal = refusedFor(instalments, allocation);
  if (refusal) return refusal;

  const { currency, committed } = allocation;
  const data = { ...keyOf(allocation), currency, instalments, ...said(command, 'reason', 'decision') };
  const event: BudgetEvent = { type: 'DisbursementPlanSet', data };
  const left = unpaid(instalmentsAfter(allocation.instalments, { ...event, revision: -1, actor: '' }));
  const money = (amount: Amount) => `${formatAmount(amount, currency)} ${currency}`;
  if (left.gt(committed))
    return against(
      'plan-exceeds-allocated',
      `The plan has ${money(left)} to pay, and ${money(committed)} of the allocation is not paid.`,
      '/instalments',
    );
  if (unknown) return unknownParty(unknown);
  if (instalments.length === 0 || left.eq(committed)) return { events: [event], warnings: [] };
  const rest = `${money(committed.sub(left))} of what is left to pay is not in the plan.`;
  return { events: [event], warnings: [{ code: 'plan-incomplete', detail: rest }] };
}

function statedInstalments(commanded: readonly PlannedInstalment[], currency: string): PlannedInstalment[] | Refusal {
  const instalments: PlannedInstalment[] = [];
  for (const [at, one] of commanded.entries()) {
    const stated = statedAmount(parseAmount, one.amount, currency, `/instalments/${at}/amount`);
    if ('refused' in stated) return stated;
    const { instalmentId } = one;
    if (instalments.some((other) => other.instalmentId === instalmentId))
      return invalid('twice', `${instalmentId} stands in the list already.`, `/instalments/${at}/instalmentId`);
    instalments.push({ ...planned(one), amount: stated.text });
  }
  return instalments;
}

/** What is named must be there, and what something was paid of stays in the plan, at what was paid or more. */
function refusedFor(instalments: readonly PlannedInstalment[], allocation: Allocation): Refusal | null {
  for (const [at, { afterDutyId }] of instalments.entries())
    if (afterDutyId !== undefined && !allocation.duties.some(({ dutyId }) => dutyId === afterDutyId))
      return against(
        'unknown-duty',
        `There is no reporting duty ${afterDutyId} on the allocation.`,
        `/instalments/${at}/afterDutyId`,
      );
  for (const before of allocation.instalments) {
    const paid = paidOf(before);
    if (paid.isZero()) continue;
    const at = instalments.findIndex(({ instalmentId }) => instalmentId === before.instalmentId);
    if (at >= 0 && paid.lte(instalments[at]!.amount)) continue;
    const money = `${formatAmount(paid, allocation.currency)} ${allocation.currency}`;
    return against(
      'instalment-paid',
      `${money} of instalment ${before.instalmentId} has been paid; the plan keeps it with that or more.`,
      at < 0 ? '/instalments' : `/instalments/${at}/amount`,
    );
  }
  return null;
}

/** Whether a disbursement can be what it says of an instalment, and what is to be said where it is early. */
export function byInstalment(
  { instalmentId }: Pick<RecordDisbursement, 'instalmentId'>,
  { instalments, duties, currency }: Allocation,
  amount: Amount,
  effectiveOn: string,
): Refusal | Warning[] {
  if (instalmentId === undefined) return [];
  const instalment = instalments.find((one) => one.instalmentId === instalmentId);
  if (!instalment)
    return against(
      'unknown-instalment',
      `There is no instalment ${instalmentId} in the allocation’s plan.`,
      '/instalmentId',
    );
  const left = unpaidOf(instalment);
  if (!left.gt(0))
    return against('instalment-settled', `Instalment ${instalmentId} has been paid already.`, '/instalmentId');
  const { dueOn, afterDutyId } = instalment;
  const awaited = duties.find((one) => one.dutyId === afterDutyId && isOwed(one));
  if (awaited)
    return against(
      'instalment-awaits-report',
      `Instalment ${instalmentId} is paid when ${awaited.what} (${awaited.dutyId}) has been received or waived.`,
      '/instalmentId',
    );
  if (amount.gt(left))
    return against(
      'exceeds-instalment',
      `${formatAmount(left, currency)} ${currency} of the instalment is left to pay.`,
      '/amount',
    );
  if (effectiveOn >= dueOn) return [];
  return [{ code: 'before-instalment', detail: `Instalment ${instalmentId} is due on ${dueOn}.` }];
}

/** What is to be said where a command leaves less than the plan still has to pay, and less so than before. */
export function outgrown(allocation: Allocation, committed: Amount, events: readonly BudgetEvent[]): Warning[] {
  const { allocationId, instalments, currency } = allocation;
  if (instalments.length === 0) return [];
  const left = unpaid(
    events
      .filter(({ data }) => 'allocationId' in data && data.allocationId === allocationId)
      .reduce((before, event) => instalmentsAfter(before, { ...event, revision: -1, actor: '' }), instalments),
  );
  const missing = left.sub(committed);
  if (!missing.gt(0) || missing.lte(unpaid(instalments).sub(allocation.committed))) return [];
  const money = (amount: Amount) => `${formatAmount(amount, currency)} ${currency}`;
  const detail = `The disbursement plan has ${money(left)} to pay, and ${money(committed)} would be left to pay it with.`;
  return [{ code: 'plan-exceeds-allocated', detail }];
}
