import { unknownParty } from '../party/decide';
import { against, type Decided } from '../refusal';
import { said } from '../said';
import type {
  AdoptAgreement,
  ConsiderAgreement,
  RecommendAgreement,
  RecordEntryConditions,
  RefuseAdoption,
  WithdrawAdoption,
} from './commands';
import type { AgreementEvent } from './events';
import type { Agreement } from './state';

/** The conditions anew, whole; what was answered stays. */
export function recordEntryConditions(command: RecordEntryConditions): Decided<AgreementEvent> {
  if (command.unknown) return unknownParty(command.unknown);
  const data = said(
    command,
    ...(['agreementId', 'adopters', 'adoptersCertainty', 'plannedFrom', 'plannedFromCertainty'] as const),
    ...(['adoptBy', 'adoptByCertainty', 'decision', 'note'] as const),
  );
  return one({ type: 'EntryConditionsRecorded', data });
}

/** Considered is not adopted: it changes nothing but what is known of the way there. */
export function consider(command: ConsiderAgreement): Decided<AgreementEvent> {
  if (command.unknown) return unknownParty(command.unknown);
  return one({ type: 'AgreementConsidered', data: said(command, 'agreementId', 'decision', 'note') });
}

export function recommend(command: RecommendAgreement, { recommendedBy }: Agreement): Decided<AgreementEvent> {
  const { agreementId, decision, unknown } = command;
  if (recommendedBy.includes(decision.bodyId))
    return against('already-recommended', `${decision.bodyId} has recommended ${agreementId} already.`);
  if (unknown) return unknownParty(unknown);
  const data = said(command, 'agreementId', 'recommendedTo', 'decision', 'note');
  return one({ type: 'AgreementRecommended', data });
}

export function adopt(command: AdoptAgreement, agreement: Agreement): Decided<AgreementEvent> {
  const { agreementId, partyId, unknown } = command;
  const foreign = notAsked(command, agreement);
  if (foreign) return foreign;
  if (answered(agreement, partyId) === 'adopted')
    return against('already-adopted', `${partyId} has adopted ${agreementId} already.`, '/partyId');
  if (unknown) return unknownParty(unknown);
  return one({ type: 'AgreementAdopted', data: said(command, 'agreementId', 'partyId', 'decision', 'note') });
}

/** A refusal may be followed by an adoption, as a vote may be taken again; the other way is a withdrawal. */
export function refuse(command: RefuseAdoption, agreement: Agreement): Decided<AgreementEvent> {
  const { agreementId, partyId, unknown } = command;
  const foreign = notAsked(command, agreement);
  if (foreign) return foreign;
  const before = answered(agreement, partyId);
  if (before === 'adopted')
    return against('already-adopted', `${partyId} has adopted ${agreementId}; withdraw that first.`, '/partyId');
  if (before === 'refused')
    return against('already-refused', `${partyId} has refused ${agreementId} already.`, '/partyId');
  if (unknown) return unknownParty(unknown);
  return one({ type: 'AdoptionRefused', data: said(command, 'agreementId', 'partyId', 'reason', 'decision', 'note') });
}

export function withdrawAdoption(command: WithdrawAdoption, agreement: Agreement): Decided<AgreementEvent> {
  const { agreementId, partyId, unknown } = command;
  if (answered(agreement, partyId) !== 'adopted')
    return against('not-adopted', `${partyId} has not adopted ${agreementId}.`);
  if (unknown) return unknownParty(unknown);
  const data = said(command, 'agreementId', 'partyId', 'reason', 'decision', 'note');
  return one({ type: 'AdoptionWithdrawn', data });
}

function notAsked({ agreementId, partyId }: { agreementId: string; partyId: string }, { entry }: Agreement) {
  return entry && !entry.adopters.includes(partyId)
    ? against('not-an-adopter', `${agreementId} does not say that ${partyId} must adopt it.`, '/partyId')
    : null;
}

const answered = ({ answers }: Agreement, partyId: string) =>
  answers.findLast((answer) => answer.partyId === partyId)?.answer;

const one = (event: AgreementEvent): Decided<AgreementEvent> => ({ events: [event], warnings: [] });
