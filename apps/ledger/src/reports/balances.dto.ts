import { allocationKinds, type AllocationKind } from '@anslag/domain/accounts/account';
import { groupKeys } from '@anslag/read-models/balance-keys';
import { Optional } from '../http/validation/field';
import { Currency, Id, Matching, OneOf, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

const group = `(${groupKeys.join('|')})`;

export class BalancesQueryDto extends PageQueryDto {
  @Optional() @YearText() year?: number;

  @Optional() @Id() bodyId?: string;

  /** With those merged into it. Asked with it, rows whose figures are all zero are listed too. */
  @Optional() @Id() recipientId?: string;

  @Optional() @OneOf(allocationKinds) kind?: AllocationKind;

  @Optional() @Currency() currency?: string;

  /** What is booked under this programme of its budget. */
  @Optional() @Id() programme?: string;

  /** What rows are kept apart by, in commas: `year,bodyId,recipientId` unless said. Always by currency too. */
  @Optional()
  @Matching(
    'not-groups',
    `Must be some of ${groupKeys.join(', ')}, with commas between them.`,
    new RegExp(`^${group}(,${group}){0,${groupKeys.length - 1}}$`),
    { example: 'year,bodyId' },
  )
  groupBy?: string;
}

/** Amounts at full scale; all null where nothing is booked and the recipient's agreements state no amount. */
export class FiguresDto {
  /** Decided, plus and minus what was adjusted. */
  allocated: string | null;
  /** Waits for approval. */
  reserved: string | null;
  disbursed: string | null;
  returned: string | null;
  /** What left the commitment unused; adjustments not included. */
  released: string | null;
  carriedIn: string | null;
  carriedOut: string | null;
  priorYear: string | null;
  /** What is still committed. */
  remaining: string | null;
  /** Years of agreements whose amount is not stated. */
  unstatedCount: number;
}

export class BalanceRowDto extends FiguresDto {
  /** Like the four below, null where rows are not grouped by it. */
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  /** At effectiveAt; without it the latest, future ones too. */
  recipientName: string | null;
  /**
   * Those merged into the recipient, at effectiveAt and as known at the basis: what was booked on them is in the row. Only
   * where there are any.
   */
  mergedFrom?: string[];
  currency: string;
  /** Only where rows are grouped by it. */
  kind?: string;
  /** Only where rows are grouped by it; null: booked under none. Years not stated are there: they are not booked yet. */
  programme?: string | null;
}

export class BalanceTotalsDto extends FiguresDto {
  currency: string;
}

export class BalancesAnswer {
  basis: BasisDto;
  rows: BalanceRowDto[];
  /** Per currency, over all rows and not the page. */
  totals: BalanceTotalsDto[];
  next: string | null;
}
