import { correctedFigures, type CorrectedFigure } from '@anslag/domain/budget/events';
import { DecisionDto } from '../http/decision.dto';
import { Also, Nested, OnlyIf, Optional } from '../http/validation/field';
import { AllocationId, AmountText, DifferenceText, FreeText, OneOf, Year } from '../http/validation/fields';

/** A step at a year's end, and by whose decision. */
export class YearEndDto {
  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class CarryForwardDto extends YearEndDto {
  /** What is still committed is carried to the next year unless it is to be released. */
  @Optional() @OneOf(['carry', 'release']) committed?: 'carry' | 'release';

  /** What is left available lapses unless it is to be carried. */
  @Optional() @OneOf(['carry', 'lapse']) available?: 'carry' | 'lapse';

  /** With `available: carry`: the most that is carried; what is above lapses. */
  @AtMostWithCarry() availableAtMost?: string;

  /** What was used beyond what there was stays in the year unless it is to be carried. */
  @Optional() @OneOf(['carry', 'stay']) overrun?: 'carry' | 'stay';
}

function AtMostWithCarry(): PropertyDecorator {
  return (target, property) => {
    OnlyIf(({ availableAtMost }: CarryForwardDto) => availableAtMost !== undefined)(target, property);
    AmountText()(target, property);
    Also<CarryForwardDto>({
      code: 'not-with-lapse',
      detail: 'Is given with available "carry" only.',
      test: (_most, { available }) => available === 'carry',
    })(target, property);
  };
}

export class LateCorrectionDto {
  /** The closed year. */
  @Year() concernsYear: number;

  /** Which of its figures was booked wrongly. */
  @OneOf(correctedFigures) figure: CorrectedFigure;

  /** What is right less what was booked. */
  @DifferenceText() difference: string;

  @FreeText() reason: string;

  /** As this year calls it (`2019.engangs`); of every figure but what was appropriated. */
  @OfAnAllocation() allocationId?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

function OfAnAllocation(): PropertyDecorator {
  return (target, property) => {
    OnlyIf(({ figure, allocationId }: LateCorrectionDto) => figure !== 'appropriated' || allocationId !== undefined)(
      target,
      property,
    );
    AllocationId()(target, property);
    Also<LateCorrectionDto>({
      code: 'not-with-figure',
      detail: 'What was appropriated is of no allocation.',
      test: (_id, { figure }) => figure !== 'appropriated',
    })(target, property);
  };
}
