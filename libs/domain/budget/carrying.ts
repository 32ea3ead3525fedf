import { amountOf, formatAmount, toMinor, zero, type Amount } from '@anslag/money/amount';
import { split } from '@anslag/money/split';
import type { BudgetEvent, YearEndRule } from './events';
import { evolve } from './evolve';
import { entryOn } from './existing-allocation';
import { potsOf, type Pot } from './programme-pots';
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

/** An allocation goes where something is committed on it, or where money that is out could still come back. */
function handOver(allocation: Allocation, budget: OpenBudget, rule: YearEndRule, toYear: number): BudgetEvent[] {
  const { status, moved, committed, disbursed, recovered } = allocation;
  if (status !== 'decided' || moved) return [];
  const isOut = disbursed.gt(recovered);
  if (committed.isZero() && !isOut) return [];
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
  return isOut ? [released, carry(zero)] : [released];
}

/**
 * What is left available is carried or lapses; an overrun is carried or stays. Where there is no limit, nothing is left of it.
 * Each programme that keeps money is taken by itself, so that one's money does not cover another's overrun.
 */
function sweep(state: BudgetState, budget: OpenBudget, rule: YearEndRule, toYear: number): BudgetEvent[] {
  const all = potsOf(total(state, 'AVAILABLE'), state.programmes);
  const pots = all.filter(({ programme, available }) => !available.isZero() && (programme || hasLimit(state, budget)));
  const text = (amount: Amount) => formatAmount(amount, budget.currency);
  const carriedOfAll = carriedOf(pots, rule, budget.currency);
  return pots.flatMap(({ programme, available }, at) => {
    const carried = carriedOfAll[at]!;
    const lapsed = available.gt(0) ? available.sub(carried) : zero;
    const of = programme ? { programmeId: programme.programmeId } : {};
    const on = { ...of, currency: budget.currency, effectiveOn: lastDay(budget) };
    const events: BudgetEvent[] = [];
    if (!carried.isZero())
      events.push({ type: 'CarriedForward', data: { account: 'AVAILABLE', amount: text(carried), ...on, toYear } });
    if (!lapsed.isZero()) events.push({ type: 'AvailableLapsed', data: { amount: text(lapsed), ...on } });
    return events;
  });
}

/** How much of each pot is carried. What is carried at most is the whole budget's, and shared out by what the pots have. */
function carriedOf(pots: readonly Pot[], rule: YearEndRule, currency: string): Amount[] {
  const { availableAtMost, overrun } = rule;
  const left = pots.filter(({ available }) => available.gt(0));
  const sum = left.reduce((before, { available }) => before.add(available), zero);
  const most = rule.available === 'lapse' ? zero : availableAtMost === undefined ? sum : amountOf(availableAtMost);
  const units = ({ available }: Pot) => toMinor(available, currency);
  const shares = left.map((pot) => ({ numerator: units(pot), denominator: toMinor(sum, currency) }));
  const parts = most.lt(sum) ? split(most, shares, currency) : left.map(({ available }) => available);
  return pots.map((pot) =>
    pot.available.gt(0) ? parts[left.indexOf(pot)]! : overrun === 'carry' ? pot.available : zero,
  );
}

/** Whether there is an amount that the budget can keep to, so that what is available says something. */
function hasLimit(state: BudgetState, { control }: OpenBudget): boolean {
  const { appropriations, broughtFrom } = state;
  if (control !== 'none' || broughtFrom.size > 0 || !total(state, 'TRANSFERRED_IN').isZero()) return true;
  return appropriations.some(({ status }) => status === 'adopted');
}

/** The programmes, null for none, of what would go to the next year, which must then have a budget with them. */
export function goingOn(state: BudgetState, budget: OpenBudget, rule: YearEndRule): (string | null)[] {
  const allocations = [...state.allocations.values()].flatMap((one) => handOver(one, budget, rule, 0));
  const carried = [...allocations, ...sweep(state, budget, rule, 0)].filter(({ type }) => type === 'CarriedForward');
  return [...new Set(carried.map(({ data }) => ('programmeId' in data && data.programmeId) || null))].sort();
}

const lastDay = ({ year }: OpenBudget): string => `${year}-12-31`;
