import { invalid, type Refusal } from './refusal';

/** How sure a recorded date is: as the source states it, inferred by whoever recorded it, or unknown. */
export type Certainty = 'stated' | 'inferred' | 'unknown';

/** A date of day, month or year precision (`2019-11-12`, `2019-11`, `2019`), or null where none is known. */
export type UncertainDate = string | null;

/** What a board decided and where that can be looked up. `decidedOn` is the source's own precision, never filled out. */
export interface Decision {
  bodyId: string;
  decidedOn: UncertainDate;
  decidedOnCertainty?: Certainty;
  caseNumber?: string;
  item?: string;
  documentSha256?: string;
}

/** Who commands, and the civil date in the funder's time zone when the command came in. */
export interface Commanded {
  actor: string;
  today: string;
}

/**
 * A party named in a command's body, that the ledger does not know, or knows no longer (`erased`): where it stands and which
 * refusal it earns.
 */
export interface UnknownParty {
  code: 'unknown-body' | 'unknown-recipient' | 'unknown-party' | 'erased';
  partyId: string;
  pointer: string;
}

export function isDay(date: UncertainDate | undefined): date is string {
  return typeof date === 'string' && date.length === 10;
}

/**
 * The day that an entry takes effect: the one given, else the decision's (it must be given where the decision has no
 * day), else `otherwise`. Source: bookkeeping.md, "Which date".
 */
export function effectiveDay(
  given: string | undefined,
  decision: Decision | undefined,
  otherwise: string | null,
): string | Refusal {
  if (given !== undefined) return given;
  if (decision !== undefined && !isDay(decision.decidedOn)) return effectiveOnRequired;
  return decision?.decidedOn ?? otherwise ?? effectiveOnRequired;
}

const effectiveOnRequired = invalid(
  'effective-on-required',
  'The decision has no exact day, so effectiveOn must say which day the entry takes effect.',
  '/effectiveOn',
);

/** First and last day that an uncertain date can mean; null where nothing is known. */
export function possibleDays(date: UncertainDate | undefined): { first: string; last: string } | null {
  if (date === undefined || date === null) return null;
  if (date.length === 10) return { first: date, last: date };
  if (date.length === 4) return { first: `${date}-01-01`, last: `${date}-12-31` };
  const [year, month] = date.split('-').map(Number) as [number, number];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { first: `${date}-01`, last: `${date}-${String(lastDay).padStart(2, '0')}` };
}
