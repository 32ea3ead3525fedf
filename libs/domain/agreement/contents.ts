import { anyDay, daysOf, ever, happenedBy, type Days, type Known } from '../days';
import type { Certainty, UncertainDate } from '../decision';
import { unknownParty } from '../party/decide';
import { against, missing, type Decided } from '../refusal';
import { said } from '../said';
import type { AddScope, AttachSource, FollowUp, NoteAmbiguity, RecordAnnex, RecordDeliverable } from './commands';
import type { AgreementEvent } from './events';
import type { AgreedDeliverable, Agreement } from './state';

/** A new annex, or a new version of one that is there. */
export function recordAnnex(command: RecordAnnex, { annexes }: Agreement): Decided<AgreementEvent> {
  const { agreementId, annexId, version, unknown } = command;
  if (annexes.some((one) => one.annexId === annexId && one.version === version))
    return against('already-exists', `${agreementId} has version ${version} of annex ${annexId} already.`, '/version');
  if (unknown) return unknownParty(unknown);
  const annex = said(command, 'annexId', 'version', 'title', 'from', 'fromCertainty', 'documentSha256');
  return one({ type: 'AnnexRecorded', data: { ...said(command, 'agreementId', 'decision', 'note'), ...annex } });
}

export function addScope(command: AddScope, { scopeIds }: Agreement): Decided<AgreementEvent> {
  const { agreementId, scopeId, unknown } = command;
  if (scopeIds.includes(scopeId))
    return against('already-exists', `${agreementId} has an area ${scopeId} already.`, '/scopeId');
  if (unknown) return unknownParty(unknown);
  const data = said(command, 'agreementId', 'scopeId', 'title', 'from', 'fromCertainty', 'decision', 'note');
  return one({ type: 'ScopeAdded', data });
}

export function recordDeliverable(command: RecordDeliverable, { deliverables }: Agreement): Decided<AgreementEvent> {
  const { agreementId, deliverableId, unknown } = command;
  if (deliverables.some((known) => known.deliverableId === deliverableId))
    return against('already-exists', `${agreementId} has a deliverable ${deliverableId} already.`, '/deliverableId');
  if (unknown) return unknownParty(unknown);
  const terms = said(command, 'deliverableId', 'kind', 'title', 'partyId', 'dueOn', 'dueOnCertainty');
  return one({ type: 'DeliverableRecorded', data: { ...said(command, 'agreementId', 'decision', 'note'), ...terms } });
}

export function followUp(command: FollowUp, { deliverables }: Agreement): Decided<AgreementEvent> {
  const { agreementId, deliverableId, unknown } = command;
  if (!deliverables.some((known) => known.deliverableId === deliverableId))
    return missing('deliverable-not-found', `${agreementId} has no deliverable ${deliverableId}.`);
  if (unknown) return unknownParty(unknown);
  const result = said(command, 'deliverableId', 'followedUpOn', 'followedUpOnCertainty', 'result');
  return one({
    type: 'DeliverableFollowedUp',
    data: { ...said(command, 'agreementId', 'decision', 'note'), ...result },
  });
}

/** Whether it was followed up by the end of a day; `unknown` where only a date that is not known to the day says so. */
export function followedUpBy({ followUps }: Pick<AgreedDeliverable, 'followUps'>, day: string): Known {
  const known = followUps.map(({ on, onCertainty }) => happenedBy(daysOf(on, onCertainty, anyDay), day));
  return known.includes('yes') ? 'yes' : known.includes('unknown') ? 'unknown' : 'no';
}

/** Where the agreement, or what became of it, can be looked up: known perhaps long after it was recorded. */
export function attachSource(command: AttachSource, { sourceIds }: Agreement): Decided<AgreementEvent> {
  const { agreementId, sourceId, unknown } = command;
  if (sourceIds.includes(sourceId))
    return against('already-exists', `${agreementId} has a source ${sourceId} already.`, '/sourceId');
  if (unknown) return unknownParty(unknown);
  const where = said(command, 'title', 'url', 'publishedOn', 'caseNumber', 'item', 'documentSha256', 'about');
  return one({ type: 'SourceAttached', data: { ...said(command, 'agreementId', 'sourceId', 'note'), ...where } });
}

export function noteAmbiguity(command: NoteAmbiguity): Decided<AgreementEvent> {
  if (command.unknown) return unknownParty(command.unknown);
  return one({ type: 'AmbiguityNoted', data: said(command, 'agreementId', 'about', 'note', 'decision') });
}

/** Something that holds from a day on; from the agreement's start where none is said. */
interface FromDay {
  from?: UncertainDate;
  fromCertainty?: Certainty;
}

export const holdsFrom = ({ from, fromCertainty }: FromDay): Days =>
  daysOf(from, fromCertainty, from === null ? anyDay : { first: ever, last: ever });

/**
 * Which of an annex's versions, in the order recorded, governs on a day: of those that hold by then the one from the latest
 * day, and of two from one day the one recorded later. `unknown` where that turns on a date that is not known to the day.
 */
export function governing(versions: readonly FromDay[], day: string): Known[] {
  const held = versions.map((version, order) => ({ ...holdsFrom(version), order }));
  return held.map((own) => {
    const others = held.filter((other) => other !== own);
    const latest = own.last < day ? own.last : day;
    if (own.first > day || others.some((other) => other.last <= day && governsOver(other, other.first, own, latest)))
      return 'no';
    const mayYield = others.some(
      (other) => other.first <= day && governsOver(other, other.last < day ? other.last : day, own, own.first),
    );
    return own.last <= day && !mayYield ? 'yes' : 'unknown';
  });
}

/** Whether one version, if it is from a day, governs over another that is from some other day. */
const governsOver = (one: { order: number }, from: string, other: { order: number }, otherFrom: string): boolean =>
  from === otherFrom ? one.order > other.order : from > otherFrom;

const one = (event: AgreementEvent): Decided<AgreementEvent> => ({ events: [event], warnings: [] });
