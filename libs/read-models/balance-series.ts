import { formatMinor } from '@anslag/money/amount';
import { sql, type RawBuilder } from 'kysely';
import { matching, type BalanceFilters } from './balance-query';
import type { Cut } from './cut';
import { balanceFigures, minorOf, sumOf } from './figures';
import { Mergers, type Since } from './mergers';

/** Cumulative figures at the end of a day, at full scale. */
export interface SeriesPoint {
  /** A civil day. */
  at: string;
  allocated: string;
  disbursed: string;
  remaining: string;
}

export interface CurrencySeries {
  currency: string;
  points: SeriesPoint[];
}

/** A day of a series over the recorded axis, with the instant at which it has ended (ms since 1970). */
export interface RecordedDay {
  at: string;
  endsAt: number;
}

const figures = ['allocated', 'disbursed', 'remaining'] as const;

type Sums = Record<(typeof figures)[number], bigint>;
type Read = { currency: string; step: string | bigint } & Record<(typeof figures)[number], bigint | string>;

/** How many days are asked about in one statement: SQLite takes 500 selects in a union. */
const daysAtOnce = 100;

/** The first and last effective day of the entries that the filters let through; null where there is none. */
export async function effectiveExtent(cut: Cut, filters: BalanceFilters): Promise<{ from: string; to: string } | null> {
  const mergers = await mergersInto(cut, filters);
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select min(step) as first, max(step) as last from
      (select ${stepDay(mergers)} as step from entries where ${known(cut, filters, mergers)}) as stepped`.execute(
    cut.tx,
  );
  const { first, last } = rows[0]!;
  return first === null || last === null ? null : { from: first, to: last };
}

/**
 * When the first of the entries that the filters let through was recorded, and the instant that the cut's position stands
 * at (ms since 1970); null where there is no entry.
 */
export async function recordedExtent(cut: Cut, filters: BalanceFilters): Promise<{ from: number; to: number } | null> {
  const mergers = await mergersInto(cut, filters);
  const { rows } = await sql<{ first: bigint | null }>`
    select min(recorded_at) as first from entries where ${known(cut, filters, mergers)}`.execute(cut.tx);
  const { first } = rows[0]!;
  if (first === null) return null;
  const instant = await instantOf(cut);
  return { from: Number(first), to: Math.max(Number(first), instant) };
}

/** Since when the cut's position is known. */
async function instantOf({ tx, position }: Cut): Promise<number> {
  const rows = tx.selectFrom('timeline').select(['known_from', 'last_position']).limit(1);
  const reached = await rows.where('last_position', '<=', position).orderBy('known_from', 'desc').executeTakeFirst();
  if (reached?.last_position === position) return Number(reached.known_from);
  // The position is within the instant after that one.
  const next = await rows
    .where('known_from', '>', reached?.known_from ?? -1n)
    .orderBy('known_from')
    .executeTakeFirst();
  return Number((next ?? reached)?.known_from ?? 0n);
}

/** Figures over the effective axis: what takes effect up to each of the days, which rise, as known at the cut. */
export async function effectiveSeries(
  cut: Cut,
  filters: BalanceFilters,
  days: readonly string[],
): Promise<CurrencySeries[]> {
  const last = days.at(-1);
  if (last === undefined) return [];
  const mergers = await mergersInto(cut, filters);
  const { rows } = await sql<Read>`select currency, step, ${sums(null)} from
      (select currency, account, fact, minor, ${stepDay(mergers)} as step from entries
       where ${known(cut, filters, mergers)} and effective_on <= ${last}) as stepped
    where step <= ${last} group by currency, step order by currency, step`.execute(cut.tx);
  return cumulated(
    rows,
    days,
    (row, day) => (row.step as string) <= day,
    (day) => day,
  );
}

/** Figures over the recorded axis: what the ledger knew when each of the days, which rise, had ended. */
export async function recordedSeries(
  cut: Cut,
  filters: BalanceFilters,
  days: readonly RecordedDay[],
): Promise<CurrencySeries[]> {
  const steps: Step[] = [];
  for (let from = 0; from < days.length; from += daysAtOnce)
    for (const [index, last] of (await positionsAt(cut, days.slice(from, from + daysAtOnce))).entries())
      if (last > (steps.at(-1)?.last ?? 0n)) steps.push({ index: from + index, last });
  if (steps.length === 0) return [];
  const mergers = await mergersInto(cut, filters);
  const { last } = steps.at(-1)!;
  const { rows } = await sql<Read>`select currency, step, ${sums(cut.effectiveAt)} from
      (select currency, account, fact, effective_on, minor, ${stepOf(steps)} as step from
        (select currency, account, fact, effective_on, minor, ${knownFrom(mergers)} as position from entries
         where ${known(cut, filters, mergers)} and position <= ${last}) as known
       where position <= ${last}) as stepped
    group by currency, step order by currency, step`.execute(cut.tx);
  return cumulated(
    rows,
    [...days.keys()],
    (row, index) => Number(row.step) <= index,
    (index) => days[index]!.at,
  );
}

/** The first day by which positions up to that one were known. */
interface Step {
  index: number;
  last: bigint;
}

/** The day by which a row's position was known, found by halves: one pass over the rows serves a thousand days. */
function stepOf(steps: readonly Step[]): RawBuilder<unknown> {
  if (steps.length === 1) return sql`${sql.lit(steps[0]!.index)}`;
  const middle = Math.ceil(steps.length / 2);
  const [early, late] = [steps.slice(0, middle), steps.slice(middle)];
  return sql`case when position <= ${early.at(-1)!.last} then ${stepOf(early)} else ${stepOf(late)} end`;
}

/** The last position known at the end of each day, none beyond the cut. */
async function positionsAt({ tx, position }: Cut, days: readonly RecordedDay[]): Promise<bigint[]> {
  const selects = days.map(
    ({ endsAt }, index) => sql`select cast(${BigInt(index)} as bigint) as step, (select last_position from timeline
      where known_from < ${BigInt(endsAt)} order by known_from desc limit 1) as position`,
  );
  const { rows } = await sql<{ position: bigint | null }>`
    select * from (${sql.join(selects, sql` union all `)}) as days order by step`.execute(tx);
  return rows.map((row) => {
    const last = row.position ?? 0n;
    return last < position ? last : position;
  });
}

const mergersInto = async (cut: Cut, { recipientId }: BalanceFilters): Promise<Mergers> =>
  recipientId === null ? Mergers.none : Mergers.at(cut, recipientId);

/** From which day an entry counts: its own, or that of the merger by which its recipient came to count with another. */
const stepDay = (mergers: Mergers): RawBuilder<unknown> =>
  noEarlier('effective_on', mergers, ({ effectiveOn }) => effectiveOn);

/** From which position an entry counts, likewise. */
const knownFrom = (mergers: Mergers): RawBuilder<unknown> => noEarlier('position', mergers, ({ position }) => position);

function noEarlier(column: string, mergers: Mergers, on: (since: Since) => string | bigint): RawBuilder<unknown> {
  const own = sql.ref(column);
  if (mergers.of === null || !mergers.any) return own;
  const cases = Array.from(
    mergers.joined(mergers.of),
    ([partyId, since]) => sql`when recipient_id = ${partyId} and ${own} < ${on(since)} then ${on(since)}`,
  );
  return sql`case ${sql.join(cases, sql` `)} else ${own} end`;
}

function known({ position, effectiveAt }: Cut, filters: BalanceFilters, mergers: Mergers): RawBuilder<unknown> {
  const effective = effectiveAt === null ? [] : [sql`effective_on <= ${effectiveAt}`];
  return sql.join(
    [sql`position <= ${position} and recipient_id is not null`, ...effective, ...matching(filters, mergers.members)],
    sql` and `,
  );
}

const sums = (effectiveAt: string | null): RawBuilder<unknown> =>
  sql.join(figures.map((name) => sql`${sumOf(balanceFigures[name], effectiveAt)} as ${sql.ref(name)}`));

/** Adds rows, ordered by currency and then by where they stand, up to each of the steps. */
function cumulated<S>(
  rows: readonly Read[],
  steps: readonly S[],
  isWithin: (row: Read, step: S) => boolean,
  dayOf: (step: S) => string,
): CurrencySeries[] {
  const series: CurrencySeries[] = [];
  for (const currency of new Set(rows.map((row) => row.currency))) {
    const own = rows.filter((row) => row.currency === currency);
    const sum: Sums = { allocated: 0n, disbursed: 0n, remaining: 0n };
    let taken = 0;
    const points = steps.map((step): SeriesPoint => {
      for (; taken < own.length && isWithin(own[taken]!, step); taken += 1)
        for (const name of figures) sum[name] = minorOf(sum[name] + minorOf(own[taken]![name]));
      const shown = figures.map((name) => [name, formatMinor(sum[name], currency)]);
      return { at: dayOf(step), ...(Object.fromEntries(shown) as Omit<SeriesPoint, 'at'>) };
    });
    series.push({ currency, points });
  }
  return series;
}
