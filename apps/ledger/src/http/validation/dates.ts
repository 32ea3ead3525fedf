import type { Rule } from './shape';

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthPattern = /^(\d{4})-(\d{2})$/;

export const firstYear = 1900;
export const lastYear = 2999;

/** A day that the calendar has, 1900–2999: `2019-02-29` is none. */
export function isCalendarDay(value: unknown): value is string {
  const found = typeof value === 'string' ? dayPattern.exec(value) : null;
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  return inYears(year) && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** A day, a month (`2019-11`) or a year (`2019`). */
export function isUncertainDate(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (/^\d{4}$/.test(value)) return inYears(Number(value));
  const month = monthPattern.exec(value);
  if (month) return inYears(Number(month[1])) && Number(month[2]) >= 1 && Number(month[2]) <= 12;
  return isCalendarDay(value);
}

const inYears = (year: number): boolean => year >= firstYear && year <= lastYear;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const day: Rule = {
  code: 'not-a-day',
  detail: `Must be a day of the calendar such as 2019-11-12, from ${firstYear} to ${lastYear}.`,
  test: isCalendarDay,
};

export const uncertainDate: Rule = {
  code: 'not-a-date',
  detail: `Must be a day (2019-11-12), a month (2019-11) or a year (2019) from ${firstYear} to ${lastYear}, or null.`,
  test: isUncertainDate,
};
