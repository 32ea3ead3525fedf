import { parseAmount } from '@anslag/money/amount';
import { effectiveDay } from '../decision';
import { unknownParty } from '../party/decide';
import { against, booked, invalid, missing, type Decided } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import type {
  AdoptAppropriation,
  AppropriationCommand,
  ProposeAppropriation,
  RecommendAppropriation,
} from './commands';
import { controlled } from './control';
import type { BudgetEvent } from './events';
import { unknownProgramme } from './programme-pots';
import type { Appropriation, BudgetState, OpenBudget } from './state';

/** Decides on what an assembly gives a budget: proposed by anyone, recommended on its way, booked only when adopted. */
export function decideAppropriation(
  command: AppropriationCommand,
  state: BudgetState,
  budget: OpenBudget,
): Decided<BudgetEvent> {
  if (command.type === 'ProposeAppropriation') return propose(command, state, budget);

  const appropriation = state.appropriations.get(command.appropriationId);
  if (!appropriation)
    return missing('appropriation-not-found', `There is no appropriation ${command.appropriationId} in this budget.`);
  switch (command.type) {
    case 'RecommendAppropriation':
      return recommend(command, budget, appropriation);
    case 'AdoptAppropriation':
      return adopt(command, state, budget, appropriation);
    case 'RejectAppropriation': {
      if (command.unknown) return unknownParty(command.unknown);
      const settled = alreadySettled(appropriation);
      if (settled) return settled;
      const { appropriationId, reason, decision } = command;
      return booked({
        type: 'AppropriationRejected',
        data: { appropriationId, reason, ...(decision && { decision }) },
      });
    }
    case 'ReverseAppropriation': {
      if (appropriation.status === 'reversed')
        return against('already-reversed', 'The appropriation has been reversed already.');
      const { appropriationId, kind, adopted } = appropriation;
      if (!adopted) return against('not-adopted', 'Only an adopted appropriation can be reversed.');
      const { amount, effectiveOn, revision } = adopted;
      return controlled(state, budget, null, [
        {
          type: 'AppropriationReversed',
          data: {
            appropriationId,
            ...said(appropriation, 'programmeId'),
            kind,
            amount,
            currency: budget.currency,
            effectiveOn,
            reason: command.reason,
            reverses: revision,
          },
        },
      ]);
    }
  }
}

function propose(command: ProposeAppropriation, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { appropriationId, programmeId, kind, decision, note, unknown } = command;
  const { currency } = budget;
  const stated = command.amount === null ? null : statedAmount(parseAmount, command.amount, currency, '/amount');
  if (stated && 'refused' in stated) return stated;
  if (state.appropriations.has(appropriationId))
    return against('already-exists', `The appropriation ${appropriationId} exists already.`, '/appropriationId');
  const noSuch = unknownProgramme(state, programmeId, '/programmeId');
  if (noSuch) return noSuch;
  if (unknown) return unknownParty(unknown);
  return booked({
    type: 'AppropriationProposed',
    data: {
      appropriationId,
      ...said(command, 'programmeId'),
      kind,
      amount: stated && stated.text,
      currency,
      ...(decision && { decision }),
      ...(note !== undefined && { note }),
    },
  });
}

/** A body on the way to the one that adopts says what it thinks of the proposal; each says it once. */
function recommend(
  command: RecommendAppropriation,
  { currency }: OpenBudget,
  appropriation: Appropriation,
): Decided<BudgetEvent> {
  const { appropriationId, kind } = appropriation;
  const { decision, note } = command;
  const commanded = command.amount ?? appropriation.amount;
  const stated = commanded === null ? null : statedAmount(parseAmount, commanded, currency, '/amount');
  if (stated && 'refused' in stated) return stated;
  const settled = alreadySettled(appropriation);
  if (settled) return settled;
  if (command.unknown) return unknownParty(command.unknown);
  if (appropriation.recommended.some(({ bodyId }) => bodyId === decision.bodyId))
    return against('already-recommended', `${decision.bodyId} has recommended the appropriation already.`);
  return booked({
    type: 'AppropriationRecommended',
    data: {
      appropriationId,
      kind,
      amount: stated && stated.text,
      currency,
      decision,
      ...(note !== undefined && { note }),
    },
  });
}

function adopt(
  command: AdoptAppropriation,
  state: BudgetState,
  budget: OpenBudget,
  appropriation: Appropriation,
): Decided<BudgetEvent> {
  const { currency } = budget;
  const commanded = command.amount ?? undisputed(appropriation);
  if (commanded === null)
    return invalid(
      'amount-required',
      'The proposal states no amount, or another was recommended, so the adoption must.',
      '/amount',
    );
  const stated = statedAmount(parseAmount, commanded, currency, '/amount');
  if ('refused' in stated) return stated;
  const effectiveOn = effectiveDay(command.effectiveOn, command.decision, null);
  if (typeof effectiveOn !== 'string') return effectiveOn;
  const settled = alreadySettled(appropriation);
  if (settled) return settled;
  if (command.unknown) return unknownParty(command.unknown);
  const of = said(appropriation, 'appropriationId', 'programmeId', 'kind');
  return controlled(state, budget, null, [
    {
      type: 'AppropriationAdopted',
      data: { ...of, amount: stated.text, currency, effectiveOn, decision: command.decision },
    },
  ]);
}

/** The amount that the proposal and all who recommend it name; null where there is none such. */
const undisputed = ({ amount, recommended }: Appropriation): string | null =>
  recommended.every((one) => one.amount === amount) ? amount : null;

function alreadySettled({ status }: Appropriation) {
  switch (status) {
    case 'proposed':
    case 'recommended':
      return null;
    case 'adopted':
      return against('already-adopted', 'The appropriation has been adopted already.');
    case 'rejected':
      return against('already-rejected', 'The appropriation has been rejected already.');
    case 'reversed':
      return against('already-reversed', 'The appropriation has been reversed.');
  }
}
