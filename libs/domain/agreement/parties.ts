import { anyDay, daysOf, ever, happenedBy, noDay, type Known } from '../days';
import { unknownParty } from '../party/decide';
import { against, missing, type Decided } from '../refusal';
import { said } from '../said';
import type { JoinAgreement, LeaveAgreement } from './commands';
import type { AgreementEvent } from './events';
import type { Agreement, Membership } from './state';

export function join(command: JoinAgreement, { memberships }: Agreement): Decided<AgreementEvent> {
  const { agreementId, partyId, unknown } = command;
  if (standing(memberships, partyId))
    return against('already-party', `${partyId} is a party to ${agreementId} already.`, '/partyId');
  if (unknown) return unknownParty(unknown);
  const data = said(command, 'agreementId', 'partyId', 'joinedOn', 'joinedOnCertainty', 'decision', 'note');
  return { events: [{ type: 'AgreementPartyJoined', data }], warnings: [] };
}

export function leave(command: LeaveAgreement, { memberships }: Agreement): Decided<AgreementEvent> {
  const { agreementId, partyId, leftOn, leftOnCertainty, unknown } = command;
  const membership = standing(memberships, partyId);
  if (!membership) return missing('party-not-found', `${partyId} is no party to ${agreementId}.`);
  if (daysOf(leftOn, leftOnCertainty, anyDay).last < joining(membership).first)
    return against('ends-before-start', `${partyId} joined later than that.`, '/leftOn');
  if (unknown) return unknownParty(unknown);
  const data = said(command, 'agreementId', 'partyId', 'leftOn', 'leftOnCertainty', 'reason', 'decision', 'note');
  return { events: [{ type: 'AgreementPartyLeft', data }], warnings: [] };
}

const standing = (memberships: readonly Membership[], partyId: string) =>
  memberships.find((one) => one.partyId === partyId && !one.left);

/** From the agreement's start, whenever that is, where nothing else is said. */
function joining({ joinedOn, joinedOnCertainty }: Membership) {
  return daysOf(joinedOn, joinedOnCertainty, joinedOn === null ? anyDay : { first: ever, last: ever });
}

/** Those who have not left, whenever they joined. */
export const currentParties = ({ memberships }: Agreement): string[] =>
  memberships.filter(({ left }) => !left).map(({ partyId }) => partyId);

/** Those who are, or may be, parties on a day. */
export const partiesOn = ({ memberships }: Agreement, day: string): string[] => [
  ...new Set(memberships.filter((one) => isParty(one, day) !== 'no').map(({ partyId }) => partyId)),
];

/** Whether somebody is a party on a day: it has joined by then, and the day on which it left has not come. */
export function isParty(membership: Membership, day: string): Known {
  const joined = happenedBy(joining(membership), day);
  const { left } = membership;
  const gone = happenedBy(left ? daysOf(left.leftOn, left.leftOnCertainty, anyDay) : noDay, day);
  if (joined === 'no' || gone === 'yes') return 'no';
  return joined === 'yes' && gone === 'no' ? 'yes' : 'unknown';
}
