import { Optional } from '../http/validation/field';
import { Day, Id, Line, Matching, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class AuditTrailQueryDto extends PageQueryDto {
  @Optional() @YearText() year?: number;

  @Optional() @Id() bodyId?: string;

  @Optional() @Id() recipientId?: string;

  @Optional() @Id() allocationId?: string;

  @Optional() @Line(200) actor?: string;

  /** An event's type, such as AllocationDecided. */
  @Optional()
  @Matching('not-a-type', 'Must be the type of an event, such as AllocationDecided.', /^[A-Za-z]{1,100}$/)
  type?: string;

  /** Recorded on this day or later, in the funder's time zone. */
  @Optional() @Day() from?: string;

  /** Recorded on this day or earlier. */
  @Optional() @Day() to?: string;

  /** Looked for in all that an event says, whatever the case. */
  @Optional() @Line(200) q?: string;
}

export class TrailRowDto {
  position: string;
  recordedAt: string;
  actor: string;
  /** Who that is now, by the directory of users; null where it has no entry. */
  actorName: string | null;
  stream: string;
  revision: string;
  /** `body/year/number`; null outside budgets. */
  voucher: string | null;
  type: string;
  /** What the event is about; null where it is about none. */
  allocationId: string | null;
  appropriationId: string | null;
  recipientId: string | null;
  effectiveOn: string | null;
  reason: string | null;
  /** What a board decided, as it was recorded. */
  decision: unknown;
  /** What the event changed, and only that; null where the thing was not there before. */
  before: unknown;
  after: unknown;
}

export class AuditTrailAnswer {
  basis: BasisDto;
  rows: TrailRowDto[];
  next: string | null;
}
