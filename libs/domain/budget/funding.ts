import { formatAmount, parseAmount } from '@anslag/money/amount';
import type { FundingTerms } from '../agreement/events';
import { partGiven, type PartOfYear } from '../agreement/part-of-year';
import { effectiveDay, type Commanded, type Decision, type UnknownParty } from '../decision';
import { statusOf } from '../index-series/index-factor';
import { unknownParty } from '../party/decide';
import { mergedBy } from '../party/merging';
import { against, isRefusal, missing, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import { decided, isReserved, programmeOf, reservedDetail, underAgreement } from './allocating';
import { codingOf } from './coding';
import type { FundYear } from './commands';
import type { BudgetEvent } from './events';
import type { FundingBasis, Indexation } from './funding-basis';
import { factorUsed, indexUsed, type IndexUsed } from './indexation';
import { notOpenFor } from './phase';
import type { Allocation, BudgetState, OpenBudget } from './state';
import { fractionGiven, yearsAmount, type Bearing } from './years-amount';

/** What a run over all agreements of a body says once, for each of them. */
export interface YearOfFunding {
  bodyId: string;
  year: number;
  decision?: Decision;
  effectiveOn?: string;
  unknown?: UnknownParty;
}

/** Why no agreement at all could be funded in this budget, if so: told once, and not of each agreement. */
export function notFundable(asked: YearOfFunding, state: BudgetState): Refusal | null {
  const { bodyId, year, unknown } = asked;
  const { budget } = state;
  const effectiveOn = takesEffect(asked);
  if (typeof effectiveOn !== 'string') return effectiveOn;
  if (budget === null) return missing('budget-not-found', `${bodyId} has no open budget for ${year}.`);
  const stopped = notOpenFor({ type: 'FundYear' }, state, budget);
  return stopped ?? (unknown ? unknownParty(unknown) : null);
}

/** Books one year of an agreement's funding terms, under allocationId = agreementId, so that a year is funded once. */
export function fundYear(command: FundYear & Commanded, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { agreementId, terms, decision, year, borne } = command;
  const decidedOn = takesEffect(command);
  if (typeof decidedOn !== 'string') return decidedOn;

  // Before anything about the terms: they may have changed since the year was funded.
  const taken = state.allocations.get(agreementId);
  if (taken) return fundedBefore(agreementId, year, taken);
  if (isReserved(agreementId)) return against('reserved-id', reservedDetail);
  if (terms === null)
    return against('no-funding-terms', `The agreement ${agreementId} has no funding terms for ${year}.`);
  if (borne === 'nothing') return against('no-share', `${command.bodyId} bears nothing of ${agreementId} in ${year}.`);
  if (terms.amount === null)
    return against('amount-not-stated', `The funding terms of ${agreementId} state no amount for ${year}.`);
  if (borne === 'not-stated')
    return against('share-not-stated', `Who bears which part of ${agreementId} in ${year} is not stated in full.`);
  if (command.unknown) return unknownParty(command.unknown);
  const part = partToFund(command, terms);
  if (part && 'refused' in part) return part;
  const effectiveOn = command.effectiveOn ?? laterOf(decidedOn, part?.from);
  const gone = mergedBy(command.merged, command.today, effectiveOn);
  if (gone) return gone;
  if (terms.currency !== budget.currency)
    return against('currency-mismatch', `The terms are in ${terms.currency}, the budget in ${budget.currency}.`);
  const under = programmeOf(command.programme, state);
  if (isRefusal(under)) return under;
  const coded = codingOf(command.dimensions, state);
  if (isRefusal(coded)) return coded;
  const warnings = underAgreement({ agreementId, standing: command.standing }, effectiveOn);
  if (isRefusal(warnings)) return warnings;
  const whole = statedAmount(parseAmount, terms.amount, terms.currency, '/amount');
  if ('refused' in whole) return whole;
  const index = indexUsed(terms, year, command.series ?? null);
  if (index && isRefusal(index)) return index;
  const given = fractionGiven(part, factorUsed(index));
  const { amount, share } = yearsAmount(whole.amount, given, borne, terms.currency, index?.rounding);
  if (amount.isZero())
    return against(
      'not-above-zero',
      `The part of ${whole.text} that ${agreementId} gives in ${year} rounds to nothing.`,
    );

  return decided(
    state,
    budget,
    amount,
    {
      allocationId: agreementId,
      recipientId: terms.recipientId,
      kind: 'yearly',
      originYear: year,
      ...under,
      ...coded,
      amount: formatAmount(amount, budget.currency),
      currency: budget.currency,
      effectiveOn,
      agreementId,
      ...(decision && { decision }),
      ...said(command, 'programme', 'dimensions', 'note'),
      ...(part && { basis: basisOf(whole.text, part) }),
      ...(share && { share }),
      ...(index && { indexation: indexationOf(whole.text, index, part, borne, formatAmount(amount, budget.currency)) }),
    },
    warnings,
  );
}

/** Which part of the year's amount prorated terms give; null where they give all of it. */
function partToFund({ agreementId, standing, year }: FundYear, terms: FundingTerms) {
  const unit = terms.proration === 'day' ? 'day' : 'month';
  const part = partGiven(terms, standing, year);
  if (part === 'never') return against('not-in-force', `The agreement ${agreementId} is not in force in ${year}.`);
  if (part !== 'imprecise') return part;
  const code = unit === 'day' ? ('proration-needs-a-day' as const) : ('proration-needs-a-month' as const);
  return against(
    code,
    `Its terms are prorated by ${unit}, and on which ${unit} of ${year} the agreement ${agreementId} begins or ends is not known.`,
  );
}

const basisOf = (amount: string, { unit, numerator, denominator }: PartOfYear): FundingBasis => ({
  amount,
  unit,
  numerator,
  denominator,
});

/** All that a later value of the index is put into. */
const indexationOf = (
  stated: string,
  index: IndexUsed,
  part: PartOfYear | null,
  borne: Bearing,
  amount: string,
): Indexation => ({
  ...index,
  status: statusOf(index.values),
  stated,
  ...(part && { part: { numerator: part.numerator, denominator: part.denominator } }),
  ...(borne !== 'all' && borne),
  amount,
});

const laterOf = (day: string, other: string | undefined): string => (other !== undefined && other > day ? other : day);

/**
 * The day given, else the later of the decision's day and the year's first; under prorated terms also no earlier than the
 * agreement. Source: bookkeeping.md, "Which date".
 */
function takesEffect({ year, decision, effectiveOn }: YearOfFunding): string | Refusal {
  const firstDay = `${year}-01-01`;
  const decidedOn = effectiveDay(effectiveOn, decision, firstDay);
  if (typeof decidedOn !== 'string') return decidedOn;
  return effectiveOn ?? (decidedOn > firstDay ? decidedOn : firstDay);
}

/** The agreement's id is taken in this budget: a year is funded once, whatever came of it. */
function fundedBefore(agreementId: string, year: number, { terms, status }: Allocation): Refusal {
  if (terms.agreementId !== agreementId)
    return against(
      'already-exists',
      `An allocation that is not the agreement's has the id ${agreementId} in this budget.`,
    );
  const instead = 'what is to be given instead is an allocation with an id of its own.';
  switch (status) {
    case 'waiting':
      return against(
        'already-funded',
        `The funding of ${agreementId} for ${year} is proposed already and waits for approval.`,
      );
    case 'decided':
      return against(
        'already-funded',
        `The agreement ${agreementId} has been funded for ${year} already; what followed is on allocation ${agreementId}.`,
      );
    case 'rejected':
      return against(
        'funding-rejected',
        `That ${agreementId} be funded for ${year} was proposed and rejected; ${instead}`,
      );
    case 'reversed':
      return against('funding-reversed', `The funding of ${agreementId} for ${year} was reversed; ${instead}`);
  }
}
