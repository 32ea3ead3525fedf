import * as fc from 'fast-check';
import { formatAmount, formatMinor, toMinor } from '@anslag/money/amount';
import { outstandingOf } from '@anslag/domain/budget/claims';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { unpaidOf } from '@anslag/domain/budget/instalments';
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
import { claimPage } from './claim-report';
import { deadlinePage, type DeadlineFilters } from './deadline-report';
import type { DeadlineRow } from './deadline-row';
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
        .filter(({ status, moved }) => (status === 'decided' || status === 'waiting') && !moved)
        .flatMap(({ allocationId, recipientId, duties, claims, instalments, currency }) => {
          const on = [bodyId, year, allocationId, recipientId];
          return [
            ...duties
              .filter(({ receivedOn, waivedOn }) => !isDone(receivedOn) && !isDone(waivedOn))
              .map((one) => [one.dueOn, ...on, one.dutyId, one.what, one.withholds].join(' ')),
            ...claims
              .filter((one) => outstandingOf(one, day).gt(0))
              .map((one) => [one.dueOn, ...on, one.claimId, formatAmount(outstandingOf(one, day), currency)].join(' ')),
            ...instalments
              .filter((one) => unpaidOf(one, day).gt(0))
              .map(({ instalmentId, dueOn, note, afterDutyId, ...one }) => {
                const left = formatAmount(unpaidOf({ instalmentId, dueOn, ...one }, day), currency);
                return [dueOn, ...on, instalmentId, note, afterDutyId, left].join(' ');
              }),
          ];
        });
    }),
  );
}

/** What rows come to, by kind and currency, added up apart. */
function summed(rows: readonly DeadlineRow[]) {
  const sums: Record<string, bigint> = {};
  for (const { kind, amount, currency } of rows)
    if (amount !== null) {
      const key = `${kind} ${currency}`;
      sums[key] = (sums[key] ?? 0n) + toMinor(amount, currency!);
    }
  return Object.entries(sums)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, units]) => {
      const [kind, currency] = key.split(' ') as [string, string];
      return { kind, currency, amount: formatMinor(units, currency) };
    });
}

test('at any cut the deadlines hold what allocations have to come by the rules themselves, page by page', async () => {
  let owed = 0;
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 30 }), async (ledger, at, day, limit) => {
      const models = await ReadModelsOn.start(ledger.log, { limit });
      try {
        expect(models.warnings).toEqual([]);
        const { events } = ledger.log;
        for (const { position } of [events[at % events.length]!, events.at(-1)!])
          for (const effectiveAt of [null, days[day % days.length]!]) {
            const ask = { knownPosition: position, effectiveAt };
            const { rows, totals } = await page(models, ask);
            expect(totals).toEqual(summed(rows));
            const ofAllocations = rows.filter(({ allocationId }) => allocationId !== null);
            const told = ofAllocations.map((row) => {
              const says =
                row.kind === 'claim'
                  ? [row.amount]
                  : row.kind === 'instalment'
                    ? [row.what, row.afterDutyId, row.amount]
                    : [row.what, row.withholds];
              const on = [row.bodyId, row.year, row.allocationId, row.partyId];
              return [row.dueOn, ...on, row.subjectId, ...says].join(' ');
            });
            for (const { kind } of ofAllocations) kinds.add(kind);
            expect([...told].sort()).toEqual(owedBy(ledger, position, effectiveAt).sort());
            for (const row of ofAllocations) expect(row.overdue).toBe(row.earliest < (effectiveAt ?? today));
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
    { numRuns: databaseKind === 'SQLite' ? 40 : 8 },
  );
  expect(owed).toBeGreaterThan(0);
  expect([...kinds].sort()).toEqual(['claim', 'instalment', 'report']);
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
    const neighbours = { earlierOpen: false, next: { currency: 'SEK', phase: 'open' as const, programmes: [] } };
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

  test('are owed on what replaces it, also while that waits, and no more once it is rejected', async () => {
    const alone = new LedgerInMemory();
    const approval = { policy: 'always' as const };
    booked(alone.budget({ type: 'OpenBudget', ...at, currency: 'SEK', control: 'none', approval }));
    const decision = { bodyId: 'hsn', decidedOn: '2019-01-15' };
    booked(alone.budget({ type: 'Allocate', ...on, recipientId: 'x', kind: 'one-off', amount: '1', decision }));
    booked(alone.budget({ type: 'ApproveAllocation', ...on }, 'bo'));
    booked(alone.budget({ type: 'SetReportingDuty', ...on, dutyId: 'slut', what: 'R', dueOn: '2019-03-31' }));
    booked(
      alone.budget({ type: 'ReplaceAllocation', ...on, newAllocationId: 'ny', recipientId: 'y', reason: 'Fel part' }),
    );
    const waiting = alone.log.events.at(-1)!.position;
    booked(alone.budget({ type: 'RejectAllocation', ...at, allocationId: 'ny', reason: 'Nej' }, 'bo'));
    models = await ReadModelsOn.start(alone.log);
    const { rows } = await page(models, { knownPosition: waiting });
    expect(rows).toMatchObject([{ allocationId: 'ny', partyId: 'y', subjectId: 'slut' }]);
    expect(await due()).toEqual([]);
  });
});

