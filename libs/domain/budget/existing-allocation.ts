import { amountOf, formatAmount, parseAmount, parseDifference } from '@anslag/money/amount';
import { effectiveDay, type Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { against, isRefusal, type Decided } from '../refusal';
import { statedAmount } from '../stated-amount';
import { underAgreement } from './allocating';
import type {
  AdjustAllocation,
  ApproveAllocation,
  RecordDisbursement,
  RecordReturn,
  RejectAllocation,
  ReleaseAllocation,
} from './commands';
import { refusedForClaim } from './clawback';
import { ownCodingOf } from './coding';
import { controlled, waits } from './control';
import { byInstalment } from './disbursement-plan';
import type { BudgetEvent, Entry } from './events';
import { refusedToSettle } from './mandates';
import { notOpen, unchangeable } from './not-open';
import { heldBack } from './reporting';
import { freedTo, keyOf, type Allocation, type BudgetState, type OpenBudget } from './state';

/** Approves or rejects what waits. Binds the proposal's own content and date; by whoever may, and never by whoever proposed it. */
export function settle(
  command: (ApproveAllocation | RejectAllocation) & Commanded,
  { mandates }: BudgetState,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const { proposal } = allocation;
  if (!proposal) return against('not-waiting', 'Nothing on this allocation waits for approval.');
  const { proposedBy, amount } = proposal;
  const settling = command.type === 'ApproveAllocation' ? 'approve' : 'reject';
  const toSettle = { proposedBy, totalAfter: allocation.allocated.add(amountOf(amount)) };
  const refusal = refusedToSettle(mandates, command.actor, command.today, toSettle, settling);
  if (refusal) return refusal;
  const entry = entryOn(allocation, proposal.amount, proposal.effectiveOn);
  if (command.type === 'ApproveAllocation') {
    const type = proposal.what === 'allocation' ? 'AllocationApproved' : 'AllocationAdjustmentApproved';
    return { events: [{ type, data: { ...entry, ...said('note', command.note) } }], warnings: [] };
  }
  const type = proposal.what === 'allocation' ? 'AllocationRejected' : 'AllocationAdjustmentRejected';
  return { events: [{ type, data: { ...entry, reason: command.reason } }], warnings: [] };
}

/** Changes the amount of a decided allocation. Upwards it may have to wait; downwards the difference is freed. */
export function adjust(
  command: AdjustAllocation & Commanded,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const stated = statedAmount(parseDifference, command.difference, budget.currency, '/difference');
  if ('refused' in stated) return stated;
  const effectiveOn = effectiveDay(command.effectiveOn, command.decision, command.today);
  if (typeof effectiveOn !== 'string') return effectiveOn;
  const stopped = notOpen(allocation, effectiveOn) ?? unchangeable(allocation);
  if (stopped) return stopped;
  if (command.unknown) return unknownParty(command.unknown);

  const up = stated.amount.gt(0);
  const warnings = up ? underAgreement(command.agreement, effectiveOn) : [];
  if (isRefusal(warnings)) return warnings;
  const { reason, decision } = command;
  const data = { ...entryOn(allocation, stated.text, effectiveOn), reason, ...(decision && { decision }) };
  const event: BudgetEvent =
    up && waits(budget, allocation.allocated.add(stated.amount))
      ? { type: 'AllocationAdjustmentProposed', data }
      : { type: 'AllocationAdjusted', data: up ? data : { ...data, freedTo: freedTo(budget, allocation) } };
  return controlled(state, budget, allocation, [event], warnings);
}

export function disburse(
  command: RecordDisbursement & Commanded,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const stated = statedAmount(parseAmount, command.amount, budget.currency, '/amount');
  if ('refused' in stated) return stated;
  const { disbursementId, effectiveOn = command.today } = command;
  if (command.isKnownEarlier || state.entryIds.has(`disbursement ${disbursementId}`))
    return against('already-exists', `The disbursement ${disbursementId} exists already.`, '/disbursementId');
  const stopped = notOpen(allocation, effectiveOn);
  if (stopped) return stopped;
  const own = ownCodingOf(command.dimensions, state, allocation.coding);
  if (isRefusal(own)) return own;
  const warnings = heldBack(allocation, effectiveOn, command.today);
  if (isRefusal(warnings)) return warnings;
  const early = byInstalment(command, allocation, stated.amount, effectiveOn);
  if (isRefusal(early)) return early;
  const data = {
    ...entryOn(allocation, stated.text, effectiveOn),
    ...own,
    disbursementId,
    ...said('instalmentId', command.instalmentId),
    ...said('reference', command.reference),
    ...said('note', command.note),
  };
  return controlled(state, budget, allocation, [{ type: 'DisbursementRecorded', data }], [...warnings, ...early]);
}

export function takeReturn(
  command: RecordReturn & Commanded,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const stated = statedAmount(parseAmount, command.amount, budget.currency, '/amount');
  if ('refused' in stated) return stated;
  const { returnId, effectiveOn = command.today, claimId } = command;
  const { kind: returnKind = claimId === undefined ? 'return' : 'clawback' } = command;
  if (command.isKnownEarlier || state.entryIds.has(`return ${returnId}`))
    return against('already-exists', `The return ${returnId} exists already.`, '/returnId');
  const stopped = notOpen(allocation, effectiveOn);
  if (stopped) return stopped;
  const own = ownCodingOf(command.dimensions, state, allocation.coding);
  if (isRefusal(own)) return own;
  const refusal = refusedForClaim(command, allocation, stated.amount);
  if (refusal) return refusal;
  const data = {
    ...entryOn(allocation, stated.text, effectiveOn),
    ...own,
    returnId,
    returnKind,
    ...said('claimId', claimId),
    freedTo: freedTo(budget, allocation),
    ...said('reason', command.reason),
  };
  return controlled(state, budget, allocation, [{ type: 'ReturnRecorded', data }]);
}

/** Gives back what will not be used: all that is committed unless an amount is named. */
export function release(
  command: ReleaseAllocation & Commanded,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const { reason, effectiveOn = command.today } = command;
  const stated =
    command.amount === undefined
      ? { text: formatAmount(allocation.committed, budget.currency), amount: allocation.committed }
      : statedAmount(parseAmount, command.amount, budget.currency, '/amount');
  if ('refused' in stated) return stated;
  const stopped = notOpen(allocation, effectiveOn) ?? unchangeable(allocation);
  if (stopped) return stopped;
  if (allocation.committed.isZero()) return against('nothing-to-release', 'Nothing is committed on the allocation.');
  const data = { ...entryOn(allocation, stated.text, effectiveOn), reason, freedTo: freedTo(budget, allocation) };
  return controlled(state, budget, allocation, [{ type: 'AllocationReleased', data }]);
}

export function entryOn(allocation: Allocation, amount: string, effectiveOn: string): Entry {
  return { ...keyOf(allocation), amount, currency: allocation.currency, effectiveOn };
}

export function said<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}
