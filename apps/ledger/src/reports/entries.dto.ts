import { allocationKinds, type AllocationKind } from '@anslag/domain/accounts/account';
import { ApiProperty } from '@nestjs/swagger';
import { Optional } from '../http/validation/field';
import { Id, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class EntriesQueryDto extends PageQueryDto {
  @Optional() @YearText() year?: number;

  @Optional() @Id() bodyId?: string;

  @Optional() @Id() recipientId?: string;

  @Optional() @Id() allocationId?: string;
}

/** One side of an entry. Of a posting that is on no allocation, what is about one is null. */
export class EntryPostingDto {
  /** AUTHORITY, AVAILABLE, RESERVED, COMMITTED, DISBURSED, RECOVERED, LAPSED, CARRIED_IN, CARRIED_OUT, TRANSFERRED_IN, TRANSFERRED_OUT, PRIOR_YEAR. */
  account: string;
  /** What the money was moved for; a reversal has the fact that it takes back. */
  fact: string;
  /** Signed, at full scale. */
  amount: string;
  currency: string;
  effectiveOn: string;
  recipientId: string | null;
  allocationId: string | null;
  @ApiProperty({ enum: allocationKinds, nullable: true }) kind: AllocationKind | null;
  originYear: number | null;
  /** The closed year that a late correction is about. */
  concernsYear: number | null;
  /** The programme of the budget that it is booked under. */
  programmeId: string | null;
  /** What it is coded with: a code for each dimension, by dimensionId. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable: true })
  dimensions: Record<string, string> | null;
}

/** An event that moved money. */
export class EntryRowDto {
  position: string;
  recordedAt: string;
  actor: string;
  stream: string;
  revision: string;
  /** `body/year/number`. */
  voucher: string;
  type: string;
  bodyId: string;
  year: number;
  appropriationId: string | null;
  /** What a board decided, as it was recorded. */
  decision: unknown;
  /** Their amounts sum to zero; at an effective day those that take effect up to it. */
  postings: EntryPostingDto[];
}

export class EntriesAnswer {
  basis: BasisDto;
  rows: EntryRowDto[];
  next: string | null;
}
