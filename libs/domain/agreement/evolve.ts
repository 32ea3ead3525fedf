import { said } from '../said';
import type { AgreementEvent, FundingTerms } from './events';
import type { Agreement, AgreementState, Option } from './state';

export function evolve(state: AgreementState, event: AgreementEvent): AgreementState {
  if (event.type === 'AgreementRegistered') return registered(event.data);
  return state && { ...state, ...changed(state, event) };
}

function registered({ agreementId, bodyId, parties, term = {}, decision }: Registration): Agreement {
  return {
    agreementId,
    bodyId,
    memberships: parties.map((partyId) => ({ partyId })),
    term,
    termination: null,
    superseded: null,
    fundingTerms: [],
    options: [],
    annexes: [],
    scopeIds: [],
    deliverables: [],
    fundingShares: [],
    sourceIds: [],
    entry: null,
    answers: [],
    recommendedBy: [],
    isDecided: decision !== undefined,
    isProposal: false,
  };
}

type Registration = Extract<AgreementEvent, { type: 'AgreementRegistered' }>['data'];

function changed(
  state: Agreement,
  event: Exclude<AgreementEvent, { type: 'AgreementRegistered' }>,
): Partial<Agreement> {
  const { memberships, term, fundingTerms, options, answers, recommendedBy, isDecided } = state;
  switch (event.type) {
    case 'FundingTermsRecorded': {
      const years = said(event.data, 'firstYear', 'lastYear', 'proration', 'indexation');
      const terms = { ...said(event.data, 'recipientId', 'amount', 'currency'), ...years };
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
      const end = said(event.data, 'to', 'toCertainty', 'toEvidence');
      // It has an end, which is not stated: of a term, no day would mean no end.
      return { term: { ...start, ...end, ...(end.to === null && { toCertainty: 'unknown' as const }) } };
    }
    case 'AgreementTerminated':
      return { termination: said(event.data, 'endsOn', 'endsOnCertainty') };
    case 'AgreementTerminationWithdrawn':
      return { termination: null };
    case 'AgreementSuperseded':
      return { superseded: said(event.data, 'supersededBy', 'supersededOn', 'supersededOnCertainty') };
    case 'AgreementSupersessionWithdrawn':
      return { superseded: null };
    case 'OptionRecorded': {
      const { agreementId: _agreement, decision: _decision, note: _note, ...terms } = event.data;
      return { options: [...options, { ...terms, settled: null }] };
    }
    case 'OptionExercised': {
      const { optionId, exercisedOn: on, exercisedOnCertainty: onCertainty } = event.data;
      return { options: settle(options, optionId, { how: 'exercised', on, onCertainty }) };
    }
    case 'OptionDeclined': {
      const { optionId, declinedOn: on, declinedOnCertainty: onCertainty } = event.data;
      return { options: settle(options, optionId, { how: 'declined', on, onCertainty }) };
    }
    case 'OptionLapsed': {
      const { optionId } = event.data;
      const on = options.find((option) => option.optionId === optionId)?.exercisableUntil;
      return { options: settle(options, optionId, { how: 'lapsed', on }) };
    }
    case 'OptionReopened':
      return { options: settle(options, event.data.optionId, null) };
    case 'EntryConditionsRecorded': {
      const { agreementId: _agreement, decision: _decision, note: _note, ...entry } = event.data;
      return { entry };
    }
    case 'AgreementConsidered':
      return { isProposal: !isDecided };
    case 'AgreementRecommended':
      return { isProposal: !isDecided, recommendedBy: [...recommendedBy, event.data.decision.bodyId] };
    case 'AgreementAdopted':
      return { answers: [...answers, { answer: 'adopted', ...said(event.data, 'partyId', 'decision', 'note') }] };
    case 'AdoptionRefused':
      return {
        answers: [...answers, { answer: 'refused', ...said(event.data, 'partyId', 'decision', 'reason', 'note') }],
      };
    case 'AnnexRecorded':
      return { annexes: [...state.annexes, said(event.data, 'annexId', 'version')] };
    case 'ScopeAdded':
      return { scopeIds: [...state.scopeIds, event.data.scopeId] };
    case 'DeliverableRecorded': {
      const terms = said(event.data, 'deliverableId', 'kind', 'title', 'partyId', 'dueOn', 'dueOnCertainty');
      return { deliverables: [...state.deliverables, { ...terms, followUps: [] }] };
    }
    case 'DeliverableFollowedUp': {
      const { deliverableId, followedUpOn: on, followedUpOnCertainty: onCertainty } = event.data;
      const followUp = said({ on, onCertainty });
      return {
        deliverables: state.deliverables.map((one) =>
          one.deliverableId === deliverableId ? { ...one, followUps: [...one.followUps, followUp] } : one,
        ),
      };
    }
    case 'SourceAttached':
      return { sourceIds: [...state.sourceIds, event.data.sourceId] };
    case 'FundingSharesRecorded': {
      const shares = said(event.data, 'shares', 'total', 'currency', 'firstYear', 'lastYear');
      return { fundingShares: [...state.fundingShares, shares] };
    }
    case 'AmbiguityNoted':
      return {};
    case 'AdoptionWithdrawn':
      return { answers: answers.filter(({ partyId }) => partyId !== event.data.partyId) };
  }
}

const settle = (options: readonly Option[], optionId: string, settled: Option['settled']): Option[] =>
  options.map((option) => (option.optionId === optionId ? { ...option, settled: settled && said(settled) } : option));

/** The terms that govern a year: those recorded last among the ones that cover it. */
export function termsFor(fundingTerms: readonly FundingTerms[], year: number): FundingTerms | undefined {
  return fundingTerms.findLast((terms) => terms.firstYear <= year && year <= (terms.lastYear ?? Infinity));
}
