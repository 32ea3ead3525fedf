import type { Certainty, Decision, UncertainDate } from '../decision';

export const partyKinds = [
  'body',
  'region',
  'municipality',
  'state-agency',
  'association',
  'company',
  'cost-object',
  'person',
  'sole-trader',
  'other',
] as const;

export type PartyKind = (typeof partyKinds)[number];

/** Kinds of parties whose name and identifiers are personal data: events carry them sealed, and never in plain text. */
export const personalKinds = ['person', 'sole-trader'] as const satisfies readonly PartyKind[];

export type PersonalKind = (typeof personalKinds)[number];

/** An identifier in a public register; `scheme` is an org-id.guide code, such as SE-ON. */
export interface Identifier {
  scheme: string;
  id: string;
}

/**
 * An identifier whose id is sealed. `mark` is the same for the same scheme and id of one subject and says nothing without the
 * subject's key: that an identifier is known already can be seen without opening any.
 */
export interface SealedIdentifier {
  scheme: string;
  id: string;
  mark: string;
}

/** Who owns a party, and which part of it as an exact fraction; null where that is not stated. */
export interface Ownership {
  owners: { ownerId: string; share: string | null }[];
  /** null: not stated. */
  effectiveFrom: UncertainDate;
  effectiveFromCertainty?: Certainty;
}

/** What of an event only the subject's key opens. `kind` says how it is masked for those who may not see it. */
type Sealed<T> = { sealed: { kind: PersonalKind } & T };

/**
 * What stands in a `party-{partyId}` stream. Type names and shapes are storage format. Of a person or a sole trader the name
 * and the identifiers stand in `sealed` and nowhere else.
 */
export type PartyEvent =
  | {
      type: 'PartyRegistered';
      data: { partyId: string; kind: PartyKind } & (
        { name: string; identifiers: Identifier[] } | Sealed<{ name: string; identifiers: SealedIdentifier[] }>
      );
    }
  | {
      type: 'PartyRenamed';
      data: { partyId: string; effectiveFrom: string; decision?: Decision } & (
        { name: string } | Sealed<{ name: string }>
      );
    }
  | {
      type: 'PartyIdentified';
      data: { partyId: string; scheme: string; decision?: Decision } & (
        { id: string } | Sealed<{ id: string; mark: string }>
      );
    }
  /** The subject's key is destroyed: what was sealed with it can no longer be read by anybody. */
  | { type: 'ErasureRecorded'; data: { partyId: string; reason: string; decision?: Decision } }
  /** All of its owners from a day on, as far as they are known. */
  | { type: 'OwnershipRecorded'; data: Ownership & { partyId: string; decision?: Decision; note?: string } }
  /** A body backs a new name, which is the party's only once it is renamed. */
  | { type: 'PartyRenameEndorsed'; data: { partyId: string; name: string; decision: Decision; note?: string } }
  | { type: 'PartyMerged'; data: Merger & { partyId: string; reason: string; decision?: Decision } };

/** A party has gone up in another from a day on. What was booked on it stays where it is; reports count it with the other. */
export interface Merger {
  into: string;
  effectiveFrom: string;
}
