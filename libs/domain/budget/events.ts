import type { Account, AllocationKey, Coding, FreedTo } from '../accounts/account';
import type { Decision } from '../decision';
import type { DimensionEvent } from './dimension-events';
import type { Claim, Duty, FollowUpEvent } from './follow-up-events';
import type { FundingBasis, FundingShare, Indexation } from './funding-basis';
import type { Instalment, PlanEvent } from './plan-events';

export type Control = 'none' | 'warn' | 'stop';

/** When an allocation waits for a second person: never, above a total, or always. */
export type Approval = { policy: 'none' } | { policy: 'above'; above: string } | { policy: 'always' };

export const appropriationKinds = ['original', 'supplementary', 're-budgeted', 'reduction'] as const;

export type AppropriationKind = (typeof appropriationKinds)[number];

export const returnKinds = ['return', 'clawback'] as const;

export type ReturnKind = (typeof returnKinds)[number];

/** What a decision on an allocation says beyond its money. */
export interface AllocationTerms {
  /** Absent only where a year was funded by an agreement's terms without a decision of its own. */
  decision?: Decision;
  purposes?: string[];
  agreementId?: string;
  /** The allocation that this one adds to, or `unknown` where the base is not stated. */
  supplementTo?: string;
  programme?: string;
  dimensions?: Record<string, string>;
  recipientNameAsPublished?: string;
  title?: string;
  note?: string;
  /** The allocation in this budget that this one was recorded to replace. */
  replaces?: string;
  /** Of a year's funding under terms that are prorated; never computed again. */
  basis?: FundingBasis;
  /** Of a year's funding that is shared with others; never computed again. */
  share?: FundingShare;
  /** Of a year's funding by an index; what was booked later on a newer value stands on the adjustment. */
  indexation?: Indexation;
}

/** Why an allocation was adjusted, where a newer value of its index was. */
interface ByIndex {
  indexation?: Indexation;
}

/** Money of one allocation on one day: `amount` is at full scale, and signed only where it is an adjustment. */
export interface Entry extends AllocationKey {
  amount: string;
  currency: string;
  effectiveOn: string;
}

/** An entry taken back: its revision in this stream, and what it had posted. */
export interface TakenBack {
  revision: number;
  fact: 'proposed' | 'decided' | 'adjusted' | 'disbursed' | 'returned' | 'released';
  amount: string;
  effectiveOn: string;
  freedTo?: FreedTo;
  /** The claim that a return had paid, which is outstanding again. */
  claimId?: string;
  /** Of a disbursement or return that was coded otherwise than its allocation. */
  ownCoding?: Coding;
  /** The instalment that a disbursement had paid, which is to be paid again. */
  instalmentId?: string;
}

interface AppropriationEntry {
  appropriationId: string;
  /** The programme that it is for; absent: what no programme has. */
  programmeId?: string;
  kind: AppropriationKind;
  amount: string;
  currency: string;
  effectiveOn: string;
}

/** What becomes of a budget year's money when it ends. */
export interface YearEndRule {
  committed: 'carry' | 'release';
  /** What is left available: carried, up to `availableAtMost` where that is given; the rest lapses. */
  available: 'carry' | 'lapse';
  availableAtMost?: string;
  overrun: 'carry' | 'stay';
}

/** What a closed year said: everything that its stream held up to a position of the store, account by account. */
export interface Seal {
  position: string;
  revision: number;
  trialBalance: { account: Account; amount: string }[];
}

/** Money of no allocation: what is available, and negative where more was used than there was. */
interface AvailableEntry {
  account: 'AVAILABLE';
  /** The programme that kept it; absent: none did. */
  programmeId?: string;
  amount: string;
  currency: string;
  effectiveOn: string;
}

/** An allocation that another year takes over; `amount` is what is committed then, which may be nothing. */
type CommittedEntry = Entry & { account: 'COMMITTED' };

/** The entry of the earlier year that something was brought forward by. */
export interface CarriedFrom {
  year: number;
  revision: number;
  /** What the allocation is called there. */
  allocationId?: string;
}

