import { deadlineKinds as agreementDeadlineKinds } from '@anslag/domain/agreement/deadlines';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';

/** What can fall due on an allocation. */
export const dueKinds = ['report', 'claim', 'instalment'] as const;

export type DueKind = (typeof dueKinds)[number];

export const deadlineKinds = [...agreementDeadlineKinds, ...dueKinds] as const;

export type DeadlineKind = (typeof deadlineKinds)[number];

/** Something that falls due: of an agreement, or of an allocation. */
export interface DeadlineRow {
  /** Of an allocation: the one that it is under, if any. */
  agreementId: string | null;
  agreementName: string | null;
  bodyId: string;
  /** The allocation that it is about and the budget year that it is in; null where it is about an agreement. */
  year: number | null;
  allocationId: string | null;
  kind: DeadlineKind;
  /** The option, deliverable, reporting duty, claim or instalment that falls due; null where it is the agreement itself. */
  subjectId: string | null;
  /** What is to be done, in words, where that was said. */
  what: string | null;
  /** Whose it is, where that is stated; of an instalment, whom it is paid to. */
  partyId: string | null;
  dueOn: UncertainDate;
  dueOnCertainty: Certainty | null;
  /** The days that it can mean. */
  earliest: string;
  latest: string;
  overdue: boolean;
  /** Whether nothing is disbursed while it is overdue; null where it is no reporting duty. */
  withholds: boolean | null;
  /** The reporting duty that an instalment waits for, if any. */
  afterDutyId: string | null;
  /** What is outstanding of a claim or instalment; null where it is none. */
  amount: string | null;
  currency: string | null;
}
