import { Optional } from '../http/validation/field';
import { Day, Id, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class StatementQueryDto extends PageQueryDto {
  /** Only entries of this budget year. */
  @Optional() @YearText() year?: number;

  /** Only entries of this body's budgets. */
  @Optional() @Id() bodyId?: string;

  /** Lines that take effect on this day or later; what was before is the opening figure. */
  @Optional() @Day() from?: string;

  /** Lines that take effect on this day or earlier. */
  @Optional() @Day() to?: string;
}

export class StatementLineDto {
  position: string;
  recordedAt: string;
  effectiveOn: string;
  year: number;
  bodyId: string;
  /** Whom it was booked on: the party itself, or one that is merged into it. */
  recipientId: string;
  /** `body/year/number`. */
  voucher: string;
  allocationId: string;
  /** The allocation's. */
  kind: string;
  /** The event's type, and the reason that it was given with, if any. */
  type: string | null;
  reason: string | null;
  /** decided, adjusted, disbursed, returned, released, carried-in, carried-out or corrected; a reversal has the fact that it takes back. */
  fact: string;
  /** COMMITTED, or RECOVERED for what was returned. */
  account: string;
  /** What the line adds to its fact's figure: a disbursement is positive, its reversal negative. */
  amount: string;
  /** What the line adds to `remaining`; zero for what was returned. */
  change: string;
  currency: string;
  /** Still committed in this currency after the line. */
  remaining: string;
}

/** opening + allocated + carriedIn − disbursed − released − carriedOut + priorYear = closing. */
export class StatementTotalsDto {
  currency: string;
  /** Still committed before the first line. */
  opening: string;
  /** Decided, plus and minus what was adjusted, in the lines; so are those below. */
  allocated: string;
  disbursed: string;
  returned: string;
  released: string;
  carriedIn: string;
  carriedOut: string;
  priorYear: string;
  /** Still committed after the last line. */
  closing: string;
}

export class StatementAnswer {
  basis: BasisDto;
  partyId: string;
  /** At effectiveAt; without it the latest, future ones too. */
  name: string;
  /** Those merged into it, at effectiveAt and as known at the basis: what was booked on them is among the lines. */
  mergedFrom: string[];
  /** By effective day, then as they were recorded. Proposals that wait are not among them: nothing is committed yet. */
  lines: StatementLineDto[];
  /** Per currency, over all lines and not the page. */
  totals: StatementTotalsDto[];
  next: string | null;
}
