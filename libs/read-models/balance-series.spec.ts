import { everyBalance as all } from '../../test/read-models/every-balance';
import * as fc from 'fast-check';
import { days, histories, programmeIds, recipients } from '../../test/read-models/histories';
import { postingsAt, rowFigures, standingFor } from '../../test/read-models/naive';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import type { BalanceFilters } from './balance-query';
import { effectiveExtent, effectiveSeries, recordedExtent, recordedSeries } from './balance-series';
import { entries } from './entries';
import { parties } from './parties';
import { timeline } from './timeline';

// Each history has a database of its own, on a machine that may be busy.
jest.setTimeout(120_000);

const picked = fc.record({
  back: fc.noBias(fc.nat(30)),
  effectiveAt: fc.constantFrom(null, null, null, ...days),
  recipientId: fc.constantFrom(null, null, ...recipients),
  year: fc.constantFrom(null, null, 2019, 2020),
  programme: fc.constantFrom(null, null, null, ...programmeIds),
});

/** Random histories with a cut and filters for each. */
async function eachHistory(
  check: (
    models: ReadModelsOn,
    cut: { knownPosition: bigint; effectiveAt: string | null },
    filters: BalanceFilters,
    events: Parameters<typeof postingsAt>[0],
  ) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(histories, picked, async ({ log }, { back, effectiveAt, recipientId, year, programme }) => {
      const models = await ReadModelsOn.start(log);
      const cut = {
        knownPosition: log.events[Math.max(0, log.events.length - 1 - back)]!.position,
        effectiveAt,
      };
      try {
        await check(models, cut, { ...all, recipientId, year, programme }, log.events);
      } finally {
        await models.close();
      }
    }),
    { numRuns: 30 },
  );
}

/** The figures of a currency by the plainest way there is. */
function figuresAt(
  events: Parameters<typeof postingsAt>[0],
  position: bigint,
  effectiveAt: string | null,
  { recipientId, year, programme }: BalanceFilters,
  currency: string,
) {
  const postings = postingsAt(events, position, effectiveAt).filter(
    (one) =>
      one.allocation &&
      one.currency === currency &&
      (recipientId === null ||
        standingFor(events, position, effectiveAt, one.allocation.recipientId).includes(recipientId)) &&
      (year === null || one.year === year) &&
      (programme === null || one.programmeId === programme),
  );
  const { allocated, disbursed, remaining } = rowFigures(postings, currency);
  return { allocated, disbursed, remaining };
}

/** From which day an entry counts with a recipient: its own, or that of the merger that brings it there; null: never. */
function countsFrom(
  events: Parameters<typeof postingsAt>[0],
  position: bigint,
  effectiveOn: string,
  bookedOn: string,
  recipientId: string | null,
): string | null {
  if (recipientId === null) return effectiveOn;
  const mergers = events.filter(({ type }) => type === 'PartyMerged');
  const turns = [effectiveOn, ...mergers.map(({ data }) => (data as { effectiveFrom: string }).effectiveFrom)];
  const later = turns.filter((day) => day >= effectiveOn).sort();
  return later.find((day) => standingFor(events, position, day, bookedOn).includes(recipientId)) ?? null;
}

/** How many points say something else than zeros. */
const telling = (series: readonly { points: readonly { remaining: string }[] }[]): number =>
  series.flatMap(({ points }) => points).filter(({ remaining }) => /[1-9]/.test(remaining)).length;

test('a series over the effective axis says at each day what a balance at that day says', async () => {
  let told = 0;
  await eachHistory(async (models, cut, filters, events) => {
    const { answer } = await models.at(cut, [entries, parties], async (at) => {
      return { extent: await effectiveExtent(at, filters), series: await effectiveSeries(at, filters, days) };
    });
    const within = (day: string) => (cut.effectiveAt !== null && cut.effectiveAt < day ? cut.effectiveAt : day);
    told += telling(answer.series);
    for (const { currency, points } of answer.series) {
      expect(points.map(({ at }) => at)).toEqual(days);
      for (const { at, ...figures } of points)
        expect(figures).toEqual(figuresAt(events, cut.knownPosition, within(at), filters, currency));
    }
    const effective = postingsAt(events, cut.knownPosition, cut.effectiveAt).flatMap((one) => {
      if (!one.effective || !one.allocation || (filters.year !== null && one.year !== filters.year)) return [];
      if (filters.programme !== null && one.programmeId !== filters.programme) return [];
      const { currency, effectiveOn, allocation } = one;
      const from = countsFrom(events, cut.knownPosition, effectiveOn, allocation.recipientId, filters.recipientId);
      const isThere = from !== null && (cut.effectiveAt === null || from <= cut.effectiveAt);
      return isThere ? [{ currency, effectiveOn: from }] : [];
    });
    const dates = effective.map(({ effectiveOn }) => effectiveOn).sort();
    expect(answer.extent).toEqual(dates.length === 0 ? null : { from: dates[0], to: dates.at(-1) });
    // No history is dated after the last of the days.
    expect(answer.series.map(({ currency }) => currency)).toEqual(
      [...new Set(effective.map(({ currency }) => currency))].sort(),
    );
  });
  expect(told).toBeGreaterThan(5);
});

test('a series over the recorded axis says at each day what was known when it ended, clocks that step back included', async () => {
  let told = 0;
  await eachHistory(async (models, cut, filters, events) => {
    const first = events[0]!.recordedAt;
    // Histories take a second or so an event, so the steps here are seconds; the step between must be more than one event's.
    const steps = Array.from({ length: 130 }, (_, index) => ({ at: `step-${index}`, endsAt: first + index * 977 }));
    const { answer } = await models.at(cut, [entries, parties, timeline], async (at) => {
      return { extent: await recordedExtent(at, filters), series: await recordedSeries(at, filters, steps) };
    });
    let latest = 0;
    const known = events.map(({ position, recordedAt }) => {
      latest = Math.max(latest, recordedAt);
      return { position, from: latest };
    });
    told += telling(answer.series);
    for (const { currency, points } of answer.series) {
      expect(points).toHaveLength(steps.length);
      for (const [index, { at, ...figures }] of points.entries()) {
        const last = known.findLast(({ from }) => from < steps[index]!.endsAt)?.position ?? 0n;
        const position = last < cut.knownPosition ? last : cut.knownPosition;
        expect({ at, ...figures }).toEqual({
          at: steps[index]!.at,
          ...figuresAt(events, position, cut.effectiveAt, filters, currency),
        });
      }
    }
    if (answer.extent)
      expect(answer.extent.to).toBe(known.find(({ position }) => position === cut.knownPosition)!.from);
  });
  expect(told).toBeGreaterThan(50);
});
