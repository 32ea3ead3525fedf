import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional } from '../http/validation/field';
import { AmountText, Day, FreeText, Id, Year } from '../http/validation/fields';
import { BudgetPath } from './budgets.dto';

export class TransferPath extends BudgetPath {
  @Id() transferId: string;
}

export class TransferDto {
  /** The client's, and of one transfer from this budget for ever. */
  @Id() transferId: string;

  @Id() toBodyId: string;

  /** The budget's own year unless said. */
  @Optional() @Year() toYear?: number;

  @AmountText() amount: string;

  @Nested(() => DecisionDto) decision: DecisionDto;

  /** In both budgets. Must be given where decidedOn is not a day. */
  @Optional() @Day() effectiveOn?: string;

  @Optional() @FreeText() note?: string;
}
