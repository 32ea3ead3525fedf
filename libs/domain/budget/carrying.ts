import { amountOf, formatAmount, toMinor, zero, type Amount } from '@anslag/money/amount';
import { split } from '@anslag/money/split';
import { isOwed } from './duties';
import type { BudgetEvent, YearEndRule } from './events';
import { evolve } from './evolve';
import { entryOn } from './existing-allocation';
import { cutToPaid, unpaid } from './instalments';
import { potsOf, type Pot } from './programme-pots';
import { freedTo, keyOf, total, type Allocation, type BudgetState, type OpenBudget } from './state';
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
  const after = events.reduce(recorded, state);
  return [...events, ...sweep(after, budget, rule, toYear)];
}

const recorded = (state: BudgetState, event: BudgetEvent): BudgetState =>
  evolve(state, { ...event, revision: -1, actor: '' });

/**
 * An allocation goes where something is committed on it, where money that is out could still come back, or where a report
 * is owed: what is still to come must have a home.
 */
function handOver(allocation: Allocation, budget: OpenBudget, rule: YearEndRule, toYear: number): BudgetEvent[] {
  const { status, moved, committed, disbursed, recovered, duties } = allocation;
  if (status !== 'decided' || moved) return [];
  const isAwaited = disbursed.gt(recovered) || duties.some(isOwed);
  const ended = endOfPlan(allocation, budget);
  if (committed.isZero() && !isAwaited) return ended;
  const day = lastDay(budget);
  const text = (amount: Amount) => formatAmount(amount, budget.currency);
  const carry = (amount: Amount): BudgetEvent => ({
    type: 'CarriedForward',
    data: { ...entryOn(allocation, text(amount), day), account: 'COMMITTED', toYear },
  });
  if (committed.isZero()) return [...ended, carry(zero)];
  if (rule.committed === 'carry') return [carry(committed)];
  const released: BudgetEvent = {
    type: 'AllocationReleased',
    data: {
      ...entryOn(allocation, text(committed), day),
      reason: `Not carried forward from ${budget.year}.`,
      freedTo: freedTo(budget, allocation),
    },
  };
  return isAwaited ? [...ended, released, carry(zero)] : [...ended, released];
}

/** Where nothing goes on to be paid, the plan is cut to what was: nobody could do so in a year that has ended. */
function endOfPlan(allocation: Allocation, { year }: OpenBudget): BudgetEvent[] {
  const { instalments, currency } = allocation;
  if (unpaid(instalments).isZero()) return [];
  const reason = `Not carried forward from ${year}.`;
  const rest = cutToPaid(instalments, currency);
  return [{ type: 'DisbursementPlanSet', data: { ...keyOf(allocation), currency, instalments: rest, reason } }];
}

/**
 * What is left available is carried or lapses; an overrun is carried or stays. Where there is no limit, nothing is left of it.
 * Each programme that keeps money is taken by itself, overruns first, so that the budget never has less than nothing between.
 */
function sweep(state: BudgetState, budget: OpenBudget, rule: YearEndRule, toYear: number): BudgetEvent[] {
  const all = potsOf(total(state, 'AVAILABLE'), state.programmes);
  const pots = all.filter(({ programme }) => programme || hasLimit(state, budget));
  const overruns = pots.filter(({ available }) => available.lt(0));
  const text = (amount: Amount) => formatAmount(amount, budget.currency);
  const on = ({ programme }: Pot) => ({
    ...(programme && { programmeId: programme.programmeId }),
    currency: budget.currency,
    effectiveOn: lastDay(budget),
  });
  const carry = (pot: Pot, amount: Amount): BudgetEvent => ({
    type: 'CarriedForward',
    data: { account: 'AVAILABLE', amount: text(amount), ...on(pot), toYear },
  });
  const lapse = (pot: Pot, amount: Amount): BudgetEvent => ({
    type: 'AvailableLapsed',
    data: { amount: text(amount), ...on(pot) },
  });
  const left = rule.overrun === 'carry' ? leftOf(pots) : covering(leftOf(pots), overruns, budget.currency);
  const carried = carriedOf(left, rule, budget.currency);
  return [
    ...(rule.overrun === 'carry' ? overruns.map((pot) => carry(pot, pot.available)) : []),
    ...left.flatMap((pot, at) => {
      const lapsed = pot.available.sub(carried[at]!);
      return [
        ...(carried[at]!.isZero() ? [] : [carry(pot, carried[at]!)]),
        ...(lapsed.isZero() ? [] : [lapse(pot, lapsed)]),
      ];
    }),
  ];
}

const leftOf = (pots: readonly Pot[]): Pot[] => pots.filter(({ available }) => available.gt(0));

const sumOf = (pots: readonly Pot[]): Amount => pots.reduce((sum, { available }) => sum.add(available), zero);

/** What is left where overruns stay: they are covered by what no programme has, and then by the programmes alike. */
function covering(left: readonly Pot[], overruns: readonly Pot[], currency: string): Pot[] {
  const missing = zero.sub(sumOf(overruns));
  const rest = left.filter(({ programme }) => !programme);
  const byRest = lesser(missing, sumOf(rest));
  const others = left.filter(({ programme }) => programme);
  const parts = [
    ...shared(byRest, rest, currency),
    ...shared(lesser(missing.sub(byRest), sumOf(others)), others, currency),
  ];
  return leftOf([...rest, ...others].map((pot, at) => ({ ...pot, available: pot.available.sub(parts[at]!) })));
}

/** How much of each pot is carried. What is carried at most is the whole budget's, and shared out by what the pots have. */
function carriedOf(left: readonly Pot[], { available, availableAtMost }: YearEndRule, currency: string): Amount[] {
  if (available === 'lapse') return left.map(() => zero);
  const sum = sumOf(left);
  return shared(availableAtMost === undefined ? sum : lesser(amountOf(availableAtMost), sum), left, currency);
}

/** Parts of an amount, which is at most what the pots have, in proportion to that. */
function shared(amount: Amount, pots: readonly Pot[], currency: string): Amount[] {
  const denominator = toMinor(sumOf(pots), currency);
  if (pots.length === 0) return [];
  const shares = pots.map(({ available }) => ({ numerator: toMinor(available, currency), denominator }));
  return split(amount, shares, currency);
}

const lesser = (one: Amount, other: Amount): Amount => (one.lt(other) ? one : other);

/** Whether there is an amount that the budget can keep to, so that what is available says something. */
function hasLimit(state: BudgetState, { control }: OpenBudget): boolean {
  const { appropriations, broughtFrom } = state;
  if (control !== 'none' || broughtFrom.size > 0 || !total(state, 'TRANSFERRED_IN').isZero()) return true;
  return appropriations.some(({ status }) => status === 'adopted');
}

/** The programmes, null for none, of what would go to the next year, which must then have a budget with them. */
export function goingOn(state: BudgetState, budget: OpenBudget, rule: YearEndRule): (string | null)[] {
  const allocations = [...state.allocations.values()].flatMap((one) => handOver(one, budget, rule, 0));
  // What is carried as committed leaves what is available as it was.
  const after = rule.committed === 'release' ? allocations.reduce(recorded, state) : state;
  const carried = [...allocations, ...sweep(after, budget, rule, 0)].filter(({ type }) => type === 'CarriedForward');
  return [...new Set(carried.map(({ data }) => ('programmeId' in data && data.programmeId) || null))].sort();
}

const lastDay = ({ year }: OpenBudget): string => `${year}-12-31`;
