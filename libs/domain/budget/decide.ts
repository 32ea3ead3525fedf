import { formatAmount, parseAmount } from '@anslag/money/amount';
import { unknownParty } from '../party/decide';
import { against, missing, type Decided } from '../refusal';
import { statedAmount } from '../stated-amount';
import { allocate } from './allocating';
import { decideApprover } from './approvers';
import { decideAppropriation } from './appropriations';
import { decideClaim } from './clawback';
import type { BudgetCommand, OpenBudget } from './commands';
import { annotate, replace, reverse, withdraw } from './correcting';
import { decidePlan } from './disbursement-plan';
import type { Approval, BudgetEvent } from './events';
import { adjust, disburse, release, settle, takeReturn } from './existing-allocation';
import { fundYear } from './funding';
import { adjustToIndex } from './indexation';
import { correctLate } from './late-correction';
import { movedAway, notOpenFor } from './phase';
import { decideDimension } from './dimensions';
import { decideProgramme } from './programmes';
import { decideDuty } from './reporting';
import type { BudgetState } from './state';
import { decideTransfer } from './transfers';
import { decideYearEnd } from './year-end';

/** What a command on a budget year leads to. Pure: the time and whoever commands are part of the command. */
export function decide(command: BudgetCommand, state: BudgetState): Decided<BudgetEvent> {
  if (command.type === 'OpenBudget') return open(command, state);
  const { budget } = state;
  if (budget === null) {
    const detail = `${command.bodyId} has no open budget for ${command.year}.`;
    return command.type === 'FundYear' ? against('budget-not-open', detail) : missing('budget-not-found', detail);
  }
  switch (command.type) {
    case 'LockBudget':
    case 'UnlockBudget':
    case 'BeginCarryForward':
    case 'CarryOn':
    case 'TakeOver':
    case 'CompleteCarryForward':
    case 'CloseBudget':
      return decideYearEnd(command, state, budget);
    case 'SendTransfer':
    case 'ReverseTransfer':
    case 'ReceiveTransfer':
    case 'SettleTransfer':
      return decideTransfer(command, state, budget);
    case 'RecordLateCorrection':
      return correctLate(command, state, budget);
    case 'AppointApprover':
    case 'RevokeApprover':
    case 'AppointSubstitute':
      return notOpenFor(command, state, budget) ?? decideApprover(command, state, budget);
    case 'OpenProgramme':
    case 'TransferBetweenProgrammes':
    case 'ReverseProgrammeTransfer':
      return notOpenFor(command, state, budget) ?? decideProgramme(command, state, budget);
    case 'OpenDimension':
    case 'OpenCodes':
    case 'CloseCodes':
      return notOpenFor(command, state, budget) ?? decideDimension(command, state);
    case 'ProposeAppropriation':
    case 'RecommendAppropriation':
    case 'AdoptAppropriation':
    case 'RejectAppropriation':
    case 'ReverseAppropriation':
      return notOpenFor(command, state, budget) ?? decideAppropriation(command, state, budget);
    case 'Allocate':
      return notOpenFor(command, state, budget) ?? allocate(command, state, budget);
    case 'FundYear':
      return notOpenFor(command, state, budget) ?? fundYear(command, state, budget);
  }
  const allocation = state.allocations.get(command.allocationId);
  if (!allocation)
    return missing('allocation-not-found', `There is no allocation ${command.allocationId} in this budget.`);
  const stopped = movedAway(allocation, budget) ?? notOpenFor(command, state, budget);
  if (stopped) return stopped;
  switch (command.type) {
    case 'ApproveAllocation':
    case 'RejectAllocation':
      return settle(command, state, allocation);
    case 'WithdrawProposal':
      return withdraw(command, state, budget, allocation);
    case 'AdjustAllocation':
      return adjust(command, state, budget, allocation);
    case 'AdjustToIndex':
      return adjustToIndex(command, state, budget, allocation);
    case 'RecordDisbursement':
      return disburse(command, state, budget, allocation);
    case 'RecordReturn':
      return takeReturn(command, state, budget, allocation);
    case 'ReleaseAllocation':
      return release(command, state, budget, allocation);
    case 'ReverseAllocation':
      return reverse(command, state, budget, allocation);
    case 'ReplaceAllocation':
      return replace(command, state, budget, allocation);
    case 'AnnotateAllocation':
      return annotate(command, allocation);
    case 'SetReportingDuty':
    case 'ReceiveReport':
    case 'ExtendReportingDuty':
    case 'WaiveReportingDuty':
    case 'ReopenReportingDuty':
      return decideDuty(command, allocation);
    case 'DemandClawback':
    case 'WithdrawClawback':
      return decideClaim(command, allocation);
    case 'SetDisbursementPlan':
      return decidePlan(command, allocation);
  }
}

function open(command: OpenBudget, state: BudgetState): Decided<BudgetEvent> {
  const { bodyId, year, currency, control, reuse = false, unknown } = command;
  const approval = approvalIn(command.approval ?? { policy: 'none' }, currency);
  if ('refused' in approval) return approval;
  if (state.budget !== null)
    return against('already-exists', `The budget of ${bodyId} for ${year} has been opened already.`, '/year');
  if (command.nextClosed)
    return against('later-year-closed', `The budget of ${bodyId} for ${year + 1} has been carried forward already.`);
  if (unknown) return unknownParty(unknown);
  return {
    events: [{ type: 'BudgetOpened', data: { bodyId, year, currency, control, approval, reuse } }],
    warnings: [],
  };
}

function approvalIn(approval: Approval, currency: string) {
  if (approval.policy !== 'above') return { policy: approval.policy };
  const stated = statedAmount(parseAmount, approval.above, currency, '/approval/above');
  if ('refused' in stated) return stated;
  return { policy: approval.policy, above: formatAmount(stated.amount, currency) };
}
