import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional } from '../http/validation/field';
import { Day, Flag, FreeText, Id, Line, Sha256 } from '../http/validation/fields';
import { AllocationPath } from './allocations.dto';

export class DutyPath extends AllocationPath {
  @Id() dutyId: string;
}

export class SetReportingDutyDto {
  /** Unique on the allocation for ever, in whichever year it is by then. */
  @Id() dutyId: string;

  /** Which report it is. */
  @Line(200) what: string;

  /** The last day for it. */
  @Day() dueOn: string;

  /** Whether nothing is disbursed while it is overdue; true unless said. */
  @Optional() @Flag() withholds?: boolean;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class ReceiveReportDto {
  /** Today unless said, and not later. */
  @Optional() @Day() receivedOn?: string;

  @Optional() @Line(200) reference?: string;

  @Optional() @Sha256() documentSha256?: string;

  @Optional() @FreeText() note?: string;
}

export class ExtendReportingDutyDto {
  /** Later than it was due. */
  @Day() dueOn: string;

  @FreeText() reason: string;
}
