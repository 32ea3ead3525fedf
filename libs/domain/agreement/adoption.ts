import { anyDay, daysOf, ever, happenedBy, laterOf, never, noDay, type Days } from '../days';
import type { EntryConditions } from './events';
import type { AdoptionAnswer, Agreement } from './state';

/** What decides whether an agreement has been adopted. */
export type Adopting = Pick<Agreement, 'entry' | 'answers' | 'isProposal'>;

/** Those who must adopt it, where that is recorded. */
export const adoptersOf = ({ entry }: Adopting): readonly string[] => entry?.adopters ?? [];

/** Whether it waits for somebody to adopt it: it says so, or it was so far only considered or recommended. */
export const awaitsAdoption = ({ entry, isProposal }: Adopting): boolean => entry !== null || isProposal;

/** When it comes into force; no day that comes while somebody who must adopt it has not. `start` is that of its term. */
export function entryOf(adopting: Adopting, start: Days): Days {
  const { entry, answers } = adopting;
  if (!awaitsAdoption(adopting)) return start;
  const adoptions = answers.filter(({ answer }) => answer === 'adopted');
  if (entry === null) return adoptions.length === 0 ? noDay : laterOf(start, firstOf(adoptions.map(onDays)));
  const missing = entry.adopters.some((partyId) => adoptionOf(adoptions, partyId) === undefined);
  if (missing) return noDay;
  const all = entry.adopters.map((partyId) => onDays(adoptionOf(adoptions, partyId)!));
  const entered = all.reduce(laterOf, plannedOr(entry, start));
  // Others than those named may have to adopt it too.
  return entry.adoptersCertainty === 'unknown' ? { first: entered.first, last: never } : entered;
}

/** The planned day goes before the term's; where neither is known, it is in force from the last adoption. */
function plannedOr(entry: EntryConditions, start: Days): Days {
  if (entry.plannedFrom !== undefined) return daysOf(entry.plannedFrom, entry.plannedFromCertainty, anyDay);
  return start.first === anyDay.first ? { first: ever, last: ever } : start;
}

const onDays = ({ decision }: AdoptionAnswer): Days => daysOf(decision.decidedOn, decision.decidedOnCertainty, anyDay);

const firstOf = (all: readonly Days[]): Days => all.reduce((one, other) => (other.last < one.last ? other : one));

const adoptionOf = (answers: readonly AdoptionAnswer[], partyId: string) =>
  answers.find((answer) => answer.partyId === partyId);

/** What somebody has answered by the end of a day; `unknown` where nobody can say whether it had by then. */
export function answerOn(
  { answers }: Adopting,
  partyId: string,
  day: string,
): { answer: AdoptionAnswer['answer'] | 'missing' | 'unknown'; given: AdoptionAnswer | null } {
  for (const given of answers.filter((one) => one.partyId === partyId).toReversed()) {
    const had = happenedBy(onDays(given), day);
    if (had !== 'no') return { answer: had === 'yes' ? given.answer : 'unknown', given };
  }
  return { answer: 'missing', given: null };
}
