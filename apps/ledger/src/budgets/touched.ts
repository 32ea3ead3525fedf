import type { Allocate, AllocationCommand, AppropriationCommand, OpenBudget } from '@anslag/domain/budget/commands';
import type { ApproverCommand } from '@anslag/domain/budget/approver-commands';
import type { ProgrammeCommand } from '@anslag/domain/budget/programme-commands';
import type { DimensionCommand } from '@anslag/domain/budget/dimension-commands';
import type { ClaimCommand } from '@anslag/domain/budget/claim-commands';
import type { DutyCommand } from '@anslag/domain/budget/duty-commands';
import type { PlanCommand } from '@anslag/domain/budget/plan-commands';
import type { LockBudget, UnlockBudget } from '@anslag/domain/budget/year-end-commands';
import { budgetStream } from './budget-stream';
import { reads, writes, writesWithin, type Touch } from '../http/turn';
import { allIndexSeries } from '../index-series/known-series';
import { persons } from '../parties/known-parties';

/** A command on one budget's stream that needs at most facts of others. */
export type OnBudget =
  | OpenBudget
  | ApproverCommand
  | ProgrammeCommand
  | DimensionCommand
  | LockBudget
  | UnlockBudget
  | AppropriationCommand
  | Allocate
  | AllocationCommand
  | DutyCommand
  | ClaimCommand
  | PlanCommand;

/** All agreements, for a command that only learns on its way which of them it reads. */
export const agreements = 'agreements';

/** All budgets there are, for a command that only learns on its way which of them it writes to, and of which year. */
export const allBudgets = 'budgets';

/** All budgets of a year, for a command that only learns on its way which of them it writes to. */
export const budgetsOf = (year: number): string => `budgets of ${year}`;

/** An agreement's year in whichever budget it is booked; its allocation has the agreement's id. */
export const fundedAs = (allocationId: string, year: number): string => `funded ${allocationId} ${year}`;

const allocationOn = (stream: string, allocationId: string): string => `${stream} ${allocationId}`;

/**
 * What a command on a budget reads and writes there, parties aside. An adjustment or replacement looks up which agreement
 * the allocation stands under; so it reads the allocation, however that came to be, and any agreement. A note or
 * replacement looks up whose the allocation is, and what that person is called; an adjustment to its index, which that is.
 */
export function touchedOn(stream: string, command: OnBudget): Touch[] {
  const touched = [writes(stream), writesWithin(allBudgets), writesWithin(budgetsOf(command.year))];
  if (command.type === 'Allocate') {
    touched.push(writes(allocationOn(stream, command.allocationId)));
    if (command.agreementId !== undefined) touched.push(reads(`agreement-${command.agreementId}`));
  }
  if (command.type === 'ReplaceAllocation') touched.push(writes(allocationOn(stream, command.newAllocationId)));
  if (command.type === 'AdjustToIndex') {
    const { allocationId, year } = command;
    touched.push(reads(allocationOn(stream, allocationId)), reads(fundedAs(allocationId, year)), reads(allIndexSeries));
  }
  if (looksUp(command)) {
    const { allocationId, year } = command;
    touched.push(reads(allocationOn(stream, allocationId)), reads(fundedAs(allocationId, year)));
    if (command.type !== 'AnnotateAllocation') touched.push(reads(agreements));
    if (command.type !== 'AdjustAllocation') touched.push(reads(persons));
  }
  const { bodyId } = command;
  if (command.type === 'OpenBudget') touched.push(reads(budgetStream({ bodyId, year: command.year + 1 })));
  for (const year of earlierYears(command)) touched.push(reads(budgetStream({ bodyId, year })));
  return touched;
}

const looksUp = (command: OnBudget) =>
  command.type === 'AdjustAllocation' || command.type === 'ReplaceAllocation' || command.type === 'AnnotateAllocation';

/** The years that may hold a payment of this id on an allocation that was carried forward from them. */
export function earlierYears(command: OnBudget): number[] {
  if (command.type !== 'RecordDisbursement' && command.type !== 'RecordReturn') return [];
  const origin = /^(\d{4})\./.exec(command.allocationId);
  if (!origin) return [];
  const count = Math.max(0, command.year - Number(origin[1]));
  return Array.from({ length: count }, (_, index) => command.year - 1 - index);
}
