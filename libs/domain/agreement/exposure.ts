import { formatMinor, toMinor } from '@anslag/money/amount';
import { anyDay, daysOf, monthsAfter, never, type Days } from '../days';
import { termsFor } from './evolve';
import { opensOn } from './options';
import { ownEnd } from './standing';
import type { Agreement, Option } from './state';

/** What an agreement's terms promise from a year on, or why no figure can be given. */
export interface Exposure {
  /** The last year; null where there is no end to count to. */
  lastYear: number | null;
  /** By currency; null where a year's amount is not stated, or the years have no end. */
  amounts: { currency: string; amount: string }[] | null;
  why: 'stated' | 'not-stated' | 'open-ended';
}

/** What is promised from a day's year on, if an option is left, and if it is used as early, or for as long, as it can be. */
export function exposureOf(agreement: Agreement, option: Option, day: string): { unused: Exposure; used: Exposure } {
  const ends = ownEnd(agreement);
  return { unused: promised(agreement, day, ends), used: promised(agreement, day, endIfUsed(option, ends, day)) };
}

/** The last day if an option is used: an early end as soon as it surely can be, from a day on. */
export function endIfUsed(option: Option, ends: Days, day: string): Days {
  switch (option.kind) {
    case 'early-termination': {
      const opens = opensOn(option);
      if (opens.first === anyDay.first) return anyDay;
      const last = opens.last > day ? opens.last : day;
      const end = monthsAfter(last, option.noticeMonths ?? 0);
      return end < ends.last ? { first: end, last: end } : ends;
    }
    case 'extension':
      return daysOf(option.extendsTo, option.extendsToCertainty, anyDay);
    case 'other':
      return ends;
  }
}

/** A year that the agreement ends in counts whole: what part of it would be paid is not the ledger's to work out. */
function promised({ fundingTerms }: Agreement, day: string, ends: Days): Exposure {
  const firstYear = Number(day.slice(0, 4));
  const last = Math.max(...fundingTerms.map((terms) => terms.lastYear ?? Infinity));
  if (ends.first === anyDay.first) return { lastYear: null, amounts: null, why: 'not-stated' };
  const lastYear = Math.min(ends.last === never ? Infinity : Number(ends.last.slice(0, 4)), last);
  const known = Number.isFinite(lastYear) ? lastYear : null;
  if (fundingTerms.length === 0) return { lastYear: known, amounts: null, why: 'not-stated' };
  if (known === null) return { lastYear: null, amounts: null, why: 'open-ended' };
  const sums = new Map<string, bigint>();
  for (let year = firstYear; year <= known; year += 1) {
    const terms = termsFor(fundingTerms, year);
    if (!terms) continue;
    if (terms.amount === null) return { lastYear: known, amounts: null, why: 'not-stated' };
    sums.set(terms.currency, (sums.get(terms.currency) ?? 0n) + toMinor(terms.amount, terms.currency));
  }
  const amounts = Array.from(sums, ([currency, sum]) => ({ currency, amount: formatMinor(sum, currency) }));
  return { lastYear: known, amounts, why: 'stated' };
}
