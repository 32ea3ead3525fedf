import { amountOf, formatAmount, parseAmount, type Amount } from '@anslag/money/amount';
import { whole, type Fraction } from '@anslag/money/fraction';
import type { FundingTerms, IndexTerms } from '../agreement/events';
import { effectiveDay, type Commanded } from '../decision';
import { factorOf, statusOf, valuesFor } from '../index-series/index-factor';
import type { IndexMeasure, PublishedValue } from '../index-series/events';
import type { IndexState } from '../index-series/state';
import { unknownParty } from '../party/decide';
import { against, isRefusal, type Decided, type Refusal } from '../refusal';
import type { AdjustToIndex } from './commands';
import { controlled, waits } from './control';
import type { BudgetEvent } from './events';
import type { Indexation } from './funding-basis';
import { entryOn } from './existing-allocation';
import { notOpen, unchangeable } from './not-open';
import { freedTo, type Allocation, type BudgetState, type OpenBudget } from './state';
import { fractionGiven, yearsAmount } from './years-amount';

/** The values by which a year's amount is put up, and from which prices to which. */
export interface IndexUsed extends Pick<Indexation, 'indexId' | 'measure' | 'baseYear' | 'toYear' | 'values'> {
  rounding?: Indexation['rounding'];
}

/** What the terms' index says of a year; null where they have none. */
export function indexUsed(terms: FundingTerms, year: number, series: IndexState): IndexUsed | null | Refusal {
  const { indexation } = terms;
  if (!indexation) return null;
  const toYear = year - (indexation.lagYears ?? 0);
  const { indexId, baseYear, rounding } = indexation;
  const { measure, values } = published(indexation, series);
  const used = valuesFor({ measure, values }, { baseYear, toYear });
  if (typeof used === 'number') return notPublished(indexId, used);
  return { indexId, measure, baseYear, toYear, values: used, ...(rounding && { rounding }) };
}

/** An amount in the base year's prices is multiplied by it, exactly. */
export const factorUsed = (used: IndexUsed | null): Fraction => (used ? factorOf(used.measure, used.values) : whole);

/**
 * Books the difference that newer values of its index make: the same year's amount is computed again from all that it was
 * computed from at first, and what was booked by it so far is deducted. Whether the agreement is still in force does not
 * matter: the year was given under it.
 */
export function adjustToIndex(
  command: AdjustToIndex & Commanded,
  state: BudgetState,
  budget: OpenBudget,
  allocation: Allocation,
): Decided<BudgetEvent> {
  const { decision, series = null } = command;
  const stopped = notOpen(allocation);
  if (stopped && !allocation.proposal) return stopped;
  const before = indexationOf(allocation);
  if (!before)
    return against('not-indexed', `The amount of ${allocation.allocationId} was not computed with an index.`);
  if (command.unknown) return unknownParty(command.unknown);
  const indexation = computedAnew(before, series, allocation.currency);
  if (isRefusal(indexation)) return indexation;
  if (allocation.proposal?.indexation && sayTheSame(indexation.values, allocation.proposal.indexation.values))
    return against('index-unchanged', 'The difference that the newest values make waits for approval already.');
  const effectiveOn = takesEffect(command, allocation);
  if (typeof effectiveOn !== 'string') return effectiveOn;
  const refusal = notOpen(allocation, effectiveOn) ?? unchangeable(allocation);
  if (refusal) return refusal;

  const difference = amountOf(indexation.amount).sub(amountOf(before.amount));
  const { reason = reasonOf(indexation) } = command;
  const entry = entryOn(allocation, formatAmount(difference, allocation.currency), effectiveOn);
  const data = { ...entry, reason, ...(decision && { decision }), indexation };
  const up = difference.gt(0);
  const event: BudgetEvent =
    up && waits(budget, allocation.allocated.add(difference))
      ? { type: 'AllocationAdjustmentProposed', data }
      : {
          type: 'AllocationAdjusted',
          data: difference.lt(0) ? { ...data, freedTo: freedTo(budget, allocation) } : data,
        };
  return controlled(state, budget, allocation, [event]);
}

/** The day given; else the decision's, or today, but no earlier than the allocation itself, which may be of a year to come. */
function takesEffect(
  { effectiveOn, decision, today }: AdjustToIndex & Commanded,
  allocation: Allocation,
): string | Refusal {
  const day = effectiveDay(effectiveOn, decision, today);
  if (typeof day !== 'string' || effectiveOn !== undefined) return day;
  return day > allocation.effectiveOn ? day : allocation.effectiveOn;
}

/** What the amount was computed with last; undefined where no index was. */
export const indexationOf = ({ terms, indexed }: Pick<Allocation, 'terms' | 'indexed'>): Indexation | undefined =>
  indexed.at(-1)?.indexation ?? terms.indexation;

function computedAnew(before: Indexation, series: IndexState, currency: string): Indexation | Refusal {
  const { indexId, measure, stated, part, shares, own, rounding } = before;
  const values = valuesFor(published(before, series), before);
  if (typeof values === 'number') return notPublished(indexId, values);
  if (sayTheSame(values, before.values))
    return against(
      'index-unchanged',
      `Nothing newer than what the amount was computed with is published in ${indexId}.`,
    );
  const given = fractionGiven(part ?? null, factorOf(measure, values));
  const borne = shares && own !== undefined ? { shares, own } : 'all';
  const { amount } = yearsAmount(parsed(stated, currency), given, borne, currency, rounding);
  return { ...before, values, status: statusOf(values), amount: formatAmount(amount, currency) };
}

const sayTheSame = (some: readonly PublishedValue[], others: readonly PublishedValue[]): boolean =>
  some.length === others.length &&
  some.every(({ value, status }, index) => value === others[index]!.value && status === others[index]!.status);

const parsed = (stated: string, currency: string): Amount => {
  const amount = parseAmount(stated, currency);
  if (typeof amount === 'string') throw new RangeError('Stored amount is not above zero');
  return amount;
};

/** The series as it is known; a measure that it was registered with never changes. */
function published(
  { indexId }: Pick<IndexTerms, 'indexId'>,
  series: IndexState,
): { measure: IndexMeasure; values: readonly PublishedValue[] } {
  if (series?.indexId !== indexId) throw new Error('The values of another index series were looked up');
  return series;
}

const notPublished = (indexId: string, year: number): Refusal =>
  against('index-not-published', `No value of ${indexId} for ${year} is recorded.`);

const reasonOf = ({ indexId, toYear, status, values }: Indexation): string =>
  `${indexId} ${toYear}: ${status}, ${[...new Set(values.map(({ version }) => version))].join(', ')}`;
