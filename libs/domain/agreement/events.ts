import type { Rounding } from '@anslag/money/fraction';
import type { Certainty, Decision, UncertainDate } from '../decision';

export const agreementKinds = ['partnership', 'service', 'co-operation', 'umbrella'] as const;

export type AgreementKind = (typeof agreementKinds)[number];

/** When an agreement holds. No `from` means that no start is known; no `to`, that it has no end. */
export interface Term {
  from?: UncertainDate;
  fromCertainty?: Certainty;
  /** As the source puts it, or what the date was inferred from. */
  fromEvidence?: string;
  to?: UncertainDate;
  toCertainty?: Certainty;
  toEvidence?: string;
}

export const prorations = ['none', 'month', 'day'] as const;

/** How much of a year's amount is given in a year that the agreement holds in part: all, by months begun, or by days. */
export type Proration = (typeof prorations)[number];

/** By which index series the amount follows prices: it is stated in those of the base year. */
export interface IndexTerms {
  indexId: string;
  baseYear: number;
  /** How many years before a funded year the one is whose value it is put up to; 0 unless said. */
  lagYears?: number;
  /** Of an amount that falls half way between two; half-even unless said. */
  rounding?: Rounding;
}

/** What an agreement gives one recipient each year. `amount` is null where the source states none. */
export interface FundingTerms {
  recipientId: string;
  amount: string | null;
  currency: string;
  firstYear: number;
  lastYear?: number;
  /** `none` unless said. */
  proration?: Proration;
  indexation?: IndexTerms;
}

/** A party from a day on; from the agreement's start where no day is given. */
export interface Joining {
  partyId: string;
  joinedOn?: UncertainDate;
  joinedOnCertainty?: Certainty;
}

/** The day from which it is no party. */
export interface Leaving {
  partyId: string;
  leftOn: UncertainDate;
  leftOnCertainty?: Certainty;
}

/** A later end than the one before. */
export interface Extension {
  to: UncertainDate;
  toCertainty?: Certainty;
  toEvidence?: string;
}

/** The last day of an agreement of which notice was given. */
export interface Ending {
  endsOn: UncertainDate;
  endsOnCertainty?: Certainty;
}

/** The agreement that took this one's place, and the first day on which it did, if one is known. */
export interface Supersession {
  supersededBy: string;
  supersededOn?: UncertainDate;
  supersededOnCertainty?: Certainty;
}

export const optionKinds = ['early-termination', 'extension', 'other'] as const;

export type OptionKind = (typeof optionKinds)[number];

/** What somebody may choose to do. Whatever is left out is not stated. */
export interface OptionTerms {
  optionId: string;
  kind: OptionKind;
  exercisableFrom?: UncertainDate;
  exercisableFromCertainty?: Certainty;
  /** The last day on which it can be exercised. */
  exercisableUntil?: UncertainDate;
  exercisableUntilCertainty?: Certainty;
  holderId?: string;
  noticeMonths?: number;
  /** Of an extension: the last day after it. */
  extendsTo?: UncertainDate;
  extendsToCertainty?: Certainty;
}

/** When it was exercised, and which day is the agreement's last since then. */
export interface Exercise {
  exercisedOn: UncertainDate;
  exercisedOnCertainty?: Certainty;
  endsOn?: UncertainDate;
  endsOnCertainty?: Certainty;
}

/** Who must adopt the agreement, and from when it is then planned to be in force. */
export interface EntryConditions {
  /** partyIds. */
  adopters: string[];
  /** unknown: others may have to adopt it too. */
  adoptersCertainty?: Certainty;
  plannedFrom?: UncertainDate;
  plannedFromCertainty?: Certainty;
  /** The last day for adopting it. */
  adoptBy?: UncertainDate;
  adoptByCertainty?: Certainty;
}

/** A version of an annex, and from when it governs: from the agreement's start where no day is said. */
export interface Annex {
  annexId: string;
  version: string;
  title: string;
  from?: UncertainDate;
  fromCertainty?: Certainty;
  documentSha256?: string;
}

/** An area that the agreement covers, from a day on. */
export interface ScopeArea {
  scopeId: string;
  title: string;
  from?: UncertainDate;
  fromCertainty?: Certainty;
}

export const deliverableKinds = ['deliverable', 'evaluation', 'report'] as const;

export type DeliverableKind = (typeof deliverableKinds)[number];

/** What somebody has agreed to do; whose it is, and until when, where that is stated. */
export interface Deliverable {
  deliverableId: string;
  kind: DeliverableKind;
  title: string;
  partyId?: string;
  dueOn?: UncertainDate;
  dueOnCertainty?: Certainty;
}

/** Who bears which part of a year's cost, as exact fractions; null where it is not stated, as the total may be. */
export interface FundingShares {
  shares: { partyId: string; share: string | null }[];
  total: string | null;
  currency: string;
  /** From the agreement's start, and to its end, where no years are said. */
  firstYear?: number;
  lastYear?: number;
}

