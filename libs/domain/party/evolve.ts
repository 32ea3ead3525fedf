import type { Identifier, Merger, PartyEvent, PartyKind, SealedIdentifier } from './events';

/** What party decisions need to know. `null` until the party is registered. */
export type PartyState = null | {
  partyId: string;
  kind: PartyKind;
  /** Of a person each `id` is the mark of the sealed one. */
  identifiers: readonly Identifier[];
  /** null: it stands for itself. */
  merger: Merger | null;
  /** Whether a person's data is erased. */
  erased: boolean;
};

export function evolve(state: PartyState, event: PartyEvent): PartyState {
  switch (event.type) {
    case 'PartyRegistered': {
      const { data } = event;
      const identifiers = 'sealed' in data ? data.sealed.identifiers.map(marked) : data.identifiers;
      return { partyId: data.partyId, kind: data.kind, identifiers, merger: null, erased: false };
    }
    case 'PartyIdentified': {
      const { data } = event;
      const id = 'sealed' in data ? data.sealed.mark : data.id;
      return state && { ...state, identifiers: [...state.identifiers, { scheme: data.scheme, id }] };
    }
    case 'ErasureRecorded':
      return state && { ...state, erased: true };
    case 'PartyMerged':
      return state && { ...state, merger: { into: event.data.into, effectiveFrom: event.data.effectiveFrom } };
    case 'PartyRenamed':
    case 'OwnershipRecorded':
    case 'PartyRenameEndorsed':
      return state;
  }
}

export const marked = ({ scheme, mark }: SealedIdentifier): Identifier => ({ scheme, id: mark });
