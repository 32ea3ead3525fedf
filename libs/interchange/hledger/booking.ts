/** An event that moved money, as a journal tells it. */
export interface Booking {
  position: string;
  /** RFC 3339, UTC. */
  recordedAt: string;
  actor: string;
  stream: string;
  revision: string;
  /** `body/year/number`. */
  voucher: string;
  type: string;
  bodyId: string;
  year: number;
  appropriationId: string | null;
  decision: BookedDecision | null;
  /** In pairs of one effective day each, whose amounts sum to zero. */
  postings: readonly BookedPosting[];
}

/** What a board decided and where that can be looked up. */
export interface BookedDecision {
  bodyId: string;
  /** A day, a month or a year; null where it is not known. */
  decidedOn: string | null;
  caseNumber?: string;
  item?: string;
  documentSha256?: string;
}

/** One side of an entry; its amount is signed, at full scale. */
export interface BookedPosting {
  account: string;
  amount: string;
  currency: string;
  effectiveOn: string;
  /** null where the posting is on no allocation. */
  recipientId: string | null;
  allocationId: string | null;
  /** What it is coded with: a code by dimensionId. */
  dimensions: Readonly<Record<string, string>> | null;
}
