export const intervals = ['day', 'month', 'year'] as const;

export type Interval = (typeof intervals)[number];

const dayMs = 86_400_000;

/** How many intervals the days from one to another touch. */
export function intervalsIn(from: string, to: string, interval: Interval): number {
  if (interval === 'day') return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  const years = yearOf(to) - yearOf(from);
  return interval === 'year' ? years + 1 : years * 12 + monthOf(to) - monthOf(from) + 1;
}

/** The last day of each interval from one day to another; the last interval ends with `to`. */
export function intervalEnds(from: string, to: string, interval: Interval): string[] {
  const ends: string[] = [];
  for (let day = from; day <= to; day = dayAfter(ends.at(-1)!)) {
    const end = endOf(day, interval);
    ends.push(end < to ? end : to);
  }
  return ends;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));
const monthOf = (day: string): number => Number(day.slice(5, 7));
const text = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const dayAfter = (day: string): string => text(Date.parse(day) + dayMs);

function endOf(day: string, interval: Interval): string {
  if (interval === 'day') return day;
  if (interval === 'year') return `${day.slice(0, 4)}-12-31`;
  return text(Date.UTC(yearOf(day), monthOf(day), 0));
}