/** Figures of a year that a late correction can be about. */
export const correctedFigures = ['allocated', 'disbursed', 'returned', 'released', 'appropriated'] as const;

export type CorrectedFigure = (typeof correctedFigures)[number];

interface LateCorrection {
  figure: CorrectedFigure;
  /** What is right less what was booked. */
  amount: string;
  currency: string;
  effectiveOn: string;
  concernsYear: number;
  reason: string;
  decision?: Decision;
  /** Where more is given than the closed year gave: what is available now, in a budget that keeps to it. Absent: PRIOR_YEAR. */
  drawnOn?: 'AVAILABLE';
}

/** A budget that money is transferred to or from: a body's, of a year. */
export interface BudgetName {
  bodyId: string;
  year: number;
}

/** What both budgets of a transfer say of it; it takes effect on one day in both. */
export interface Transfer {
  transferId: string;
  amount: string;
  currency: string;
  effectiveOn: string;
  decision?: Decision;
  note?: string;
  reason?: string;
  /** The transfer that this one gives back, which the budget that it goes to had sent. */
  reverses?: string;
}

type BareTransfer = Omit<Transfer, 'decision' | 'note' | 'reason'>;

/** What is available, moved within a budget. An end that is absent is what no programme has. */
export interface ProgrammeTransfer {
  transferId: string;
  fromProgrammeId?: string;
  toProgrammeId?: string;
  amount: string;
  currency: string;
  effectiveOn: string;
}

/** Why a transfer came back, or could not be taken. */
export type NotTaken = 'budget-locked' | 'budget-closed' | 'ledger-overflow';

/** What a payment is coded with where it is not as its allocation; `coding` beside it stays the allocation's. */
interface OwnCoding {
  ownCoding?: Coding;
}

