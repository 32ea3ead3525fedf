import { anyDay, daysOf, earlierOf, laterOf, type Days, type Known } from '../days';
import type { FundingTerms } from './events';
import { termsFor } from './evolve';
import { endIfUsed } from './exposure';
import { closesOn, statusOn } from './options';
import { ownEnd, standingOf, type Standing } from './standing';
import type { Agreement, Option } from './state';

/** Whether an agreement promises something in a coming year, and what. Nothing of it is booked. */
export interface YearForecast {
  year: number;
  /** null where the agreement has no funding terms at all: then nothing is stated. */
  terms: FundingTerms | null;
  /** By what is agreed, if no option is used. */
  promised: Known;
  /** If each option to end it early is used as soon as it surely can be. */
  ifEndedEarly: Known;
  /** If each option to extend it is used. */
  ifExtended: Known;
}

/** The years of which the agreement may promise something, with or without its options used. */
export function forecastOf(agreement: Agreement, firstYear: number, lastYear: number, day: string): YearForecast[] {
  const { starts, ends } = standingOf(agreement);
  const usable = agreement.options.filter((option) => statusOn(option, day) === 'open' && closesOn(option).last >= day);
  const early = endEarly(agreement, usable, ends, day);
  const extended = endExtended(agreement, usable, ends);
  const forecast: YearForecast[] = [];
  for (let year = firstYear; year <= lastYear; year += 1) {
    const terms = termsFor(agreement.fundingTerms, year);
    if (!terms && agreement.fundingTerms.length > 0) continue;
    const one = {
      promised: isHeldIn(year, { starts, ends }),
      ifEndedEarly: isHeldIn(year, { starts, ends: early }),
      ifExtended: isHeldIn(year, { starts, ends: extended }),
    };
    if (Object.values(one).some((known) => known !== 'no')) forecast.push({ year, terms: terms ?? null, ...one });
  }
  return forecast;
}

function endEarly(agreement: Agreement, options: readonly Option[], ends: Days, day: string): Days {
  const used = options
    .filter(({ kind }) => kind === 'early-termination')
    .map((option) => endIfUsed(option, ownEnd(agreement), day));
  return used.reduce(earlierOf, ends);
}

/** Nothing extends what notice was given of, or what a successor took the place of. */
function endExtended({ termination, superseded }: Agreement, options: readonly Option[], ends: Days): Days {
  if (termination || superseded) return ends;
  const used = options
    .filter(({ kind }) => kind === 'extension')
    .map(({ extendsTo = null, extendsToCertainty }) => daysOf(extendsTo, extendsToCertainty, anyDay));
  return used.reduce(laterOf, ends);
}

/** Whether it holds on some day of a year. A year that it begins or ends in counts whole, as its exposure has it. */
function isHeldIn(year: number, { starts, ends }: Standing): Known {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  if (starts.first > last || ends.last < first) return 'no';
  return starts.last <= last && ends.first >= first ? 'yes' : 'unknown';
}
