import { happenedBy, shifted, type Known } from '../days';
import type { Standing } from './standing';

export type InForce = Known;

/**
 * Whether an agreement is in force on a day. A date of month or year precision can mean any of its days, so on a day in
 * between the answer is `unknown`, as it is where no start is known.
 * Source: bookkeeping.md, "In force".
 */
export function inForce({ starts, ends }: Standing, day: string): InForce {
  const started = happenedBy(starts, day);
  const ended = happenedBy(ends, shifted(day, -1));
  if (started === 'no' || ended === 'yes') return 'no';
  return started === 'yes' && ended === 'no' ? 'yes' : 'unknown';
}
