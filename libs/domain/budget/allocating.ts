import { parseAmount, type Amount } from '@anslag/money/amount';
import { inForce } from '../agreement/in-force';
import type { Standing } from '../agreement/standing';
import { effectiveDay, type Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { mergedBy } from '../party/merging';
import { against, invalid, isRefusal, type Decided, type Refusal, type Warning } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import type { AgreementFact, Allocate, FundYear } from './commands';
import { controlled, waits } from './control';
import type { AllocationTerms, BudgetEvent, Entry } from './events';
import { unknownProgramme } from './programme-pots';
import type { BudgetState, OpenBudget } from './state';

/** Decides on a new allocation: booked at once, or waiting for a second person where the budget asks for one. */
export function allocate(command: Allocate & Commanded, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { allocationId, recipientId, kind, supplementTo, unknown, merged, today } = command;
  if (isReserved(allocationId)) return reservedId('/allocationId');
  const stated = statedAmount(parseAmount, command.amount, budget.currency, '/amount');
  if ('refused' in stated) return stated;
  const effectiveOn = effectiveDay(command.effectiveOn, command.decision, null);
  if (typeof effectiveOn !== 'string') return effectiveOn;

  if (state.allocations.has(allocationId)) return alreadyExists(allocationId, '/allocationId');
  if (unknown) return unknownParty(unknown);
  const gone = mergedBy(merged, today, effectiveOn, '/recipientId');
  if (gone) return gone;
  if (supplementTo !== undefined && supplementTo !== 'unknown' && !state.allocations.has(supplementTo))
    return against('unknown-allocation', `There is no allocation ${supplementTo} in this budget.`, '/supplementTo');
  const under = programmeOf(command.programme, state);
  if (isRefusal(under)) return under;
  const warnings = underAgreement(command.agreement, effectiveOn);
  if (isRefusal(warnings)) return warnings;

  const entry = {
    allocationId,
    recipientId,
    kind,
    originYear: budget.year,
    ...under,
    amount: stated.text,
    currency: budget.currency,
    effectiveOn,
  };
  return decided(state, budget, stated.amount, { ...entry, ...termsOf(command) }, warnings);
}

/** Books one year of an agreement's funding terms, under allocationId = agreementId, so that a year is funded once. */
export function fundYear(command: FundYear & Commanded, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { agreementId, terms, decision, year } = command;
  const firstDay = `${year}-01-01`;
  const decidedOn = effectiveDay(command.effectiveOn, decision, firstDay);
  if (typeof decidedOn !== 'string') return decidedOn;
  const effectiveOn = command.effectiveOn ?? (decidedOn > firstDay ? decidedOn : firstDay);

  // Before anything about the terms: they may have changed since the year was funded.
  const taken = state.allocations.get(agreementId);
  if (taken && taken.terms.agreementId !== agreementId)
    return against(
      'already-exists',
      `An allocation that is not the agreement's has the id ${agreementId} in this budget.`,
    );
  if (taken)
    return against(
      'already-funded',
      `The agreement ${agreementId} has been funded for ${year} already; what followed is on allocation ${agreementId}.`,
    );
  if (isReserved(agreementId)) return against('reserved-id', reservedDetail);
  if (terms === null)
    return against('no-funding-terms', `The agreement ${agreementId} has no funding terms for ${year}.`);
  if (terms.amount === null)
    return against('amount-not-stated', `The funding terms of ${agreementId} state no amount for ${year}.`);
  if (command.unknown) return unknownParty(command.unknown);
  const gone = mergedBy(command.merged, command.today, effectiveOn);
  if (gone) return gone;
  if (terms.currency !== budget.currency)
    return against('currency-mismatch', `The terms are in ${terms.currency}, the budget in ${budget.currency}.`);
  const under = programmeOf(command.programme, state);
  if (isRefusal(under)) return under;
  const warnings = underAgreement({ agreementId, standing: command.standing }, effectiveOn);
  if (isRefusal(warnings)) return warnings;
  const stated = statedAmount(parseAmount, terms.amount, terms.currency, '/amount');
  if ('refused' in stated) return stated;

  return decided(
    state,
    budget,
    stated.amount,
    {
      allocationId: agreementId,
      recipientId: terms.recipientId,
      kind: 'yearly',
      originYear: year,
      ...under,
      amount: stated.text,
      currency: budget.currency,
      effectiveOn,
      agreementId,
      ...(decision && { decision }),
      ...said(command, 'programme', 'note'),
    },
    warnings,
  );
}

/** The event for new money, given the approval policy, under control. */
export function decided(
  state: BudgetState,
  budget: OpenBudget,
  amount: Amount,
  data: Entry & AllocationTerms,
  warnings: Warning[] = [],
): Decided<BudgetEvent> {
  const type = waits(budget, amount) ? 'AllocationProposed' : 'AllocationDecided';
  return controlled(state, budget, null, [{ type, data }], warnings);
}

/** What entries under a programme say of it. A budget that has opened none takes any text, and keeps nothing apart for it. */
function programmeOf(programme: string | undefined, state: BudgetState): { programmeId?: string } | Refusal {
  if (programme === undefined || state.programmes.isEmpty()) return {};
  return unknownProgramme(state, programme, '/programme') ?? { programmeId: programme };
}

/** Money under an agreement is refused while it is not in force, and booked with a warning where that is unknown. */
export function underAgreement(agreement: AgreementFact | undefined, day: string): Warning[] | Refusal {
  if (agreement === undefined) return [];
  const { agreementId, standing } = agreement;
  if (standing === null)
    return against('unknown-agreement', `There is no agreement ${agreementId} in the ledger.`, '/agreementId');
  return judged(agreementId, standing, day);
}

function judged(agreementId: string, standing: Standing, day: string): Warning[] | Refusal {
  switch (inForce(standing, day)) {
    case 'yes':
      return [];
    case 'no':
      return against('not-in-force', `The agreement ${agreementId} is not in force on ${day}.`);
    case 'unknown':
      return [
        {
          code: 'in-force-unknown',
          detail: `Whether the agreement ${agreementId} is in force on ${day} is not stated.`,
        },
      ];
  }
}

/** Ids such as `2019.engangs` name allocations that a later year took over. */
export function isReserved(allocationId: string): boolean {
  return /^\d{4}\./.test(allocationId);
}

const reservedDetail = 'An id that begins with a year and a dot is reserved for allocations carried over.';

export const reservedId = (pointer: string): Refusal => invalid('reserved-id', reservedDetail, pointer);

export const alreadyExists = (allocationId: string, pointer: string): Refusal =>
  against('already-exists', `The allocation ${allocationId} exists already in this budget.`, pointer);

const termsOf = (command: Allocate): AllocationTerms =>
  said(
    command,
    ...(['decision', 'purposes', 'agreementId', 'supplementTo', 'programme', 'dimensions'] as const),
    ...(['recipientNameAsPublished', 'title', 'note'] as const),
  );
