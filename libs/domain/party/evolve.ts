import type { Identifier, Merger, PartyEvent, PartyKind } from './events';

/** What party decisions need to know. `null` until the party is registered. */
export type PartyState = null | {
  partyId: string;
  kind: PartyKind;
  identifiers: readonly Identifier[];
  /** null: it stands for itself. */
  merger: Merger | null;
};

export function evolve(state: PartyState, event: PartyEvent): PartyState {
  switch (event.type) {
    case 'PartyRegistered':
      return {
        partyId: event.data.partyId,
        kind: event.data.kind,
        identifiers: event.data.identifiers,
        merger: null,
      };
    case 'PartyIdentified':
      return (
        state && { ...state, identifiers: [...state.identifiers, { scheme: event.data.scheme, id: event.data.id }] }
      );
    case 'PartyMerged':
      return state && { ...state, merger: { into: event.data.into, effectiveFrom: event.data.effectiveFrom } };
    case 'PartyRenamed':
    case 'OwnershipRecorded':
    case 'PartyRenameEndorsed':
      return state;
  }
}
