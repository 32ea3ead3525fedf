import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional, OrNull } from '../http/validation/field';
import { Certainty, FreeText, Id, TextList, UncertainDay } from '../http/validation/fields';
import { id } from '../http/validation/rules';

/** Who must adopt the agreement before it is in force. Recorded again, it takes the place of what was recorded before. */
export class EntryConditionsDto {
  /** partyIds. */
  @TextList([id], 1000, 1) adopters: string[];

  /** `unknown`: others may have to adopt it too. `stated` unless said. */
  @Optional() @Certainty() adoptersCertainty?: CertaintyOf;

  /** The first day, if all have adopted it by then. Left out: as the term says. */
  @Optional() @OrNull() @UncertainDay() plannedFrom?: UncertainDate;

  @Optional() @Certainty() plannedFromCertainty?: CertaintyOf;

  /** The last day for adopting it. */
  @Optional() @OrNull() @UncertainDay() adoptBy?: UncertainDate;

  @Optional() @Certainty() adoptByCertainty?: CertaintyOf;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class ConsiderAgreementDto {
  @Nested(() => DecisionDto) decision: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class RecommendAgreementDto extends ConsiderAgreementDto {
  /** partyIds of those whom it recommends to adopt it. */
  @Optional() @TextList([id], 1000, 1) recommendedTo?: string[];
}

export class AdoptAgreementDto extends ConsiderAgreementDto {
  /** Who adopts it; the decision names the body that decides for it. */
  @Id() partyId: string;
}

export class RefuseAdoptionDto extends AdoptAgreementDto {
  @Optional() @FreeText() reason?: string;
}

export class WithdrawAdoptionDto {
  @FreeText() reason: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}
