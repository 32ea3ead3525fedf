import * as fc from 'fast-check';
import { currencies, scaleOf } from '@anslag/money/currency';
import { agreementIds, bodies, histories, recipients, years } from '../../../test/read-models/histories';
import { dimensionIds } from '../../../test/read-models/charting';
import { masked } from '../../../test/personal-data/masked';
import { LedgerInMemory } from '../../../test/read-models/ledger-in-memory';
import { groupedBy, standingFor } from '../../../test/read-models/naive';
import { ReadModelsOn } from '../../../test/read-models/read-models-on';
import { ViewsReader } from '../../../test/read-models/views-reader';
import { agreementAt } from '../agreement-report';
import { allocationPage } from '../allocation-report';
import { trailPage } from '../audit-report';
import type { GroupKey } from '../balance-keys';
import { balanceReport } from '../balance-report';
import { budgetAt } from '../budget-report';
import type { Cut } from '../cut';
import { seriesPage } from '../index-series';
import { chartAt, codesAt, dimensionBalancesAt } from '../dimension-report';
import { deadlinePage } from '../deadline-report';
import { partyAt, partyPage } from '../parties';
import { projections } from '../projections';
import { statementOf } from '../statement';
import { units } from './fragments';

const everything = { limit: 10_000, after: null };
const figures = 'allocated reserved disbursed returned released carried_in carried_out prior_year remaining'.split(' ');
const anyRow = { year: null, bodyId: null, recipientId: null, kind: null, currency: null, programme: null };
/** What the view keeps rows apart by; programmes are in the view of entries. */
const viewGroups: GroupKey[] = ['year', 'bodyId', 'recipientId', 'kind'];

/** What the HTTP API answers, and what the views say, of one ledger. */
async function compared(ledger: LedgerInMemory, check: (cut: Cut, reader: ViewsReader) => Promise<void>) {
  const models = await ReadModelsOn.start(ledger.log);
  const reader = await ViewsReader.on(models.url);
  try {
    await models.at({}, projections, (cut) => check(cut, reader));
  } finally {
    await reader.close();
    await models.close();
  }
}

const checks = [
  sameBalances,
  sameBudgets,
  sameAllocations,
  sameDues,
  sameParties,
  sameTrail,
  sameEntries,
  sameCodes,
  sameIndexValues,
  sameAgreements,
];

test('on any history, every view says what the API answers', async () => {
  await fc.assert(
    fc.asyncProperty(histories, (ledger) =>
      compared(ledger, async (cut, reader) => {
        for (const check of checks) await check(cut, reader, ledger);
      }),
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

test('whatever its term says, an agreement is in force, and its years are unstated, as the API has it', async () => {
  const ledger = new LedgerInMemory();
  for (const partyId of ['hsn', 'novahuset'])
    ledger.party({ type: 'RegisterParty', partyId, name: partyId, kind: 'association' });
  ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2030, currency: 'SEK', control: 'none' });
  const dates = [undefined, null, ...datesAround(new Date()), '2028-02', '2031-11-30'];
  const certainties = [undefined, 'inferred', 'unknown'] as const;
  for (const [at, from] of dates.entries())
    for (const [to, toDate] of dates.entries()) {
      const agreementId = `avtal-${at}-${to}`;
      const term = {
        ...(from !== undefined && { from }),
        ...(toDate !== undefined && { to: toDate }),
        ...(certainties[at % 3] && { fromCertainty: certainties[at % 3] }),
        ...(certainties[(to >> 1) % 3] && { toCertainty: certainties[(to >> 1) % 3] }),
      };
      const registered = { agreementId, name: agreementId, kind: 'service' as const, bodyId: 'hsn', parties: ['hsn'] };
      ledger.agreement({ type: 'RegisterAgreement', ...registered, ...((at || to) && { term }) });
      const given = { agreementId, recipientId: 'novahuset', currency: 'SEK', amount: null, firstYear: 2025 };
      ledger.agreement({ type: 'RecordFundingTerms', ...given, ...(at % 2 && { lastYear: 2029 }) });
      if (to % 3 === 0) ledger.agreement({ type: 'RecordFundingTerms', ...given, firstYear: 2027, amount: '5' });
    }
  await compared(ledger, async (cut, reader) => {
    const [{ today }] = (await reader.rows('select current_date as today')) as [{ today: string }];
    const seen = await reader.answers('select * from anslag.agreements');
    expect(seen).toHaveLength(ledger.log.events.filter(({ type }) => type === 'AgreementRegistered').length);
    expect(seen.length).toBeGreaterThan(100);
    for (const one of seen) expect(await agreementAt(cut, String(one['agreementId']), today)).toMatchObject(one);
    expect(new Set(seen.map(({ inForce }) => inForce))).toEqual(new Set(['yes', 'no', 'unknown']));
    const { rows } = await balanceReport(cut, anyRow, viewGroups, everything);
    expect(await reader.answers('select * from anslag.balances order by year')).toEqual(
      rows.map((row) => ({ ...row, survivorId: row.recipientId })),
    );
    expect(groupedBy(rows, ({ unstatedCount }) => String(unstatedCount)).size).toBeGreaterThan(3);
  });
});

/** The day, the days beside it, and the months and years of and beside it. */
function datesAround(now: Date): string[] {
  const on = (months: number, days: number) => {
    const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, now.getUTCDate() + days));
    return day.toISOString().slice(0, 10);
  };
  const days = [on(0, -1), on(0, 0), on(0, 1)];
  const months = [on(-1, 0), on(0, 0), on(1, 0)].map((day) => day.slice(0, 7));
  return [...days, ...months, ...[on(-12, 0), on(0, 0), on(12, 0)].map((day) => day.slice(0, 4))];
}

