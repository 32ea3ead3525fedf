import * as fc from 'fast-check';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { carriedForward } from '@anslag/domain/budget/taking-over';
import type { RecordedBudgetEvent } from '@anslag/domain/budget/events';
import type { BudgetState } from '@anslag/domain/budget/state';
import { bodies, days, histories, years } from '../../test/read-models/histories';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { databaseKind } from '../../test/read-models/new-database';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreements } from './agreements';
import { allocationPage } from './allocation-report';
import { allocations } from './allocations';
import type { Ask } from './basis';
import { deadlinePage, type DeadlineFilters } from './deadline-report';
import { dues } from './dues';
import { entries } from './entries';
import { parties } from './parties';

jest.setTimeout(120_000);

const today = '2019-06-01';
const needed = [agreements, dues, allocations, parties];
const everything: DeadlineFilters = { until: null, bodyId: null, agreementId: null, partyId: null, kind: null };

async function page(
  models: ReadModelsOn,
  ask: Partial<Ask> = {},
  filters: Partial<DeadlineFilters> = {},
  limit = 1000,
  after: string | null = null,
) {
  const { answer } = await models.at(ask, needed, (cut) =>
    deadlinePage(cut, { ...everything, ...filters }, { limit, after }, today),
  );
  return answer;
}

/** What is owed on a day, by the rules that payments are decided by, in any order. */
function owedBy({ log }: LedgerInMemory, position: bigint, effectiveAt: string | null): string[] {
  const day = effectiveAt ?? '9999-12-31';
  const isDone = (on: string | null) => on !== null && on <= day;
  return bodies.flatMap((bodyId) =>
    years.flatMap((year) => {
      const known = log.events.filter((one) => one.stream === `budget-${bodyId}.${year}` && one.position <= position);
      const state = known.reduce<BudgetState>(
        (before, { type, data, revision }) =>
          budgetDecider.evolve(before, { type, data, revision, actor: 'a' } as RecordedBudgetEvent),
        budgetDecider.initial,
      );
      return [...state.allocations.values()]
        .filter(({ status, moved }) => status === 'decided' && !moved)
        .flatMap(({ allocationId, recipientId, duties }) =>
          duties
            .filter(({ receivedOn, waivedOn }) => !isDone(receivedOn) && !isDone(waivedOn))
            .map((one) =>
              [one.dueOn, bodyId, year, allocationId, recipientId, one.dutyId, one.what, one.withholds].join(' '),
            ),
        );
    }),
  );
}

test('at any cut the deadlines hold the reports that are owed by the rules themselves, page by page', async () => {
  let owed = 0;
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 30 }), async (ledger, at, day, limit) => {
      const models = await ReadModelsOn.start(ledger.log, { limit });
      try {
        expect(models.warnings).toEqual([]);
        const { events } = ledger.log;
        for (const { position } of [events[at % events.length]!, events.at(-1)!])
          for (const effectiveAt of [null, days[day % days.length]!]) {
            const ask = { knownPosition: position, effectiveAt };
            const { rows } = await page(models, ask);
            const ofReports = rows.filter(({ kind }) => kind === 'report');
            const told = ofReports.map((row) =>
              [
                row.dueOn,
                row.bodyId,
                row.year,
                row.allocationId,
                row.partyId,
                row.subjectId,
                row.what,
                row.withholds,
              ].join(' '),
            );
            expect([...told].sort()).toEqual(owedBy(ledger, position, effectiveAt).sort());
            for (const row of ofReports) expect(row.overdue).toBe(row.earliest < (effectiveAt ?? today));
            const earliest = rows.map((row) => row.earliest);
            expect(earliest).toEqual([...earliest].sort());
            const paged = [];
            let after: string | null = null;
            do {
              const part = await page(models, ask, {}, 2, after);
              paged.push(...part.rows);
              ({ after } = part);
            } while (after !== null);
            expect(paged).toEqual(rows);
            owed += told.length;
          }
      } finally {
        await models.close();
      }
    }),
    { numRuns: databaseKind === 'SQLite' ? 30 : 8 },
  );
  expect(owed).toBeGreaterThan(0);
});

