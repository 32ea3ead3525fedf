import { Optional } from '../http/validation/field';
import { Id, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class ClaimsQueryDto extends PageQueryDto {
  /** The budget year that has the allocation now. */
  @Optional() @YearText() year?: number;

  @Optional() @Id() bodyId?: string;

  @Optional() @Id() recipientId?: string;
}

/** Amounts at full scale; what came in or was withdrawn after effectiveAt was outstanding then. */
export class ClaimRowDto {
  year: number;
  bodyId: string;
  allocationId: string;
  recipientId: string;
  /** At effectiveAt; without it the latest, future ones too. */
  recipientName: string | null;
  claimId: string;
  dueOn: string;
  currency: string;
  amount: string;
  paid: string;
  withdrawn: string;
  outstanding: string;
  /** Whether something is outstanding and the day has passed. */
  overdue: boolean;
}

export class ClaimTotalDto {
  currency: string;
  amount: string;
  paid: string;
  withdrawn: string;
  outstanding: string;
}

export class ClaimsAnswer {
  basis: BasisDto;
  /** effectiveAt, or today without it. */
  on: string;
  /** By the day that they are due. */
  rows: ClaimRowDto[];
  /** Of all rows, those of other pages too. */
  totals: ClaimTotalDto[];
  next: string | null;
}
