import { parseDifference, type Amount } from '@anslag/money/amount';
import type { Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { against, invalid, isRefusal, type Decided, type Refusal } from '../refusal';
import { statedAmount } from '../stated-amount';
import { righted } from './amounts';
import type { RecordLateCorrection } from './year-end-commands';
import { exceedsConcerned } from './concerned-year';
import { controlled, waits } from './control';
import type { BudgetEvent, CorrectedFigure } from './events';
import { entryOn } from './existing-allocation';
import { unchangeable } from './not-open';
import { notOpenFor } from './phase';
import { freedTo, type Allocation, type BudgetState, type OpenBudget } from './state';

/**
 * Corrects a closed year where money can still be acted on: in the earliest open year, from today on, naming the year that
 * it concerns. What the right figure would have left in the state account goes there, against PRIOR_YEAR.
 */
export function correctLate(
  command: RecordLateCorrection & Commanded,
  state: BudgetState,
  budget: OpenBudget,
): Decided<BudgetEvent> {
  const stated = statedAmount(parseDifference, command.difference, budget.currency, '/difference');
  if ('refused' in stated) return stated;
  const { figure, concernsYear, reason, decision, allocationId } = command;
  const stopped = notOpenFor(command, state, budget) ?? misplaced(command, budget);
  if (stopped) return stopped;
  if (figure === 'appropriated' && stated.amount.gt(0) && !decision)
    return invalid('decision-required', 'More is appropriated only by a decision, which must be named.', '/decision');
  if (command.unknown) return unknownParty(command.unknown);
  const correction = {
    figure,
    amount: stated.text,
    currency: budget.currency,
    effectiveOn: command.today,
    concernsYear,
    reason,
    ...(decision && { decision }),
  };
  if (allocationId === undefined)
    return within(command, state, stated.amount, controlled(state, budget, null, [{ type, data: correction }]));

  const allocation = state.allocations.get(allocationId);
  if (!allocation?.carriedFrom || allocation.originYear > concernsYear)
    return against(
      'unknown-allocation',
      `There is no allocation ${allocationId} here that was carried forward from ${concernsYear}.`,
      '/allocationId',
    );
  const right = { ...allocation, ...righted(allocation, figure, stated.amount) };
  const limit = unchangeable(allocation) ?? limits(command, budget, right, stated.amount);
  if (limit) return limit;
  const { amount: _, effectiveOn: __, currency: ___, ...key } = entryOn(allocation, stated.text, command.today);
  const freed = figure === 'returned' ? { freedTo: freedTo(budget, allocation) } : {};
  const drawn = givesMore(figure, stated.amount) && budget.control !== 'none' ? { drawnOn: 'AVAILABLE' as const } : {};
  const events: BudgetEvent[] = [{ type, data: { ...key, ...correction, ...freed, ...drawn } }];
  return within(command, state, stated.amount, controlled(state, budget, right, events));
}

/** What the closed year had not given, or had got back: it was carried on as available, or lapsed, and cannot be had twice. */
const givesMore = (figure: CorrectedFigure, difference: Amount): boolean =>
  (figure === 'allocated' && difference.gt(0)) || (figure === 'released' && difference.lt(0));

const type = 'LateCorrectionRecorded' as const;

/** What the figures to date allow, as far as those of the year that is concerned do too. */
function within(
  command: RecordLateCorrection,
  state: BudgetState,
  difference: Amount,
  decided: Decided<BudgetEvent>,
): Decided<BudgetEvent> {
  return isRefusal(decided) ? decided : (exceedsConcerned(command, state, difference) ?? decided);
}

function misplaced(
  { concernsYear, isClosed, earliestOpen }: RecordLateCorrection,
  { bodyId, year }: OpenBudget,
): Refusal | null {
  if (concernsYear >= year || !isClosed)
    return against('not-closed', `${bodyId} has no closed budget for ${concernsYear} before ${year}.`, '/concernsYear');
  if (earliestOpen === null) return null;
  return {
    ...against('earlier-year-open', `Late corrections go into the earliest open year, which is ${earliestOpen}.`),
    path: `/budgets/${bodyId}/${earliestOpen}/late-corrections`,
  };
}

/** Beyond what is committed, which control looks at: no figure below nothing, and no way around the second person. */
function limits(
  { figure }: RecordLateCorrection,
  budget: OpenBudget,
  { allocated, committed, disbursed, recovered }: Allocation,
  difference: Amount,
): Refusal | null {
  // Of what was ever allocated, what was neither paid nor is committed was released: only that can come back.
  if (figure === 'released' && allocated.sub(disbursed).sub(committed).add(difference).lt(0))
    return against('exceeds-released', 'That is more than what was released on the allocation.', '/difference');
  if (disbursed.lt(0) || recovered.lt(0))
    return against('exceeds-disbursed', 'That is more than what was booked on the allocation.', '/difference');
  if (figure === 'allocated' && difference.gt(0) && waits(budget, allocated))
    return against(
      'approval-required',
      'The total would need approval: record an upward adjustment, which waits for it.',
    );
  return null;
}
