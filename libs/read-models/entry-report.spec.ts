import * as fc from 'fast-check';
import { days, histories, recipients } from '../../test/read-models/histories';
import { postingsAt, standingFor } from '../../test/read-models/naive';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { auditTrail } from './audit-trail';
import { entries } from './entries';
import { parties } from './parties';
import { entryPage, type EntryFilters, type EntryRow } from './entry-report';

// Each history has a database of its own, on a machine that may be busy.
jest.setTimeout(120_000);

const all: EntryFilters = { year: null, bodyId: null, recipientId: null, allocationId: null };

let models: ReadModelsOn;

afterEach(() => models.close());

/** Every row at a cut, read in pages of so many. */
async function journal(filters: Partial<EntryFilters>, ask: object, limit: number): Promise<EntryRow[]> {
  const rows: EntryRow[] = [];
  for (let after: bigint | null = null, more = true; more; more = after !== null) {
    const { answer } = await models.at(ask, [entries, auditTrail, parties], (cut) =>
      entryPage(cut, { ...all, ...filters }, { limit, after }),
    );
    expect(answer.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...answer.rows);
    ({ after } = answer);
  }
  return rows;
}

test('at every cut the journal has each event’s postings as the rules say them, and who recorded it', async () => {
  const picks = fc.record({
    back: fc.noBias(fc.nat(30)),
    effectiveAt: fc.constantFrom(null, null, ...days),
    limit: fc.integer({ min: 1, max: 7 }),
    year: fc.constantFrom(null, null, 2019),
    recipientId: fc.constantFrom(null, null, ...recipients),
  });
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(histories, picks, async ({ log }, { back, effectiveAt, limit, ...filters }) => {
      models = await ReadModelsOn.start(log);
      const knownPosition = log.events.at(-1 - (back % log.events.length))!.position;
      const rows = await journal(filters, { knownPosition, effectiveAt }, limit);
      seen += rows.length;
      const wanted = log.events.flatMap((event) => {
        if (event.position > knownPosition) return [];
        const postings = postingsAt([event], event.position, effectiveAt).filter(
          ({ effective, year, allocation }) =>
            effective &&
            year === (filters.year ?? year) &&
            (filters.recipientId === null ||
              (allocation &&
                standingFor(log.events, knownPosition, effectiveAt, allocation.recipientId).includes(
                  filters.recipientId,
                ))),
        );
        return postings.length === 0 ? [] : [{ event, postings }];
      });
      expect(rows).toEqual(
        wanted.map(({ event: { position, recordedAt, metadata, stream, revision, type, data }, postings }) => {
          const [{ bodyId, year }] = postings as [(typeof postings)[number]];
          const { appropriationId = null, decision = null } = data as Record<string, unknown>;
          return {
            position: String(position),
            recordedAt: new Date(recordedAt).toISOString(),
            actor: (metadata as { actor: string }).actor,
            stream,
            revision: String(revision),
            voucher: `${bodyId}/${year}/${revision + 1}`,
            type,
            bodyId,
            year,
            appropriationId,
            decision,
            postings: postings.map(
              ({ account, fact, amount, currency, effectiveOn, allocation, concernsYear, programmeId, coding }) => ({
                account,
                fact,
                amount,
                currency,
                effectiveOn,
                recipientId: allocation?.recipientId ?? null,
                allocationId: allocation?.allocationId ?? null,
                kind: allocation?.kind ?? null,
                originYear: allocation?.originYear ?? null,
                concernsYear: concernsYear ?? null,
                programmeId: programmeId ?? null,
                dimensions: coding ?? null,
              }),
            ),
          };
        }),
      );
      await models.close();
    }),
    { numRuns: 40 },
  );
  expect(seen).toBeGreaterThan(0);
});
