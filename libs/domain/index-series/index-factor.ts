import { decimalFraction, times, whole, type Fraction } from '@anslag/money/fraction';
import type { IndexMeasure, IndexStatus, PublishedValue } from './events';

/** What is published of a series: of each year the latest value. */
export interface Published {
  measure: IndexMeasure;
  values: readonly PublishedValue[];
}

/** From the prices of which year to those of which. */
export interface PriceYears {
  baseYear: number;
  toYear: number;
}

/**
 * The values that bring an amount from one year's prices to another's: of levels those two years', of changes that of each
 * year since the base, and none where the years are one. A number is the first year that nothing is published for.
 */
export function valuesFor({ measure, values }: Published, { baseYear, toYear }: PriceYears): PublishedValue[] | number {
  if (toYear === baseYear) return [];
  const years =
    measure === 'level'
      ? [baseYear, toYear]
      : Array.from({ length: toYear - baseYear }, (_, index) => baseYear + 1 + index);
  const known = new Map(values.map((one) => [one.year, one]));
  const found = years.map((year) => known.get(year));
  const gap = found.indexOf(undefined);
  return gap < 0 ? (found as PublishedValue[]) : years[gap]!;
}

/** As {@link valuesFor}, to the latest year up to `toYear` that is published: the base year itself where none is. */
export function latestValuesFor(series: Published, { baseYear, toYear }: PriceYears) {
  for (let year = toYear; year > baseYear; year -= 1) {
    const values = valuesFor(series, { baseYear, toYear: year });
    if (typeof values !== 'number') return { toYear: year, values };
  }
  return { toYear: baseYear, values: [] };
}

/** What {@link valuesFor} found multiplies an amount by, exactly. */
export function factorOf(measure: IndexMeasure, values: readonly PublishedValue[]): Fraction {
  if (measure === 'yearly-change') return values.reduce((product, { value }) => times(product, grownBy(value)), whole);
  const [base, to] = values;
  return base && to ? over(decimalFraction(to.value), decimalFraction(base.value)) : whole;
}

/** Final where every value is. */
export const statusOf = (values: readonly PublishedValue[]): IndexStatus =>
  values.every(({ status }) => status === 'final') ? 'final' : 'preliminary';

const grownBy = (percent: string): Fraction => {
  const { numerator, denominator } = decimalFraction(percent);
  return { numerator: 100n * denominator + numerator, denominator: 100n * denominator };
};

const over = (one: Fraction, other: Fraction): Fraction => ({
  numerator: one.numerator * other.denominator,
  denominator: one.denominator * other.numerator,
});
