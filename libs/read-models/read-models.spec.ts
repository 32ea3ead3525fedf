import * as fc from 'fast-check';
import { agreementEventTypes, budgetEventTypes, indexEventTypes, partyEventTypes } from '../../test/domain/event-types';
import { bodies, days, histories, programmeIds, recipients, years } from '../../test/read-models/histories';
import type { LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { dimensionIds } from '../../test/read-models/charting';
import { budgetFigures, groupedBy, postingsAt, rowFigures, standingFor, sumText } from '../../test/read-models/naive';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { databaseKind } from '../../test/read-models/new-database';
import { agreements } from './agreements';
import type { BalanceKey, GroupKey } from './balance-keys';
import { balanceReport, type BalanceAnswer, type BalanceRow } from './balance-report';
import { balances } from './balances';
import { budgetAt } from './budget-report';
import { budgets } from './budgets';
import { charts } from './charts';
import { codesAt, dimensionBalancesAt } from './dimension-report';
import { entries } from './entries';
import { parties } from './parties';
import { programmesAt } from './programme-report';
import { projections } from './projections';

// Each history has a database of its own, on a machine that may be busy.
jest.setTimeout(300_000);

const needed = [balances, entries, parties, agreements, budgets];

/** Random histories, read models of them, and cuts across both axes. */
async function eachHistory(
  check: (
    ledger: LedgerInMemory,
    models: ReadModelsOn,
    cuts: { position: bigint; effectiveAt: string | null }[],
  ) => Promise<void>,
  numRuns: number,
): Promise<void> {
  const picks = fc.array(fc.record({ at: fc.nat(), day: fc.nat() }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(histories, picks, fc.integer({ min: 1, max: 40 }), async (ledger, picked, limit) => {
      const models = await ReadModelsOn.start(ledger.log, { limit });
      expect(models.warnings).toEqual([]);
      const { events } = ledger.log;
      const head = events.at(-1)!.position;
      const cuts = picked.map(({ at, day }) => {
        return {
          position: events[at % events.length]!.position,
          effectiveAt: [...days, null][day % (days.length + 1)]!,
        };
      });
      try {
        await check(ledger, models, [...cuts, { position: head, effectiveAt: null }]);
      } finally {
        await models.close();
      }
    }),
    // The rules are the same on both; what differs between the databases shows in a few histories.
    { numRuns: databaseKind === 'SQLite' ? numRuns : Math.ceil(numRuns / 3) },
  );
}

const minor = (text: string | null) => BigInt((text ?? '0').replace('.', ''));

test('balances at every cut of both axes are what the events say', async () => {
  await eachHistory(async ({ log }, models, cuts) => {
    for (const { position, effectiveAt } of cuts) {
      const { answer } = await models.at({ knownPosition: position, effectiveAt }, needed, async (cut) => {
        const all = { year: null, bodyId: null, kind: null, currency: null, programme: null };
        // Asked recipient by recipient, so that rows of zeros are listed too.
        const reports = await Promise.all(
          recipients.map((recipientId) =>
            balanceReport(cut, { ...all, recipientId }, ['year', 'bodyId', 'recipientId', 'kind'], {
              limit: 1000,
              after: null,
            }),
          ),
        );
        return reports.flatMap(({ rows }) => rows).filter(({ allocated }) => allocated !== null);
      });
      const known = postingsAt(log.events, position, effectiveAt).filter(({ allocation }) => allocation);
      // Asked for a party, what was booked on those merged into it is in its rows.
      const counted = known.flatMap((one) =>
        standingFor(log.events, position, effectiveAt, one.allocation!.recipientId).map((asked) => ({ ...one, asked })),
      );
      const expected = groupedBy(counted, ({ year, bodyId, asked, allocation, currency }) =>
        [year, bodyId, asked, allocation!.kind, currency].join(' '),
      );
      expect(answer).toHaveLength(expected.size);
      for (const row of answer) {
        const key = [row.year, row.bodyId, row.recipientId, row.kind, row.currency].join(' ');
        expect(row).toMatchObject(rowFigures(expected.get(key)!, row.currency));
      }
    }
  }, 40);
});

test('at every cut a merged party is in the rows of whoever stands for it, page by page, and in the totals once', async () => {
  let merged = 0;
  await eachHistory(async ({ log }, models, cuts) => {
    for (const { position, effectiveAt } of cuts) {
      const all = { year: null, bodyId: null, recipientId: null, kind: null, currency: null, programme: null };
      const rows: BalanceRow[] = [];
      for (let after: BalanceKey | null = null, more = true; more; more = after !== null) {
        const { answer }: { answer: BalanceAnswer } = await models.at(
          { knownPosition: position, effectiveAt },
          needed,
          (cut) => balanceReport(cut, all, ['year', 'bodyId', 'recipientId'], { limit: 2, after }),
        );
        rows.push(...answer.rows);
        ({ after } = answer);
      }
      const known = postingsAt(log.events, position, effectiveAt).filter(({ allocation }) => allocation);
      const survivorOf = (partyId: string) => standingFor(log.events, position, effectiveAt, partyId).at(-1)!;
      const expected = groupedBy(known, ({ year, bodyId, allocation, currency }) =>
        [year, bodyId, survivorOf(allocation!.recipientId), currency].join(' '),
      );
      const isZero = (figures: object) => Object.values(figures).every((figure) => /^-?[0.]+$/.test(String(figure)));
      for (const [key, postings] of expected) {
        const currency = key.split(' ').at(-1)!;
        const row = rows.find((one) => [one.year, one.bodyId, one.recipientId, one.currency].join(' ') === key);
        if (row) expect(row).toMatchObject(rowFigures(postings, currency));
        else expect(isZero(rowFigures(postings, currency))).toBe(true);
      }
      for (const row of rows) {
        expect(row.recipientId).toBe(survivorOf(row.recipientId!));
        const from = recipients.filter((one) => one !== row.recipientId && survivorOf(one) === row.recipientId).sort();
        expect(row.mergedFrom ?? []).toEqual(from);
        merged += from.length;
      }
    }
  }, 40);
  expect(merged).toBeGreaterThan(0);
});

test('at every cut the rows of each programme, and of none, are what is booked under it, and the filter tells the same', async () => {
  let under = 0;
  await eachHistory(async ({ log }, models, cuts) => {
    for (const { position, effectiveAt } of cuts) {
      const all = { year: null, bodyId: null, recipientId: null, kind: null, currency: null, programme: null };
      const known = postingsAt(log.events, position, effectiveAt).filter(({ allocation }) => allocation);
      const survivorOf = (partyId: string) => standingFor(log.events, position, effectiveAt, partyId).at(-1)!;
      const keyOf = (groupBy: readonly GroupKey[]) => {
        const values = (one: (typeof known)[number]): Record<GroupKey, unknown> => ({
          ...one,
          recipientId: survivorOf(one.allocation!.recipientId),
          kind: one.allocation!.kind,
          programme: one.programmeId ?? null,
        });
        return (one: (typeof known)[number]) => [...groupBy.map((group) => values(one)[group]), one.currency].join(' ');
      };
      const isZero = (figures: object) => Object.values(figures).every((figure) => /^-?[0.]+$/.test(String(figure)));
      for (const groupBy of [['year', 'bodyId', 'recipientId', 'programme'], ['programme']] as const)
        for (const programme of [null, ...programmeIds]) {
          const rows: BalanceRow[] = [];
          let { totals }: Pick<BalanceAnswer, 'totals'> = { totals: [] };
          for (let after: BalanceKey | null = null, more = true; more; more = after !== null) {
            const { answer }: { answer: BalanceAnswer } = await models.at(
              { knownPosition: position, effectiveAt },
              needed,
              (cut) => balanceReport(cut, { ...all, programme }, groupBy, { limit: 2, after }),
            );
            rows.push(...answer.rows);
            ({ after, totals } = answer);
          }
          const counted = known.filter(({ programmeId }) => programme === null || programmeId === programme);
          const expected = groupedBy(counted, keyOf(groupBy));
          const booked = rows.filter(({ allocated }) => allocated !== null);
          const told = new Map(
            booked.map((row) => [[...groupBy.map((group) => row[group]), row.currency].join(' '), row]),
          );
          expect(told.size).toBe(booked.length);
          for (const [key, postings] of expected) {
            const figures = rowFigures(postings, key.split(' ').at(-1)!);
            if (told.has(key)) expect(told.get(key)).toMatchObject(figures);
            else expect(isZero(figures)).toBe(true);
          }
          for (const key of told.keys()) expect(expected.has(key)).toBe(true);
          for (const { currency, allocated, remaining } of totals)
            if (allocated !== null)
              expect({ allocated, remaining }).toEqual(
                pick(
                  rowFigures(
                    counted.filter((one) => one.currency === currency),
                    currency,
                  ),
                ),
              );
          if (programme !== null) expect(rows.map((row) => row.unstatedCount).filter(Boolean)).toEqual([]);
          under += booked.filter((row) => row.programme !== null).length;
        }
    }
  }, 30);
  expect(under).toBeGreaterThan(20);
});

const pick = ({ allocated, remaining }: { allocated: string; remaining: string }) => ({ allocated, remaining });

test('remaining is allocated and carried in less what was disbursed, released and carried out, and totals are the sum of their rows', async () => {
  await eachHistory(async (_, models, cuts) => {
    for (const { position, effectiveAt } of cuts) {
      const all = { year: null, bodyId: null, recipientId: null, kind: null, currency: null, programme: null };
      const { answer } = await models.at({ knownPosition: position, effectiveAt }, needed, (cut) =>
        balanceReport(cut, all, ['year', 'bodyId', 'recipientId'], { limit: 1000, after: null }),
      );
      for (const row of answer.rows)
        expect(minor(row.remaining)).toBe(
          minor(row.allocated) +
            minor(row.carriedIn) -
            minor(row.disbursed) -
            minor(row.released) -
            minor(row.carriedOut) +
            minor(row.priorYear),
        );
      for (const total of answer.totals)
        for (const figure of ['allocated', 'reserved', 'disbursed', 'returned', 'released', 'remaining'] as const) {
          const rows = answer.rows.filter(({ currency }) => currency === total.currency);
          expect(minor(total[figure])).toBe(rows.reduce((sum, row) => sum + minor(row[figure]), 0n));
        }
    }
  }, 25);
});

test('a budget year at every cut says what its events say, and its postings sum to zero', async () => {
  await eachHistory(async ({ log }, models, cuts) => {
    for (const { position, effectiveAt } of cuts)
      for (const bodyId of bodies)
        for (const year of years) {
          const { answer } = await models.at({ knownPosition: position, effectiveAt }, [budgets, entries], (cut) =>
            budgetAt(cut, bodyId, year),
          );
          const stream = `budget-${bodyId}.${year}`;
          const known = log.events.filter((event) => event.stream === stream && event.position <= position);
          expect(answer === null).toBe(known.length === 0);
          if (answer === null) continue;
          const postings = postingsAt(known, position, effectiveAt);
          const available = postings.filter(({ account }) => account === 'AVAILABLE');
          expect(answer).toMatchObject(budgetFigures(postings, answer.currency));
          expect([null, sumText(available, answer.currency)]).toContain(answer.available);
          expect(answer.revision).toBe(String(known.length - 1));
          expect(sumText(postings, answer.currency)).toMatch(/^[0.]+$/);
        }
  }, 25);
});

test('the programmes of a budget year at every cut say what is booked under each, and add up to the budget', async () => {
  await eachHistory(async ({ log }, models, cuts) => {
    for (const { position, effectiveAt } of cuts)
      for (const bodyId of bodies)
        for (const year of years) {
          const at = { knownPosition: position, effectiveAt };
          const { answer } = await models.at(at, [budgets, entries], async (cut) => ({
            programmes: await programmesAt(cut, bodyId, year),
            budget: await budgetAt(cut, bodyId, year),
          }));
          const { programmes, budget } = answer;
          expect(programmes === null).toBe(budget === null);
          if (!programmes || !budget) continue;
          const stream = `budget-${bodyId}.${year}`;
          const known = log.events.filter((event) => event.stream === stream && event.position <= position);
          const opened = known
            .filter(({ type }) => type === 'ProgrammeOpened')
            .map(({ data }) => data as { programmeId: string });
          const ids = programmes.rows.map(({ programmeId }) => programmeId);
          expect(ids).toEqual([...opened.map(({ programmeId }) => programmeId).sort(), null]);
          const postings = postingsAt(known, position, effectiveAt);
          for (const row of programmes.rows) {
            const own = postings.filter(({ programmeId = null }) => programmeId === row.programmeId);
            expect(row).toMatchObject(budgetFigures(own, programmes.currency));
            const moved = own.filter(({ account, fact }) => account === 'AVAILABLE' && fact === 'moved');
            expect(row.moved).toBe(sumText(moved, programmes.currency));
            const available = own.filter(({ account }) => account === 'AVAILABLE');
            if (row.programmeId !== null)
              expect([null, sumText(available, programmes.currency)]).toContain(row.available);
          }
          for (const figure of ['appropriated', 'committed', 'reserved', 'disbursed', 'lapsed', 'carriedOut'] as const)
            expect(programmes.rows.reduce((sum, row) => sum + minor(row[figure]), 0n)).toBe(minor(budget[figure]));
          expect(programmes.rows.reduce((sum, row) => sum + minor(row.moved), 0n)).toBe(0n);
          if (budget.available !== null)
            expect(programmes.rows.reduce((sum, row) => sum + minor(row.available ?? '0'), 0n)).toBe(
              minor(budget.available),
            );
        }
  }, 25);
});

test('current figures are those summed from the entries', async () => {
  await eachHistory(async ({ log }, models) => {
    const current = {
      all: { year: null, bodyId: null, recipientId: null, kind: null, currency: null, programme: null },
    };
    const ask = (effectiveAt: string | null) =>
      models.at({ effectiveAt }, needed, async (cut) => {
        expect(cut.current).toBe(effectiveAt === null);
        return {
          balances: await balanceReport(cut, current.all, ['year', 'bodyId', 'kind'], { limit: 1000, after: null }),
          // Appointments end, which is no figure.
          budgets: await Promise.all(
            bodies.map(async (bodyId) => ({ ...(await budgetAt(cut, bodyId, 2019)), approvers: null })),
          ),
        };
      });
    // No entry is dated later, so this cut counts them all without using the tables of current figures.
    expect((await ask(null)).answer).toEqual((await ask('2999-12-31')).answer);
    expect(log.events.length).toBeGreaterThan(0);
  }, 15);
});

test('a dimension at every cut says what is booked on each code, by the side that is coded with it, and adds up to the budget', async () => {
  let coded = 0;
  await eachHistory(async ({ log }, models, cuts) => {
    for (const { position, effectiveAt } of cuts)
      for (const bodyId of bodies)
        for (const year of years)
          for (const dimensionId of dimensionIds) {
            const { answer } = await models.at(
              { knownPosition: position, effectiveAt },
              [entries, charts, budgets],
              async (cut) => ({
                balances: await dimensionBalancesAt(cut, bodyId, year, dimensionId),
                codes: await codesAt(cut, bodyId, year, dimensionId),
                budget: await budgetAt(cut, bodyId, year),
              }),
            );
            const { balances: found, codes, budget } = answer;
            const stream = `budget-${bodyId}.${year}`;
            const known = log.events.filter((event) => event.stream === stream && event.position <= position);
            const isOpened = known.some(
              ({ type, data }) =>
                type === 'DimensionOpened' && (data as { dimensionId: string }).dimensionId === dimensionId,
            );
            if (!budget || !isOpened) {
              expect(found).toBe(budget ? 'dimension-not-found' : 'budget-not-found');
              expect(codes).toBe(found);
              continue;
            }
            if (typeof found === 'string' || typeof codes === 'string') throw new Error(`${dimensionId} is opened`);
            const postings = postingsAt(known, position, effectiveAt);
            const byCode = groupedBy(postings, ({ coding }) => coding?.[dimensionId] ?? '');
            expect(found.rows.map(({ code }) => code ?? '').sort()).toEqual(
              [...new Set(['', ...byCode.keys()])].sort(),
            );
            expect(found.rows.at(-1)!.code).toBe(null);
            for (const row of found.rows) {
              expect(row).toMatchObject(rowFigures(byCode.get(row.code ?? '') ?? [], found.currency));
              const { name = null, status = null } = codes.rows.find(({ code }) => code === row.code) ?? {};
              expect(row).toMatchObject({ name, status });
              coded += row.code === null ? 0 : 1;
            }
            expect(found.totals).toEqual(rowFigures(postings, found.currency));
            const { reserved, disbursed, returned, remaining } = found.totals;
            expect(budget).toMatchObject({ reserved, disbursed, returned, committed: remaining });
          }
  }, 40);
  expect(coded).toBeGreaterThan(0);
});

test('read models kept up batch by batch are those folded anew from the first event', async () => {
  await eachHistory(async ({ log }, models) => {
    const anew = await ReadModelsOn.start(log, { limit: 1_000 });
    for (const name of projections.flatMap(({ tables }) => tables.map((table) => table.name)))
      expect(await models.rowsOf(name)).toEqual(await anew.rowsOf(name));
    expect(await anew.rowsOf('audit_trail')).toHaveLength(log.events.length);
    await anew.close();
  }, 15);
});

test('the random histories book most of what they try and reach every kind of event', () => {
  const ledgers = fc.sample(histories, { numRuns: 300, seed: 1 });
  const sent = ledgers.reduce((sum, { tally }) => sum + tally.sent, 0);
  expect(ledgers.reduce((sum, { tally }) => sum + tally.booked, 0)).toBeGreaterThan(sent / 2);
  const types = new Set(ledgers.flatMap(({ log }) => log.events.map(({ type }) => type)));
  const all = [...budgetEventTypes, ...agreementEventTypes, ...partyEventTypes, ...indexEventTypes];
  expect([...types].sort()).toEqual(all.sort());
});
