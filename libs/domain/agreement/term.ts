import { anyDay, daysOf, noDay } from '../days';
import { unknownParty } from '../party/decide';
import { against, invalid, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import type {
  ExtendAgreement,
  RecordTerm,
  SupersedeAgreement,
  TerminateAgreement,
  WithdrawSupersession,
  WithdrawTermination,
} from './commands';
import type { AgreementEvent, Term } from './events';
import { ownEnd, standingOf } from './standing';
import type { Agreement } from './state';

/** Whether a term ends before it starts whichever days its dates mean. */
export function endsBeforeStart(term: Term = {}): boolean {
  const { starts, ends } = standingOf({ term });
  return ends.last < starts.first;
}

export const termEndsBeforeStart = (pointer: string): Refusal =>
  invalid('ends-before-start', 'The term ends before it starts.', pointer);

export function recordTerm(command: RecordTerm): Decided<AgreementEvent> {
  if (command.unknown) return unknownParty(command.unknown);
  const data = said(command, 'agreementId', 'term', 'reason', 'decision', 'note');
  return { events: [{ type: 'AgreementTermRecorded', data }], warnings: [] };
}

export function extend(command: ExtendAgreement, agreement: Agreement): Decided<AgreementEvent> {
  const { agreementId, to, toCertainty, unknown } = command;
  const { term, termination } = agreement;
  if (termination) return alreadyTerminated(agreementId);
  if (ownEnd({ term }).first === noDay.first)
    return against('not-an-extension', `${agreementId} has no end that could be extended.`, '/to');
  const later = daysOf(to, toCertainty, anyDay);
  if (later.last <= ownEnd({ term }).first)
    return against('not-an-extension', `${agreementId} ends no earlier than that already.`, '/to');
  if (later.last < standingOf({ term }).starts.first)
    return against('ends-before-start', `${agreementId} starts later than that.`, '/to');
  if (unknown) return unknownParty(unknown);
  const data = said(command, 'agreementId', 'to', 'toCertainty', 'toEvidence', 'decision', 'note');
  return { events: [{ type: 'AgreementExtended', data }], warnings: [] };
}

export function terminate(command: TerminateAgreement, { term, termination }: Agreement): Decided<AgreementEvent> {
  const { agreementId, endsOn, endsOnCertainty, noticeOn, noticeOnCertainty } = command;
  if (termination) return alreadyTerminated(agreementId);
  const last = daysOf(endsOn, endsOnCertainty, anyDay).last;
  if (last < standingOf({ term }).starts.first)
    return against('ends-before-start', `${agreementId} starts later than that.`, '/endsOn');
  if (noticeOn !== undefined && daysOf(noticeOn, noticeOnCertainty, anyDay).first > last)
    return against('ends-before-start', `${agreementId} would have ended before notice was given.`, '/endsOn');
  if (command.unknown) return unknownParty(command.unknown);
  const notice = said(command, 'noticeOn', 'noticeOnCertainty', 'noticeBy');
  const ending = said(command, 'agreementId', 'endsOn', 'endsOnCertainty', 'reason', 'decision', 'note');
  return { events: [{ type: 'AgreementTerminated', data: { ...ending, ...notice } }], warnings: [] };
}

export function withdrawTermination(command: WithdrawTermination, { termination }: Agreement): Decided<AgreementEvent> {
  if (!termination) return against('not-terminated', `No notice has been given of ${command.agreementId}.`);
  if (command.unknown) return unknownParty(command.unknown);
  const data = said(command, 'agreementId', 'reason', 'decision', 'note');
  return { events: [{ type: 'AgreementTerminationWithdrawn', data }], warnings: [] };
}

export function supersede(command: SupersedeAgreement, { superseded }: Agreement): Decided<AgreementEvent> {
  const { agreementId, supersededBy, isKnown, leadsBack, unknown } = command;
  if (superseded)
    return against('already-superseded', `${agreementId} is superseded by ${superseded.supersededBy} already.`);
  if (!isKnown)
    return against('unknown-agreement', `There is no agreement ${supersededBy} in the ledger.`, '/supersededBy');
  if (leadsBack)
    return against(
      'already-superseded',
      `${supersededBy} is superseded by ${agreementId} itself, at once or by way of others.`,
      '/supersededBy',
    );
  if (unknown) return unknownParty(unknown);
  const successor = said(command, 'supersededBy', 'supersededOn', 'supersededOnCertainty');
  const data = { ...said(command, 'agreementId', 'changes', 'decision', 'note'), ...successor };
  return { events: [{ type: 'AgreementSuperseded', data }], warnings: [] };
}

/** Takes back that another agreement took its place: no such thing happened. */
export function withdrawSupersession(
  command: WithdrawSupersession,
  { superseded }: Agreement,
): Decided<AgreementEvent> {
  if (!superseded) return against('not-superseded', `No agreement has taken the place of ${command.agreementId}.`);
  if (command.unknown) return unknownParty(command.unknown);
  const data = said(command, 'agreementId', 'reason', 'decision', 'note');
  return { events: [{ type: 'AgreementSupersessionWithdrawn', data }], warnings: [] };
}

const alreadyTerminated = (agreementId: string): Refusal =>
  against('already-terminated', `Notice of ${agreementId} has been given; withdraw it first.`);
