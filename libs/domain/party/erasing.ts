import type { Decision, UnknownParty } from '../decision';
import { against, booked, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import type { PartyEvent } from './events';
import type { PartyState } from './evolve';
import { isPersonalKind } from './personal';

/** Records that a person's data is erased: the key that it is sealed with is destroyed once this is recorded. */
export interface EraseParty {
  type: 'EraseParty';
  partyId: string;
  reason: string;
  decision?: Decision;
  unknown?: UnknownParty;
}

export function erase(command: EraseParty, state: NonNullable<PartyState>): Decided<PartyEvent> {
  const { partyId } = command;
  if (!isPersonalKind(state.kind))
    return against('not-a-person', `${partyId} is no person and no sole trader; its name and numbers are public.`);
  if (state.erased) return against('already-erased', `The data of ${partyId} has been erased already.`);
  return booked({ type: 'ErasureRecorded', data: said(command, 'partyId', 'reason', 'decision') });
}

/** What a person was called is gone for good, and is not begun anew under the same id. */
export const erased = (partyId: string, pointer?: string): Refusal =>
  against('erased', `The data of ${partyId} was erased on request; nothing new is recorded of this person.`, pointer);
