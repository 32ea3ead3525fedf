import type { AllocationKind } from '../accounts/account';
import type { FundingTerms } from '../agreement/events';
import type { Borne } from '../agreement/funding-shares';
import type { Standing } from '../agreement/standing';
import type { Commanded, Decision, UnknownParty } from '../decision';
import type { IndexState } from '../index-series/state';
import type { MergedParty } from '../party/merging';
import type { Unsealable } from '../party/personal';
import type { ApproverCommand } from './approver-commands';
import type { ClaimCommand } from './claim-commands';
import type { DimensionCommand } from './dimension-commands';
import type { DutyCommand } from './duty-commands';
import type { AllocationTerms, Approval, AppropriationKind, Control, ReturnKind } from './events';
import type { PlanCommand } from './plan-commands';
import type { ProgrammeCommand } from './programme-commands';
import type { TransferCommand } from './transfer-commands';
import type { On, YearEndCommand } from './year-end-commands';

/** What a command says of an agreement that money would be given under: null where the ledger has no such agreement. */
export interface AgreementFact {
  agreementId: string;
  standing: Standing | null;
}

interface OnAllocation extends On {
  allocationId: string;
}

export interface OpenBudget extends On {
  type: 'OpenBudget';
  /** Whether the year after has been carried forward already: this one could not hand anything over any more. */
  nextClosed?: boolean;
  currency: string;
  control: Control;
  approval?: Approval;
  reuse?: boolean;
  unknown?: UnknownParty;
}

export interface ProposeAppropriation extends On {
  type: 'ProposeAppropriation';
  appropriationId: string;
  programmeId?: string;
  kind: AppropriationKind;
  amount: string | null;
  decision?: Decision;
  note?: string;
  unknown?: UnknownParty;
}

export interface RecommendAppropriation extends On {
  type: 'RecommendAppropriation';
  appropriationId: string;
  decision: Decision;
  amount?: string;
  note?: string;
  unknown?: UnknownParty;
}

export interface AdoptAppropriation extends On {
  type: 'AdoptAppropriation';
  appropriationId: string;
  decision: Decision;
  amount?: string;
  effectiveOn?: string;
  unknown?: UnknownParty;
}

export interface RejectAppropriation extends On {
  type: 'RejectAppropriation';
  appropriationId: string;
  reason: string;
  decision?: Decision;
  unknown?: UnknownParty;
}

export interface ReverseAppropriation extends On {
  type: 'ReverseAppropriation';
  appropriationId: string;
  reason: string;
}

export interface Allocate extends OnAllocation, Omit<AllocationTerms, 'replaces' | 'basis' | 'share' | 'indexation'> {
  type: 'Allocate';
  recipientId: string;
  kind: AllocationKind;
  amount: string;
  decision: Decision;
  effectiveOn?: string;
  agreement?: AgreementFact;
  unknown?: UnknownParty;
  /** Given where something that is said here would hold what is sealed of the recipient. */
  unsealable?: Unsealable;
  /** Given where the recipient has gone up in another. */
  merged?: MergedParty;
}

/** Books a year of an agreement's funding terms. `terms` is null where none cover the year. */
export interface FundYear extends On {
  type: 'FundYear';
  agreementId: string;
  standing: Standing;
  terms: FundingTerms | null;
  /** The series that the terms name, as it is known; left out where they name none. */
  series?: IndexState;
  /** What the budget's body bears of the year. */
  borne: Borne;
  decision?: Decision;
  effectiveOn?: string;
  note?: string;
  programme?: string;
  dimensions?: Record<string, string>;
  unknown?: UnknownParty;
  /** Given where the terms' recipient has gone up in another. */
  merged?: MergedParty;
}

export interface ApproveAllocation extends OnAllocation {
  type: 'ApproveAllocation';
  note?: string;
}

export interface RejectAllocation extends OnAllocation {
  type: 'RejectAllocation';
  reason: string;
}

/** By whoever proposed what waits. */
export interface WithdrawProposal extends OnAllocation {
  type: 'WithdrawProposal';
  reason: string;
}

export interface AdjustAllocation extends OnAllocation {
  type: 'AdjustAllocation';
  difference: string;
  reason: string;
  effectiveOn?: string;
  decision?: Decision;
  agreement?: AgreementFact;
  unknown?: UnknownParty;
}

/** Books the difference that newer values of its index make. `series` is the index's, as it is known. */
export interface AdjustToIndex extends OnAllocation {
  type: 'AdjustToIndex';
  reason?: string;
  effectiveOn?: string;
  decision?: Decision;
  series?: IndexState;
  unknown?: UnknownParty;
}

export interface RecordDisbursement extends OnAllocation {
  type: 'RecordDisbursement';
  amount: string;
  disbursementId: string;
  /** Whether an earlier year that the allocation was carried from has an entry of that id. */
  isKnownEarlier?: boolean;
  /** The instalment of the allocation's plan that it pays, or a part of it; without one the plan stays as it is. */
  instalmentId?: string;
  effectiveOn?: string;
  reference?: string;
  note?: string;
  dimensions?: Record<string, string>;
}

export interface RecordReturn extends OnAllocation {
  type: 'RecordReturn';
  amount: string;
  returnId: string;
  /** As of a disbursement. */
  isKnownEarlier?: boolean;
  kind?: ReturnKind;
  /** The claim that it pays; a clawback then, unless it says otherwise, which is refused. */
  claimId?: string;
  effectiveOn?: string;
  reason?: string;
  dimensions?: Record<string, string>;
}

export interface ReleaseAllocation extends OnAllocation {
  type: 'ReleaseAllocation';
  reason: string;
  amount?: string;
  effectiveOn?: string;
}

export interface ReverseAllocation extends OnAllocation {
  type: 'ReverseAllocation';
  reason: string;
  /** `body/year/number` of the one entry to take back; without it the whole allocation. */
  voucher?: string;
}

export interface ReplaceAllocation extends OnAllocation {
  type: 'ReplaceAllocation';
  reason: string;
  newAllocationId: string;
  recipientId?: string;
  amount?: string;
  decision?: Decision;
  recipientNameAsPublished?: string;
  title?: string;
  note?: string;
  /** All of them; left out: those of the old one, whatever has become of their codes. */
  dimensions?: Record<string, string>;
  agreement?: AgreementFact;
  unknown?: UnknownParty;
  unsealable?: Unsealable;
  /** Whether the new one's recipient is a person, who has no published name. */
  ofPerson?: true;
  /** Given where the recipient that is named anew has gone up in another. */
  merged?: MergedParty;
}

export interface AnnotateAllocation extends OnAllocation {
  type: 'AnnotateAllocation';
  reason: string;
  recipientNameAsPublished?: string;
  title?: string;
  note?: string;
  unsealable?: Unsealable;
}

export type AllocationCommand =
  | ApproveAllocation
  | RejectAllocation
  | WithdrawProposal
  | AdjustAllocation
  | AdjustToIndex
  | RecordDisbursement
  | RecordReturn
  | ReleaseAllocation
  | ReverseAllocation
  | ReplaceAllocation
  | AnnotateAllocation;

export type AppropriationCommand =
  ProposeAppropriation | RecommendAppropriation | AdoptAppropriation | RejectAppropriation | ReverseAppropriation;

export type BudgetCommand = (
  | YearEndCommand
  | TransferCommand
  | ApproverCommand
  | ProgrammeCommand
  | DimensionCommand
  | OpenBudget
  | AppropriationCommand
  | Allocate
  | FundYear
  | AllocationCommand
  | DutyCommand
  | ClaimCommand
  | PlanCommand
) &
  Commanded;
