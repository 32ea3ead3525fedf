import { ApiProperty } from '@nestjs/swagger';
import { BasisDto } from '../reports/basis.dto';

export class RecommendationDto {
  /** null where none is stated. */
  amount: string | null;
  decision: unknown;
}

export class ProposedAppropriationDto {
  appropriationId: string;
  kind: string;
  @ApiProperty({ enum: ['proposed', 'recommended'] }) status: 'proposed' | 'recommended';
  /** As proposed; null where none is stated. */
  amount: string | null;
  decision: unknown;
  /** Of the bodies that recommend it so far. */
  recommendations: RecommendationDto[];
}

/** What stands adopted, by kind; a reduction is a positive amount that is taken off. */
export class AppropriatedByKindDto {
  original: string;
  supplementary: string;
  're-budgeted': string;
  reduction: string;
}

export class BudgetAnswer {
  basis: BasisDto;
  bodyId: string;
  year: number;
  currency: string;
  @ApiProperty({ enum: ['none', 'warn', 'stop'] }) control: string;
  approval: unknown;
  @ApiProperty({ enum: ['open'] }) status: 'open';
  /** Of the budget's stream, as known at the basis. */
  revision: string;
  appropriated: string;
  appropriatedByKind: AppropriatedByKindDto;
  /** null where the budget has no limit: control `none` and nothing adopted. */
  available: string | null;
  reserved: string;
  committed: string;
  disbursed: string;
  returned: string;
  lapsed: string;
  carriedIn: string;
  carriedOut: string;
  /** What waits for adoption; nothing of it is booked. */
  proposed: ProposedAppropriationDto[];
}
