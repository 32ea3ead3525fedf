import type { AgreementEvent, FundingTerms, Term } from './events';

/** What decisions about an agreement, or about money under it, need to know. `null` until it is registered. */
export type AgreementState = null | {
  agreementId: string;
  bodyId: string;
  parties: readonly string[];
  term: Term;
  fundingTerms: readonly FundingTerms[];
};

export function evolve(state: AgreementState, event: AgreementEvent): AgreementState {
  switch (event.type) {
    case 'AgreementRegistered': {
      const { agreementId, bodyId, parties, term = {} } = event.data;
      return { agreementId, bodyId, parties, term, fundingTerms: [] };
    }
    case 'FundingTermsRecorded': {
      const { recipientId, amount, currency, firstYear, lastYear } = event.data;
      const terms = { recipientId, amount, currency, firstYear, ...(lastYear !== undefined && { lastYear }) };
      return state && { ...state, fundingTerms: [...state.fundingTerms, terms] };
    }
  }
}

/** The terms that govern a year: those recorded last among the ones that cover it. */
export function termsFor(fundingTerms: readonly FundingTerms[], year: number): FundingTerms | undefined {
  return fundingTerms.findLast((terms) => terms.firstYear <= year && year <= (terms.lastYear ?? Infinity));
}
