import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import { isOwed } from './duties';
import type { BudgetEvent, YearEndRule } from './events';
import { evolve } from './evolve';
import { entryOn } from './existing-allocation';
import { freedTo, total, type Allocation, type BudgetState, type OpenBudget } from './state';
import { isMoreThanAStep, sizeOf } from './step-size';

/**
 * The next events of carrying a year forward by its rule, none where all is done: first allocation by allocation, in steps
 * that fit an append, and when all have gone, what is left available. Decided from the state alone, so that whoever goes on
 * with it, and after whatever interruption, comes to the same.
 */
export function nextStep(state: BudgetState, budget: OpenBudget, rule: YearEndRule, toYear: number): BudgetEvent[] {
  const events: BudgetEvent[] = [];
  let size = 0;
  for (const allocation of state.allocations.values()) {
    const own = handOver(allocation, budget, rule, toYear);
    if (own.length === 0) continue;
    size += sizeOf(...own);
    if (events.length > 0 && isMoreThanAStep(size)) return events;
    events.push(...own);
  }
  const after = events.reduce((before, event) => evolve(before, { ...event, revision: -1, actor: '' }), state);
  return [...events, ...sweep(after, budget, rule, toYear)];
}

/**
 * An allocation goes where something is committed on it, where money that is out could still come back, or where a report
 * is owed: what is still to come must have a home.
 */
function handOver(allocation: Allocation, budget: OpenBudget, rule: YearEndRule, toYear: number): BudgetEvent[] {
  const { status, moved, committed, disbursed, recovered, duties } = allocation;
  if (status !== 'decided' || moved) return [];
  const isAwaited = disbursed.gt(recovered) || duties.some(isOwed);
  if (committed.isZero() && !isAwaited) return [];
  const day = lastDay(budget);
  const text = (amount: Amount) => formatAmount(amount, budget.currency);
  const carry = (amount: Amount): BudgetEvent => ({
    type: 'CarriedForward',
    data: { ...entryOn(allocation, text(amount), day), account: 'COMMITTED', toYear },
  });
  if (rule.committed === 'carry' || committed.isZero()) return [carry(committed)];
  const released: BudgetEvent = {
    type: 'AllocationReleased',
    data: {
      ...entryOn(allocation, text(committed), day),
      reason: `Not carried forward from ${budget.year}.`,
      freedTo: freedTo(budget, allocation),
    },
  };
  return isAwaited ? [released, carry(zero)] : [released];
}

/** What is left available is carried or lapses; an overrun is carried or stays. Where there is no limit, nothing is left of it. */
function sweep(state: BudgetState, budget: OpenBudget, rule: YearEndRule, toYear: number): BudgetEvent[] {
  const available = total(state, 'AVAILABLE');
  if (available.isZero() || !hasLimit(state, budget)) return [];
  const carried = carriedOf(available, rule);
  const lapsed = available.gt(0) ? available.sub(carried) : zero;
  const text = (amount: Amount) => formatAmount(amount, budget.currency);
  const at = { currency: budget.currency, effectiveOn: lastDay(budget) };
  const events: BudgetEvent[] = [];
  if (!carried.isZero())
    events.push({ type: 'CarriedForward', data: { account: 'AVAILABLE', amount: text(carried), ...at, toYear } });
  if (!lapsed.isZero()) events.push({ type: 'AvailableLapsed', data: { amount: text(lapsed), ...at } });
  return events;
}

function carriedOf(available: Amount, { available: what, availableAtMost, overrun }: YearEndRule): Amount {
  if (available.lt(0)) return overrun === 'carry' ? available : zero;
  if (what === 'lapse') return zero;
  const most = availableAtMost === undefined ? available : amountOf(availableAtMost);
  return most.lt(available) ? most : available;
}

/** Whether there is an amount that the budget can keep to, so that what is available says something. */
function hasLimit(state: BudgetState, { control }: OpenBudget): boolean {
  const { appropriations, broughtFrom } = state;
  if (control !== 'none' || broughtFrom.size > 0 || !total(state, 'TRANSFERRED_IN').isZero()) return true;
  return appropriations.some(({ status }) => status === 'adopted');
}

/** Whether the next year must have a budget: where something would go there. */
export function needsNext(state: BudgetState, budget: OpenBudget, rule: YearEndRule): boolean {
  for (const allocation of state.allocations.values())
    if (handOver(allocation, budget, rule, 0).some(({ type }) => type === 'CarriedForward')) return true;
  return sweep(state, budget, rule, 0).some(({ type }) => type === 'CarriedForward');
}

const lastDay = ({ year }: OpenBudget): string => `${year}-12-31`;
