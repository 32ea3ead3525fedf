import { amountOf, formatAmount, parseAmount } from '@anslag/money/amount';
import { isDay, type Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { mergedBy } from '../party/merging';
import { unsealable } from '../party/personal';
import { against, isRefusal, type Decided, type Refusal } from '../refusal';
import { statedAmount } from '../stated-amount';
import { alreadyExists, isReserved, reservedId, underAgreement } from './allocating';
import { codingOf } from './coding';
import type { AnnotateAllocation, ReplaceAllocation, ReverseAllocation, WithdrawProposal } from './commands';
import { controlled, waits } from './control';
import type { AllocationTerms, BudgetEvent, TakenBack } from './events';
import { entryOn, said } from './existing-allocation';
import { unchangeable } from './not-open';
import { plannedAnew } from './replaced-plan';
import { askedAnew } from './reporting';
import { keyOf, type Allocation, type BudgetState, type OpenBudget } from './state';

/** Takes back the whole allocation, or the one entry that `voucher` names. Nothing is removed: each is a new entry. */
export function reverse(
  command: ReverseAllocation,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  if (command.voucher !== undefined) return reverseEntry(command.voucher, command.reason, state, budget, allocation);
  const event = wholeReversal(allocation, command.reason);
  if (isRefusal(event)) return event;
  return releasedFirst(controlled(state, budget, allocation, [event]));
}

/** What is taken back whole exceeds what is committed only where part of it has been released. */
function releasedFirst(decided: Decided<BudgetEvent>): Decided<BudgetEvent> {
  if (!isRefusal(decided) || decided.refused !== 'exceeds-committed') return decided;
  return against(
    'exceeds-committed',
    'Part of the allocation has been released; reverse the releases first, each by its voucher.',
  );
}

/** Takes back what waits, by whoever proposed it: all of an allocation, or the adjustment of one that stands. */
export function withdraw(
  { actor, reason }: WithdrawProposal & Commanded,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const { proposal } = allocation;
  if (!proposal) return against('not-waiting', 'Nothing on this allocation waits for approval.');
  if (proposal.proposedBy !== actor)
    return against('not-the-proposer', 'Only whoever proposed it can withdraw it; an approver can reject it.');
  if (proposal.what === 'allocation') {
    const event = wholeReversal(allocation, reason);
    return isRefusal(event) ? event : controlled(state, budget, allocation, [event]);
  }
  const data = { ...entryOn(allocation, proposal.amount, proposal.effectiveOn), reason };
  return { events: [{ type: 'AllocationAdjustmentWithdrawn', data }], warnings: [] };
}

/** Each standing decision and adjustment (or the proposal) at its own day, so that every effective cut shows 0.00. */
function wholeReversal(allocation: Allocation, reason: string, replacedBy?: string): BudgetEvent | Refusal {
  const { originYear, currency, proposal, status } = allocation;
  if (status === 'reversed') return against('already-reversed', 'The allocation has been reversed already.');
  if (status === 'rejected')
    return against('already-rejected', 'The allocation was rejected; nothing is booked on it.');
  if (allocation.carriedFrom)
    return against(
      'budget-closed',
      `It was decided in ${originYear}, which is closed; record a late correction of what was allocated.`,
    );
  if (allocation.disbursed.gt(0))
    return against('already-disbursed', 'Money has been disbursed on the allocation; reverse the disbursements first.');
  if (status === 'decided' && proposal) return unchangeable(allocation) as Refusal;
  const entries: TakenBack[] = proposal
    ? [{ revision: proposal.revision, fact: 'proposed', amount: proposal.amount, effectiveOn: proposal.effectiveOn }]
    : allocation.entries
        .filter((entry) => !entry.reversed && (entry.fact === 'decided' || entry.fact === 'adjusted'))
        .map(({ reversed: _, ...entry }) => entry);
  return {
    type: 'AllocationReversed',
    data: { ...keyOf(allocation), currency, reason, entries, ...said('replacedBy', replacedBy) },
  };
}

function reverseEntry(
  voucher: string,
  reason: string,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const voucherOf = ({ revision }: TakenBack) => `${budget.bodyId}/${budget.year}/${revision + 1}`;
  const standing = allocation.entries.find((entry) => voucherOf(entry) === voucher);
  if (!standing)
    return against('unknown-voucher', `${voucher} is no entry on this allocation that can be reversed.`, '/voucher');
  const { reversed, ...entry } = standing;
  if (reversed) return against('already-reversed', `${voucher} has been reversed already.`, '/voucher');
  if (entry.fact === 'decided')
    return against('not-reversible', 'Leave voucher out to reverse the decision with all that follows it.', '/voucher');
  if (entry.fact === 'adjusted' && allocation.proposal) return unchangeable(allocation) as Refusal;
  // Taking back a reduction raises the total, which must not be a way around the second person.
  if (entry.amount.startsWith('-') && waits(budget, allocation.allocated.sub(amountOf(entry.amount))))
    return against(
      'approval-required',
      'The total would need approval: record an upward adjustment, which waits for it.',
    );
  const data = { ...keyOf(allocation), currency: allocation.currency, reason, entry };
  return controlled(state, budget, allocation, [{ type: 'EntryReversed', data }]);
}

/** Reverses an allocation and decides its successor in one append: what is not named anew is as it was. */
export function replace(
  command: ReplaceAllocation & Commanded,
  state: BudgetState,
  budget: OpenBudget,
  old: Allocation,
): Decided<BudgetEvent> {
  const { newAllocationId, reason } = command;
  if (isReserved(newAllocationId)) return reservedId('/allocationId');
  const before = old.proposal ? old.proposal.amount : formatAmount(old.allocated, old.currency);
  const stated = statedAmount(parseAmount, command.amount ?? before, budget.currency, '/amount');
  if (command.amount !== undefined && 'refused' in stated) return stated;
  // A replacement names no day of its own, so where its decision has none the old one's stands.
  const decidedOn = command.decision?.decidedOn;
  const effectiveOn = isDay(decidedOn) ? decidedOn : old.effectiveOn;

  if (state.allocations.has(newAllocationId)) return alreadyExists(newAllocationId, '/allocationId');
  const reversal = wholeReversal(old, reason, newAllocationId);
  if (isRefusal(reversal)) return reversal;
  if ('refused' in stated) return stated;
  if (command.unknown) return unknownParty(command.unknown);
  if (command.unsealable) return unsealable(command.unsealable);
  const gone = mergedBy(command.merged, command.today, effectiveOn, '/recipientId');
  if (gone) return gone;
  const coded = command.dimensions && codingOf(command.dimensions, state);
  if (coded && isRefusal(coded)) return coded;
  const warnings = underAgreement(command.agreement, effectiveOn);
  if (isRefusal(warnings)) return warnings;

  const recipientId = command.recipientId ?? old.recipientId;
  // What the old amount was computed from says nothing of the new one.
  const { recipientNameAsPublished: published, basis: _, share: __, indexation: ___, ...lasting } = old.terms;
  const terms: AllocationTerms = {
    ...lasting,
    ...(command.ofPerson ? {} : said('recipientNameAsPublished', published)),
    ...(command.decision && { decision: command.decision }),
    ...said('recipientNameAsPublished', command.recipientNameAsPublished),
    ...said('title', command.title),
    ...said('note', command.note),
    ...(command.dimensions && { dimensions: command.dimensions }),
    replaces: old.allocationId,
  };
  const { coding, ...same } = entryOn(old, stated.text, effectiveOn);
  const entry = { ...same, ...(coded ?? (coding && { coding })), allocationId: newAllocationId, recipientId };
  const isProposed = waits(budget, stated.amount);
  const type = isProposed ? 'AllocationProposed' : 'AllocationDecided';
  const { kind, originYear } = old;
  const duties = askedAnew(old, { allocationId: newAllocationId, recipientId, kind, originYear });
  const plan = plannedAnew(old, keyOf(entry), { amount: stated.amount, waits: isProposed });
  const events: BudgetEvent[] = [reversal, { type, data: { ...entry, ...terms } }, ...duties, ...plan.events];
  return releasedFirst(controlled(state, budget, old, events, [...warnings, ...plan.warnings]));
}

/** A note on an allocation: nothing is posted, and the trail keeps what was said before. */
export function annotate(command: AnnotateAllocation, allocation: Allocation): Decided<BudgetEvent> {
  if (command.unsealable) return unsealable(command.unsealable);
  const data = {
    ...keyOf(allocation),
    reason: command.reason,
    ...said('recipientNameAsPublished', command.recipientNameAsPublished),
    ...said('title', command.title),
    ...said('note', command.note),
  };
  return { events: [{ type: 'AllocationAnnotated', data }], warnings: [] };
}
