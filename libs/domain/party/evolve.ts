import type { Identifier, PartyEvent, PartyKind } from './events';

/** What party decisions need to know. `null` until the party is registered. */
export type PartyState = null | { partyId: string; kind: PartyKind; identifiers: readonly Identifier[] };

export function evolve(state: PartyState, event: PartyEvent): PartyState {
  switch (event.type) {
    case 'PartyRegistered':
      return { partyId: event.data.partyId, kind: event.data.kind, identifiers: event.data.identifiers };
    case 'PartyIdentified':
      return (
        state && { ...state, identifiers: [...state.identifiers, { scheme: event.data.scheme, id: event.data.id }] }
      );
    case 'PartyRenamed':
    case 'OwnershipRecorded':
    case 'PartyRenameEndorsed':
      return state;
  }
}