test('a minor unit of every currency is worth what the ledger says', async () => {
  await compared(new LedgerInMemory(), async (_, reader) => {
    const seen = await reader.rows(`select currency, scale(1 * unit) as scale, (1 * unit)::text as unit from ${units}`);
    expect(seen).toEqual(
      expect.arrayContaining(
        currencies.map((currency) => {
          const scale = scaleOf(currency);
          return { currency, scale, unit: scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}` };
        }),
      ),
    );
    expect(seen).toHaveLength(currencies.length);
  });
});

async function sameBalances(cut: Cut, reader: ViewsReader): Promise<void> {
  const seen = await reader.answers(
    'select * from anslag.balances order by recipient_id, year, body_id, kind collate "C", currency',
  );
  const sums = figures.map((figure) => `sum(${figure})::text as ${figure}`).join(', ');
  const together = await reader.answers(
    `select year, body_id, survivor_id as recipient_id, kind, currency, ${sums},
        sum(unstated_count)::integer as unstated_count
      from anslag.balances group by year, body_id, survivor_id, kind, currency
      order by year, body_id, kind collate "C", currency`,
  );
  for (const recipientId of recipients) {
    const { survivorId, mergedFrom } = (await partyAt(cut, recipientId))!;
    if (survivorId !== recipientId) continue;
    const { rows } = await balanceReport(cut, { ...anyRow, recipientId }, viewGroups, everything);
    const own = seen.filter((row) => row['recipientId'] === recipientId);
    if (mergedFrom.length === 0) expect(own).toEqual(masked(rows).map((row) => ({ ...row, survivorId })));
    expect(together.filter((row) => row['recipientId'] === recipientId)).toEqual(
      rows.map(({ recipientName: _name, mergedFrom: _from, ...row }) => row),
    );
  }
  // A report tells of no currency in which every figure is zero.
  const told = figures.map((figure) => `sum(${figure}) <> 0`).join(' or ');
  const totals = await reader.answers(
    `select currency, sum(allocated)::text as allocated, sum(remaining)::text as remaining from anslag.balances
      group by currency having ${told} order by currency`,
  );
  const { totals: all } = await balanceReport(cut, anyRow, [], everything);
  for (const total of totals) expect(all).toContainEqual(expect.objectContaining(total));
}

async function sameBudgets(cut: Cut, reader: ViewsReader): Promise<void> {
  const answered = [];
  for (const bodyId of bodies)
    for (const year of years) {
      const { approvers: _, ...others } = (await budgetAt(cut, bodyId, year))!;
      answered.push(others);
    }
  expect(await reader.answers('select * from anslag.budgets order by body_id, year')).toEqual(answered);
}

async function sameAllocations(cut: Cut, reader: ViewsReader): Promise<void> {
  const { rows } = await allocationPage(cut, { year: null, bodyId: null, recipientId: null }, everything);
  const seen = await reader.answers('select * from anslag.allocations');
  expect(seen).toHaveLength(rows.length);
  expect(seen).toEqual(
    expect.arrayContaining(masked(rows.map(({ reportingDuties: _, disbursementPlan: __, ...row }) => row))),
  );
}

async function sameDues(cut: Cut, reader: ViewsReader): Promise<void> {
  const [{ today }] = (await reader.rows('select current_date as today')) as [{ today: string }];
  const filters = { until: null, bodyId: null, agreementId: null, partyId: null, kind: null };
  const { rows } = await deadlinePage(cut, filters, everything, today);
  const answered = rows
    .filter(({ allocationId }) => allocationId !== null)
    .map(({ agreementName: _name, dueOnCertainty: _certainty, earliest: _first, latest: _last, ...row }) => row);
  const seen = await reader.answers('select * from anslag.dues');
  const told = seen.map(({ partyName: _, ...row }) => row);
  expect(told).toHaveLength(answered.length);
  expect(told).toEqual(expect.arrayContaining(answered));
}

async function sameParties(cut: Cut, reader: ViewsReader): Promise<void> {
  const { parties } = await partyPage(cut, null, everything);
  expect(await reader.answers('select * from anslag.parties order by party_id')).toEqual(masked(parties));
}

async function sameTrail(cut: Cut, reader: ViewsReader, ledger: LedgerInMemory): Promise<void> {
  const filters = { year: null, bodyId: null, recipientId: null, allocationId: null, actor: null, type: null, q: null };
  const { rows } = await trailPage(cut, { ...filters, recordedFrom: null, recordedBefore: null }, everything);
  const seen = await reader.answers('select * from anslag.audit_trail order by position');
  expect(seen.map(({ year: _year, bodyId: _bodyId, ...row }) => row)).toEqual(masked(rows));
  const inBudgets = seen.filter(({ stream }) => String(stream).startsWith('budget-'));
  expect(inBudgets.map(({ bodyId, year }) => `budget-${bodyId}.${year}`)).toEqual(
    inBudgets.map((row) => row['stream']),
  );
  expect(seen).toHaveLength(ledger.log.events.length);
}

/** Entries cut on both axes give the balances of the cut. */
async function sameEntries(cut: Cut, reader: ViewsReader, ledger: LedgerInMemory): Promise<void> {
  const shared = ['position', 'recordedAt', 'effectiveOn', 'year', 'bodyId', 'voucher', 'allocationId', 'kind'];
  const only = (row: object) =>
    [...shared, 'fact', 'account', 'currency'].map((field) => String((row as Record<string, unknown>)[field])).join();
  for (const recipientId of recipients) {
    const members = [recipientId, ...(await partyAt(cut, recipientId))!.mergedFrom];
    const statement = await statementOf(
      cut,
      recipientId,
      { year: null, bodyId: null, from: null, to: null },
      everything,
    );
    const seen = await reader.answers(
      `select * from anslag.entries where recipient_id in (${members.map((one) => `'${one}'`).join()})
          and account in ('COMMITTED', 'RECOVERED')
        order by effective_on, position, line`,
    );
    expect(seen.map(only)).toEqual(statement!.lines.map(only));
  }
  const [effectiveAt, position] = ['2019-07-01', ledger.log.events[Math.floor(ledger.log.events.length / 2)]!.position];
  const then = { ...cut, position, effectiveAt, current: false };
  const { rows } = await balanceReport(then, anyRow, ['year', 'bodyId', 'recipientId'], everything);
  const summed = await reader.answers(
    `select year, body_id, recipient_id, currency,
        sum(amount) filter (where account = 'COMMITTED')::text as remaining
      from anslag.entries
      where effective_on <= '${effectiveAt}' and position <= ${position} and recipient_id is not null
      group by year, body_id, recipient_id, currency
      having coalesce(sum(amount) filter (where account = 'COMMITTED'), 0) <> 0`,
  );
  const survivorOf = (one: unknown) => standingFor(ledger.log.events, position, effectiveAt, String(one)).at(-1)!;
  const minor = (amount: unknown) => BigInt(String(amount).replace('.', ''));
  const keyOf = (row: object, recipientId: unknown) => {
    const { year, bodyId, currency } = row as Record<string, unknown>;
    return [year, bodyId, recipientId, currency].join(' ');
  };
  const told = rows.filter((row) => row.remaining !== null && Number(row.remaining) !== 0);
  const added = groupedBy(summed, (row) => keyOf(row, survivorOf(row['recipientId'])));
  const sumsOf = [...added].map(
    ([key, all]) => [key, all.reduce((sum, row) => sum + minor(row['remaining']), 0n)] as const,
  );
  expect(new Map(sumsOf.filter(([, sum]) => sum !== 0n))).toEqual(
    new Map(told.map((row) => [keyOf(row, row.recipientId), minor(row.remaining)])),
  );
  const sums = await reader.rows(
    'select position, sum(amount) from anslag.entries group by position having sum(amount) <> 0',
  );
  expect(sums).toEqual([]);
}

async function sameCodes(cut: Cut, reader: ViewsReader): Promise<void> {
  const told = [];
  for (const bodyId of bodies)
    for (const year of years)
      for (const { dimensionId, name: dimensionName, required } of (await chartAt(cut, bodyId, year))!.rows) {
        const found = await codesAt(cut, bodyId, year, dimensionId);
        const balances = await dimensionBalancesAt(cut, bodyId, year, dimensionId);
        if (typeof found === 'string' || typeof balances === 'string') throw new Error(found as string);
        told.push(...found.rows.map((row) => ({ bodyId, year, dimensionId, dimensionName, required, ...row })));
        const paid = await reader.answers(
          `select coalesce(dimensions ->> '${dimensionId}', '') as code, sum(amount)::text as disbursed
            from anslag.entries where body_id = '${bodyId}' and year = ${year} and account = 'DISBURSED'
            group by 1 having sum(amount) <> 0`,
        );
        const [none, ...coded] = [balances.rows.at(-1)!, ...balances.rows.slice(0, -1)];
        const isPaid = ({ disbursed }: { disbursed: string }) => /[1-9]/.test(disbursed);
        const rows = [none, ...coded].filter(isPaid).map(({ code, disbursed }) => ({ code: code ?? '', disbursed }));
        expect(paid.toSorted((a, b) => (String(a['code']) < String(b['code']) ? -1 : 1))).toEqual(rows);
      }
  const seen = await reader.answers(
    'select * from anslag.codes order by body_id collate "C", year, dimension_id collate "C", code collate "C"',
  );
  expect(seen).toEqual(told);
  expect(dimensionIds).toEqual(expect.arrayContaining([...new Set(told.map(({ dimensionId }) => dimensionId))]));
}

async function sameIndexValues(cut: Cut, reader: ViewsReader): Promise<void> {
  const { series } = await seriesPage(cut, { limit: 10, after: null });
  const told = series.flatMap(({ indexId, name, measure, values }) =>
    values.map(({ value, ...one }) => ({ indexId, name, measure, value: Number(value), ...one })),
  );
  const seen = await reader.answers('select * from anslag.index_values order by index_id, year');
  expect(seen.map(({ value, ...one }) => ({ ...one, value: Number(value) }))).toEqual(told);
}

async function sameAgreements(cut: Cut, reader: ViewsReader): Promise<void> {
  const [{ today }] = (await reader.rows('select current_date as today')) as [{ today: string }];
  const answered = await Promise.all(agreementIds.map((id) => agreementAt(cut, id, today)));
  expect(answered).toMatchObject(await reader.answers('select * from anslag.agreements order by agreement_id'));
}
