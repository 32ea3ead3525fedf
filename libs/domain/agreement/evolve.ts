import { said } from '../said';
import type { AgreementEvent, FundingTerms } from './events';
import type { Agreement, AgreementState } from './state';

export function evolve(state: AgreementState, event: AgreementEvent): AgreementState {
  if (event.type === 'AgreementRegistered') return registered(event.data);
  return state && { ...state, ...changed(state, event) };
}

function registered({ agreementId, bodyId, parties, term = {} }: Registration): Agreement {
  const memberships = parties.map((partyId) => ({ partyId }));
  return { agreementId, bodyId, memberships, term, termination: null, superseded: null, fundingTerms: [] };
}

type Registration = Extract<AgreementEvent, { type: 'AgreementRegistered' }>['data'];

function changed(
  { memberships, term, fundingTerms }: Agreement,
  event: Exclude<AgreementEvent, { type: 'AgreementRegistered' }>,
): Partial<Agreement> {
  switch (event.type) {
    case 'FundingTermsRecorded': {
      const terms = said(event.data, 'recipientId', 'amount', 'currency', 'firstYear', 'lastYear');
      return { fundingTerms: [...fundingTerms, terms] };
    }
    case 'AgreementPartyJoined':
      return { memberships: [...memberships, said(event.data, 'partyId', 'joinedOn', 'joinedOnCertainty')] };
    case 'AgreementPartyLeft': {
      const left = said(event.data, 'leftOn', 'leftOnCertainty');
      const { partyId } = event.data;
      return { memberships: memberships.map((one) => (one.partyId === partyId && !one.left ? { ...one, left } : one)) };
    }
    case 'AgreementTermRecorded':
      return { term: event.data.term };
    case 'AgreementExtended': {
      const start = said(term, 'from', 'fromCertainty', 'fromEvidence');
      return { term: { ...start, ...said(event.data, 'to', 'toCertainty', 'toEvidence') } };
    }
    case 'AgreementTerminated':
      return { termination: said(event.data, 'endsOn', 'endsOnCertainty') };
    case 'AgreementTerminationWithdrawn':
      return { termination: null };
    case 'AgreementSuperseded':
      return { superseded: said(event.data, 'supersededBy', 'supersededOn', 'supersededOnCertainty') };
  }
}

/** The terms that govern a year: those recorded last among the ones that cover it. */
export function termsFor(fundingTerms: readonly FundingTerms[], year: number): FundingTerms | undefined {
  return fundingTerms.findLast((terms) => terms.firstYear <= year && year <= (terms.lastYear ?? Infinity));
}
