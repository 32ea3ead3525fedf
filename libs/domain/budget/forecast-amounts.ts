import { amountOf, fitsLedger, formatAmount, formatMinor } from '@anslag/money/amount';
import { whole, type Fraction, type Rounding } from '@anslag/money/fraction';
import type { FundingTerms } from '../agreement/events';
import { inEachCase, type YearForecast } from '../agreement/forecast';
import { borneBy, sharesFor } from '../agreement/funding-shares';
import type { PartOfYear } from '../agreement/part-of-year';
import type { Agreement } from '../agreement/state';
import { factorOf, latestValuesFor, type Published } from '../index-series/index-factor';
import { fractionGiven, yearsAmount, type Bearing } from './years-amount';

/** Which bodies are to give a year. */
export function bodiesFunding(
  { bodyId, fundingShares }: Agreement,
  year: number,
  terms: FundingTerms | null,
): string[] {
  const shares = terms && sharesFor(fundingShares, year)?.shares;
  return shares ? shares.map(({ partyId }) => partyId) : [bodyId];
}

/** What is published of the index series that terms follow, by indexId. */
export type SeriesKnown = ReadonlyMap<string, Published>;

/**
 * What a body gives of a year, null where nobody can say: of a whole one, and in each case as the year's funding would work it out;
 * zero where nothing is promised. Terms that follow an index give it in the prices of `pricesOf`, the latest year up to the one
 * that they name which is published; null of others. An amount that the ledger could not hold is null too.
 */
export function amountsOf(
  agreement: Agreement,
  { year, terms, parts, ...held }: YearForecast,
  bodyId: string,
  series: SeriesKnown,
) {
  if (!terms) return { whole: null, given: inEachCase(() => null), pricesOf: null };
  const { amount, currency } = terms;
  const index = indexKnown(terms, year, series);
  const borne = borneBy(agreement, year, bodyId);
  const stated = amount === null || borne === 'nothing' || borne === 'not-stated' ? null : { amount, borne };
  const nothing = formatMinor(0n, currency);
  const given = inEachCase((one): string | null => {
    const part = parts[one];
    if (held[one] === 'no' || part === 'never') return nothing;
    return held[one] === 'unknown' || part === 'imprecise' ? null : stated && partOf(stated, part, index, currency);
  });
  return { whole: stated && partOf(stated, null, index, currency), given, pricesOf: index.pricesOf };
}

function partOf(
  { amount, borne }: { amount: string; borne: Bearing },
  part: PartOfYear | null,
  { factor, rounding }: IndexKnown,
  currency: string,
): string | null {
  const given = fractionGiven(part, factor);
  const years = yearsAmount(amountOf(amount), given, borne, currency, rounding).amount;
  // A wrong value of an index can make it more than any budget could book.
  return fitsLedger(years, currency) ? formatAmount(years, currency) : null;
}

interface IndexKnown {
  factor: Fraction;
  pricesOf: number | null;
  rounding?: Rounding;
}

function indexKnown({ indexation }: FundingTerms, year: number, series: SeriesKnown): IndexKnown {
  if (!indexation) return { factor: whole, pricesOf: null };
  const { indexId, baseYear, lagYears = 0, rounding } = indexation;
  const published = series.get(indexId);
  if (!published) return { factor: whole, pricesOf: baseYear };
  const { toYear, values } = latestValuesFor(published, { baseYear, toYear: year - lagYears });
  return { factor: factorOf(published.measure, values), pricesOf: toYear, ...(rounding && { rounding }) };
}
