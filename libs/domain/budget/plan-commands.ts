import type { Decision, UnknownParty } from '../decision';
import type { PlannedInstalment } from './plan-events';
import type { On } from './year-end-commands';

/** Says in which instalments an allocation is to be paid; replaces the plan that there was, as a whole. */
export interface SetDisbursementPlan extends On {
  type: 'SetDisbursementPlan';
  allocationId: string;
  /** None: the plan that there was is withdrawn. */
  instalments: readonly PlannedInstalment[];
  /** Must be given where there is a plan already. */
  reason?: string;
  decision?: Decision;
  unknown?: UnknownParty;
}

export type PlanCommand = SetDisbursementPlan;
