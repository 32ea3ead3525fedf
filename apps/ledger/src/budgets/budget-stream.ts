import { budgetDecider } from '@anslag/domain/budget/decider';
import type { BudgetState, OpenBudget } from '@anslag/domain/budget/state';
import type { StreamWriter } from '@anslag/event-store/stream-writer';

/** Whose budget, and of which year. */
export interface BudgetYear {
  bodyId: string;
  year: number;
}

export const budgetStream = ({ bodyId, year }: BudgetYear): string => `budget-${bodyId}.${year}`;

/** A budget year's state as a fact for a decision elsewhere, noted in `basedOn`; null where it was never opened. */
export async function budgetOf(
  writer: StreamWriter,
  at: BudgetYear,
  basedOn: { stream: string; revision: number }[],
): Promise<(BudgetState & { budget: OpenBudget }) | null> {
  const stream = budgetStream(at);
  const { state, revision } = await writer.read(budgetDecider, stream);
  const { budget } = state;
  if (budget === null) return null;
  basedOn.push({ stream, revision });
  return { ...state, budget };
}
