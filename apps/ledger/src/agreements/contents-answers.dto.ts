import { deliverableKinds, type DeliverableKind } from '@anslag/domain/agreement/events';
import type { InForce } from '@anslag/domain/agreement/in-force';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { ApiProperty } from '@nestjs/swagger';
import { Holds, Sureness, UncertainDay } from './agreement-answers.dto';

/** A version of an annex. What is not stated is null, here and below. */
export class AnnexAnswerDto {
  annexId: string;
  version: string;
  title: string;
  @UncertainDay() from: UncertainDate;
  @Sureness() fromCertainty: Certainty | null;
  documentSha256: string | null;
  /** Whether it is the version that governs on inForceOn, as far as the agreement itself is in force. */
  @Holds() governs: InForce;
  decision: unknown;
  note: string | null;
}

export class ScopeAnswerDto {
  scopeId: string;
  title: string;
  @UncertainDay() from: UncertainDate;
  @Sureness() fromCertainty: Certainty | null;
  /** On inForceOn, as far as the agreement itself is in force. */
  @Holds() isInScope: InForce;
  decision: unknown;
  note: string | null;
}

export class FollowUpAnswerDto {
  @UncertainDay() followedUpOn: UncertainDate;
  @Sureness() followedUpOnCertainty: Certainty | null;
  result: string;
  decision: unknown;
  note: string | null;
}

export class DeliverableAnswerDto {
  deliverableId: string;
  @ApiProperty({ enum: deliverableKinds }) kind: DeliverableKind;
  title: string;
  partyId: string | null;
  @UncertainDay() dueOn: UncertainDate;
  @Sureness() dueOnCertainty: Certainty | null;
  /** By inForceOn. */
  @Holds() isFollowedUp: InForce;
  followUps: FollowUpAnswerDto[];
  decision: unknown;
  note: string | null;
}

export class FundingPartDto {
  partyId: string;
  share: string | null;
  /** Of the total, so that the parts sum to it to the minor unit; null where total or shares are not stated. */
  amount: string | null;
}

export class FundingSharesAnswerDto {
  firstYear: number | null;
  lastYear: number | null;
  /** A year's. */
  total: string | null;
  currency: string;
  parts: FundingPartDto[];
  /** Whether they are those of the year of inForceOn: the last recorded of it. */
  holds: boolean;
  decision: unknown;
  note: string | null;
}

export class SourceAnswerDto {
  sourceId: string;
  title: string;
  url: string | null;
  @UncertainDay() publishedOn: UncertainDate;
  caseNumber: string | null;
  item: string | null;
  documentSha256: string | null;
  about: string | null;
  note: string | null;
}

export class AmbiguityDto {
  about: string | null;
  note: string;
  decision: unknown;
}
