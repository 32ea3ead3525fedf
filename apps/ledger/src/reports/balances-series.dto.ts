import { ApiProperty } from '@nestjs/swagger';
import { allocationKinds, type AllocationKind } from '@anslag/domain/accounts/account';
import { Optional } from '../http/validation/field';
import { Currency, Day, Id, OneOf, YearText } from '../http/validation/fields';
import { BasisDto, BasisQueryDto } from './basis.dto';
import { intervals, type Interval } from './interval';

export const axes = ['effective', 'known'] as const;

export class BalancesSeriesQueryDto extends BasisQueryDto {
  @Optional() @YearText() year?: number;

  @Optional() @Id() bodyId?: string;

  @Optional() @Id() recipientId?: string;

  @Optional() @OneOf(allocationKinds) kind?: AllocationKind;

  @Optional() @Currency() currency?: string;

  /** What is booked under this programme of its budget. */
  @Optional() @Id() programme?: string;

  /**
   * `effective` unless said: what takes effect up to each point's day, as the basis knows it. `known`: what the ledger knew
   * when each point's day had ended in the funder's time zone, of all effective days or those up to `effectiveAt`.
   */
  @Optional() @OneOf(axes) by?: (typeof axes)[number];

  /** `month` unless said. At most 1,000 points are given. */
  @Optional() @OneOf(intervals) interval?: Interval;

  /** Without it the first day of an entry. What is before it is in the first point, since points are cumulative. */
  @Optional() @Day() from?: string;

  /** Without it the last day of an entry; by `known` the day that the basis stands at. */
  @Optional() @Day() to?: string;
}

export class SeriesPointDto {
  /** The last day of the interval, or of the series. */
  at: string;
  /** Cumulative, like the two below. */
  allocated: string;
  disbursed: string;
  remaining: string;
}

export class CurrencySeriesDto {
  currency: string;
  /** One for each interval, also where nothing changed. */
  points: SeriesPointDto[];
}

export class BalancesSeriesAnswer {
  basis: BasisDto;
  @ApiProperty({ enum: axes }) by: (typeof axes)[number];

  @ApiProperty({ enum: intervals }) interval: Interval;

  /** Null, like `to`, where no day was asked for and there is no entry. */
  from: string | null;
  to: string | null;
  /** One a currency, none where there is no entry. */
  series: CurrencySeriesDto[];
}
