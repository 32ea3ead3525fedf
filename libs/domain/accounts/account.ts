/** The accounts of a budget (bookkeeping.md). A state account holds what can still be acted on; the others say where money came from or went. */
export type Account =
  | 'AUTHORITY'
  | 'AVAILABLE'
  | 'RESERVED'
  | 'COMMITTED'
  | 'DISBURSED'
  | 'RECOVERED'
  | 'LAPSED'
  | 'CARRIED_IN'
  | 'CARRIED_OUT'
  | 'TRANSFERRED_IN'
  | 'TRANSFERRED_OUT'
  | 'PRIOR_YEAR';

/** Where money goes that an allocation gives back: usable again in its own year, else lapsed ("R" in bookkeeping.md). */
export type FreedTo = 'AVAILABLE' | 'LAPSED';

/** What a posting is about; a reversal has the fact that it takes back, so that sums over a fact are net. */
export type Fact =
  | 'appropriated'
  | 'proposed'
  | 'decided'
  | 'adjusted'
  | 'disbursed'
  | 'returned'
  | 'released'
  | 'lapsed'
  | 'carried-out'
  | 'carried-in'
  | 'transferred-out'
  | 'transferred-in'
  | 'moved'
  | 'corrected';

/** Which allocation a posting belongs to. */
export interface AllocationKey {
  allocationId: string;
  recipientId: string;
  kind: AllocationKind;
  /** The year whose budget first decided it. */
  originYear: number;
  /** The programme of the budget that its money is booked under; absent: none. */
  programmeId?: string;
  /** What it is coded with in the chart of the budget that decided it; absent: nothing. */
  coding?: Coding;
}

/** A code for each of some dimensions, by dimensionId. */
export type Coding = Readonly<Record<string, string>>;

export const allocationKinds = ['one-off', 'yearly'] as const;

export type AllocationKind = (typeof allocationKinds)[number];

/** One side of an entry. `amount` is signed, at the currency's full scale; all postings of an event sum to zero. */
export interface Posting {
  account: Account;
  fact: Fact;
  amount: string;
  currency: string;
  effectiveOn: string;
  allocation?: AllocationKey;
  /** The programme that it is booked under, of those that its budget has opened. */
  programmeId?: string;
  /** What it is coded with, in the chart of its budget or of the one that it was carried from. */
  coding?: Coding;
  /** The closed year that a late correction is about. */
  concernsYear?: number;
}
