import type { Posting } from '@anslag/domain/accounts/account';
import { postingsOf } from '@anslag/domain/accounts/postings';
import type { BudgetEvent } from '@anslag/domain/budget/events';

/** What a report shows of a recipient's row, in minor units (bookkeeping.md, "What a balance row says"). */
export interface Row {
  allocated: bigint;
  reserved: bigint;
  disbursed: bigint;
  returned: bigint;
  released: bigint;
  carriedIn: bigint;
  carriedOut: bigint;
  priorYear: bigint;
  /** By its definition from the columns before it, not by summing COMMITTED. */
  remaining: bigint;
}

/** What a report shows of the whole budget, in minor units. */
export interface BudgetFigures {
  appropriated: bigint;
  available: bigint;
  reserved: bigint;
  committed: bigint;
  disbursed: bigint;
  returned: bigint;
  lapsed: bigint;
  carriedIn: bigint;
  carriedOut: bigint;
  priorYear: bigint;
}

/** Minor units of an amount that an event holds at full scale. */
export const minor = (full: string): bigint => BigInt(full.replace('.', ''));

/** An amount of minor units, in kronor. */
export const kronor = (units: bigint): string =>
  `${units < 0n ? '-' : ''}${(units < 0n ? -units : units).toString().padStart(3, '0').replace(/..$/, '.$&')}`;

/** The postings of some events up to an effective day (all of them where none is given). */
export const postingsUpTo = (events: BudgetEvent[], effectiveAt = '9999-12-31'): Posting[] =>
  events.flatMap(postingsOf).filter(({ effectiveOn }) => effectiveOn <= effectiveAt);

const sum = (postings: Posting[], of: (posting: Posting) => boolean): bigint =>
  postings.filter(of).reduce((total, { amount }) => total + minor(amount), 0n);

/** The total of one account. */
export const on = (postings: Posting[], account: Posting['account']): bigint =>
  sum(postings, (posting) => posting.account === account);

/** The row that the postings of one recipient (or allocation) make. */
export function rowOf(postings: Posting[]): Row {
  const committedBy = (...facts: Posting['fact'][]) =>
    sum(postings, ({ account, fact }) => account === 'COMMITTED' && facts.includes(fact));
  const allocated = committedBy('decided', 'adjusted');
  const disbursed = on(postings, 'DISBURSED');
  const released = -committedBy('released');
  const carriedIn = committedBy('carried-in');
  const carriedOut = -committedBy('carried-out');
  const priorYear = committedBy('corrected');
  return {
    allocated,
    reserved: on(postings, 'RESERVED'),
    disbursed,
    returned: -on(postings, 'RECOVERED'),
    released,
    carriedIn,
    carriedOut,
    priorYear,
    remaining: allocated + carriedIn - disbursed - released - carriedOut + priorYear,
  };
}

export function budgetFiguresOf(postings: Posting[]): BudgetFigures {
  return {
    appropriated: -on(postings, 'AUTHORITY'),
    available: on(postings, 'AVAILABLE'),
    reserved: on(postings, 'RESERVED'),
    committed: on(postings, 'COMMITTED'),
    disbursed: on(postings, 'DISBURSED'),
    returned: -on(postings, 'RECOVERED'),
    lapsed: on(postings, 'LAPSED'),
    carriedIn: -on(postings, 'CARRIED_IN'),
    carriedOut: on(postings, 'CARRIED_OUT'),
    priorYear: -on(postings, 'PRIOR_YEAR'),
  };
}
