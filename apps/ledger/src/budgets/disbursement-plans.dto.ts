import { DecisionDto } from '../http/decision.dto';
import { Nested, NestedList, Optional } from '../http/validation/field';
import { AmountText, Day, FreeText, Id, Line } from '../http/validation/fields';

/** As many as BroughtForward can hold beside all else that it says. */
const mostInstalments = 50;

export class InstalmentDto {
  /** Unique in the plan. What was paid of an instalment stays paid in a later plan, which must have it under the same id. */
  @Id() instalmentId: string;

  /** At least what has been paid of it. */
  @AmountText() amount: string;

  /** The day to pay it; earlier makes a warning. */
  @Day() dueOn: string;

  @Optional() @Line(200) note?: string;

  /** The reporting duty on the allocation that must be received or waived before anything of it is paid. */
  @Optional() @Id() afterDutyId?: string;
}

export class SetDisbursementPlanDto {
  /** The whole plan, in the order that it is told in; none withdraws the one that there is. */
  @NestedList(() => InstalmentDto, mostInstalments) instalments: InstalmentDto[];

  /** Must be given where there is a plan already. */
  @Optional() @FreeText() reason?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}
