import type { Decision, UnknownParty } from '../decision';
import { against, invalid, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { comparedToOne, twiceIn } from '../shares';
import { erase, erased, type EraseParty } from './erasing';
import type { Ownership, PartyEvent } from './events';
import { evolve, type PartyState } from './evolve';
import { merge, type MergeParty } from './merging';
import {
  identify,
  notFound,
  register,
  rename,
  type IdentifyParty,
  type RegisterParty,
  type RenameParty,
} from './naming';
import { isPersonalKind, personalData } from './personal';

export type PartyCommand =
  | RegisterParty
  | RenameParty
  | ({
      type: 'RecordOwnership';
      partyId: string;
      decision?: Decision;
      note?: string;
      unknown?: UnknownParty;
    } & Ownership)
  | {
      type: 'EndorseRename';
      partyId: string;
      name: string;
      decision: Decision;
      note?: string;
      unknown?: UnknownParty;
    }
  | IdentifyParty
  | MergeParty
  | EraseParty;

export function decide(command: PartyCommand, state: PartyState): Decided<PartyEvent> {
  if (command.type === 'RegisterParty') return register(command, state);
  if (command.type === 'RecordOwnership') {
    const wrong = wrongOwners(command);
    if (wrong) return wrong;
  }
  if (state === null) return notFound(command);
  if (command.unknown) return unknownParty(command.unknown);
  switch (command.type) {
    case 'MergeParty':
      return merge(command, state);
    case 'EraseParty':
      return erase(command, state);
    case 'RenameParty':
      return rename(command, state);
    case 'RecordOwnership': {
      const ownership = said(command, 'owners', 'effectiveFrom', 'effectiveFromCertainty');
      return one({
        type: 'OwnershipRecorded',
        data: { ...said(command, 'partyId', 'decision', 'note'), ...ownership },
      });
    }
    case 'EndorseRename':
      if (isPersonalKind(state.kind))
        return personalData('A person’s name is nothing that a body backs, and would stay for ever.', '/name');
      return one({ type: 'PartyRenameEndorsed', data: said(command, 'partyId', 'name', 'decision', 'note') });
    case 'IdentifyParty':
      return identify(command, state);
  }
}

/** A list of owners may be incomplete, but no more than the whole can be owned. */
function wrongOwners({ partyId, owners }: Extract<PartyCommand, { type: 'RecordOwnership' }>): Refusal | null {
  const ids = owners.map(({ ownerId }) => ownerId);
  const itself = ids.indexOf(partyId);
  if (itself >= 0) return invalid('owns-itself', 'A party cannot own itself.', `/owners/${itself}/ownerId`);
  if (comparedToOne(owners) > 0) return invalid('shares-not-one', 'The shares sum to more than the whole.', '/owners');
  return twiceIn(ids, (index) => `/owners/${index}/ownerId`);
}

export function unknownParty({ code, partyId, pointer }: UnknownParty): Refusal {
  if (code === 'erased') return erased(partyId, pointer);
  return against(code, `There is no party ${partyId} in the ledger; register it first.`, pointer);
}

const one = (event: PartyEvent): Decided<PartyEvent> => ({ events: [event], warnings: [] });

/** The party stream's rules, as the stream writer takes them. */
export const partyDecider = {
  category: 'party',
  stateVersion: 3,
  initial: null as PartyState,
  decide,
  evolve,
  encode: (state: PartyState): unknown => state,
  decode: (stored: unknown): PartyState => stored as PartyState,
};
