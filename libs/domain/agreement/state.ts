import type { Certainty, Decision, UncertainDate } from '../decision';
import type {
  Annex,
  Deliverable,
  Ending,
  EntryConditions,
  FundingShares,
  FundingTerms,
  Joining,
  Leaving,
  OptionTerms,
  Supersession,
  Term,
} from './events';

/** A party's time under the agreement: from its start, and to its end, where no days are said. */
export interface Membership extends Joining {
  left?: Omit<Leaving, 'partyId'>;
}

/** An option, and what became of it. */
export interface Option extends OptionTerms {
  settled: { how: 'exercised' | 'declined' | 'lapsed'; on?: UncertainDate; onCertainty?: Certainty } | null;
}

/** What somebody who may adopt the agreement has answered. */
export interface AdoptionAnswer {
  partyId: string;
  answer: 'adopted' | 'refused';
  decision: Decision;
  reason?: string;
  note?: string;
}

/** A deliverable, and when it was followed up, in the order recorded. */
export interface AgreedDeliverable extends Deliverable {
  followUps: readonly { on: UncertainDate; onCertainty?: Certainty }[];
}

/** What decisions about an agreement, or about money under it, need to know. */
export interface Agreement {
  agreementId: string;
  bodyId: string;
  memberships: readonly Membership[];
  /** As last recorded or extended. */
  term: Term;
  termination: Ending | null;
  superseded: Supersession | null;
  fundingTerms: readonly FundingTerms[];
  options: readonly Option[];
  annexes: readonly Pick<Annex, 'annexId' | 'version'>[];
  scopeIds: readonly string[];
  deliverables: readonly AgreedDeliverable[];
  fundingShares: readonly FundingShares[];
  sourceIds: readonly string[];
  entry: EntryConditions | null;
  /** In the order recorded; nobody refuses after having adopted. */
  answers: readonly AdoptionAnswer[];
  recommendedBy: readonly string[];
  /** Whether a decision was registered with it. */
  isDecided: boolean;
  /** Whether it is, without such a decision, known to have been considered or recommended. */
  isProposal: boolean;
}

/** `null` until the agreement is registered. */
export type AgreementState = null | Agreement;
