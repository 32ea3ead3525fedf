import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { DecisionDto } from '../http/decision.dto';
import { Nested, NestedList, Optional, OrNull } from '../http/validation/field';
import { Certainty, FreeText, Id, Line, UncertainDay } from '../http/validation/fields';
import { TermDto } from './agreements.dto';

/** The whole term: what is left out is no longer known. */
export class RecordTermDto extends TermDto {
  @Optional() @FreeText() reason?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class ExtendAgreementDto {
  /** The new last day. null: it is not stated. */
  @OrNull() @UncertainDay() to: UncertainDate;

  @Optional() @Certainty() toCertainty?: CertaintyOf;

  /** As the source puts it, or what the date was inferred from. */
  @Optional() @Line(1000) toEvidence?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class TerminateAgreementDto {
  /** The last day of the agreement. null: not stated. */
  @OrNull() @UncertainDay() endsOn: UncertainDate;

  @Optional() @Certainty() endsOnCertainty?: CertaintyOf;

  /** When notice was given. */
  @Optional() @OrNull() @UncertainDay() noticeOn?: UncertainDate;

  @Optional() @Certainty() noticeOnCertainty?: CertaintyOf;

  /** The partyId of who gave it. */
  @Optional() @Id() noticeBy?: string;

  @Optional() @FreeText() reason?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class WithdrawTerminationDto {
  @FreeText() reason: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

/** What a successor does otherwise; null where the source leaves one side out. */
export class TermChangeDto {
  @Line(500) what: string;

  @OrNull() @FreeText() before: string | null;

  @OrNull() @FreeText() after: string | null;
}

export class SupersedeAgreementDto {
  /** The agreementId of the one that takes its place. */
  @Id() supersededBy: string;

  /** The first day on which it does. Left out: each goes by its own term. null: not stated. */
  @Optional() @OrNull() @UncertainDay() supersededOn?: UncertainDate;

  @Optional() @Certainty() supersededOnCertainty?: CertaintyOf;

  @Optional() @NestedList(() => TermChangeDto, 200) changes?: TermChangeDto[];

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}
