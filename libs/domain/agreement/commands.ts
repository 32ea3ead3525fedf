import type { UnknownParty } from '../decision';
import type { AgreementEventData, AgreementEventType } from './events';

/** A command that says what its event keeps. `unknown` is a party it names and the ledger does not have. */
type Saying<C extends string, T extends AgreementEventType> = {
  type: C;
  unknown?: UnknownParty;
} & AgreementEventData[T];

export type RegisterAgreement = Saying<'RegisterAgreement', 'AgreementRegistered'>;
/** `isIndexKnown`: whether the ledger has the index series that it names. */
export type RecordFundingTerms = Saying<'RecordFundingTerms', 'FundingTermsRecorded'> & { isIndexKnown?: boolean };
export type JoinAgreement = Saying<'JoinAgreement', 'AgreementPartyJoined'>;
export type LeaveAgreement = Saying<'LeaveAgreement', 'AgreementPartyLeft'>;
export type RecordTerm = Saying<'RecordTerm', 'AgreementTermRecorded'>;
export type ExtendAgreement = Saying<'ExtendAgreement', 'AgreementExtended'>;
export type TerminateAgreement = Saying<'TerminateAgreement', 'AgreementTerminated'>;
export type WithdrawTermination = Saying<'WithdrawTermination', 'AgreementTerminationWithdrawn'>;
/** `isKnown`: whether the ledger has the successor; `leadsBack`: whether that is superseded by this very one in the end. */
export type SupersedeAgreement = Saying<'SupersedeAgreement', 'AgreementSuperseded'> & {
  isKnown: boolean;
  leadsBack?: boolean;
};

export type WithdrawSupersession = Saying<'WithdrawSupersession', 'AgreementSupersessionWithdrawn'>;

export type RecordOption = Saying<'RecordOption', 'OptionRecorded'>;
export type ExerciseOption = Saying<'ExerciseOption', 'OptionExercised'>;
export type DeclineOption = Saying<'DeclineOption', 'OptionDeclined'>;
export type ReopenOption = Saying<'ReopenOption', 'OptionReopened'>;
/** `today`: whether its last day has passed is judged on it. */
export type LapseOption = Saying<'LapseOption', 'OptionLapsed'> & { today: string };

export type RecordEntryConditions = Saying<'RecordEntryConditions', 'EntryConditionsRecorded'>;
export type ConsiderAgreement = Saying<'ConsiderAgreement', 'AgreementConsidered'>;
export type RecommendAgreement = Saying<'RecommendAgreement', 'AgreementRecommended'>;
export type AdoptAgreement = Saying<'AdoptAgreement', 'AgreementAdopted'>;
export type RefuseAdoption = Saying<'RefuseAdoption', 'AdoptionRefused'>;
export type WithdrawAdoption = Saying<'WithdrawAdoption', 'AdoptionWithdrawn'>;

export type RecordAnnex = Saying<'RecordAnnex', 'AnnexRecorded'>;
export type AddScope = Saying<'AddScope', 'ScopeAdded'>;
export type RecordDeliverable = Saying<'RecordDeliverable', 'DeliverableRecorded'>;
export type FollowUp = Saying<'FollowUp', 'DeliverableFollowedUp'>;
export type RecordFundingShares = Saying<'RecordFundingShares', 'FundingSharesRecorded'>;
export type AttachSource = Saying<'AttachSource', 'SourceAttached'>;
export type NoteAmbiguity = Saying<'NoteAmbiguity', 'AmbiguityNoted'>;

export type AgreementCommand =
  | RegisterAgreement
  | RecordFundingTerms
  | JoinAgreement
  | LeaveAgreement
  | RecordTerm
  | ExtendAgreement
  | TerminateAgreement
  | WithdrawTermination
  | SupersedeAgreement
  | WithdrawSupersession
  | RecordOption
  | ExerciseOption
  | DeclineOption
  | LapseOption
  | ReopenOption
  | RecordEntryConditions
  | ConsiderAgreement
  | RecommendAgreement
  | AdoptAgreement
  | RefuseAdoption
  | WithdrawAdoption
  | RecordAnnex
  | AddScope
  | RecordDeliverable
  | FollowUp
  | RecordFundingShares
  | AttachSource
  | NoteAmbiguity;
