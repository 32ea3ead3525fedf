import { parseAmount, type Amount } from '@anslag/money/amount';
import { inForce } from '../agreement/in-force';
import type { Standing } from '../agreement/standing';
import { effectiveDay, type Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { mergedBy } from '../party/merging';
import { unsealable } from '../party/personal';
import { against, invalid, isRefusal, type Decided, type Refusal, type Warning } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import type { AgreementFact, Allocate } from './commands';
import { codingOf } from './coding';
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
  if (command.unsealable) return unsealable(command.unsealable);
  const gone = mergedBy(merged, today, effectiveOn, '/recipientId');
  if (gone) return gone;
  if (supplementTo !== undefined && supplementTo !== 'unknown' && !state.allocations.has(supplementTo))
    return against('unknown-allocation', `There is no allocation ${supplementTo} in this budget.`, '/supplementTo');
  const under = programmeOf(command.programme, state);
  if (isRefusal(under)) return under;
  const coded = codingOf(command.dimensions, state);
  if (isRefusal(coded)) return coded;
  const warnings = underAgreement(command.agreement, effectiveOn);
  if (isRefusal(warnings)) return warnings;

  const entry = {
    allocationId,
    recipientId,
    kind,
    originYear: budget.year,
    ...under,
    ...coded,
    amount: stated.text,
    currency: budget.currency,
    effectiveOn,
  };
  return decided(state, budget, stated.amount, { ...entry, ...termsOf(command) }, warnings);
}

/** The event for new money, given the approval policy, under control. */
export function decided(
  state: BudgetState,
  budget: OpenBudget,
  amount: Amount,
  data: Entry & AllocationTerms,
  warnings: Warning[],
): Decided<BudgetEvent> {
  const type = waits(budget, amount) ? 'AllocationProposed' : 'AllocationDecided';
  return controlled(state, budget, null, [{ type, data }], warnings);
}

/** What entries under a programme say of it. A budget that has opened none takes any text, and keeps nothing apart for it. */
export function programmeOf(programme: string | undefined, state: BudgetState): { programmeId?: string } | Refusal {
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

export const reservedDetail = 'An id that begins with a year and a dot is reserved for allocations carried over.';

export const reservedId = (pointer: string): Refusal => invalid('reserved-id', reservedDetail, pointer);

export const alreadyExists = (allocationId: string, pointer: string): Refusal =>
  against('already-exists', `The allocation ${allocationId} exists already in this budget.`, pointer);

const termsOf = (command: Allocate): AllocationTerms =>
  said(
    command,
    ...(['decision', 'purposes', 'agreementId', 'supplementTo', 'programme', 'dimensions'] as const),
    ...(['recipientNameAsPublished', 'title', 'note'] as const),
  );
