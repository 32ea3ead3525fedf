import { transferStatuses, type TransferStatus } from '@anslag/read-models/transfer-report';
import { ApiProperty } from '@nestjs/swagger';
import { BasisDto } from '../reports/basis.dto';

/** A budget that money is transferred from or to. */
export class TransferEndDto {
  bodyId: string;
  year: number;
}

/** A transfer as known at the basis. */
export class TransferRowDto {
  transferId: string;
  from: TransferEndDto;
  to: TransferEndDto;
  amount: string;
  currency: string;
  effectiveOn: string;
  /** null of one that gives another back. */
  decision: unknown;
  note: string | null;
  reason: string | null;
  @ApiProperty({ enum: transferStatuses }) status: TransferStatus;
  /** Why it came back: budget-locked, budget-closed or ledger-overflow. */
  because: string | null;
  /** The transfer of the other budget's that it gives back. */
  reverses: string | null;
  /** The transfer that gives it back, where one is under way or has arrived. */
  reversedBy: string | null;
}

export class TransfersAnswer {
  basis: BasisDto;
  /** From this budget and to it, in the order sent. */
  rows: TransferRowDto[];
  next: string | null;
}
