import { appropriationKinds, type AppropriationKind, type Control } from '@anslag/domain/budget/events';
import { DecisionDto } from '../http/decision.dto';
import { Also, Nested, OnlyIf, Optional, OrNull } from '../http/validation/field';
import { AmountText, Currency, Day, Flag, FreeText, Id, OneOf, Year, YearText } from '../http/validation/fields';

export class BudgetPath {
  @Id() bodyId: string;

  @YearText() year: number;
}

export class AppropriationPath extends BudgetPath {
  @Id() appropriationId: string;
}

const policies = ['none', 'above', 'always'] as const;

/** When an allocation waits for a second person. */
export class ApprovalDto {
  @OneOf(policies) policy: (typeof policies)[number];

  /** With policy `above`: the total above which an allocation waits. */
  @AboveWithPolicy() above?: string;
}

/** `above` must be given with the policy of that name, and with no other. */
function AboveWithPolicy(): PropertyDecorator {
  return (target, property) => {
    OnlyIf(({ policy, above }: ApprovalDto) => policy === 'above' || above !== undefined)(target, property);
    AmountText()(target, property);
    Also<ApprovalDto>({
      code: 'not-with-policy',
      detail: 'Is given with the policy "above" only.',
      test: (_above, { policy }) => policy === 'above',
    })(target, property);
  };
}

export class OpenBudgetDto {
  /** The deciding body's partyId. */
  @Id() bodyId: string;

  @Year() year: number;

  @Currency() currency: string;

  /** Whether what exceeds the available amount is booked, booked with a warning, or refused. */
  @OneOf(['none', 'warn', 'stop']) control: Control;

  /** `{"policy": "none"}` unless said. */
  @Optional() @Nested(() => ApprovalDto) approval?: ApprovalDto;

  /** Whether money that comes back on an earlier year's allocation can be used again; it lapses unless said. */
  @Optional() @Flag() reuse?: boolean;
}

export class ProposeAppropriationDto {
  @Id() appropriationId: string;

  /** The programme that it is for; without it for what no programme has. */
  @Optional() @Id() programmeId?: string;

  @OneOf(appropriationKinds) kind: AppropriationKind;

  /** null where the proposal states none. */
  @OrNull() @AmountText() amount: string | null;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class RecommendAppropriationDto {
  /** Of the body that recommends. */
  @Nested(() => DecisionDto) decision: DecisionDto;

  /** The proposal's unless said. */
  @Optional() @AmountText() amount?: string;

  @Optional() @FreeText() note?: string;
}

export class AdoptAppropriationDto {
  @Nested(() => DecisionDto) decision: DecisionDto;

  /** Must be given where the proposal states none, or where another was recommended. */
  @Optional() @AmountText() amount?: string;

  /** Must be given where decidedOn is not a day. */
  @Optional() @Day() effectiveOn?: string;
}

export class RejectAppropriationDto {
  @FreeText() reason: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class ReasonDto {
  @FreeText() reason: string;
}
