import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional, OrNull } from '../http/validation/field';
import { Certainty, FreeText, Id, UncertainDay } from '../http/validation/fields';
import { AgreementPath } from './agreements.dto';

export class AgreementPartyPath extends AgreementPath {
  @Id() partyId: string;
}

export class JoinAgreementDto {
  @Id() partyId: string;

  /** The first day as a party. Left out: as long as the agreement. null: not stated. */
  @Optional() @OrNull() @UncertainDay() joinedOn?: UncertainDate;

  @Optional() @Certainty() joinedOnCertainty?: CertaintyOf;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class LeaveAgreementDto {
  /** The first day on which it is no party. null: not stated. */
  @OrNull() @UncertainDay() leftOn: UncertainDate;

  @Optional() @Certainty() leftOnCertainty?: CertaintyOf;

  @Optional() @FreeText() reason?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}
