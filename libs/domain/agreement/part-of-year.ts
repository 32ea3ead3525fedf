import { daysBetween, type Days } from '../days';
import type { FundingTerms, Proration } from './events';
import type { Standing } from './standing';

/** How much of a year an agreement holds, of 12 months or of its days. */
export interface PartOfYear {
  unit: Unit;
  numerator: number;
  denominator: number;
  /** The earliest day of the year on which it can hold. */
  from: string;
}

type Unit = Exclude<Proration, 'none'>;

/** Which part of a year's amount terms give under an agreement that holds so; null where they give all of it, whenever it holds. */
export function partGiven({ proration = 'none' }: Pick<FundingTerms, 'proration'>, standing: Standing, year: number) {
  return proration === 'none' ? null : partOfYear(standing, year, proration);
}

/**
 * In how many months or days of a year an agreement holds; a month counts that it holds in on any day. `never` where it holds
 * on no day of the year, and `imprecise` where its first or last day in the year is not known to the month, or to the day:
 * nothing is filled in.
 */
export function partOfYear({ starts, ends }: Standing, year: number, unit: Unit): PartOfYear | 'never' | 'imprecise' {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const begins = { first: later(starts.first, first), last: later(starts.last, first) };
  const finishes = { first: earlier(ends.first, last), last: earlier(ends.last, last) };
  if (begins.first > last || finishes.last < first || finishes.last < begins.first) return 'never';
  // It may as well begin after the year, or have ended before it.
  if (begins.last > last || finishes.first < first) return 'imprecise';
  const from = begins.first;
  if (unit === 'day') {
    if (begins.first !== begins.last || finishes.first !== finishes.last) return 'imprecise';
    const denominator = daysBetween(first, last) + 1;
    return { unit, numerator: daysBetween(begins.first, finishes.last) + 1, denominator, from };
  }
  if (!isOneMonth(begins) || !isOneMonth(finishes)) return 'imprecise';
  return { unit, numerator: monthOf(finishes.last) - monthOf(begins.first) + 1, denominator: 12, from };
}

const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);

const isOneMonth = ({ first, last }: Days): boolean => monthOf(first) === monthOf(last);

/** Of a day in the year. */
const monthOf = (day: string): number => Number(day.slice(5, 7));
