import { allocationKinds, type AllocationKind } from '@anslag/domain/accounts/account';
import { ApiProperty } from '@nestjs/swagger';
import { Optional } from '../http/validation/field';
import { Id, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class AllocationsQueryDto extends PageQueryDto {
  @Optional() @YearText() year?: number;

  @Optional() @Id() bodyId?: string;

  @Optional() @Id() recipientId?: string;
}

const statuses = ['waiting', 'decided', 'rejected', 'reversed', 'moved'] as const;

/** A report that was asked for on an allocation. */
export class ReportingDutyDto {
  dutyId: string;
  what: string;
  dueOn: string;
  /** Whether nothing is disbursed while it is overdue. */
  withholds: boolean;
  /** The day that it came in, or that it was waived: null while neither is so, by effectiveAt where that is given. */
  receivedOn: string | null;
  waivedOn: string | null;
}

/** An instalment of an allocation's disbursement plan. */
export class PlannedInstalmentDto {
  instalmentId: string;
  amount: string;
  dueOn: string;
  note: string | null;
  /** The reporting duty that must be received or waived before it is paid. */
  afterDutyId: string | null;
  /** What was disbursed of it, by effectiveAt where that is given. */
  paid: string;
}

/** Amounts at full scale; what was not said is null. */
export class AllocationRowDto {
  year: number;
  bodyId: string;
  allocationId: string;
  recipientId: string;
  /** At effectiveAt; without it the latest, future ones too. */
  recipientName: string | null;
  @ApiProperty({ enum: allocationKinds }) kind: AllocationKind;
  originYear: number;
  /** As known at the basis; it has no effective day. */
  @ApiProperty({ enum: statuses }) status: (typeof statuses)[number];
  currency: string;
  /** As decided, proposed or brought forward, whatever was adjusted, reversed or rejected since. */
  amount: string;
  allocated: string;
  reserved: string;
  disbursed: string;
  returned: string;
  released: string;
  carriedIn: string;
  carriedOut: string;
  priorYear: string;
  remaining: string;
  effectiveOn: string;
  decision: unknown;
  agreementId: string | null;
  supplementTo: string | null;
  programme: string | null;
  purposes: string[] | null;
  dimensions: unknown;
  recipientNameAsPublished: string | null;
  title: string | null;
  note: string | null;
  replaces: string | null;
  replacedBy: string | null;
  /** In the order in which they are due; where a later year has taken the allocation over, they are told there. */
  reportingDuties: ReportingDutyDto[];
  /** Likewise; none where it has no plan. */
  disbursementPlan: PlannedInstalmentDto[];
  /** Of its decision or proposal: `body/year/number`. */
  voucher: string;
  /** In the budget's stream, of the last event that decided, settled, reversed or described it. */
  revision: string;
}

export class AllocationsAnswer {
  basis: BasisDto;
  rows: AllocationRowDto[];
  next: string | null;
}
