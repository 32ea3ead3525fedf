import type { Decision } from '../decision';

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

/** What stands in a `party-{partyId}` stream. Type names and shapes are storage format. */
export type PartyEvent =
  | {
      type: 'PartyRegistered';
      data: { partyId: string; name: string; kind: PartyKind; identifiers: Identifier[] };
    }
  | { type: 'PartyRenamed'; data: { partyId: string; name: string; effectiveFrom: string; decision?: Decision } }
  | { type: 'PartyIdentified'; data: { partyId: string; scheme: string; id: string; decision?: Decision } }
  | { type: 'PartyMerged'; data: Merger & { partyId: string; reason: string; decision?: Decision } };

/** A party has gone up in another from a day on. What was booked on it stays where it is; reports count it with the other. */
export interface Merger {
  into: string;
  effectiveFrom: string;
}
