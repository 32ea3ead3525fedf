import type { Rounding } from '@anslag/money/fraction';
import type { IndexMeasure, IndexStatus, PublishedValue } from '../index-series/events';

// What events keep of how a year's amount came about. It is storage format, as the events are.

/** What a year's amount was computed from: so much of the terms' amount, in months or days of the year. */
export interface FundingBasis {
  amount: string;
  unit: 'month' | 'day';
  numerator: number;
  denominator: number;
}

/** What one of several bodies gives of a year: so much of `of`, which all of them give together to the minor unit. */
export interface FundingShare {
  of: string;
  numerator: number;
  denominator: number;
}

/** How a year's amount was indexed, with all that a later value is put into to give another. */
export interface Indexation {
  indexId: string;
  measure: IndexMeasure;
  baseYear: number;
  /** In whose prices the amount is. */
  toYear: number;
  /** What it was computed with; none in the base year. */
  values: PublishedValue[];
  /** Final where every value is. */
  status: IndexStatus;
  rounding?: Rounding;
  /** What the terms state, in prices of the base year. */
  stated: string;
  /** Of a year that was prorated. */
  part?: Pick<FundingBasis, 'numerator' | 'denominator'>;
  /** Of a year that is shared: all shares, and which of them is this body's. */
  shares?: readonly string[];
  own?: number;
  /** What it came to. */
  amount: string;
}
