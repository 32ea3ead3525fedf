import { indexStatuses, type IndexStatus } from '@anslag/domain/index-series/events';
import { ApiProperty } from '@nestjs/swagger';
import { NoticeDto } from '../http/answer.dto';
import { DecisionDto } from '../http/decision.dto';
import { Nested, Optional } from '../http/validation/field';
import { Day, FreeText } from '../http/validation/fields';

export class AdjustToIndexDto {
  /** Which index, year and publications unless said. */
  @Optional() @FreeText() reason?: string;

  /** The decision's day unless said, else today. */
  @Optional() @Day() effectiveOn?: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

/** What may become of one allocation in a run. */
export const indexationLineStatuses = ['adjusted', 'proposed', 'unchanged', 'refused', 'failed'] as const;

export type IndexationLineStatus = (typeof indexationLineStatuses)[number];

/** What became of one allocation. */
export class IndexationLine {
  allocationId: string;
  /**
   * `proposed`: waits for approval. `unchanged`: nothing newer is published. `refused`: a rule is against it. `failed`:
   * nobody can say, or the store was away; run it again.
   */
  @ApiProperty({ enum: indexationLineStatuses })
  status: IndexationLineStatus;
  /** Why nothing was booked. */
  code?: string;
  detail?: string;
  indexId: string;
  /** In whose prices its amount is. */
  toYear: number;
  /** Whether the values that it is computed with now are all final. */
  @ApiProperty({ enum: indexStatuses })
  indexStatus: IndexStatus;
  /** What was booked now; 0 where a value has become final as it was. */
  difference?: string;
  /** What the terms and the index give now, adjustments for other reasons apart. */
  amount: string;
  currency: string;
  /** Null in a dry run. */
  @ApiProperty({ type: 'string', nullable: true })
  voucher?: string | null;
  warnings?: NoticeDto[];
}

/** Amounts of a run in a currency. */
export class IndexationAmounts {
  currency: string;
  raised: string;
  lowered: string;
  proposed: string;
}

/** Why a run stopped before its end. */
export class IndexationStop {
  code: string;
  detail: string;
}

/** What a run came to: how many allocations, and how much. */
export class IndexationTotal {
  dryRun: boolean;
  /** Allocations that have a line. */
  allocations: number;
  adjusted: number;
  proposed: number;
  unchanged: number;
  refused: number;
  failed: number;
  /** Allocations that were not come to. */
  left: number;
  /** At or after all that the run booked: `atLeast` of a report that shows it. null where it booked nothing. */
  position: string | null;
  amounts: IndexationAmounts[];
  /** Given where the run stopped before its end. */
  stopped?: IndexationStop;
}

/** The last line. */
export class IndexationEnd {
  total: IndexationTotal;
}
