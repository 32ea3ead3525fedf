import { formatAmount } from '@anslag/money/amount';
import type { BudgetEvent } from '@anslag/domain/budget/events';
import { evolve } from '@anslag/domain/budget/evolve';
import { initial, total, type BudgetState } from '@anslag/domain/budget/state';
import type { EventMetadata } from '@anslag/event-store/decider';
import type { StoredEvent } from '@anslag/event-store/port';
import { decision, given, openBudget, type Answer, type Client } from '../api/client';

export const budgetStream = 'budget-hsn.2019';

/** The budget as its events tell it from the first one on. */
export function budgetIn(events: readonly StoredEvent[], stream = budgetStream): BudgetState {
  const own = events.filter((event) => event.stream === stream);
  return own.reduce((state, { type, data, revision, metadata }, index) => {
    if (revision !== index) throw new Error(`${stream} has revision ${revision} in place ${index}`);
    const { actor } = metadata as EventMetadata;
    return evolve(state, { type, data, revision, actor } as BudgetEvent & { revision: number; actor: string });
  }, initial);
}

/** What is left to allocate, as reports write it. */
export const availableIn = (events: readonly StoredEvent[], stream = budgetStream): string =>
  formatAmount(total(budgetIn(events, stream), 'AVAILABLE'), 'SEK');

/** The allocations that stand in the budget, by id. */
export const allocationsIn = (events: readonly StoredEvent[], stream = budgetStream): string[] =>
  [...budgetIn(events, stream).allocations.keys()].sort();

/** A budget in stop control, with an appropriation of so much. */
export async function openWithRoomFor(client: Client, amount: string): Promise<void> {
  await openBudget(client, { control: 'stop' });
  await given(client, [
    ['/budgets/hsn/2019/appropriations', { appropriationId: 'ram', kind: 'original', amount, decision }],
    ['/budgets/hsn/2019/appropriations/ram/adoption', { decision }],
  ]);
}

/** So many callers, each of whom does its turns one after another. */
export async function callers<T>(
  number: number,
  turns: number,
  call: (caller: number, turn: number) => Promise<T>,
): Promise<T[]> {
  const one = async (_: unknown, caller: number) => {
    const answers: T[] = [];
    for (let turn = 0; turn < turns; turn++) answers.push(await call(caller, turn));
    return answers;
  };
  return (await Promise.all(Array.from({ length: number }, one))).flat();
}

/** An answer as a retry must repeat it: `replayed` says which it is, and `position` may be the group's. */
export function told({ body }: Answer): object {
  const { replayed: _, position: __, ...rest } = body;
  return rest;
}
