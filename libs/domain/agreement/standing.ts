import { anyDay, daysBetween, daysOf, earlierOf, noDay, shifted, type Days } from '../days';
import { entryOf, type Adopting } from './adoption';
import type { Ending, Supersession, Term } from './events';

/** When an agreement starts to hold, and the last day on which it does, as far as is known. */
export interface Standing {
  starts: Days;
  ends: Days;
}

/** What decides when an agreement holds. */
export interface Holding extends Partial<Adopting> {
  term: Term;
  termination?: Ending | null;
  superseded?: Supersession | null;
}

/**
 * No start means that none is known; no end, that there is none. It starts no earlier than all have adopted it who must; a
 * notice or a successor can only end it earlier.
 */
export function standingOf(holding: Holding): Standing {
  const { term, termination, superseded, entry = null, answers = [], isProposal = false } = holding;
  const starts = entryOf({ entry, answers, isProposal }, daysOf(term.from, term.fromCertainty, anyDay));
  return { starts, ends: earlierOf(ownEnd({ term, termination }), untilSuccessor(superseded)) };
}

/** The last day by the agreement's own terms, whatever came after it. */
export function ownEnd({ term, termination }: Omit<Holding, 'superseded'>): Days {
  const ends = daysOf(term.to, term.toCertainty, noDay);
  return termination ? earlierOf(ends, daysOf(termination.endsOn, termination.endsOnCertainty, anyDay)) : ends;
}

/** A successor ends nothing where no day is said from which it takes over. */
function untilSuccessor(superseded: Supersession | null | undefined): Days {
  if (!superseded || superseded.supersededOn === undefined) return noDay;
  const { first, last } = daysOf(superseded.supersededOn, superseded.supersededOnCertainty, anyDay);
  return { first: shifted(first, -1), last: shifted(last, -1) };
}

/** Whether one agreement follows on another without a gap or an overlap. */
export interface Fit {
  fit: 'seamless' | 'gap' | 'overlap' | 'unknown';
  /** How many days the gap or overlap has at least; null where there is none, or nothing is known. */
  days: number | null;
}

/** How a successor's start follows on the last day of what it supersedes. */
export function fitOf(ends: Days, starts: Days): Fit {
  const next = { first: shifted(ends.first, 1), last: shifted(ends.last, 1) };
  if (starts.first > next.last) return { fit: 'gap', days: daysApart(next.last, starts.first) };
  if (starts.last < next.first) return { fit: 'overlap', days: daysApart(starts.last, next.first) };
  const exact = starts.first === starts.last && next.first === next.last;
  return { fit: exact ? 'seamless' : 'unknown', days: null };
}

function daysApart(from: string, to: string): number | null {
  const known = [from, to].every((day) => day !== anyDay.first && day !== noDay.last);
  return known ? daysBetween(from, to) : null;
}