describe('the reports of an allocation', () => {
  let ledger: LedgerInMemory;
  let models: ReadModelsOn;
  const at = { bodyId: 'hsn', year: 2019 };
  const on = { ...at, allocationId: 'engangs' };

  beforeEach(() => {
    ledger = new LedgerInMemory();
    const decision = { bodyId: 'hsn', decidedOn: '2019-01-15' };
    for (const year of years)
      booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year, currency: 'SEK', control: 'none' }));
    booked(
      ledger.budget({ type: 'Allocate', ...on, recipientId: 'novahuset', kind: 'one-off', amount: '100', decision }),
    );
    const duty = { type: 'SetReportingDuty' as const, ...on, what: 'Redovisning' };
    booked(ledger.budget({ ...duty, dutyId: 'delar', dueOn: '2019-03-31', withholds: false }));
    booked(ledger.budget({ ...duty, dutyId: 'slut', dueOn: '2019-09-30' }));
  });

  afterEach(() => models.close());

  const reports = async (ask: Partial<Ask> = {}) => {
    const { answer } = await models.at(ask, [allocations, entries, parties, dues], (cut) =>
      allocationPage(cut, { year: null, bodyId: null, recipientId: null }, { limit: 10, after: null }),
    );
    return answer.rows.map(({ year, reportingDuties }) => [
      year,
      ...reportingDuties.map((one) => `${one.dutyId} ${one.dueOn} ${one.receivedOn ?? one.waivedOn ?? 'owed'}`),
    ]);
  };
  const due = async (ask: Partial<Ask> = {}, filters: Partial<DeadlineFilters> = {}) =>
    (await page(models, ask, filters)).rows.map(({ subjectId, overdue }) => `${subjectId} ${overdue}`);

  test('are told as they were known and as of a day: one that came in later was still owed', async () => {
    const asked = ledger.log.events.at(-1)!.position;
    booked(ledger.budget({ type: 'ReceiveReport', ...on, dutyId: 'delar', receivedOn: '2019-05-02' }));
    booked(ledger.budget({ type: 'ExtendReportingDuty', ...on, dutyId: 'slut', dueOn: '2019-10-31', reason: 'R' }));
    models = await ReadModelsOn.start(ledger.log);
    expect(await reports()).toEqual([[2019, 'delar 2019-03-31 2019-05-02', 'slut 2019-10-31 owed']]);
    expect(await reports({ knownPosition: asked })).toEqual([[2019, 'delar 2019-03-31 owed', 'slut 2019-09-30 owed']]);
    expect(await reports({ effectiveAt: '2019-05-01' })).toEqual([
      [2019, 'delar 2019-03-31 owed', 'slut 2019-10-31 owed'],
    ]);
    expect(await due()).toEqual(['slut false']);
    expect(await due({ effectiveAt: '2019-05-01' })).toEqual(['delar true', 'slut false']);
    expect(await due({ effectiveAt: '2019-05-02' })).toEqual(['slut false']);
    expect(await due({ knownPosition: asked })).toEqual(['delar true', 'slut false']);
  });

  test('are found by body, recipient, day and kind, and not where an agreement is asked for', async () => {
    models = await ReadModelsOn.start(ledger.log);
    expect(await due({}, { until: '2019-09-29' })).toEqual(['delar true']);
    expect(await due({}, { until: '2019-09-30' })).toEqual(['delar true', 'slut false']);
    expect(await due({}, { bodyId: 'hsn', partyId: 'novahuset', kind: 'report' })).toHaveLength(2);
    for (const other of [{ bodyId: 'rs' }, { partyId: 'x' }, { kind: 'notice' }, { agreementId: 'iop' }])
      expect(await due({}, other)).toEqual([]);
  });

  test('are owed no more when it is reversed, and go with it to the year that takes it over', async () => {
    booked(ledger.budget({ type: 'ReceiveReport', ...on, dutyId: 'delar' }));
    booked(ledger.budget({ type: 'LockBudget', ...at }));
    const rule = { committed: 'carry' as const, available: 'lapse' as const, overrun: 'stay' as const };
    const neighbours = { earlierOpen: false, next: { currency: 'SEK', phase: 'open' as const } };
    booked(ledger.budget({ type: 'BeginCarryForward', ...at, rule, neighbours }));
    const given = ledger.budgetState('hsn', 2019);
    booked(
      ledger.budget({ type: 'TakeOver', bodyId: 'hsn', year: 2020, carried: carriedForward(given, given.budget!) }),
    );
    models = await ReadModelsOn.start(ledger.log);
    expect(await reports()).toEqual([[2019], [2020, `delar 2019-03-31 ${today}`, 'slut 2019-09-30 owed']]);
    const { rows } = await page(models);
    expect(rows).toMatchObject([{ year: 2020, allocationId: '2019.engangs', kind: 'report', subjectId: 'slut' }]);
    await models.close();

    const alone = new LedgerInMemory();
    booked(alone.budget({ type: 'OpenBudget', ...at, currency: 'SEK', control: 'none' }));
    const decision = { bodyId: 'hsn', decidedOn: '2019-01-15' };
    booked(alone.budget({ type: 'Allocate', ...on, recipientId: 'x', kind: 'one-off', amount: '1', decision }));
    booked(alone.budget({ type: 'SetReportingDuty', ...on, dutyId: 'slut', what: 'R', dueOn: '2019-03-31' }));
    booked(alone.budget({ type: 'ReverseAllocation', ...on, reason: 'Fel' }));
    models = await ReadModelsOn.start(alone.log);
    expect(await due()).toEqual([]);
  });
});
