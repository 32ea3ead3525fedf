import { ApiProperty } from '@nestjs/swagger';
import { NoticeDto } from '../http/answer.dto';

/** What may become of one agreement in a run. */
export const fundingStatuses = ['funded', 'proposed', 'already-funded', 'skipped', 'refused', 'failed'] as const;

export type FundingStatus = (typeof fundingStatuses)[number];

/** What a body bears of a year that several bodies fund. */
export class FundingShareDto {
  /** What all of them give in the year; their parts sum to it to the minor unit. */
  of: string;
  numerator: number;
  denominator: number;
}

/** What became of one agreement. */
export class FundingLine {
  agreementId: string;
  /**
   * `proposed`: waits for approval. `skipped`: the terms give nothing for the year. `refused`: a rule is against it.
   * `failed`: nobody can say, or the store was away; run it again.
   */
  @ApiProperty({ enum: fundingStatuses })
  status: FundingStatus;
  /** Why it was not funded now. */
  code?: string;
  detail?: string;
  /** What was booked, now or before. */
  allocationId?: string;
  /** What was booked now; of what was funded before, what it stands at. */
  amount?: string;
  currency?: string;
  /** Given where the body bears a share of the year. */
  share?: FundingShareDto;
  /** Of its first entry; null in a dry run. */
  @ApiProperty({ type: 'string', nullable: true })
  voucher?: string | null;
  warnings?: NoticeDto[];
}

/** Amounts of a run in a currency. */
export class FundingAmounts {
  currency: string;
  funded: string;
  proposed: string;
  alreadyFunded: string;
}

/** Why a run stopped before its end. */
export class FundingStop {
  code: string;
  detail: string;
}

/** What a run came to: how many agreements, and how much. */
export class FundingTotal {
  dryRun: boolean;
  /** Agreements that have a line. */
  agreements: number;
  funded: number;
  proposed: number;
  alreadyFunded: number;
  skipped: number;
  refused: number;
  failed: number;
  /** Agreements of the body that never had funding terms; they have no line. */
  withoutTerms: number;
  /** Agreements that were not come to. */
  left: number;
  /** At or after all that the run booked: `atLeast` of a report that shows it. null where it booked nothing. */
  position: string | null;
  amounts: FundingAmounts[];
  /** Given where the run stopped before its end. */
  stopped?: FundingStop;
}

/** The last line. */
export class FundingEnd {
  total: FundingTotal;
}
