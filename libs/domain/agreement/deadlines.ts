import { anyDay, daysOf, monthsBefore, type Days } from '../days';
import type { Certainty, UncertainDate } from '../decision';
import { answerOn } from './adoption';
import { followedUpBy } from './contents';
import { closesOn, statusOn } from './options';
import type { AgreedDeliverable, Agreement, Option } from './state';

export const deadlineKinds = [
  'option-opens',
  'option-deadline',
  'notice',
  'term-end',
  'termination',
  'adoption',
  'deliverable',
] as const;

export type DeadlineKind = (typeof deadlineKinds)[number];

/** Something of an agreement that falls due. */
export interface Deadline {
  kind: DeadlineKind;
  /** The option or deliverable; null where it is the agreement itself. */
  subjectId: string | null;
  /** Whose it is, where that is stated. */
  partyId: string | null;
  dueOn: UncertainDate;
  dueOnCertainty: Certainty | null;
  days: Days;
  /** Whether every day that it can mean has passed. */
  overdue: boolean;
}

/**
 * What is still to come on a day, and what should have been done by then and was not: the end of a term is past once it
 * is past, an option that nobody has exercised, declined or let lapse stays. Dates that are not stated fall due on no day.
 */
export function deadlinesOf(agreement: Agreement, day: string): Deadline[] {
  const due = [
    ...agreement.options.filter((one) => statusOn(one, day) === 'open').flatMap((one) => ofOption(one, agreement)),
    ...ofTerm(agreement),
    ...ofAdoption(agreement, day),
    ...agreement.deliverables.filter((one) => followedUpBy(one, day) === 'no').map(ofDeliverable),
  ];
  return due.flatMap(({ stays, ...one }): Deadline[] => {
    const days = daysOf(one.dueOn, one.dueOnCertainty ?? undefined, anyDay);
    const overdue = days.last < day;
    return days.first === anyDay.first || (overdue && !stays) ? [] : [{ ...one, days, overdue }];
  });
}

type Due = Omit<Deadline, 'days' | 'overdue'> & { stays: boolean };

function ofOption(option: Option, { term }: Agreement): Due[] {
  const { optionId: subjectId, holderId: partyId = null, noticeMonths } = option;
  const of = { subjectId, partyId };
  const opens = dated(option.exercisableFrom, option.exercisableFromCertainty);
  const closes = dated(option.exercisableUntil, option.exercisableUntilCertainty);
  // Notice is counted back from the last day to exercise it, or from the end of the term.
  const [until, date] =
    option.exercisableUntil === undefined || option.exercisableUntil === null
      ? [daysOf(term.to, term.toCertainty, anyDay), term.to]
      : [closesOn(option), option.exercisableUntil];
  const notice =
    noticeMonths === undefined || until.first !== until.last || !date ? null : monthsBefore(date, noticeMonths);
  return [
    { kind: 'option-opens', ...of, ...opens, stays: false },
    { kind: 'option-deadline', ...of, ...closes, stays: true },
    { kind: 'notice', ...of, ...dated(notice, 'inferred'), stays: true },
  ];
}

function ofTerm({ term, termination, superseded }: Agreement): Due[] {
  const of = { subjectId: null, partyId: null, stays: false };
  if (termination) return [{ kind: 'termination', ...of, ...dated(termination.endsOn, termination.endsOnCertainty) }];
  return superseded ? [] : [{ kind: 'term-end', ...of, ...dated(term.to, term.toCertainty) }];
}

/** One for each who has not adopted it; the planned day where no last day for adopting is stated. */
function ofAdoption(agreement: Agreement, day: string): Due[] {
  const { entry } = agreement;
  if (!entry) return [];
  const date =
    entry.adoptBy === undefined
      ? dated(entry.plannedFrom, entry.plannedFromCertainty)
      : dated(entry.adoptBy, entry.adoptByCertainty);
  return entry.adopters
    .filter((partyId) => answerOn(agreement, partyId, day).answer === 'missing')
    .map((partyId) => ({ kind: 'adoption', subjectId: null, partyId, ...date, stays: true }));
}

const ofDeliverable = (one: AgreedDeliverable): Due => ({
  kind: 'deliverable',
  subjectId: one.deliverableId,
  partyId: one.partyId ?? null,
  ...dated(one.dueOn, one.dueOnCertainty),
  stays: true,
});

const dated = (dueOn: UncertainDate | undefined, certainty: Certainty | undefined) => ({
  dueOn: dueOn ?? null,
  dueOnCertainty: certainty ?? null,
});
