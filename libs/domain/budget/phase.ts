import { against, type Refusal } from '../refusal';
import type { ApproverCommand } from './approver-commands';
import type { AllocationCommand, BudgetCommand } from './commands';
import type { ClaimCommand } from './claim-commands';
import type { DutyCommand } from './duty-commands';
import type { Allocation, BudgetState, OpenBudget } from './state';

/**
 * Why the year takes no entries, if so. While it is locked, what waits can still be settled and who settles it be appointed,
 * a report that is owed can come in, be put off or be waived, and a claim can be withdrawn.
 */
export function notOpenFor(
  { type }: Pick<BudgetCommand, 'type'>,
  { phase }: BudgetState,
  budget: OpenBudget,
): Refusal | null {
  switch (phase) {
    case 'open':
      return null;
    case 'locked':
      return settles.has(type) ? null : locked(budget);
    case 'carrying':
    case 'carried':
    case 'closed':
      return closed(budget, phase);
  }
}

const settles: ReadonlySet<BudgetCommand['type']> = new Set<
  (AllocationCommand | ApproverCommand | DutyCommand | ClaimCommand)['type']
>([
  'ApproveAllocation',
  'RejectAllocation',
  'WithdrawProposal',
  'AppointApprover',
  'RevokeApprover',
  'AppointSubstitute',
  'ReceiveReport',
  'ExtendReportingDuty',
  'WaiveReportingDuty',
  'WithdrawClawback',
]);

export const locked = ({ bodyId, year }: OpenBudget): Refusal =>
  against('budget-locked', `The budget of ${bodyId} for ${year} is locked; unlock it first.`);

export function closed({ bodyId, year }: OpenBudget, phase: BudgetState['phase']): Refusal {
  const how = phase === 'closed' ? 'is closed' : 'is being closed';
  return against(
    'budget-closed',
    `The budget of ${bodyId} for ${year} ${how}; what concerns it is recorded as a late correction in an open year.`,
  );
}

/** An allocation that a later year took over has its home there: this year decides nothing on it any more. */
export function movedAway({ allocationId, originYear, moved }: Allocation, budget: OpenBudget): Refusal | null {
  if (!moved) return null;
  const home = nameLater(allocationId, originYear);
  const path = `/budgets/${budget.bodyId}/${moved.year}/allocations/${home}`;
  return { ...against('moved', `The allocation is carried forward to ${moved.year}, as ${home}.`), path };
}

/** What an allocation is called in years after that of its decision: its id there, with that year before it. */
export const nameLater = (allocationId: string, originYear: number): string =>
  allocationId.startsWith(`${originYear}.`) ? allocationId : `${originYear}.${allocationId}`;