/** Where something can be looked up. */
export interface Source {
  sourceId: string;
  title: string;
  url?: string;
  publishedOn?: UncertainDate;
  caseNumber?: string;
  item?: string;
  documentSha256?: string;
  /** What it is a source of. */
  about?: string;
}

/** What a successor does otherwise, in the source's words; null where they leave one side out. */
export interface TermChange {
  what: string;
  before: string | null;
  after: string | null;
}

interface OnAgreement {
  agreementId: string;
  decision?: Decision;
  note?: string;
}

interface Decided {
  decision: Decision;
}

interface Because {
  reason?: string;
}

/** What stands in an `agreement-{agreementId}` stream, by type. Type names and shapes are storage format. */
export interface AgreementEventData {
  AgreementRegistered: OnAgreement & {
    name: string;
    kind: AgreementKind;
    bodyId: string;
    parties: string[];
    /** unknown: there may be others. */
    partiesCertainty?: Certainty;
    term?: Term;
  };
  FundingTermsRecorded: FundingTerms & { agreementId: string; decision?: Decision };
  AgreementPartyJoined: OnAgreement & Joining;
  AgreementPartyLeft: OnAgreement & Leaving & Because;
  /** The whole term anew; what it leaves out is no longer known. */
  AgreementTermRecorded: OnAgreement & Because & { term: Term };
  AgreementExtended: OnAgreement & Extension;
  AgreementTerminated: OnAgreement &
    Because &
    Ending & { noticeOn?: UncertainDate; noticeOnCertainty?: Certainty; noticeBy?: string };
  AgreementTerminationWithdrawn: OnAgreement & { reason: string };
  AgreementSuperseded: OnAgreement & Supersession & { changes?: TermChange[] };
  AgreementSupersessionWithdrawn: OnAgreement & { reason: string };
  OptionRecorded: OnAgreement & OptionTerms;
  OptionExercised: OnAgreement & Exercise & { optionId: string };
  OptionDeclined: OnAgreement &
    Because & { optionId: string; declinedOn?: UncertainDate; declinedOnCertainty?: Certainty };
  /** Its last day went by. */
  OptionLapsed: OnAgreement & Because & { optionId: string };
  /** What was recorded of its use was wrong: it can be used again. */
  OptionReopened: OnAgreement & { optionId: string; reason: string };
  EntryConditionsRecorded: OnAgreement & EntryConditions;
  AgreementConsidered: OnAgreement & Decided;
  AgreementRecommended: OnAgreement & Decided & { recommendedTo?: string[] };
  AgreementAdopted: OnAgreement & Decided & { partyId: string };
  AdoptionRefused: OnAgreement & Because & Decided & { partyId: string };
  AdoptionWithdrawn: OnAgreement & { partyId: string; reason: string };
  AnnexRecorded: OnAgreement & Annex;
  ScopeAdded: OnAgreement & ScopeArea;
  DeliverableRecorded: OnAgreement & Deliverable;
  DeliverableFollowedUp: OnAgreement & {
    deliverableId: string;
    followedUpOn: UncertainDate;
    followedUpOnCertainty?: Certainty;
    result: string;
  };
  FundingSharesRecorded: OnAgreement & FundingShares;
  SourceAttached: OnAgreement & Source;
  AmbiguityNoted: OnAgreement & { about?: string; note: string };
}

export type AgreementEventType = keyof AgreementEventData;

export type AgreementEvent = {
  [T in AgreementEventType]: { type: T; data: AgreementEventData[T] };
}[AgreementEventType];

const types: Record<AgreementEventType, true> = {
  AgreementRegistered: true,
  FundingTermsRecorded: true,
  AgreementPartyJoined: true,
  AgreementPartyLeft: true,
  AgreementTermRecorded: true,
  AgreementExtended: true,
  AgreementTerminated: true,
  AgreementTerminationWithdrawn: true,
  AgreementSuperseded: true,
  AgreementSupersessionWithdrawn: true,
  OptionRecorded: true,
  OptionExercised: true,
  OptionDeclined: true,
  OptionLapsed: true,
  OptionReopened: true,
  EntryConditionsRecorded: true,
  AgreementConsidered: true,
  AgreementRecommended: true,
  AgreementAdopted: true,
  AdoptionRefused: true,
  AdoptionWithdrawn: true,
  AnnexRecorded: true,
  ScopeAdded: true,
  DeliverableRecorded: true,
  DeliverableFollowedUp: true,
  FundingSharesRecorded: true,
  SourceAttached: true,
  AmbiguityNoted: true,
};

/** Every type of event that an agreement's stream holds. */
export const agreementEventTypes = Object.keys(types).sort() as readonly AgreementEventType[];
