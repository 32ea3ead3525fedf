import { possibleDays } from '../decision';
import type { Term } from './events';

export type InForce = 'yes' | 'no' | 'unknown';

/**
 * Whether an agreement with this term is in force on a day. A date of month or year precision can mean any of its days,
 * so on a day in between the answer is `unknown`, as it is where no start is known. No end means open-ended.
 * Source: bookkeeping.md, "In force".
 */
export function inForce(term: Term, day: string): InForce {
  const started = startedBy(term, day);
  const ended = endedBefore(term, day);
  if (started === 'no' || ended === 'yes') return 'no';
  return started === 'yes' && ended === 'no' ? 'yes' : 'unknown';
}

function startedBy(term: Term, day: string): InForce {
  const from = possibleDays(term.from);
  if (from === null || term.fromCertainty === 'unknown') return 'unknown';
  return day < from.first ? 'no' : day >= from.last ? 'yes' : 'unknown';
}

function endedBefore(term: Term, day: string): InForce {
  if (term.toCertainty === 'unknown') return 'unknown';
  const to = possibleDays(term.to);
  if (to === null) return 'no';
  return day > to.last ? 'yes' : day <= to.first ? 'no' : 'unknown';
}
