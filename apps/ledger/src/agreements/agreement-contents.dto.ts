import { deliverableKinds, type DeliverableKind } from '@anslag/domain/agreement/events';
import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { DecisionDto } from '../http/decision.dto';
import { Also, Nested, NestedList, Optional, OrNull } from '../http/validation/field';
import {
  AmountText,
  Certainty,
  Currency,
  Fraction,
  FreeText,
  Id,
  Line,
  OneOf,
  Sha256,
  UncertainDay,
  WebAddress,
  Year,
} from '../http/validation/fields';
import { AgreementPath } from './agreements.dto';

class DecidedDto {
  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

class FromDto extends DecidedDto {
  /** The first day. Left out: as long as the agreement. null: not stated. */
  @Optional() @OrNull() @UncertainDay() from?: UncertainDate;

  @Optional() @Certainty() fromCertainty?: CertaintyOf;
}

export class RecordAnnexDto extends FromDto {
  @Id() annexId: string;

  /** An annex may have several; the last from a day on governs. */
  @Line(100) version: string;

  @Line(500) title: string;

  @Optional() @Sha256() documentSha256?: string;
}

export class AddScopeDto extends FromDto {
  @Id() scopeId: string;

  @Line(500) title: string;
}

export class RecordDeliverableDto extends DecidedDto {
  @Id() deliverableId: string;

  @OneOf(deliverableKinds) kind: DeliverableKind;

  @Line(500) title: string;

  /** Who has agreed to do it. */
  @Optional() @Id() partyId?: string;

  @Optional() @OrNull() @UncertainDay() dueOn?: UncertainDate;

  @Optional() @Certainty() dueOnCertainty?: CertaintyOf;
}

export class DeliverablePath extends AgreementPath {
  @Id() deliverableId: string;
}

export class FollowUpDto extends DecidedDto {
  /** null: not stated. */
  @OrNull() @UncertainDay() followedUpOn: UncertainDate;

  @Optional() @Certainty() followedUpOnCertainty?: CertaintyOf;

  @FreeText() result: string;
}

export class FundingShareDto {
  @Id() partyId: string;

  /** Which part it bears, as an exact fraction. null: not stated. */
  @OrNull() @Fraction() share: string | null;
}

export class FundingSharesDto extends DecidedDto {
  /** They sum to one where all are stated. */
  @NestedList(() => FundingShareDto, 500, 1) shares: FundingShareDto[];

  /** A year's total cost, which is split to the minor unit. null: not stated. */
  @OrNull() @AmountText() total: string | null;

  @Currency() currency: string;

  /** Left out: from the agreement's start. */
  @Optional() @Year() firstYear?: number;

  /** Left out: until further notice. */
  @Optional()
  @Year()
  @Also({
    code: 'ends-before-start',
    detail: 'The last year is before the first.',
    test: (last, { firstYear }: FundingSharesDto) => typeof firstYear !== 'number' || (last as number) >= firstYear,
  })
  lastYear?: number;
}

/** Where the agreement, or what became of it, can be looked up. */
export class AttachSourceDto {
  @Id() sourceId: string;

  @Line(500) title: string;

  @Optional() @WebAddress() url?: string;

  @Optional() @OrNull() @UncertainDay() publishedOn?: UncertainDate;

  @Optional() @Line(200) caseNumber?: string;

  /** The minute item. */
  @Optional() @Line(200) item?: string;

  @Optional() @Sha256() documentSha256?: string;

  /** What it is a source of. */
  @Optional() @Line(500) about?: string;

  @Optional() @FreeText() note?: string;
}

export class NoteAmbiguityDto {
  @FreeText() note: string;

  /** What can be read in more than one way. */
  @Optional() @Line(500) about?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}
