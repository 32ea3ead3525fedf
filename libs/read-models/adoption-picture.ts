import { adoptersOf, answerOn } from '@anslag/domain/agreement/adoption';
import type { Agreement } from '@anslag/domain/agreement/state';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { saidBy, type Fact } from './agreement-facts';

/** Somebody who must adopt the agreement, and what became of that by the end of a day. */
export interface AdopterAnswer {
  partyId: string;
  /** unknown: it has answered, and nobody can say whether by then. */
  answer: 'adopted' | 'refused' | 'missing' | 'unknown';
  decision: unknown;
  reason: string | null;
  note: string | null;
}

export interface AdoptionCount {
  required: number;
  adopted: number;
}

export interface EntryAnswer extends AdoptionCount {
  adoptersCertainty: Certainty | null;
  plannedFrom: UncertainDate;
  plannedFromCertainty: Certainty | null;
  adoptBy: UncertainDate;
  adoptByCertainty: Certainty | null;
  adopters: AdopterAnswer[];
  /** partyIds. */
  missing: string[];
  refused: string[];
  note: string | null;
}

export interface StepAnswer {
  decision: unknown;
  recommendedTo: string[] | null;
  note: string | null;
}

/** n of N; null where nothing says who must adopt it. */
export function adoptionCount(agreement: Agreement, day: string): AdoptionCount | null {
  if (!agreement.entry) return null;
  const adopters = adoptersOf(agreement);
  const adopted = adopters.filter((partyId) => answerOn(agreement, partyId, day).answer === 'adopted').length;
  return { required: adopters.length, adopted };
}

export function entryAnswer(agreement: Agreement, facts: readonly Fact[], day: string): EntryAnswer | null {
  const conditions = saidBy(facts, 'EntryConditionsRecorded').at(-1);
  if (!conditions) return null;
  const adopters = conditions.adopters.map((partyId) => adopter(agreement, partyId, day));
  const those = (answer: AdopterAnswer['answer']) =>
    adopters.filter((one) => one.answer === answer).map(({ partyId }) => partyId);
  return {
    ...adoptionCount(agreement, day)!,
    adoptersCertainty: conditions.adoptersCertainty ?? null,
    plannedFrom: conditions.plannedFrom ?? null,
    plannedFromCertainty: conditions.plannedFromCertainty ?? null,
    adoptBy: conditions.adoptBy ?? null,
    adoptByCertainty: conditions.adoptByCertainty ?? null,
    adopters,
    missing: those('missing'),
    refused: those('refused'),
    note: conditions.note ?? null,
  };
}

function adopter(agreement: Agreement, partyId: string, day: string): AdopterAnswer {
  const { answer, given } = answerOn(agreement, partyId, day);
  return {
    partyId,
    answer,
    decision: given?.decision ?? null,
    reason: given?.reason ?? null,
    note: given?.note ?? null,
  };
}

export function recommendations(facts: readonly Fact[]): StepAnswer[] {
  return saidBy(facts, 'AgreementRecommended').map(({ decision, recommendedTo = null, note = null }) => {
    return { decision, recommendedTo, note };
  });
}

/** Meetings at which it was only considered. */
export function considerations(facts: readonly Fact[]): Omit<StepAnswer, 'recommendedTo'>[] {
  return saidBy(facts, 'AgreementConsidered').map(({ decision, note = null }) => ({ decision, note }));
}
