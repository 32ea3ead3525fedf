import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional } from '../http/validation/field';
import { AmountText, Day, FreeText, SubjectId } from '../http/validation/fields';
import { BudgetPath } from './budgets.dto';

export class ApproverPath extends BudgetPath {
  @SubjectId() subject: string;
}

export class AppointApproverDto {
  /** Whom the token of the approver stands for: an opaque id, never a name. */
  @SubjectId() subject: string;

  /** The largest total of an allocation, after the change, that the approver approves; without it any. */
  @Optional() @AmountText() limit?: string;

  @Day() validFrom: string;

  /** The last day; without it until revoked. */
  @Optional() @Day() validTo?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class RevokeApproverDto {
  @FreeText() reason: string;

  /** The first day without the right; today unless said. What was approved before this was recorded stands. */
  @Optional() @Day() effectiveOn?: string;
}

export class AppointSubstituteDto {
  /** Who stands in for the approver, with the approver's own limit. */
  @SubjectId() substitute: string;

  @Day() validFrom: string;

  /** The last day. */
  @Day() validTo: string;

  @Optional() @FreeText() reason?: string;
}
