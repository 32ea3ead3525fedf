import { optionKinds, type OptionKind } from '@anslag/domain/agreement/events';
import type { Exposure } from '@anslag/domain/agreement/exposure';
import type { InForce } from '@anslag/domain/agreement/in-force';
import type { Fit } from '@anslag/domain/agreement/standing';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { ApiProperty } from '@nestjs/swagger';
import { TermChangeDto } from './agreement-term.dto';
import { TermDto } from './agreements.dto';

/** How sure a date or a list is; null: as stated. */
export const Sureness = () => ApiProperty({ enum: ['stated', 'inferred', 'unknown'], nullable: true, type: String });

/** Whether something holds on inForceOn. */
export const Holds = () => ApiProperty({ enum: ['yes', 'no', 'unknown'], type: String });

/** A day, a month or a year; null where none is known. */
export const UncertainDay = () => ApiProperty({ type: String, nullable: true });

export class MembershipDto {
  partyId: string;
  /** At effectiveAt; without it the latest, future ones too. */
  name: string | null;
  /** null: as long as the agreement. */
  @UncertainDay() joinedOn: UncertainDate;
  @Sureness() joinedOnCertainty: Certainty | null;
  @UncertainDay() leftOn: UncertainDate;
  @Sureness() leftOnCertainty: Certainty | null;
  /** On inForceOn. */
  @Holds() isParty: InForce;
}

export class TermVersionDto {
  @ApiProperty({ enum: ['registered', 'recorded', 'extended'] }) how: 'registered' | 'recorded' | 'extended';
  /** As it was after this. */
  @ApiProperty({ type: () => TermDto, nullable: true }) term: TermDto | null;
  reason: string | null;
  decision: unknown;
  note: string | null;
}

export class TerminationDto {
  /** The last day. */
  @UncertainDay() endsOn: UncertainDate;
  @Sureness() endsOnCertainty: Certainty | null;
  @UncertainDay() noticeOn: UncertainDate;
  @Sureness() noticeOnCertainty: Certainty | null;
  noticeBy: string | null;
  reason: string | null;
  decision: unknown;
  note: string | null;
}

export class SupersessionDto {
  agreementId: string;
  @UncertainDay() supersededOn: UncertainDate;
  @Sureness() supersededOnCertainty: Certainty | null;
  changes: TermChangeDto[];
  decision: unknown;
  note: string | null;
}

export class PredecessorDto extends SupersessionDto {
  /** The predecessor's. */
  @ApiProperty({ type: () => TermDto, nullable: true }) term: TermDto | null;
  /** How its last day, by its own term or notice, and this agreement's first follow on each other. */
  @ApiProperty({ enum: ['seamless', 'gap', 'overlap', 'unknown'] }) fit: Fit['fit'];
  /** How many days the gap or overlap has at least; null where there is none, or nothing is known. */
  days: number | null;
}

export class CurrencyAmountDto {
  currency: string;
  amount: string;
}

/** What the terms promise from the year of inForceOn on. A year that the agreement ends in counts whole. */
export class ExposureDto {
  /** null where there is no end to count to. */
  lastYear: number | null;
  /** null where a year's amount is not stated, or the years have no end. */
  @ApiProperty({ type: () => [CurrencyAmountDto], nullable: true }) amounts: CurrencyAmountDto[] | null;
  @ApiProperty({ enum: ['stated', 'not-stated', 'open-ended'] }) why: Exposure['why'];
}

export class OptionExposureDto {
  unused: ExposureDto;
  /** Used as early, or for as long, as it can be. */
  used: ExposureDto;
}

const statuses = ['open', 'exercised', 'declined', 'lapsed'] as const;

/** What is not stated is null. */
export class OptionDto {
  optionId: string;
  @ApiProperty({ enum: optionKinds }) kind: OptionKind;
  @UncertainDay() exercisableFrom: UncertainDate;
  @Sureness() exercisableFromCertainty: Certainty | null;
  @UncertainDay() exercisableUntil: UncertainDate;
  @Sureness() exercisableUntilCertainty: Certainty | null;
  holderId: string | null;
  noticeMonths: number | null;
  @UncertainDay() extendsTo: UncertainDate;
  @Sureness() extendsToCertainty: Certainty | null;
  /** On inForceOn. */
  @ApiProperty({ enum: statuses }) status: (typeof statuses)[number];
  @UncertainDay() settledOn: UncertainDate;
  @Sureness() settledOnCertainty: Certainty | null;
  exposure: OptionExposureDto;
  decision: unknown;
  note: string | null;
}

export class AdoptionCountDto {
  required: number;
  /** By inForceOn. */
  adopted: number;
}

const answers = ['adopted', 'refused', 'missing', 'unknown'] as const;

export class AdopterDto {
  partyId: string;
  name: string | null;
  /** By inForceOn; unknown: it has answered, and nobody can say whether by then. */
  @ApiProperty({ enum: answers }) answer: (typeof answers)[number];
  decision: unknown;
  reason: string | null;
  note: string | null;
}

/** It is in force from the later of the planned day and the last adoption; `starts` says when that is. */
export class EntryDto extends AdoptionCountDto {
  /** unknown: others may have to adopt it too. */
  @Sureness() adoptersCertainty: Certainty | null;
  @UncertainDay() plannedFrom: UncertainDate;
  @Sureness() plannedFromCertainty: Certainty | null;
  @UncertainDay() adoptBy: UncertainDate;
  @Sureness() adoptByCertainty: Certainty | null;
  adopters: AdopterDto[];
  /** partyIds of those who have not answered. */
  missing: string[];
  refused: string[];
  note: string | null;
}

/** A meeting at which it was considered, which is not adopted. */
export class ConsiderationDto {
  decision: unknown;
  note: string | null;
}

export class AgreementRecommendationDto extends ConsiderationDto {
  @ApiProperty({ type: [String], nullable: true }) recommendedTo: string[] | null;
}
