import type { Control } from '@anslag/domain/budget/events';
import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional } from '../http/validation/field';
import { AmountText, Day, FreeText, Id, Line, OneOf } from '../http/validation/fields';
import { BudgetPath } from './budgets.dto';

export class ProgrammeTransferPath extends BudgetPath {
  @Id() transferId: string;
}

export class OpenProgrammeDto {
  /** The client's, and of one programme of this budget for ever; allocations name it as their programme. */
  @Id() programmeId: string;

  @Line(500) name: string;

  /** The budget's unless said. */
  @Optional() @OneOf(['none', 'warn', 'stop']) control?: Control;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class ProgrammeTransferDto {
  /** The client's, and of one transfer between programmes of this budget for ever. */
  @Id() transferId: string;

  /** Left out: what no programme has. */
  @Optional() @Id() fromProgrammeId?: string;

  /** Left out: what no programme has. */
  @Optional() @Id() toProgrammeId?: string;

  @AmountText() amount: string;

  @Nested(() => DecisionDto) decision: DecisionDto;

  /** Must be given where decidedOn is not a day. */
  @Optional() @Day() effectiveOn?: string;

  @Optional() @FreeText() note?: string;
}
