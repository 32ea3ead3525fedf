import { possibleDays, type Certainty, type UncertainDate } from './decision';

/** The days of which one is meant: exactly one where both are the same. */
export interface Days {
  first: string;
  last: string;
}

/** Before and after every day that the ledger takes. */
export const ever = '0001-01-01';
export const never = '9999-12-31';

/** Some day, of which nothing is known. */
export const anyDay: Days = { first: ever, last: never };

/** No day that ever comes. */
export const noDay: Days = { first: never, last: never };

/** The days that a recorded date can mean; `absent` where none was given. */
export function daysOf(date: UncertainDate | undefined, certainty: Certainty | undefined, absent: Days): Days {
  return certainty === 'unknown' ? anyDay : (possibleDays(date) ?? absent);
}

export const laterOf = (one: Days, other: Days): Days => ({
  first: one.first > other.first ? one.first : other.first,
  last: one.last > other.last ? one.last : other.last,
});

export const earlierOf = (one: Days, other: Days): Days => ({
  first: one.first < other.first ? one.first : other.first,
  last: one.last < other.last ? one.last : other.last,
});

export type Known = 'yes' | 'no' | 'unknown';

/** Whether what happens on one of some days has happened by the end of a day. */
export function happenedBy({ first, last }: Days, day: string): Known {
  return day < first ? 'no' : day >= last ? 'yes' : 'unknown';
}

/** Some days on, or back; `ever` and `never` stay what they are. */
export function shifted(day: string, by: number): string {
  if (day === ever || day === never) return day;
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}

/** The day so many months on; the month's last one where it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export const monthsBefore = (day: string, months: number): string => monthsAfter(day, -months);

/** How many days there are from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
