import {
  forecastCases,
  forecastOf,
  inEachCase,
  type ForecastCase,
  type YearForecast,
} from '@anslag/domain/agreement/forecast';
import { amountsOf, bodiesFunding, type SeriesKnown } from '@anslag/domain/budget/forecast-amounts';
import type { Known } from '@anslag/domain/days';
import { formatMinor, toMinor } from '@anslag/money/amount';
import { sql } from 'kysely';
import { agreementOf, factsAbout, factsOf, type Fact } from './agreement-facts';
import { registrationOf } from './agreement-picture';
import { agreementsOfBody } from './agreements-of-body';
import { pageOf, type Cut, type Paging } from './cut';
import { balanceFigures, minorOf, sumOf } from './figures';
import type { ForecastFilters } from './forecast-filters';
import { plannedDisbursements, type PlannedDisbursements } from './forecast-disbursements';
import { publishedIn } from './index-series';
import { currentNames } from './parties';

/** What an agreement promises in a year, apart from what is booked of it. */
export interface ForecastRow {
  year: number;
  agreementId: string;
  agreementName: string;
  /** Whose budget is to give it: a year that several bodies share has a row for each. */
  bodyId: string;
  /** Like the three below, null where the agreement has no funding terms. */
  recipientId: string | null;
  recipientName: string | null;
  currency: string | null;
  /** Of a whole year, by the funding terms and the body's share of them; null where it is not stated. */
  amount: string | null;
  /** In the prices of which year the amounts are: the latest that is published of the terms' index; null where they follow none. */
  pricesOf: number | null;
  /** Whether it is promised: if no option is used, if those to end it early are, and if those to extend it are. */
  promised: Known;
  ifEndedEarly: Known;
  ifExtended: Known;
  /**
   * What a funding of the year gives in each case: of a year that prorated terms give a part of, that part. Zero where nothing is
   * promised; null where that is not known, no amount is stated, or the part is not known.
   */
  promisedAmount: string | null;
  ifEndedEarlyAmount: string | null;
  ifExtendedAmount: string | null;
  /** What has been allocated of it already, in the same currency. */
  booked: string | null;
}

/** Sums of what is surely given in each case; null where there may be some and none is sure. */
export interface ForecastTotal {
  year: number;
  currency: string;
  promised: string | null;
  ifEndedEarly: string | null;
  ifExtended: string | null;
  booked: string;
}

/** How many rows of a year the totals leave out: no amount is stated, or nobody can say whether it is promised, or how much of it. */
export interface LeftOut {
  year: number;
  unstatedCount: number;
  unsureCount: number;
  /** Of those that are neither: it is not known which part of the year is given. */
  unknownPartCount: number;
}

export interface Forecast {
  rows: ForecastRow[];
  totals: ForecastTotal[];
  leftOut: LeftOut[];
  planned: PlannedDisbursements[];
  after: string | null;
}

/** What agreements promise in some years, by year and agreement, as the cut knows them; totals are of all pages. */
export async function forecastPage(
  cut: Cut,
  filters: ForecastFilters,
  { limit, after }: Paging<string>,
  today: string,
): Promise<Forecast> {
  const { bodyId, agreementId, recipientId } = filters;
  const facts =
    bodyId === null
      ? await factsAbout(cut, { bodyId, agreementId })
      : await factsOf(cut.tx, await fundedBy(cut, bodyId, agreementId), cut.position);
  const booked = await bookedIn(cut, filters);
  const series = await publishedIn(cut);
  const all = [...facts.values()]
    .flatMap((own) => rowsOf(own, filters, cut.effectiveAt ?? today, booked, series))
    .filter((row) => bodyId === null || row.bodyId === bodyId)
    .filter((row) => recipientId === null || row.recipientId === recipientId)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const following = all.filter((row) => after === null || keyOf(row) > after);
  const page = pageOf(following.slice(0, limit + 1), limit, keyOf);
  return {
    rows: await named(cut, page.rows),
    totals: totalsOf(all),
    leftOut: leftOutOf(all),
    planned: await plannedDisbursements(cut, filters, cut.effectiveAt ?? today),
    after: page.after,
  };
}

/** Those that a body may fund: its own, and those whose shares name it. */
async function fundedBy(cut: Cut, bodyId: string, agreementId: string | null): Promise<string[]> {
  const ids = await agreementsOfBody(cut, bodyId);
  return agreementId === null ? ids : ids.filter((id) => id === agreementId);
}

type Row = Omit<ForecastRow, 'recipientName'>;

