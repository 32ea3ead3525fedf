import type { AllocationKey, FreedTo } from '../accounts/account';
import type { Decision } from '../decision';

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
}

interface AppropriationEntry {
  appropriationId: string;
  kind: AppropriationKind;
  amount: string;
  currency: string;
  effectiveOn: string;
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
  | { type: 'AllocationAdjustmentProposed'; data: Entry & { reason: string; decision?: Decision } }
  | { type: 'AllocationAdjusted'; data: Entry & { reason: string; decision?: Decision; freedTo?: FreedTo } }
  | { type: 'AllocationAdjustmentApproved'; data: Entry & { note?: string } }
  | { type: 'AllocationAdjustmentRejected'; data: Entry & { reason: string } }
  | { type: 'DisbursementRecorded'; data: Entry & { disbursementId: string; reference?: string; note?: string } }
  | {
      type: 'ReturnRecorded';
      data: Entry & { returnId: string; returnKind: ReturnKind; freedTo: FreedTo; reason?: string };
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
    };

/** An event as the stream has it: what an entry is called and who recorded it come from the store, not from `data`. */
export type RecordedBudgetEvent = BudgetEvent & { revision: number; actor: string };
