import { awaitsAdoption } from '@anslag/domain/agreement/adoption';
import type { AgreementEvent, AgreementEventType } from '@anslag/domain/agreement/events';
import { evolve, termsFor } from '@anslag/domain/agreement/evolve';
import { currentParties } from '@anslag/domain/agreement/parties';
import type { Agreement, AgreementState, Option } from '@anslag/domain/agreement/state';
import type { RecordedEvent } from './recorded-event';
import { integer, type Json } from './shape';

/** What an event changes of its agreement, for the audit trail. The state kept is the one that commands are decided by. */
export function agreement(state: Json | null, event: RecordedEvent) {
  if (!Object.hasOwn(shown, event.type)) throw new TypeError(`No agreement stream holds ${event.type}`);
  const type = event.type as AgreementEventType;
  const before = state as unknown as AgreementState;
  const after = evolve(before, { type, data: event.data } as unknown as AgreementEvent)!;
  const { before: was, after: is } = shown[type](before ?? after, after, event.data);
  return { state: after as unknown as Json, before: was, after: is };
}

interface Change {
  before: Json | null;
  after: Json | null;
}

type Shown = (before: Agreement, after: Agreement, data: Json) => Change;

const shown: Record<AgreementEventType, Shown> = {
  AgreementRegistered: (_before, _after, { name, kind, bodyId, parties, term }) => {
    return { before: null, after: { name, kind, bodyId, parties, ...(term !== undefined && { term }) } };
  },
  FundingTermsRecorded: ({ fundingTerms }, after, data) => {
    // What governed the first year that the new terms govern.
    const governing = termsFor(fundingTerms, integer(data, 'firstYear'));
    return { before: (governing as unknown as Json) ?? null, after: after.fundingTerms.at(-1) as unknown as Json };
  },
  AgreementPartyJoined: partiesChanged,
  AgreementPartyLeft: partiesChanged,
  AgreementTermRecorded: termChanged,
  AgreementExtended: termChanged,
  AgreementTerminated: terminationChanged,
  AgreementTerminationWithdrawn: terminationChanged,
  AgreementSuperseded: (_before, { superseded }, { changes = [] }) => {
    return { before: { supersededBy: null }, after: { ...superseded, changes } };
  },
  AgreementSupersessionWithdrawn: ({ superseded }) => {
    return { before: { ...superseded }, after: { supersededBy: null } };
  },
  OptionRecorded: optionChanged,
  OptionExercised: optionChanged,
  OptionDeclined: optionChanged,
  OptionLapsed: optionChanged,
  OptionReopened: optionChanged,
  EntryConditionsRecorded: ({ entry }, after) => ({
    before: entry as Json | null,
    after: after.entry as unknown as Json,
  }),
  AgreementConsidered: progress,
  AgreementRecommended: progress,
  AgreementAdopted: answerChanged,
  AdoptionRefused: answerChanged,
  AdoptionWithdrawn: answerChanged,
  AnnexRecorded: ({ annexes }, _after, data) => {
    const before = annexes.findLast((one) => one.annexId === data['annexId']);
    return { before: before ? { ...before } : null, after: said(data) };
  },
  ScopeAdded: added,
  DeliverableRecorded: added,
  DeliverableFollowedUp: ({ deliverables }, _after, data) => {
    const { deliverableId, followUps } = deliverables.find((one) => one.deliverableId === data['deliverableId'])!;
    return { before: { deliverableId, followedUpOn: followUps.at(-1)?.on ?? null }, after: said(data) };
  },
  FundingSharesRecorded: ({ fundingShares }, _after, data) => {
    return { before: (fundingShares.at(-1) as Json | undefined) ?? null, after: said(data) };
  },
  SourceAttached: added,
  AmbiguityNoted: added,
};

function partiesChanged(before: Agreement, after: Agreement): Change {
  return { before: { parties: currentParties(before) }, after: { parties: currentParties(after) } };
}

/** Only the dates that differ, with how sure they are. */
function termChanged(before: Agreement, after: Agreement): Change {
  const all = [...new Set([...Object.keys(before.term), ...Object.keys(after.term)])];
  const [was, is] = [before.term as Json, after.term as Json];
  const differing = all.filter((name) => was[name] !== is[name]);
  const only = (of: Json) => Object.fromEntries(differing.map((name) => [name, of[name] ?? null]));
  return { before: only(was), after: only(is) };
}

function terminationChanged(before: Agreement, after: Agreement): Change {
  return { before: { termination: before.termination }, after: { termination: after.termination } };
}

/** What is new, where nothing that was there changes. */
function added(_before: Agreement, _after: Agreement, data: Json): Change {
  return { before: null, after: said(data) };
}

/** What the event says, but for what the trail's row has in columns of its own. */
function said({ agreementId: _agreement, decision: _decision, ...all }: Json): Json {
  return all;
}

/** Steps on the way to adoption, which change nothing of the agreement itself. */
function progress(before: Agreement, after: Agreement): Change {
  const shownOf = (one: Agreement) => ({ recommendedBy: one.recommendedBy, awaitsAdoption: awaitsAdoption(one) });
  return { before: shownOf(before), after: shownOf(after) };
}

/** What somebody has answered, and how many of those who must have adopted the agreement by then. */
function answerChanged(before: Agreement, after: Agreement, { partyId }: Json): Change {
  const shownOf = ({ answers, entry }: Agreement) => {
    const of = (id: unknown) => answers.findLast((one) => one.partyId === id)?.answer ?? 'missing';
    const adopted = entry?.adopters.filter((id) => of(id) === 'adopted').length ?? null;
    return { partyId, answer: of(partyId), adopted, required: entry?.adopters.length ?? null };
  };
  return { before: shownOf(before), after: shownOf(after) };
}

function optionChanged(before: Agreement, after: Agreement, { optionId }: Json): Change {
  const [was, is] = [before, after].map(({ options }) => options.find((option) => option.optionId === optionId));
  const settled = ({ settled: how }: Option) => ({ optionId, status: how?.how ?? 'open', on: how?.on ?? null });
  if (was) return { before: settled(was), after: settled(is!) };
  const { settled: _open, ...terms } = is!;
  return { before: null, after: { ...terms } };
}
