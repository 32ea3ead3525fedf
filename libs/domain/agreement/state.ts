import type { Certainty, UncertainDate } from '../decision';
import type { Ending, FundingTerms, Joining, Leaving, OptionTerms, Supersession, Term } from './events';

/** A party's time under the agreement: from its start, and to its end, where no days are said. */
export interface Membership extends Joining {
  left?: Omit<Leaving, 'partyId'>;
}

/** An option, and what became of it. */
export interface Option extends OptionTerms {
  settled: { how: 'exercised' | 'declined' | 'lapsed'; on?: UncertainDate; onCertainty?: Certainty } | null;
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
}

/** `null` until the agreement is registered. */
export type AgreementState = null | Agreement;
