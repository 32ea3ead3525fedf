import type { Known } from '@anslag/domain/days';
import { Holds } from '../agreements/agreement-answers.dto';
import { Optional } from '../http/validation/field';
import { Id, YearText } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class ForecastQueryDto extends PageQueryDto {
  /** Left out: the year after that of effectiveAt, or of today. */
  @Optional() @YearText() fromYear?: number;

  /** Left out: the fifth year. At most 50 years are given. */
  @Optional() @YearText() toYear?: number;

  @Optional() @Id() bodyId?: string;

  @Optional() @Id() agreementId?: string;

  @Optional() @Id() recipientId?: string;
}

/** What an agreement promises in a year. It is no entry, and no balance counts it. */
export class ForecastRowDto {
  year: number;
  agreementId: string;
  agreementName: string;
  /** Whose budget is to give it: a year that several bodies share has a row for each. */
  bodyId: string;
  /** Like the three below, null where the agreement has no funding terms. */
  recipientId: string | null;
  recipientName: string | null;
  currency: string | null;
  /**
   * Of a whole year, by the funding terms and the body's share of them; null where it is not stated, or where an index would make it
   * more than the ledger can hold.
   */
  amount: string | null;
  /**
   * In the prices of which year the amounts are, where the terms follow an index: the latest year, up to the one whose prices they
   * give, that is published; nothing is foreseen beyond. null where they follow none.
   */
  pricesOf: number | null;
  /** Whether it is promised if no option is used. */
  @Holds() promised: Known;
  /** If each option to end it early is used as soon as it surely can be. */
  @Holds() ifEndedEarly: Known;
  /** If each option to extend it is used. */
  @Holds() ifExtended: Known;
  /**
   * What the body's funding of the year gives if no option is used: of a year that prorated terms give in part, that part. Zero
   * where nothing is promised; null where nobody can say whether it is, or how much.
   */
  promisedAmount: string | null;
  /** The same if each option to end it early is used. */
  ifEndedEarlyAmount: string | null;
  /** The same if each option to extend it is used. */
  ifExtendedAmount: string | null;
  /** What the body has allocated under the agreement in that year already, apart from what is promised. */
  booked: string | null;
}

/** Sums of what is surely given in each case, parts of years as such; null where there may be some and none is sure. */
export class ForecastTotalDto {
  year: number;
  currency: string;
  promised: string | null;
  ifEndedEarly: string | null;
  ifExtended: string | null;
  booked: string;
}

/** How many rows of a year the totals leave out. */
export class LeftOutDto {
  year: number;
  /** No amount is stated. */
  unstatedCount: number;
  /** Nobody can say whether the amount is promised, in one of the three cases at least. */
  unsureCount: number;
  /** The amount is stated and promised, and which part of the year is given is not known, in one of the three cases at least. */
  unknownPartCount: number;
}

/** What is to be disbursed of allocations in a calendar year by their plans. It is booked already, and no part of what is promised. */
export class PlannedDisbursementsDto {
  year: number;
  /** Whose allocations they are. */
  bodyId: string;
  currency: string;
  /** What is not paid of them by effectiveAt, or at all. */
  amount: string;
  /** How many instalments that is. */
  count: number;
}

export class ForecastAnswer {
  basis: BasisDto;
  /** effectiveAt, or today without it: the day on which options are used at the earliest. */
  on: string;
  /** By year and agreement. */
  rows: ForecastRowDto[];
  /** Of all pages, by year and currency. */
  totals: ForecastTotalDto[];
  leftOut: LeftOutDto[];
  /** Of all pages, by the years in which instalments are due, and bodies. What is overdue from before is in /deadlines. */
  planned: PlannedDisbursementsDto[];
  next: string | null;
}
