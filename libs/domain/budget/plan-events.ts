import type { AllocationKey } from '../accounts/account';
import type { Decision } from '../decision';

/** A part of an allocation that is to be paid on a day; the amount is at full scale. */
export interface PlannedInstalment {
  /** Unique in the plan; the same instalment in every plan that has it. */
  instalmentId: string;
  amount: string;
  dueOn: string;
  note?: string;
  /** The reporting duty that must not be owed any more when it is paid. */
  afterDutyId?: string;
}

/** What was disbursed of an instalment on a day. */
export interface InstalmentPayment {
  amount: string;
  on: string;
  /** Of the disbursement, where that is an entry of this year. */
  revision?: number;
}

/** An instalment as it stands. */
export interface Instalment extends PlannedInstalment {
  paid: readonly InstalmentPayment[];
}

/** When an allocation is to be paid, as a whole; it moves no money. One without instalments ends the plan before it. */
export interface PlanEvent {
  type: 'DisbursementPlanSet';
  data: AllocationKey & {
    currency: string;
    instalments: readonly PlannedInstalment[];
    /** Always given where it replaces an earlier plan. */
    reason?: string;
    decision?: Decision;
  };
}
