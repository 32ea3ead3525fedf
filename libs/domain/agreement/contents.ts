import { anyDay, daysOf, ever, happenedBy, type Days, type Known } from '../days';
import type { Certainty, UncertainDate } from '../decision';
import { unknownParty } from '../party/decide';
import { against, missing, type Decided } from '../refusal';
import { said } from '../said';
import type { AddScope, AttachSource, FollowUp, NoteAmbiguity, RecordAnnex, RecordDeliverable } from './commands';
import type { AgreementEvent } from './events';
import type { Agreement } from './state';

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

/** Which of an annex's versions, in the order recorded, governs on a day: the last that holds by then. */
export function governing(versions: readonly FromDay[], day: string): Known[] {
  const held = versions.map((version) => happenedBy(holdsFrom(version), day));
  return versions.map((version, index) => {
    if (held[index] === 'no') return 'no';
    const later = versions.map((other, at) => isAfter(other, at, version, index) && held[at]);
    if (later.includes('yes')) return 'no';
    return later.includes('unknown') ? 'unknown' : held[index]!;
  });
}

/** Of two from one day the one recorded later counts. */
function isAfter(other: FromDay, at: number, version: FromDay, index: number): boolean {
  const [theirs, own] = [holdsFrom(other).first, holdsFrom(version).first];
  return theirs === own ? at > index : theirs > own;
}

const one = (event: AgreementEvent): Decided<AgreementEvent> => ({ events: [event], warnings: [] });
