import { optionKinds, type OptionKind } from '@anslag/domain/agreement/events';
import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional, OrNull } from '../http/validation/field';
import { Certainty, FreeText, Id, OneOf, UncertainDay, WholeNumber } from '../http/validation/fields';
import { AgreementPath } from './agreements.dto';

export class OptionPath extends AgreementPath {
  @Id() optionId: string;
}

/** What somebody may choose to do. What is left out is not stated. */
export class RecordOptionDto {
  @Id() optionId: string;

  @OneOf(optionKinds) kind: OptionKind;

  @Optional() @OrNull() @UncertainDay() exercisableFrom?: UncertainDate;

  @Optional() @Certainty() exercisableFromCertainty?: CertaintyOf;

  /** The last day on which it can be exercised. */
  @Optional() @OrNull() @UncertainDay() exercisableUntil?: UncertainDate;

  @Optional() @Certainty() exercisableUntilCertainty?: CertaintyOf;

  /** The partyId of who may exercise it. */
  @Optional() @Id() holderId?: string;

  @Optional() @WholeNumber(0, 600) noticeMonths?: number;

  /** Of an extension: the last day after it. */
  @Optional() @OrNull() @UncertainDay() extendsTo?: UncertainDate;

  @Optional() @Certainty() extendsToCertainty?: CertaintyOf;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class ExerciseOptionDto {
  /** null: not stated. */
  @OrNull() @UncertainDay() exercisedOn: UncertainDate;

  @Optional() @Certainty() exercisedOnCertainty?: CertaintyOf;

  /** The agreement's last day since then. Of an extension: as the option says, unless given. */
  @Optional() @OrNull() @UncertainDay() endsOn?: UncertainDate;

  @Optional() @Certainty() endsOnCertainty?: CertaintyOf;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class DeclineOptionDto {
  @Optional() @OrNull() @UncertainDay() declinedOn?: UncertainDate;

  @Optional() @Certainty() declinedOnCertainty?: CertaintyOf;

  @Optional() @FreeText() reason?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class LapseOptionDto {
  @Optional() @FreeText() reason?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class ReopenOptionDto {
  @FreeText() reason: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}
