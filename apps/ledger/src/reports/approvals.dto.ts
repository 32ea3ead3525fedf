import { allocationKinds, type AllocationKind } from '@anslag/domain/accounts/account';
import { ApiProperty } from '@nestjs/swagger';
import { Optional } from '../http/validation/field';
import { FlagText, Id, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class ApprovalsQueryDto extends PageQueryDto {
  @Optional() @Id() bodyId?: string;

  @Optional() @YearText() year?: number;

  /** true: only what you may approve yourself. */
  @Optional() @FlagText() mine?: boolean;
}

const waits = ['allocation', 'funding', 'adjustment'] as const;

/** The codes with which approving it would be refused. */
const reasons = ['forbidden', 'same-person', 'not-an-approver', 'approver-not-valid', 'above-limit'] as const;

/** A change that waits for a second person. */
export class ApprovalRowDto {
  bodyId: string;
  year: number;
  allocationId: string;
  /** funding: a year of an agreement's terms. */
  @ApiProperty({ enum: waits }) waiting: (typeof waits)[number];
  recipientId: string;
  /** At effectiveAt; without it the latest, future ones too. */
  recipientName: string | null;
  @ApiProperty({ enum: allocationKinds }) kind: AllocationKind;
  /** What approving adds: the allocation's amount, or the difference of an adjustment. */
  amount: string;
  /** The allocation's total once this is approved: what the policy and approvers' limits are tested on. */
  totalAfter: string;
  currency: string;
  effectiveOn: string;
  title: string | null;
  /** Of an adjustment. */
  reason: string | null;
  decision: unknown;
  proposedBy: string;
  /** Who that is now, by the directory of users; null where it has no entry. */
  proposedByName: string | null;
  proposedAt: string;
  /** Of the proposal: `body/year/number`. */
  voucher: string;
  /** Whether you may approve it, on the day `on`. */
  mayApprove: boolean;
  /** If not, the code with which approving would be refused. */
  @ApiProperty({ enum: reasons, nullable: true }) whyNot: (typeof reasons)[number] | null;
}

export class ApprovalsAnswer {
  basis: BasisDto;
  /** effectiveAt, or today without it: the day on which appointments must hold. It leaves nothing out that waits. */
  on: string;
  /** Oldest first. */
  rows: ApprovalRowDto[];
  next: string | null;
}
