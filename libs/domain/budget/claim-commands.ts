import type { Decision, UnknownParty } from '../decision';
import type { On } from './year-end-commands';

interface OnClaim extends On {
  allocationId: string;
  claimId: string;
}

/** Demands money back by a day. */
export interface DemandClawback extends OnClaim {
  type: 'DemandClawback';
  amount: string;
  dueOn: string;
  reason: string;
  decision?: Decision;
  unknown?: UnknownParty;
}

/** Gives up what is still outstanding of a claim. */
export interface WithdrawClawback extends OnClaim {
  type: 'WithdrawClawback';
  reason: string;
}

export type ClaimCommand = DemandClawback | WithdrawClawback;
