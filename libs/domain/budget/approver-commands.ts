import type { Decision, UnknownParty } from '../decision';
import type { On } from './year-end-commands';

export interface AppointApprover extends On {
  type: 'AppointApprover';
  subject: string;
  /** In the budget's currency; without it the approver has none. */
  limit?: string;
  validFrom: string;
  /** The last day; without it until revoked. */
  validTo?: string;
  decision?: Decision;
  note?: string;
  unknown?: UnknownParty;
}

/** Ends whatever right to approve a subject has from a day on, as an approver and as a substitute. */
export interface RevokeApprover extends On {
  type: 'RevokeApprover';
  subject: string;
  reason: string;
  /** The first day without it; today unless said. */
  effectiveOn?: string;
}

export interface AppointSubstitute extends On {
  type: 'AppointSubstitute';
  /** The approver that is stood in for. */
  subject: string;
  substitute: string;
  validFrom: string;
  validTo: string;
  reason?: string;
}

export type ApproverCommand = AppointApprover | RevokeApprover | AppointSubstitute;