/** What stands in a `budget-{bodyId}.{year}` stream. Type names and shapes are storage format. */
export type BudgetEvent =
  | {
      type: 'BudgetOpened';
      data: { bodyId: string; year: number; currency: string; control: Control; approval: Approval; reuse: boolean };
    }
  | {
      type: 'AppropriationProposed';
      data: Omit<AppropriationEntry, 'amount' | 'effectiveOn'> & {
        /** null where the proposal states none: not stated is never 0. */
        amount: string | null;
        decision?: Decision;
        note?: string;
      };
    }
  | {
      type: 'AppropriationRecommended';
      data: Omit<AppropriationEntry, 'amount' | 'effectiveOn'> & {
        /** What the body recommends to adopt: the proposal's amount unless it said another. */
        amount: string | null;
        decision: Decision;
        note?: string;
      };
    }
  | { type: 'AppropriationAdopted'; data: AppropriationEntry & { decision: Decision } }
  | { type: 'AppropriationRejected'; data: { appropriationId: string; reason: string; decision?: Decision } }
  | { type: 'AppropriationReversed'; data: AppropriationEntry & { reason: string; reverses: number } }
  | { type: 'AllocationProposed'; data: Entry & AllocationTerms }
  | { type: 'AllocationDecided'; data: Entry & AllocationTerms }
  | { type: 'AllocationApproved'; data: Entry & { note?: string } }
  | { type: 'AllocationRejected'; data: Entry & { reason: string } }
  | { type: 'AllocationAdjustmentProposed'; data: Entry & ByIndex & { reason: string; decision?: Decision } }
  | { type: 'AllocationAdjusted'; data: Entry & ByIndex & { reason: string; decision?: Decision; freedTo?: FreedTo } }
  | { type: 'AllocationAdjustmentApproved'; data: Entry & { note?: string } }
  | { type: 'AllocationAdjustmentRejected'; data: Entry & { reason: string } }
  | { type: 'AllocationAdjustmentWithdrawn'; data: Entry & { reason: string } }
  | {
      type: 'DisbursementRecorded';
      data: Entry & OwnCoding & { disbursementId: string; instalmentId?: string; reference?: string; note?: string };
    }
  | {
      type: 'ReturnRecorded';
      data: Entry &
        OwnCoding & { returnId: string; returnKind: ReturnKind; claimId?: string; freedTo: FreedTo; reason?: string };
    }
  | { type: 'AllocationReleased'; data: Entry & { reason: string; freedTo: FreedTo } }
  | {
      type: 'AllocationReversed';
      data: AllocationKey & { currency: string; reason: string; entries: TakenBack[]; replacedBy?: string };
    }
  | { type: 'EntryReversed'; data: AllocationKey & { currency: string; reason: string; entry: TakenBack } }
  | {
      type: 'AllocationAnnotated';
      data: AllocationKey & { reason: string; recipientNameAsPublished?: string; title?: string; note?: string };
    }
  | FollowUpEvent
  | DimensionEvent
  | PlanEvent
  | {
      type: 'ApproverAppointed';
      data: {
        subject: string;
        /** The largest total after a change that the subject approves, in `currency`; absent: any. */
        limit?: string;
        currency: string;
        validFrom: string;
        /** The last day. */
        validTo?: string;
        decision?: Decision;
        note?: string;
      };
    }
  | {
      type: 'ApproverRevoked';
      data: {
        subject: string;
        /** The first day without the right. */
        effectiveOn: string;
        reason: string;
      };
    }
  | {
      type: 'SubstituteAppointed';
      data: { subject: string; substitute: string; validFrom: string; validTo: string; reason?: string };
    }
  | { type: 'ProgrammeOpened'; data: { programmeId: string; name: string; control: Control; decision?: Decision } }
  | { type: 'ProgrammeTransferred'; data: ProgrammeTransfer & { decision: Decision; note?: string } }
  | { type: 'ProgrammeTransferReversed'; data: ProgrammeTransfer & { reason: string; reverses: number } }
  | { type: 'BudgetLocked'; data: { decision?: Decision; note?: string } }
  | { type: 'BudgetUnlocked'; data: { reason: string } }
  | { type: 'CarryForwardBegun'; data: { rule: YearEndRule; toYear: number; decision?: Decision; note?: string } }
  | { type: 'CarriedForward'; data: (CommittedEntry | AvailableEntry) & { toYear: number } }
  | {
      type: 'BroughtForward';
      data:
        | (CommittedEntry &
            AllocationTerms & {
              carriedFrom: CarriedFrom;
              /** To date, over all its years: what its limits and approval are tested on. */
              allocated: string;
              disbursed: string;
              recovered: string;
              /** Every one that was ever set, so that its id is known for ever; absent where none was. */
              duties?: readonly Duty[];
              claims?: readonly Claim[];
              /** Those of its plan that are not paid whole; absent where there are none. */
              instalments?: readonly Instalment[];
            })
        | (AvailableEntry & { carriedFrom: CarriedFrom });
    }
  | { type: 'AvailableLapsed'; data: Omit<AvailableEntry, 'account'> }
  | { type: 'CarryForwardCompleted'; data: { toYear: number } }
  | { type: 'BudgetClosed'; data: { seal: Seal; decision?: Decision; note?: string } }
  | { type: 'TransferSent'; data: Transfer & { to: BudgetName } }
  | { type: 'TransferReceived'; data: Transfer & { from: BudgetName & { revision: number } } }
  | { type: 'TransferDeclined'; data: BareTransfer & { from: BudgetName & { revision: number }; because: NotTaken } }
  | { type: 'TransferCompleted'; data: { transferId: string; to: BudgetName } }
  | { type: 'TransferReturned'; data: BareTransfer & { to: BudgetName; because: NotTaken; reason: string } }
  | {
      type: 'LateCorrectionRecorded';
      data: LateCorrection | (LateCorrection & AllocationKey & { freedTo?: FreedTo });
    };

/** An event as the stream has it: what an entry is called and who recorded it come from the store, not from `data`. */
export type RecordedBudgetEvent = BudgetEvent & { revision: number; actor: string };
