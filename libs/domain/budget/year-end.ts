import { formatAmount, parseAmount } from '@anslag/money/amount';
import { unknownParty } from '../party/decide';
import { against, booked, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import { goingOn, nextStep } from './carrying';
import type {
  BeginCarryForward,
  CloseBudget,
  CompleteCarryForward,
  RecordLateCorrection,
  YearEndCommand,
} from './year-end-commands';
import type { BudgetEvent, Seal, YearEndRule } from './events';
import { closed, locked } from './phase';
import type { BudgetState, OpenBudget } from './state';
import { takeOver } from './taking-over';
import { transfersUnderWay } from './transfers';

/** How a budget year ends: locked, carried forward to the next, closed. Only the first step has a way back. */
export function decideYearEnd(
  command: Exclude<YearEndCommand, RecordLateCorrection>,
  state: BudgetState,
  budget: OpenBudget,
): Decided<BudgetEvent> {
  switch (command.type) {
    case 'LockBudget': {
      if (state.phase === 'locked') return locked(budget);
      if (state.phase !== 'open') return closed(budget, state.phase);
      if (command.unknown) return unknownParty(command.unknown);
      return booked({ type: 'BudgetLocked', data: said(command, 'decision', 'note') });
    }
    case 'UnlockBudget':
      return notLocked(state, budget) ?? booked({ type: 'BudgetUnlocked', data: { reason: command.reason } });
    case 'BeginCarryForward':
      return begin(command, state, budget);
    case 'CarryOn': {
      if (!state.carrying || state.phase !== 'carrying') return notCarrying(budget);
      const events = nextStep(state, budget, state.carrying.rule, state.carrying.toYear);
      return events.length > 0
        ? { events, warnings: [] }
        : against('nothing-to-carry', 'All that was to be carried forward has been.');
    }
    case 'TakeOver':
      return takeOver(command, state, budget);
    case 'CompleteCarryForward':
      return complete(command, state, budget);
    case 'CloseBudget':
      return close(command, state, budget);
  }
}

function begin(command: BeginCarryForward, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const rule = ruleIn(command.rule, budget);
  if ('refused' in rule) return rule;
  const toYear = budget.year + 1;
  const stopped =
    notLocked(state, budget) ??
    stillWaiting(state) ??
    transfersUnderWay(state) ??
    neighbourly(command, state, budget, rule);
  if (stopped) return stopped;
  if (command.unknown) return unknownParty(command.unknown);
  const first = nextStep(state, budget, rule, toYear);
  return {
    events: [{ type: 'CarryForwardBegun', data: { rule, toYear, ...said(command, 'decision', 'note') } }, ...first],
    warnings: [],
  };
}

function ruleIn(rule: YearEndRule, { currency }: OpenBudget): YearEndRule | Refusal {
  const { availableAtMost, ...others } = rule;
  if (availableAtMost === undefined) return others;
  const stated = statedAmount(parseAmount, availableAtMost, currency, '/availableAtMost');
  return 'refused' in stated ? stated : { ...others, availableAtMost: stated.text };
}

function stillWaiting({ allocations }: BudgetState): Refusal | null {
  const waits = allocations.count(({ proposal }) => proposal !== null);
  return waits === 0
    ? null
    : against('waiting', `${waits} allocations wait for approval; approve or reject them first.`);
}

function neighbourly(
  { neighbours: { earlierOpen, next } }: BeginCarryForward,
  state: BudgetState,
  budget: OpenBudget,
  rule: YearEndRule,
): Refusal | null {
  const { bodyId, year, currency } = budget;
  if (earlierOpen) return against('earlier-year-open', `The budget of ${bodyId} for ${year - 1} must be closed first.`);
  const going = goingOn(state, budget, rule);
  if (going.length === 0) return null;
  if (!next) return against('budget-not-open', `${bodyId} has no open budget for ${year + 1} to carry forward to.`);
  if (next.currency !== currency)
    return against('currency-mismatch', `The budget for ${year + 1} is in ${next.currency}, not in ${currency}.`);
  if (next.phase !== 'open' && next.phase !== 'locked') return closed({ ...budget, year: year + 1 }, next.phase);
  const missing = going.filter((programmeId) => programmeId !== null && !next.programmes.includes(programmeId));
  if (missing.length === 0) return null;
  return against(
    'programme-not-open',
    `The budget for ${year + 1} has no programme ${missing.join(', ')} to carry forward to; open it there first.`,
  );
}

function complete({ untaken }: CompleteCarryForward, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { phase, carrying } = state;
  if (!carrying || phase !== 'carrying') return notCarrying(budget);
  if (untaken > 0 || nextStep(state, budget, carrying.rule, carrying.toYear).length > 0) return underWay(budget);
  return booked({ type: 'CarryForwardCompleted', data: { toYear: carrying.toYear } });
}

function close(command: CloseBudget, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  if (state.phase === 'closed') return closed(budget, state.phase);
  // Between the two nothing can be booked any more, so the second revision is the one that was looked at last.
  const moved = state.phase === 'carried' && command.sealed.revision !== state.revision;
  if (state.phase === 'carrying' || moved) return underWay(budget);
  if (state.phase !== 'carried')
    return against('not-carried', `The budget of ${budget.bodyId} for ${budget.year} must be carried forward first.`);
  if (command.unknown) return unknownParty(command.unknown);
  const seal: Seal = {
    ...command.sealed,
    trialBalance: trialBalance(state, budget.currency),
  };
  return booked({ type: 'BudgetClosed', data: { seal, ...said(command, 'decision', 'note') } });
}

function trialBalance({ accounts }: BudgetState, currency: string): Seal['trialBalance'] {
  const names = (Object.keys(accounts) as (keyof typeof accounts)[]).sort();
  return names.map((account) => ({ account, amount: formatAmount(accounts[account]!, currency) }));
}

function notLocked({ phase }: BudgetState, budget: OpenBudget): Refusal | null {
  switch (phase) {
    case 'locked':
      return null;
    case 'open':
      return against('not-locked', `The budget of ${budget.bodyId} for ${budget.year} is not locked.`);
    case 'carrying':
      return underWay(budget);
    case 'carried':
      return against('already-carried', `The budget of ${budget.bodyId} for ${budget.year} has been carried forward.`);
    case 'closed':
      return closed(budget, phase);
  }
}

const underWay = ({ bodyId, year }: OpenBudget): Refusal =>
  against('carry-forward-under-way', `The budget of ${bodyId} for ${year} is being carried forward.`);

const notCarrying = ({ bodyId, year }: OpenBudget): Refusal =>
  against('not-carried', `The budget of ${bodyId} for ${year} is not being carried forward.`);
