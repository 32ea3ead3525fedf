import { formatAmount } from '@anslag/money/amount';
import { against, type Decided } from '../refusal';
import { said } from '../said';
import { handedOn } from './claims';
import { indexationOf } from './indexation';
import { instalmentsHandedOn } from './instalments';
import type { Carried, TakeOver } from './year-end-commands';
import type { AllocationTerms, BudgetEvent } from './events';
import { closed, nameLater } from './phase';
import { broughtKey, keyOf, type Allocation, type BudgetState, type OpenBudget } from './state';
import { isMoreThanAStep, sizeOf } from './step-size';

/** Everything that a year has carried forward so far, as the year that takes it over will book it. */
export function carriedForward(state: BudgetState, budget: OpenBudget): Carried[] {
  const carried: Carried[] = [];
  for (const allocation of state.allocations.values())
    if (allocation.moved) carried.push(handedOver(allocation, allocation.moved, budget));
  for (const available of state.carrying?.available ?? [])
    carried.push({
      account: 'AVAILABLE',
      ...said(available, 'programmeId', 'amount'),
      currency: budget.currency,
      effectiveOn: firstDay(available.year),
      carriedFrom: { year: budget.year, revision: available.revision },
    });
  return carried;
}

function handedOver(allocation: Allocation, moved: NonNullable<Allocation['moved']>, { year }: OpenBudget): Carried {
  const { allocationId, originYear, currency } = allocation;
  const text = (amount: Allocation['allocated']) => formatAmount(amount, currency);
  const instalments = instalmentsHandedOn(allocation.instalments, currency);
  return {
    account: 'COMMITTED',
    ...keyOf(allocation),
    allocationId: nameLater(allocationId, originYear),
    amount: moved.amount,
    currency,
    effectiveOn: firstDay(moved.year),
    carriedFrom: { year, allocationId, revision: moved.revision },
    allocated: text(allocation.allocated),
    disbursed: text(allocation.disbursed),
    recovered: text(allocation.recovered),
    ...(allocation.duties.length > 0 && { duties: allocation.duties }),
    ...(allocation.claims.length > 0 && { claims: handedOn(allocation.claims, currency) }),
    ...(instalments.length > 0 && { instalments }),
    ...lasting(allocation),
  };
}

/** What goes on to matter; the long texts stay readable where the allocation was decided. */
function lasting(allocation: Allocation): AllocationTerms {
  const { purposes: _, note: __, replaces: ___, supplementTo: ____, ...terms } = allocation.terms;
  const { basis: _____, share: ______, indexation: _______, ...lasts } = terms;
  const indexation = indexationOf(allocation);
  return indexation ? { ...lasts, indexation } : lasts;
}

/** Whether this year has what an earlier one carried: each thing is brought forward once, whoever asks how often. */
export function hasTaken(state: BudgetState, carried: Carried): boolean {
  return carried.account === 'COMMITTED'
    ? state.allocations.has(carried.allocationId)
    : state.broughtFrom.has(broughtKey(carried.carriedFrom.year, carried.programmeId));
}

/** Takes over what is not there yet. Money that is on its way is never turned down for its size. */
export function takeOver(command: TakeOver, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const events: BudgetEvent[] = [];
  let size = 0;
  for (const data of command.carried) {
    if (hasTaken(state, data)) continue;
    size += sizeOf(data);
    if (events.length > 0 && isMoreThanAStep(size)) break;
    events.push({ type: 'BroughtForward', data });
  }
  if (events.length === 0) return against('already-carried', 'All of it has been brought forward already.');
  if (state.phase !== 'open' && state.phase !== 'locked') return closed(budget, state.phase);
  return { events, warnings: [] };
}

const firstDay = (year: number): string => `${year}-01-01`;
