import { anyDay, daysOf, earlierOf, laterOf, type Days, type Known } from '../days';
import type { FundingTerms } from './events';
import { termsFor } from './evolve';
import { endIfUsed } from './exposure';
import { closesOn, statusOn } from './options';
import { partGiven } from './part-of-year';
import { ownEnd, standingOf, type Standing } from './standing';
import type { Agreement, Option } from './state';

/** By what is agreed, with no option used; if each one to end it early is, as soon as it surely can be; if each to extend it is. */
export const forecastCases = ['promised', 'ifEndedEarly', 'ifExtended'] as const;
export type ForecastCase = (typeof forecastCases)[number];

/** Whether an agreement promises something in a coming year, and what. Nothing of it is booked. */
export interface YearForecast extends Record<ForecastCase, Known> {
  year: number;
  /** null where the agreement has no funding terms at all: then nothing is stated. */
  terms: FundingTerms | null;
  /** Which part of the year the terms give in each case; null: all of it. */
  parts: Record<ForecastCase, ReturnType<typeof partGiven>>;
}

/** The years of which the agreement may promise something, with or without its options used. */
export function forecastOf(agreement: Agreement, firstYear: number, lastYear: number, day: string): YearForecast[] {
  const { starts, ends } = standingOf(agreement);
  const usable = agreement.options.filter((option) => statusOn(option, day) === 'open' && closesOn(option).last >= day);
  const standings: Record<ForecastCase, Standing> = {
    promised: { starts, ends },
    ifEndedEarly: { starts, ends: endEarly(agreement, usable, ends, day) },
    ifExtended: { starts, ends: endExtended(agreement, usable, ends) },
  };
  const forecast: YearForecast[] = [];
  for (let year = firstYear; year <= lastYear; year += 1) {
    const terms = termsFor(agreement.fundingTerms, year);
    if (!terms && agreement.fundingTerms.length > 0) continue;
    const held = inEachCase((one) => isHeldIn(year, standings[one]));
    const parts = inEachCase((one) => partGiven(terms ?? {}, standings[one], year));
    if (forecastCases.some((one) => held[one] !== 'no')) forecast.push({ year, terms: terms ?? null, ...held, parts });
  }
  return forecast;
}

/** What something comes to in each case. */
export function inEachCase<T>(of: (one: ForecastCase) => T): Record<ForecastCase, T> {
  return { promised: of('promised'), ifEndedEarly: of('ifEndedEarly'), ifExtended: of('ifExtended') };
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

/** Whether it holds on some day of a year. */
function isHeldIn(year: number, { starts, ends }: Standing): Known {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  if (starts.first > last || ends.last < first || ends.last < starts.first) return 'no';
  return starts.last <= last && ends.first >= first ? 'yes' : 'unknown';
}
