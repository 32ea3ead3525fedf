import { allocationKinds, type AllocationKind } from '@anslag/domain/accounts/account';
import { returnKinds, type ReturnKind } from '@anslag/domain/budget/events';
import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional } from '../http/validation/field';
import {
  AllocationId,
  AmountText,
  Day,
  DifferenceText,
  FreeText,
  Id,
  IdOrUnknown,
  Line,
  Matching,
  OneOf,
  TextList,
  TextMap,
} from '../http/validation/fields';
import { line } from '../http/validation/rules';
import { BudgetPath } from './budgets.dto';

export class AllocationPath extends BudgetPath {
  @AllocationId() allocationId: string;
}

/** How an allocation is called and described. */
class Described {
  @Optional() @Line(500) recipientNameAsPublished?: string;

  @Optional() @Line(500) title?: string;

  @Optional() @FreeText() note?: string;
}

export class AllocateDto extends Described {
  /** Left out: the ledger takes the answer's commandId. */
  @Optional() @Id() allocationId?: string;

  @Id() recipientId: string;

  @OneOf(allocationKinds) kind: AllocationKind;

  @AmountText() amount: string;

  @Nested(() => DecisionDto) decision: DecisionDto;

  /** The decision's day unless said; must be given where decidedOn is not a day. */
  @Optional() @Day() effectiveOn?: string;

  @Optional() @TextList(line(500), 100) purposes?: string[];

  @Optional() @Id() agreementId?: string;

  /** The allocation in this budget that this one adds to, or `unknown` where the base is not stated. */
  @Optional() @IdOrUnknown() supplementTo?: string;

  /** In a budget that has opened programmes the id of one; else any text. */
  @Optional() @Line(200) programme?: string;

  /** In a budget that has opened dimensions a code of each, by dimensionId; a name with a dot in it is any system's own. Else any texts. */
  @Optional() @TextMap(50, 100, 500) dimensions?: Record<string, string>;
}

export class ApproveDto {
  @Optional() @FreeText() note?: string;
}

export class AdjustDto {
  @DifferenceText() difference: string;

  @FreeText() reason: string;

  /** The decision's day if one is given, else today. */
  @Optional() @Day() effectiveOn?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class DisburseDto {
  @AmountText() amount: string;

  /** Left out: the ledger takes the answer's commandId. */
  @Optional() @Id() disbursementId?: string;

  /** The instalment of the disbursement plan that it pays, or a part of it; without one the plan stays as it is. */
  @Optional() @Id() instalmentId?: string;

  /** Today unless said. */
  @Optional() @Day() effectiveOn?: string;

  @Optional() @Line(200) reference?: string;

  /** Codes of the budget's chart that it is paid on; those that it does not name are the allocation's. */
  @Optional() @TextMap(20, 50, 50) dimensions?: Record<string, string>;

  @Optional() @FreeText() note?: string;
}

export class ReturnDto {
  @AmountText() amount: string;

  /** Left out: the ledger takes the answer's commandId. */
  @Optional() @Id() returnId?: string;

  /** `return` unless said, or `clawback` where a claim is named. */
  @Optional() @OneOf(returnKinds) kind?: ReturnKind;

  /** The claim that it pays, or a part of it. */
  @Optional() @Id() claimId?: string;

  /** Today unless said. */
  @Optional() @Day() effectiveOn?: string;

  @Optional() @FreeText() reason?: string;

  /** Codes of the budget's chart that it comes back on; those that it does not name are the allocation's. */
  @Optional() @TextMap(20, 50, 50) dimensions?: Record<string, string>;
}

export class ReleaseDto {
  @FreeText() reason: string;

  /** All that is committed unless said. */
  @Optional() @AmountText() amount?: string;

  /** Today unless said. */
  @Optional() @Day() effectiveOn?: string;
}

export class ReverseDto {
  @FreeText() reason: string;

  /** `body/year/number`: that one entry. Without it the whole allocation. */
  @Optional()
  @Matching(
    'not-a-voucher',
    'Must be a voucher such as hsn/2019/2.',
    /^[a-z0-9][a-z0-9.-]{0,99}\/\d{4}\/[1-9]\d{0,14}$/,
    { example: 'hsn/2019/2' },
  )
  voucher?: string;
}

export class ReplaceDto extends Described {
  @FreeText() reason: string;

  /** The new allocation's. */
  @Id() allocationId: string;

  @Optional() @Id() recipientId?: string;

  @Optional() @AmountText() amount?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  /** All of them; left out: those of the old one. */
  @Optional() @TextMap(50, 100, 500) dimensions?: Record<string, string>;
}

export class AnnotateDto extends Described {
  @FreeText() reason: string;
}
