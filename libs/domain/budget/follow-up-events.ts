import type { AllocationKey } from '../accounts/account';
import type { Decision } from '../decision';

/** A report that is owed on an allocation, as it stands. */
export interface Duty {
  /** Unique for ever among those of the allocation. */
  dutyId: string;
  /** Which report it is. */
  what: string;
  dueOn: string;
  /** Whether nothing is disbursed while it is overdue. */
  withholds: boolean;
  /** The day that the report came in, or that it was waived; null while neither is so. */
  receivedOn: string | null;
  waivedOn: string | null;
}

type OfDuty = AllocationKey & Pick<Duty, 'dutyId'>;

/** What came in of a claim or was withdrawn of it, on a day. */
export interface Settlement {
  how: 'paid' | 'withdrawn';
  amount: string;
  on: string;
  /** Of the return that paid it, where that is an entry of this year. */
  revision?: number;
}

/** A claim on money that was disbursed, as it stands; amounts at full scale. */
export interface Claim {
  /** Unique for ever among those of the allocation. */
  claimId: string;
  amount: string;
  dueOn: string;
  settled: readonly Settlement[];
}

type OfClaim = AllocationKey & { claimId: string; amount: string; currency: string };

/** What is recorded of what is still to come on an allocation; none of it moves money. */
export type FollowUpEvent =
  | { type: 'ReportingDutySet'; data: OfDuty & Pick<Duty, 'what' | 'dueOn' | 'withholds'> & { decision?: Decision } }
  | {
      type: 'ReportReceived';
      data: OfDuty & { receivedOn: string; reference?: string; documentSha256?: string; note?: string };
    }
  | { type: 'ReportingDutyExtended'; data: OfDuty & { dueOn: string; reason: string } }
  | { type: 'ReportingDutyWaived'; data: OfDuty & { waivedOn: string; reason: string } }
  /** What was recorded of the report was wrong: it is owed again. */
  | { type: 'ReportingDutyReopened'; data: OfDuty & { reason: string } }
  | { type: 'ClawbackDemanded'; data: OfClaim & { dueOn: string; reason: string; decision?: Decision } }
  | { type: 'ClawbackWithdrawn'; data: OfClaim & { withdrawnOn: string; reason: string } };