test('claims are added up, as known and as of a day: what came in later was outstanding still', async () => {
  const ledger = new LedgerInMemory();
  const on = { bodyId: 'hsn', year: 2019, allocationId: 'engangs' };
  const decision = { bodyId: 'hsn', decidedOn: '2019-01-15' };
  booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' }));
  booked(
    ledger.budget({ type: 'Allocate', ...on, recipientId: 'novahuset', kind: 'one-off', amount: '100', decision }),
  );
  const day = { effectiveOn: '2019-02-01' };
  booked(ledger.budget({ type: 'RecordDisbursement', ...on, disbursementId: 'u1', amount: '60', ...day }));
  const claim = { type: 'DemandClawback' as const, ...on, dueOn: '2019-04-30', reason: 'Lades ned' };
  booked(ledger.budget({ ...claim, claimId: 'k1', amount: '20' }));
  booked(ledger.budget({ ...claim, claimId: 'k2', amount: '5', dueOn: '2019-03-31' }));
  const before = ledger.log.events.at(-1)!.position;
  const paid = { type: 'RecordReturn' as const, ...on, returnId: 'r1', claimId: 'k1', amount: '15' };
  booked(ledger.budget({ ...paid, effectiveOn: '2019-05-10' }));
  booked(ledger.budget({ type: 'WithdrawClawback', ...on, claimId: 'k2', reason: 'Litet' }));
  const models = await ReadModelsOn.start(ledger.log);
  const claims = async (ask: Partial<Ask> = {}, limit = 10, after: string | null = null) => {
    const all = { year: null, bodyId: 'hsn', recipientId: 'novahuset' };
    const { answer } = await models.at(ask, [dues, parties], (cut) =>
      claimPage(cut, all, { limit, after }, ask.effectiveAt ?? today),
    );
    const told = answer.rows.map((one) => [one.claimId, one.paid, one.withdrawn, one.outstanding, one.overdue]);
    return { told, totals: answer.totals, after: answer.after };
  };
  try {
    const k2 = ['k2', '0.00', '5.00', '0.00', false];
    const now = await claims();
    expect(now.told).toEqual([k2, ['k1', '15.00', '0.00', '5.00', true]]);
    const totals = [{ currency: 'SEK', amount: '25.00', paid: '15.00', withdrawn: '5.00', outstanding: '5.00' }];
    expect(now.totals).toEqual(totals);
    expect((await claims({ effectiveAt: '2019-05-09' })).told).toEqual([
      ['k2', '0.00', '0.00', '5.00', true],
      ['k1', '0.00', '0.00', '20.00', true],
    ]);
    expect((await claims({ knownPosition: before })).totals).toMatchObject([{ outstanding: '25.00', paid: '0.00' }]);
    const first = await claims({}, 1);
    expect([first.told, first.totals]).toEqual([[k2], totals]);
    expect((await claims({}, 1, first.after)).told).toEqual([['k1', '15.00', '0.00', '5.00', true]]);
    const { rows } = await page(models, {}, { kind: 'claim' });
    expect(rows).toMatchObject([{ subjectId: 'k1', amount: '5.00', currency: 'SEK', overdue: true, withholds: null }]);
  } finally {
    await models.close();
  }
});