function rowsOf(
  facts: readonly Fact[],
  { fromYear, toYear }: ForecastFilters,
  day: string,
  booked: ReadonlyMap<string, bigint>,
  series: SeriesKnown,
): Row[] {
  const { agreementId, name: agreementName } = registrationOf(facts);
  const agreement = agreementOf(facts);
  return forecastOf(agreement, fromYear, toYear, day).flatMap((forecast: YearForecast): Row[] => {
    const { year, terms, promised, ifEndedEarly, ifExtended } = forecast;
    return bodiesFunding(agreement, year, terms).map((bodyId) => {
      const { whole, given, pricesOf } = amountsOf(agreement, forecast, bodyId, series);
      const sum = terms && (booked.get(bookedKey(agreementId, year, bodyId, terms.currency)) ?? 0n);
      return {
        year,
        agreementId,
        agreementName,
        bodyId,
        recipientId: terms && terms.recipientId,
        currency: terms && terms.currency,
        amount: whole,
        pricesOf,
        promised,
        ifEndedEarly,
        ifExtended,
        promisedAmount: given.promised,
        ifEndedEarlyAmount: given.ifEndedEarly,
        ifExtendedAmount: given.ifExtended,
        booked: terms && formatMinor(sum!, terms.currency),
      };
    });
  });
}

/** What has been allocated under agreements in some years, of what stands at the cut. */
async function bookedIn({ tx, position, effectiveAt }: Cut, { fromYear, toYear }: ForecastFilters) {
  const allocated = sumOf(balanceFigures.allocated, effectiveAt);
  const { rows } = await sql<{
    agreement_id: string;
    year: bigint;
    body_id: string;
    currency: string;
    allocated: bigint | string;
  }>`
    select a.agreement_id, e.year, e.body_id, e.currency, ${allocated} as allocated
    from agreement_allocations a
    join entries e on e.recipient_id = a.recipient_id and e.year = a.year and e.body_id = a.body_id
      and e.allocation_id = a.allocation_id
    where a.year between ${fromYear} and ${toYear} and a.position <= ${position} and e.position <= ${position}
    group by a.agreement_id, e.year, e.body_id, e.currency`.execute(tx);
  return new Map(
    rows.map((row) => [
      bookedKey(row.agreement_id, Number(row.year), row.body_id, row.currency),
      minorOf(row.allocated),
    ]),
  );
}

const bookedKey = (agreementId: string, year: number, bodyId: string, currency: string) =>
  `${agreementId} ${year} ${bodyId} ${currency}`;

/** Unique, and in the order of the list: years have four digits, and no id holds a space. */
const keyOf = ({ year, agreementId, bodyId }: Pick<Row, 'year' | 'agreementId' | 'bodyId'>): string =>
  `${year} ${agreementId} ${bodyId}`;

async function named(cut: Cut, rows: readonly Row[]): Promise<ForecastRow[]> {
  const names = await currentNames(
    cut,
    rows.flatMap(({ recipientId }) => recipientId ?? []),
  );
  return rows.map((row) => ({ ...row, recipientName: (row.recipientId && names.get(row.recipientId)) ?? null }));
}

function totalsOf(rows: readonly Row[]): ForecastTotal[] {
  const groups = Map.groupBy(
    rows.filter(({ currency }) => currency !== null),
    ({ year, currency }) => `${year} ${currency}`,
  );
  return [...groups.values()]
    .map((own): ForecastTotal => {
      const { year, currency } = own[0]! as Row & { currency: string };
      const booked = own.reduce((sum, row) => sum + toMinor(row.booked!, currency), 0n);
      const totals = inEachCase((one) => totalOf(own, one, currency));
      return {
        year,
        currency,
        ...totals,
        booked: formatMinor(booked, currency),
      };
    })
    .sort((a, b) => a.year - b.year || (a.currency < b.currency ? -1 : 1));
}

/** null where something may be promised and no amount is both stated and sure: that is not nothing. */
function totalOf(rows: readonly Row[], one: ForecastCase, currency: string): string | null {
  const counted = rows.filter((row) => row[one] !== 'no');
  const stated = counted.flatMap((row) => row[`${one}Amount`] ?? []);
  if (stated.length === 0 && counted.length > 0) return null;
  return formatMinor(
    stated.reduce((sum, amount) => sum + toMinor(amount, currency), 0n),
    currency,
  );
}

function leftOutOf(rows: readonly Row[]): LeftOut[] {
  const years = [...new Set(rows.map(({ year }) => year))];
  return years.map((year) => {
    const own = rows.filter((row) => row.year === year);
    const stated = own.filter(({ amount }) => amount !== null);
    const sure = stated.filter((row) => forecastCases.every((one) => row[one] !== 'unknown'));
    return {
      year,
      unstatedCount: own.length - stated.length,
      unsureCount: stated.length - sure.length,
      unknownPartCount: sure.filter((row) => forecastCases.some((one) => row[`${one}Amount`] === null)).length,
    };
  });
}
