import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional } from '../http/validation/field';
import { AmountText, Day, FreeText, Id } from '../http/validation/fields';
import { AllocationPath } from './allocations.dto';

export class ClaimPath extends AllocationPath {
  @Id() claimId: string;
}

export class DemandClawbackDto {
  /** Unique on the allocation for ever, in whichever year it is by then. */
  @Id() claimId: string;

  /** At most what was disbursed and is neither returned nor demanded back. */
  @AmountText() amount: string;

  /** The last day to pay it. */
  @Day() dueOn: string;

  @FreeText() reason: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}
