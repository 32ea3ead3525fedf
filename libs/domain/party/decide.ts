import Organisationsnummer from 'organisationsnummer';
import type { Decision, UnknownParty } from '../decision';
import { against, invalid, missing, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { comparedToOne, twiceIn } from '../shares';
import type { Identifier, Ownership, PartyEvent, PartyKind } from './events';
import { evolve, type PartyState } from './evolve';
import { merge, type MergeParty } from './merging';

export type PartyCommand =
  | { type: 'RegisterParty'; partyId: string; name: string; kind: PartyKind; identifiers?: Identifier[] }
  | {
      type: 'RenameParty';
      partyId: string;
      name: string;
      effectiveFrom: string;
      decision?: Decision;
      unknown?: UnknownParty;
    }
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
  | { type: 'IdentifyParty'; partyId: string; scheme: string; id: string; decision?: Decision; unknown?: UnknownParty }
  | MergeParty;

export function decide(command: PartyCommand, state: PartyState): Decided<PartyEvent> {
  if (command.type === 'RegisterParty') return register(command, state);
  if (command.type === 'RecordOwnership') {
    const wrong = wrongOwners(command);
    if (wrong) return wrong;
  }
  if (state === null) return missing('party-not-found', `There is no party ${command.partyId}.`);
  if (command.unknown) return unknownParty(command.unknown);
  switch (command.type) {
    case 'MergeParty':
      return merge(command, state);
    case 'RenameParty': {
      const { partyId, name, effectiveFrom, decision } = command;
      return one({ type: 'PartyRenamed', data: { partyId, name, effectiveFrom, ...(decision && { decision }) } });
    }
    case 'RecordOwnership': {
      const ownership = said(command, 'owners', 'effectiveFrom', 'effectiveFromCertainty');
      return one({
        type: 'OwnershipRecorded',
        data: { ...said(command, 'partyId', 'decision', 'note'), ...ownership },
      });
    }
    case 'EndorseRename':
      return one({ type: 'PartyRenameEndorsed', data: said(command, 'partyId', 'name', 'decision', 'note') });
    case 'IdentifyParty': {
      const { partyId, scheme, id, decision } = command;
      if (state.identifiers.some((known) => known.scheme === scheme && known.id === id))
        return against('already-exists', `${partyId} has that identifier in ${scheme} already.`, '/id');
      if (isPersonal({ scheme, id })) return personalData('/id');
      return one({ type: 'PartyIdentified', data: { partyId, scheme, id, ...(decision && { decision }) } });
    }
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

function register(
  { partyId, name, kind, identifiers = [] }: Extract<PartyCommand, { type: 'RegisterParty' }>,
  state: PartyState,
): Decided<PartyEvent> {
  if (state !== null) return against('already-exists', `The party ${partyId} is registered already.`, '/partyId');
  if (kind === 'person' || kind === 'sole-trader') return personalData('/kind');
  const personal = identifiers.findIndex(isPersonal);
  if (personal >= 0) return personalData(`/identifiers/${personal}/id`);
  const twice = identifiers.findIndex((one, index) =>
    identifiers.slice(0, index).some((other) => other.scheme === one.scheme && other.id === one.id),
  );
  if (twice >= 0) return invalid('already-exists', 'The same identifier stands twice.', `/identifiers/${twice}`);
  return one({ type: 'PartyRegistered', data: { partyId, name, kind, identifiers } });
}

/**
 * A sole trader's organisation number is a personal number, whatever kind the party is said to be, whichever Swedish
 * register is named and however the number is spaced.
 */
function isPersonal({ scheme, id }: Identifier): boolean {
  if (!/^SE-/i.test(scheme)) return false;
  const number = id.replaceAll(/\s/g, '');
  return Organisationsnummer.valid(number) && Organisationsnummer.parse(number).isPersonnummer();
}

/** design.md §4: until personal data can be encrypted per person and erased, it is not let into an immutable log. */
function personalData(pointer: string): Refusal {
  return against(
    'personal-data-unsupported',
    'Natural persons and sole traders cannot be recorded yet: the ledger has no way to erase their data.',
    pointer,
  );
}

export function unknownParty({ code, partyId, pointer }: UnknownParty): Refusal {
  return against(code, `There is no party ${partyId} in the ledger; register it first.`, pointer);
}

const one = (event: PartyEvent): Decided<PartyEvent> => ({ events: [event], warnings: [] });

/** The party stream's rules, as the stream writer takes them. */
export const partyDecider = {
  category: 'party',
  stateVersion: 2,
  initial: null as PartyState,
  decide,
  evolve,
  encode: (state: PartyState): unknown => state,
  decode: (stored: unknown): PartyState => stored as PartyState,
};
