import { amountOf, fitsLedger, formatAmount, type Amount } from '@anslag/money/amount';
import type { Posting } from '../accounts/account';
import { postingsOf } from '../accounts/postings';
import { against, type Decided, type Refusal, type Warning } from '../refusal';
import { booked, turnedOver } from './amounts';
import { claimsAfter, outstanding } from './claims';
import type { BudgetEvent } from './events';
import { outgrown } from './disbursement-plan';
import { overdrawnPots } from './programme-pots';
import type { Allocation, BudgetState, OpenBudget } from './state';
import { total } from './state';

/**
 * The rules that hold after every command whatever it was (bookkeeping.md, "Refused"): an allocation never has less than
 * nothing committed or reserved nor more recovered than disbursed, and the budget's control, and that of each programme,
 * looks at what is available.
 */
export function controlled(
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation | null,
  events: BudgetEvent[],
  warnings: Warning[] = [],
): Decided<BudgetEvent> {
  const booking = events.map((event) => ({ event, postings: postingsOf(event) }));
  const postings = booking.length === 1 ? booking[0]!.postings : booking.flatMap((one) => one.postings);
  const refusal = allocationLimits(allocation, postings, events) ?? overflow(state, budget, booking);
  if (refusal) return refusal;
  const exceeded = exceeds(state, budget, postings);
  if (exceeded !== null && budget.control === 'stop') return against('budget-exceeded', exceeded);
  // What no programme has is the budget's: where that is said already, it is not said twice.
  const pots = overdrawnPots(state, budget, postings).filter(({ programme }) => programme || exceeded === null);
  const stopping = pots.find(({ control }) => control === 'stop');
  if (stopping) return against('programme-exceeded', stopping.detail);
  const ofBudget: Warning[] = exceeded === null ? [] : [{ code: 'budget-exceeded', detail: exceeded }];
  const ofPots = pots.map(({ detail }): Warning => ({ code: 'programme-exceeded', detail }));
  return { events, warnings: [...warnings, ...ofBudget, ...ofPots, ...ofPlan(allocation, postings, events)] };
}

function ofPlan(allocation: Allocation | null, postings: Posting[], events: readonly BudgetEvent[]): Warning[] {
  if (allocation === null) return [];
  return outgrown(allocation, booked(allocation, ownOf(allocation, postings)).committed, events);
}

const ownOf = ({ allocationId }: Allocation, postings: Posting[]): Posting[] =>
  postings.filter((posting) => posting.allocation?.allocationId === allocationId);

function allocationLimits(
  allocation: Allocation | null,
  postings: Posting[],
  events: readonly BudgetEvent[],
): Refusal | null {
  // New money and appropriations stand on no allocation that they could overdraw.
  if (allocation === null) return null;
  const { committed, reserved, disbursed, recovered } = booked(allocation, ownOf(allocation, postings));
  if (committed.lt(0) || reserved.lt(0))
    return against('exceeds-committed', 'That is more than what is still committed on the allocation.');
  if (recovered.gt(disbursed))
    return against('exceeds-disbursed', 'That would leave more returned than was disbursed on the allocation.');
  const { claims } = allocation;
  if (claims.length === 0) return null;
  const after = events.reduce((before, event) => claimsAfter(before, { ...event, revision: -1, actor: '' }), claims);
  if (recovered.add(outstanding(after)).gt(disbursed))
    return against(
      'exceeds-disbursed',
      'More would be returned or demanded back than was disbursed: name the claim that is paid, or withdraw one first.',
    );
  return null;
}

interface Booking {
  event: BudgetEvent;
  postings: Posting[];
}

/** How many budgets, each as large as one may be, a report can sum in 64-bit minor units. */
const summedBudgets = 1000;

/**
 * Read tables hold 64-bit minor units, and a report may sum any of the entries of many budgets (one fact, one recipient, up
 * to a day). A budget whose turnover passes a thousandth of that is stopped here, where it can still be refused.
 */
function overflow(state: BudgetState, budget: OpenBudget, booking: readonly Booking[]): Refusal | null {
  const turnover = booking.reduce((sum, { event, postings }) => turnedOver(sum, event, postings), state.turnover);
  return fitsLedger(turnover.mul(summedBudgets), budget.currency)
    ? null
    : against('ledger-overflow', 'The budget would pass the largest amount that the ledger can hold.');
}

/** Says by how much a command that takes from AVAILABLE leaves it below zero; null where control has nothing to say. */
function exceeds(state: BudgetState, budget: OpenBudget, postings: Posting[]): string | null {
  if (budget.control === 'none') return null;
  const before = total(state, 'AVAILABLE');
  let after = before;
  for (const { account, amount } of postings) if (account === 'AVAILABLE') after = after.add(amountOf(amount));
  if (after.gte(0) || after.gte(before)) return null;
  const money = (amount: Amount) => `${formatAmount(amount, budget.currency)} ${budget.currency}`;
  return `Available is ${money(before)}, which would leave ${money(after)}.`;
}

/** Whether an allocation with this total has to wait for a second person. Tested on the total after the command. */
export function waits(budget: OpenBudget, totalAfter: Amount): boolean {
  switch (budget.approval.policy) {
    case 'none':
      return false;
    case 'always':
      return true;
    case 'above':
      return totalAfter.gt(amountOf(budget.approval.above));
  }
}
