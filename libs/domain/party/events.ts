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

/** An identifier in a public register; `scheme` is an org-id.guide code, such as SE-ON. */
export interface Identifier {
  scheme: string;
  id: string;
}

/** Who owns a party, and which part of it as an exact fraction; null where that is not stated. */
export interface Ownership {
  owners: { ownerId: string; share: string | null }[];
  /** null: not stated. */
  effectiveFrom: UncertainDate;
  effectiveFromCertainty?: Certainty;
}

/** What stands in a `party-{partyId}` stream. Type names and shapes are storage format. */
export type PartyEvent =
  | {
      type: 'PartyRegistered';
      data: { partyId: string; name: string; kind: PartyKind; identifiers: Identifier[] };
    }
  | { type: 'PartyRenamed'; data: { partyId: string; name: string; effectiveFrom: string; decision?: Decision } }
  | { type: 'PartyIdentified'; data: { partyId: string; scheme: string; id: string; decision?: Decision } }
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
