import { amountOf, formatAmount, formatMinor } from '@anslag/money/amount';
import type { FundingTerms } from '../agreement/events';
import { inEachCase, type YearForecast } from '../agreement/forecast';
import { borneBy, sharesFor } from '../agreement/funding-shares';
import type { Agreement } from '../agreement/state';
import { yearsAmount, type Bearing } from './years-amount';

/** Which bodies are to give a year. */
export function bodiesFunding(
  { bodyId, fundingShares }: Agreement,
  year: number,
  terms: FundingTerms | null,
): string[] {
  const shares = terms && sharesFor(fundingShares, year)?.shares;
  return shares ? shares.map(({ partyId }) => partyId) : [bodyId];
}

/**
 * What a body gives of a year, null where nobody can say: of a whole one, and in each case as the year's funding would work it out;
 * zero where nothing is promised.
 */
export function amountsOf(agreement: Agreement, { year, terms, parts, ...held }: YearForecast, bodyId: string) {
  if (!terms) return { whole: null, given: inEachCase(() => null) };
  const { amount, currency } = terms;
  const borne = borneBy(agreement, year, bodyId);
  const stated = amount === null || borne === 'nothing' || borne === 'not-stated' ? null : { amount, borne };
  const nothing = formatMinor(0n, currency);
  const given = inEachCase((one): string | null => {
    const part = parts[one];
    if (held[one] === 'no' || part === 'never') return nothing;
    return held[one] === 'unknown' || part === 'imprecise' ? null : stated && partOf(stated, part, currency);
  });
  return { whole: stated && partOf(stated, null, currency), given };
}

function partOf(
  { amount, borne }: { amount: string; borne: Bearing },
  part: Parameters<typeof yearsAmount>[1],
  currency: string,
): string {
  return formatAmount(yearsAmount(amountOf(amount), part, borne, currency).amount, currency);
}
