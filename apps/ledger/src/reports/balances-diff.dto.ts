import { Optional } from '../http/validation/field';
import { Day, Position } from '../http/validation/fields';
import { BalancesQueryDto, FiguresDto } from './balances.dto';
import { BasisDto } from './basis.dto';
import { Instant } from './instant';

/**
 * The basis is asked for as in /balances and is the side after; the fields called `against…` say what it is compared with,
 * the side before. At least one of them is needed. What they leave out of the known axis is as in the basis; without
 * `againstEffectiveAt` the effective day is, too.
 */
export class BalancesDiffQueryDto extends BalancesQueryDto {
  /** The effective day of the side before; without it that of the basis. */
  @Optional() @Day() againstEffectiveAt?: string;

  /** What the ledger knew at this instant is the side before; without it and `againstKnownPosition` what the basis knows. */
  @Optional() @Instant() againstKnownAt?: string;

  /** What the ledger knew at this position is the side before. */
  @Optional() @Position() againstKnownPosition?: string;
}

class DifferenceDto {
  /** At `against`; null where nothing was known of the row there. */
  before: FiguresDto | null;
  /** At `basis`; null where nothing is known of the row there. */
  after: FiguresDto | null;
  /** After less before, a row that is not there counted as zeros; an amount is null where a side states none. */
  change: FiguresDto;
}

export class DiffRowDto extends DifferenceDto {
  /** Like the four below, null where rows are not grouped by it. */
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  /** At the effective day of the basis; without it the latest, future ones too. */
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

export class DiffTotalsDto extends DifferenceDto {
  currency: string;
}

export class BalancesDiffAnswer {
  basis: BasisDto;
  against: BasisDto;
  /** Those rows only in which a figure, or the number of years not stated, differs. */
  rows: DiffRowDto[];
  /** Per currency, over all rows of the two reports and not the page: `before` and `after` are what /balances totals. */
  totals: DiffTotalsDto[];
  next: string | null;
}
