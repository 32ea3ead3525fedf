import type { Certainty } from '@anslag/domain/decision';
import { ApiProperty } from '@nestjs/swagger';
import { roundings, type Rounding } from '@anslag/money/fraction';
import { agreementKinds, prorations, type AgreementKind, type Proration } from '@anslag/domain/agreement/events';
import type { InForce } from '@anslag/domain/agreement/in-force';
import { Optional } from '../http/validation/field';
import { Id, Line } from '../http/validation/fields';
import {
  AdoptionCountDto,
  AgreementRecommendationDto,
  ConsiderationDto,
  EntryDto,
  MembershipDto,
  OptionDto,
  PredecessorDto,
  Sureness,
  SupersessionDto,
  TerminationDto,
  TermVersionDto,
} from './agreement-answers.dto';
import {
  AmbiguityDto,
  AnnexAnswerDto,
  DeliverableAnswerDto,
  FundingSharesAnswerDto,
  ScopeAnswerDto,
  SourceAnswerDto,
} from './contents-answers.dto';
import { TermDto } from './agreements.dto';
import { BasisDto, PageQueryDto } from '../reports/basis.dto';

export class AgreementsQueryDto extends PageQueryDto {
  @Optional() @Id() bodyId?: string;

  /** Looked for in ids and names, whatever the case. */
  @Optional() @Line(200) q?: string;
}

/** null: not bounded on that side. */
export class PossibleDaysDto {
  earliest: string | null;
  latest: string | null;
}

export class AgreementSummaryDto {
  agreementId: string;
  name: string;
  @ApiProperty({ enum: agreementKinds }) kind: AgreementKind;
  bodyId: string;
  /** Those who are, or may be, parties at effectiveAt; without it those who have not left. */
  parties: string[];
  /** unknown: there may be others. */
  @Sureness() partiesCertainty: Certainty | null;
  decision: unknown;
  /** As last recorded or extended. */
  @ApiProperty({ type: () => TermDto, nullable: true }) term: TermDto | null;
  note: string | null;
  /** The days of which one is its first; null where it does not come into force, by all that is known. */
  starts: PossibleDaysDto | null;
  /** The days of which one is its last; null where it has no end. */
  ends: PossibleDaysDto | null;
  /** On inForceOn: effectiveAt, or today without it. */
  @ApiProperty({ enum: ['yes', 'no', 'unknown'] }) inForce: InForce;
  inForceOn: string;
  /** How many of those who must adopt it have; null where nothing says that anybody must. */
  adoption: AdoptionCountDto | null;
}

/** Which index an amount follows: it is stated in the base year's prices. */
export class IndexFollowedDto {
  indexId: string;
  baseYear: number;
  /** How many years before a funded year the one is whose value it is put up to. */
  lagYears: number;
  @ApiProperty({ enum: roundings })
  rounding: Rounding;
}

export class FundingTermsAnswerDto {
  recipientId: string;
  /** null where none is stated. */
  amount: string | null;
  currency: string;
  firstYear: number;
  lastYear: number | null;
  /** How much of the amount is given in a year that the agreement holds in part. */
  @ApiProperty({ enum: prorations })
  proration: Proration;
  /** Which index the amount follows; null: none. */
  @ApiProperty({ type: IndexFollowedDto, nullable: true })
  indexation: IndexFollowedDto | null;
  decision: unknown;
}

export class FundedYearDto {
  year: number;
  /** In whose budget: several bodies may share a year. */
  bodyId: string;
  allocationId: string;
  amount: string;
}

export class AgreementsAnswer {
  basis: BasisDto;
  agreements: AgreementSummaryDto[];
  next: string | null;
}

export class AgreementAnswer extends AgreementSummaryDto {
  basis: BasisDto;
  memberships: MembershipDto[];
  /** All terms that it has had, in the order recorded. */
  termVersions: TermVersionDto[];
  /** The notice that stands. */
  termination: TerminationDto | null;
  supersededBy: SupersessionDto | null;
  supersedes: PredecessorDto[];
  options: OptionDto[];
  /** Who must adopt it; null where nothing says that anybody must. */
  entry: EntryDto | null;
  recommendations: AgreementRecommendationDto[];
  considerations: ConsiderationDto[];
  annexes: AnnexAnswerDto[];
  scope: ScopeAnswerDto[];
  deliverables: DeliverableAnswerDto[];
  fundingShares: FundingSharesAnswerDto[];
  sources: SourceAnswerDto[];
  ambiguities: AmbiguityDto[];
  fundingTerms: FundingTermsAnswerDto[];
  years: FundedYearDto[];
}
