import type { AgreementEventData, OptionTerms, Term, TermChange } from '@anslag/domain/agreement/events';
import { exposureOf } from '@anslag/domain/agreement/exposure';
import { inForce, type InForce } from '@anslag/domain/agreement/in-force';
import { statusOn } from '@anslag/domain/agreement/options';
import { currentParties, isParty, partiesOn } from '@anslag/domain/agreement/parties';
import { fitOf, ownEnd, standingOf, type Fit } from '@anslag/domain/agreement/standing';
import type { Agreement } from '@anslag/domain/agreement/state';
import { ever, never, type Days } from '@anslag/domain/days';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { agreementOf, saidBy, type Fact } from './agreement-facts';

/** The days of which one is meant; null where nothing bounds them on that side. */
export interface PossibleDays {
  earliest: string | null;
  latest: string | null;
}

export interface MembershipAnswer {
  partyId: string;
  /** null: as long as the agreement. */
  joinedOn: UncertainDate;
  joinedOnCertainty: Certainty | null;
  leftOn: UncertainDate;
  leftOnCertainty: Certainty | null;
  isParty: InForce;
}

/** One of the terms that an agreement has had. */
export interface TermVersion {
  how: 'registered' | 'recorded' | 'extended';
  term: Term | null;
  reason: string | null;
  decision: unknown;
  note: string | null;
}

export interface SupersessionAnswer {
  agreementId: string;
  supersededOn: UncertainDate;
  supersededOnCertainty: Certainty | null;
  changes: TermChange[];
  decision: unknown;
  note: string | null;
}

/** Of an agreement that this one took the place of: how the two fit together. */
export type PredecessorAnswer = SupersessionAnswer & Fit & { term: Term | null };

type Registered = AgreementEventData['AgreementRegistered'];

export const registrationOf = (facts: readonly Fact[]): Registered => facts[0]!.data as Registered;

/** Who is a party: without an effective day those who have not left, whenever they joined. */
export const partiesAt = (agreement: Agreement, effectiveAt: string | null): string[] =>
  effectiveAt === null ? currentParties(agreement) : partiesOn(agreement, effectiveAt);

export const termOf = ({ term }: Agreement): Term | null => (Object.keys(term).length > 0 ? term : null);

/** When it holds, by all that is known. */
export function heldOn(agreement: Agreement, day: string) {
  const standing = standingOf(agreement);
  return {
    starts: possible(standing.starts),
    ends: possible(standing.ends),
    inForce: inForce(standing, day),
    inForceOn: day,
  };
}

/** null where it is no day that ever comes. */
function possible({ first, last }: Days): PossibleDays | null {
  if (first === never) return null;
  return { earliest: first === ever ? null : first, latest: last === never ? null : last };
}

export function memberships({ memberships: all }: Agreement, day: string): MembershipAnswer[] {
  return all.map((one) => ({
    partyId: one.partyId,
    joinedOn: one.joinedOn ?? null,
    joinedOnCertainty: one.joinedOnCertainty ?? null,
    leftOn: one.left?.leftOn ?? null,
    leftOnCertainty: one.left?.leftOnCertainty ?? null,
    isParty: isParty(one, day),
  }));
}

/** All that changed the term, in order, each with the term as it was after it. */
export function termVersions(facts: readonly Fact[]): TermVersion[] {
  return facts.flatMap((fact, at): TermVersion[] => {
    const how = versions[fact.type];
    if (!how) return [];
    const { reason = null, decision = null, note = null } = fact.data as AgreementEventData['AgreementTermRecorded'];
    return [{ how, term: termOf(agreementOf(facts.slice(0, at + 1))), reason, decision, note }];
  });
}

const versions: Readonly<Partial<Record<Fact['type'], TermVersion['how']>>> = {
  AgreementRegistered: 'registered',
  AgreementTermRecorded: 'recorded',
  AgreementExtended: 'extended',
};

/** The notice that stands, with who gave it and why. */
export function terminationIn({ termination }: Agreement, facts: readonly Fact[]) {
  const given = saidBy(facts, 'AgreementTerminated').at(-1);
  if (!termination || !given) return null;
  return {
    endsOn: given.endsOn,
    endsOnCertainty: given.endsOnCertainty ?? null,
    noticeOn: given.noticeOn ?? null,
    noticeOnCertainty: given.noticeOnCertainty ?? null,
    noticeBy: given.noticeBy ?? null,
    reason: given.reason ?? null,
    decision: given.decision ?? null,
    note: given.note ?? null,
  };
}

/** The agreement that has taken its place, unless that was taken back. */
export function supersededBy({ superseded }: Agreement, facts: readonly Fact[]): SupersessionAnswer | null {
  const data = saidBy(facts, 'AgreementSuperseded').at(-1);
  return superseded && data ? supersession(data.supersededBy, data) : null;
}

/** Tells what this agreement supersedes from the facts of that one; null where that one says so no longer. */
export function predecessor(
  agreementId: string,
  facts: readonly Fact[],
  successor: Agreement,
): PredecessorAnswer | null {
  const before = agreementOf(facts);
  const data = saidBy(facts, 'AgreementSuperseded').at(-1);
  if (before.superseded?.supersededBy !== successor.agreementId || !data) return null;
  const fit = fitOf(ownEnd(before), standingOf(successor).starts);
  return { ...supersession(agreementId, data), term: termOf(before), ...fit };
}

export interface OptionAnswer {
  optionId: string;
  kind: OptionTerms['kind'];
  exercisableFrom: UncertainDate;
  exercisableFromCertainty: Certainty | null;
  exercisableUntil: UncertainDate;
  exercisableUntilCertainty: Certainty | null;
  holderId: string | null;
  noticeMonths: number | null;
  extendsTo: UncertainDate;
  extendsToCertainty: Certainty | null;
  status: ReturnType<typeof statusOn>;
  settledOn: UncertainDate;
  settledOnCertainty: Certainty | null;
  exposure: ReturnType<typeof exposureOf>;
  decision: unknown;
  note: string | null;
}

/** The options as they stand on a day; what was not stated of them is null. */
export function options(agreement: Agreement, facts: readonly Fact[], day: string): OptionAnswer[] {
  const recorded = saidBy(facts, 'OptionRecorded');
  return agreement.options.map((option, at) => {
    const status = statusOn(option, day);
    const settled = status === 'open' ? null : option.settled;
    return {
      optionId: option.optionId,
      kind: option.kind,
      exercisableFrom: option.exercisableFrom ?? null,
      exercisableFromCertainty: option.exercisableFromCertainty ?? null,
      exercisableUntil: option.exercisableUntil ?? null,
      exercisableUntilCertainty: option.exercisableUntilCertainty ?? null,
      holderId: option.holderId ?? null,
      noticeMonths: option.noticeMonths ?? null,
      extendsTo: option.extendsTo ?? null,
      extendsToCertainty: option.extendsToCertainty ?? null,
      status,
      settledOn: settled?.on ?? null,
      settledOnCertainty: settled?.onCertainty ?? null,
      exposure: exposureOf(agreement, option, day),
      decision: recorded[at]!.decision ?? null,
      note: recorded[at]!.note ?? null,
    };
  });
}

function supersession(agreementId: string, data: AgreementEventData['AgreementSuperseded']): SupersessionAnswer {
  const { supersededOn = null, supersededOnCertainty = null, changes = [], decision = null, note = null } = data;
  return { agreementId, supersededOn, supersededOnCertainty, changes, decision, note };
}
