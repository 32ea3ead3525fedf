import { ApiProperty } from '@nestjs/swagger';
import { BasisDto } from '../reports/basis.dto';

export class RecommendationDto {
  /** null where none is stated. */
  amount: string | null;
  decision: unknown;
}

export class ProposedAppropriationDto {
  appropriationId: string;
  /** The programme that it would be for. */
  programmeId: string | null;
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

const statuses = ['open', 'locked', 'carrying', 'carried', 'closed'] as const;

export class TrialBalanceDto {
  account: string;
  amount: string;
}

/** What a closed year said: its accounts as of a position, which a report with that knownPosition shows again. */
export class SealDto {
  position: string;
  revision: number;
  trialBalance: TrialBalanceDto[];
}

/** On its way between two budgets, as known at the basis. */
export class UnderWayDto {
  /** Out of the year before and not yet into this one. */
  carriedIn: string;
  /** Out of this year and not yet into the next. */
  carriedOut: string;
  /** Sent by other budgets, and neither taken by this one nor returned. */
  transferredIn: string;
  /** Sent by this budget, and neither taken by another nor returned. */
  transferredOut: string;
}

/** Days on which somebody stands in for an approver, with the approver's limit. */
export class SubstituteDto {
  substitute: string;
  validFrom: string;
  /** The last day. */
  validTo: string;
  /** The first day on which it no longer holds, whatever validTo says. */
  revokedFrom: string | null;
}

export class ApproverDto {
  /** The opaque id that a token stands for. */
  subject: string;
  /** The largest total of an allocation that they approve; null: any. */
  limit: string | null;
  validFrom: string;
  /** The last day; null where none is set. */
  validTo: string | null;
  revokedFrom: string | null;
  substitutes: SubstituteDto[];
}

export class BudgetAnswer {
  basis: BasisDto;
  bodyId: string;
  year: number;
  currency: string;
  @ApiProperty({ enum: ['none', 'warn', 'stop'] }) control: string;
  approval: unknown;
  /** As known at the basis; it has no effective day. */
  @ApiProperty({ enum: statuses }) status: (typeof statuses)[number];
  /** What it was closed with; null before. */
  seal: SealDto | null;
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
  /** Taken from other budgets, less what was given back. */
  transferredIn: string;
  /** Sent to other budgets, less what came back. */
  transferredOut: string;
  /** What late corrections of earlier years have brought. */
  priorYear: string;
  underWay: UnderWayDto;
  /** At effectiveAt; without it all that were appointed. None: whoever has the role approves. */
  approvers: ApproverDto[];
  /** What waits for adoption; nothing of it is booked. */
  proposed: ProposedAppropriationDto[];
}
