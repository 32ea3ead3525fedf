import type { Phase } from '@anslag/domain/budget/state';
import { carriedForward, hasTaken } from '@anslag/domain/budget/taking-over';
import { budgetOf, type BudgetYear } from './budget-stream';
import { Steps, type Facts, type Progress, type Stepping } from './steps';

/**
 * Carries a year forward from wherever that stands: what is left goes out of the year, what went out comes into the next,
 * and when all is there the year says so. Each step is decided on its own stream by what that holds, so that any process may
 * take any of them, at once or after a crash: nothing is carried twice.
 */
export async function carryForward(at: BudgetYear, stepping: Stepping): Promise<Progress> {
  const { writer, isStopping } = stepping;
  const given: Facts = [];
  const from = await budgetOf(writer, at, given);
  if (from?.phase !== 'carrying' || !from.carrying) return { done: isOver(from), position: null };
  const { toYear, by } = from.carrying;
  const to = { bodyId: at.bodyId, year: toYear };
  const steps = new Steps(stepping, by);
  while (!isStopping()) {
    // Refused once all is out of the year, whoever has carried it.
    if (!(await steps.take(at, 'CarryOn', {}, []))) break;
  }
  const carrying = await budgetOf(writer, at, given);
  let left = carriedForward(carrying!, carrying!.budget);
  const seen: Facts = [];
  while (!isStopping()) {
    const taking = await budgetOf(writer, to, seen);
    if (taking) left = left.filter((one) => !hasTaken(taking, one));
    if (left.length === 0) break;
    if (!(await steps.take(to, 'TakeOver', { carried: left.slice(0, 1_000) }, given.slice(-1)))) break;
  }
  if (!isStopping()) await steps.take(at, 'CompleteCarryForward', { untaken: left.length }, seen.slice(-1));
  return { done: isOver(await budgetOf(writer, at, [])), position: steps.position };
}

const isOver = (state: { phase: Phase } | null): boolean => state?.phase === 'carried' || state?.phase === 'closed';
