import type { Proration, Term } from '@anslag/domain/agreement/events';
import { borneBy } from '@anslag/domain/agreement/funding-shares';
import { standingOf } from '@anslag/domain/agreement/standing';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreements } from './agreements';
import { allocations } from './allocations';
import type { Ask } from './basis';
import { dues } from './dues';
import { entries } from './entries';
import type { ForecastFilters } from './forecast-filters';
import { forecastPage } from './forecast-report';
import { indexSeries } from './index-series';
import { parties } from './parties';

// The figures are made up.

const term = { from: '2020', to: '2023' };
const terms = { recipientId: 'novahuset', amount: '700000', currency: 'SEK', firstYear: 2020 };

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  agreed('iop', 'hsn', terms);
});

afterEach(() => models.close());

function agreed(
  agreementId: string,
  bodyId: string,
  funding: Omit<typeof terms, 'amount'> & { amount: string | null; proration?: Proration },
  holds: Term = term,
) {
  const registration = { name: agreementId, kind: 'partnership' as const, parties: [bodyId, 'novahuset'], term: holds };
  booked(ledger.agreement({ type: 'RegisterAgreement', agreementId, bodyId, ...registration }));
  booked(ledger.agreement({ type: 'RecordFundingTerms', agreementId, ...funding }));
}

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

const forecast = async (
  ask: Partial<Ask> = {},
  filters: Partial<ForecastFilters> = {},
  paging: { limit: number; after: string | null } = { limit: 100, after: null },
) => {
  const all = { fromYear: 2022, toYear: 2024, bodyId: null, agreementId: null, recipientId: null, ...filters };
  const read = (cut: Parameters<typeof forecastPage>[0]) => forecastPage(cut, all, paging, '2021-05-01');
  return (await models.at(ask, [agreements, entries, parties, allocations, dues, indexSeries], read)).answer;
};

test('coming years are those of the terms while the agreement holds, and what is booked stands apart', async () => {
  booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2022, currency: 'SEK', control: 'none' }));
  const before = ledger.log.events.at(-1)!.position;
  booked(
    ledger.budget({
      type: 'FundYear',
      bodyId: 'hsn',
      year: 2022,
      agreementId: 'iop',
      borne: 'all',
      standing: standingOf({ term }),
      terms: { ...terms, amount: '650000.00' },
      effectiveOn: '2022-01-01',
    }),
  );
  await start();
  const held = {
    promised: 'yes',
    ifEndedEarly: 'yes',
    ifExtended: 'yes',
    promisedAmount: '700000.00',
    ifEndedEarlyAmount: '700000.00',
    ifExtendedAmount: '700000.00',
  };
  const row = {
    agreementId: 'iop',
    agreementName: 'iop',
    bodyId: 'hsn',
    recipientId: 'novahuset',
    recipientName: null,
  };
  expect((await forecast()).rows).toEqual([
    { year: 2022, ...row, currency: 'SEK', amount: '700000.00', pricesOf: null, ...held, booked: '650000.00' },
    { year: 2023, ...row, currency: 'SEK', amount: '700000.00', pricesOf: null, ...held, booked: '0.00' },
  ]);
  const bookedOf = async (ask: Partial<Ask>) => (await forecast(ask)).rows.map((one) => one.booked);
  expect(await bookedOf({ effectiveAt: '2021-12-31' })).toEqual(['0.00', '0.00']);
  expect(await bookedOf({ effectiveAt: '2022-01-01' })).toEqual(['650000.00', '0.00']);
  expect(await bookedOf({ knownPosition: before })).toEqual(['0.00', '0.00']);
});

test('terms recorded later change the forecast from then on, as known', async () => {
  const before = ledger.log.events.at(-1)!.position;
  booked(ledger.agreement({ type: 'RecordFundingTerms', agreementId: 'iop', ...terms, amount: null, firstYear: 2023 }));
  await start();
  const amounts = async (ask: Partial<Ask>) => (await forecast(ask)).rows.map(({ amount }) => amount);
  expect(await amounts({})).toEqual(['700000.00', null]);
  expect(await amounts({ knownPosition: before })).toEqual(['700000.00', '700000.00']);
});

test('terms that follow an index are in the prices of the latest year that is published, as known', async () => {
  booked(ledger.index({ type: 'RegisterIndexSeries', indexId: 'kpi', name: 'KPI', measure: 'yearly-change' }));
  const indexation = { indexId: 'kpi', baseYear: 2020, lagYears: 1 };
  booked(
    ledger.agreement({
      type: 'RecordFundingTerms',
      agreementId: 'iop',
      ...terms,
      firstYear: 2021,
      indexation,
      isIndexKnown: true,
    }),
  );
  const before = ledger.log.events.at(-1)!.position;
  const values = [
    { year: 2021, value: '2', status: 'final' as const },
    { year: 2022, value: '1', status: 'preliminary' as const },
  ];
  booked(ledger.index({ type: 'PublishIndex', indexId: 'kpi', version: '1', values }));
  await start();
  const amounts = async (ask: Partial<Ask>) => {
    const { rows, totals } = await forecast(ask, { toYear: 2023 });
    expect(totals.map(({ promised }) => promised)).toEqual(rows.map(({ promisedAmount }) => promisedAmount));
    return rows.map(({ amount, promisedAmount, pricesOf }) => [amount, promisedAmount, pricesOf]);
  };
  expect(await amounts({})).toEqual([
    ['714000.00', '714000.00', 2021],
    ['721140.00', '721140.00', 2022],
  ]);
  expect(await amounts({ knownPosition: before })).toEqual([
    ['700000.00', '700000.00', 2020],
    ['700000.00', '700000.00', 2020],
  ]);
});

test('an index value that would make an amount too large to hold spoils no forecast', async () => {
  booked(ledger.index({ type: 'RegisterIndexSeries', indexId: 'kpi', name: 'KPI', measure: 'level' }));
  const values = [
    { year: 2020, value: '0.000000001', status: 'final' as const },
    { year: 2022, value: '999999999999', status: 'final' as const },
  ];
  booked(ledger.index({ type: 'PublishIndex', indexId: 'kpi', version: '1', values }));
  const indexation = { indexId: 'kpi', baseYear: 2020 };
  agreed('iop-2', 'hsn', { ...terms, amount: '1000.00' });
  booked(
    ledger.agreement({ type: 'RecordFundingTerms', agreementId: 'iop', ...terms, indexation, isIndexKnown: true }),
  );
  await start();
  const { rows, totals, leftOut } = await forecast({}, { toYear: 2022 });
  expect(rows.map(({ amount, promisedAmount }) => [amount, promisedAmount])).toEqual([
    [null, null],
    ['1000.00', '1000.00'],
  ]);
  expect(totals).toMatchObject([{ promised: '1000.00' }]);
  expect(leftOut).toMatchObject([{ unstatedCount: 1 }]);
});

test('totals are of all pages, and null where no amount is stated', async () => {
  agreed('iop-2', 'hsn', { ...terms, amount: '0.01' });
  agreed('iop-3', 'kultur', { ...terms, amount: null, currency: 'EUR' });
  await start();
  const first = await forecast({}, { toYear: 2022 }, { limit: 2, after: null });
  const second = await forecast({}, { toYear: 2022 }, { limit: 2, after: first.after });
  expect([first, second].map(({ rows }) => rows.map(({ agreementId }) => agreementId))).toEqual([
    ['iop', 'iop-2'],
    ['iop-3'],
  ]);
  expect(second.after).toBeNull();
  const sum = (figure: string | null) => ({ promised: figure, ifEndedEarly: figure, ifExtended: figure });
  expect(second.totals).toEqual([
    { year: 2022, currency: 'EUR', ...sum(null), booked: '0.00' },
    { year: 2022, currency: 'SEK', ...sum('700000.01'), booked: '0.00' },
  ]);
  expect(first.totals).toEqual(second.totals);
  expect(second.leftOut).toEqual([{ year: 2022, unstatedCount: 1, unsureCount: 0, unknownPartCount: 0 }]);
  expect((await forecast({}, { bodyId: 'kultur' })).rows).toHaveLength(2);
  expect((await forecast({}, { recipientId: 'nobody' })).rows).toEqual([]);
});

test('the part of a year that prorated terms give is each case’s own, and so is its total', async () => {
  const monthly = { ...terms, amount: '120', proration: 'month' as const };
  agreed('parts', 'kultur', monthly, { from: '2020-01-01', to: '2023-09-30' });
  booked(
    ledger.agreement({
      type: 'RecordOption',
      agreementId: 'parts',
      optionId: 'out',
      kind: 'early-termination',
      exercisableFrom: '2022-10-20',
      noticeMonths: 6,
    }),
  );
  booked(
    ledger.agreement({
      type: 'RecordOption',
      agreementId: 'parts',
      optionId: 'on',
      kind: 'extension',
      extendsTo: '2024-06-30',
    }),
  );
  await start();
  const { rows, totals, leftOut } = await forecast({}, { bodyId: 'kultur', fromYear: 2023 });
  const amounts = rows.map((row) => [
    row.year,
    row.amount,
    row.promisedAmount,
    row.ifEndedEarlyAmount,
    row.ifExtendedAmount,
  ]);
  expect(amounts).toEqual([
    [2023, '120.00', '90.00', '40.00', '120.00'],
    [2024, '120.00', '0.00', '0.00', '60.00'],
  ]);
  expect(totals).toEqual([
    { year: 2023, currency: 'SEK', promised: '90.00', ifEndedEarly: '40.00', ifExtended: '120.00', booked: '0.00' },
    { year: 2024, currency: 'SEK', promised: '0.00', ifEndedEarly: '0.00', ifExtended: '60.00', booked: '0.00' },
  ]);
  expect(leftOut.map(({ unknownPartCount }) => unknownPartCount)).toEqual([0, 0]);
});

test('a part that is not known has no figure, is left out of the totals and counted there', async () => {
  agreed('imprecise', 'kultur', { ...terms, proration: 'month' as const });
  agreed('sure', 'kultur', { ...terms, amount: '1' });
  await start();
  const { rows, totals, leftOut } = await forecast({}, { bodyId: 'kultur', fromYear: 2023 });
  expect(rows).toMatchObject([
    { agreementId: 'imprecise', amount: '700000.00', promised: 'yes', promisedAmount: null, ifExtendedAmount: null },
    { agreementId: 'sure', promisedAmount: '1.00' },
  ]);
  expect(totals).toMatchObject([{ year: 2023, promised: '1.00' }]);
  expect(leftOut).toEqual([{ year: 2023, unstatedCount: 0, unsureCount: 0, unknownPartCount: 1 }]);
});

test('what is promised is what a funding of the year books, of whatever part and by whomever', async () => {
  const bodies = ['hsn', 'kultur', 'rs'];
  const shares = ['1/7', '2/7', '4/7'];
  const holds = { from: '2022-08-17', to: '2024-02-29' };
  for (const bodyId of bodies)
    for (const year of [2022, 2023, 2024])
      booked(ledger.budget({ type: 'OpenBudget', bodyId, year, currency: 'SEK', control: 'none' }));
  const fundingShares = shares.map((share, index) => ({ partyId: bodies[index]!, share }));
  for (const proration of ['none', 'month', 'day'] as const) {
    const agreementId = `by-${proration}`;
    const funding = { ...terms, amount: '1000000.01', proration };
    agreed(agreementId, 'hsn', funding, holds);
    const all = { total: null, currency: 'SEK', firstYear: 2023, shares: fundingShares };
    booked(ledger.agreement({ type: 'RecordFundingShares', agreementId, ...all }));
    const agreement = { bodyId: 'hsn', fundingShares: [all] } as unknown as Parameters<typeof borneBy>[0];
    for (const bodyId of bodies)
      for (const year of [2022, 2023, 2024]) {
        const borne = borneBy(agreement, year, bodyId);
        const command = {
          type: 'FundYear' as const,
          bodyId,
          year,
          agreementId,
          borne,
          effectiveOn: `${year}-${year === 2022 ? '09' : '02'}-01`,
        };
        const refused = ledger.budget({ ...command, standing: standingOf({ term: holds }), terms: funding });
        expect(refused === null).toBe(year > 2022 || bodyId === 'hsn');
      }
  }
  await start();
  const { rows } = await forecast({}, { fromYear: 2022 });
  const told = rows.filter(({ agreementId }) => agreementId !== 'iop');
  expect(told).toHaveLength(3 * (1 + 3 + 3));
  for (const row of told) expect(row.promisedAmount).toBe(row.booked);
  expect(new Set(told.map((row) => row.promisedAmount)).size).toBeGreaterThan(10);
});

describe('what is planned to be disbursed', () => {
  const decision = { bodyId: 'hsn', decidedOn: '2021-03-01' };
  const on = { bodyId: 'hsn', year: 2021, allocationId: 'grant' };
  const instalments = [
    { instalmentId: 'a', amount: '10', dueOn: '2021-12-31' },
    { instalmentId: 'b', amount: '20', dueOn: '2022-01-01' },
    { instalmentId: 'c', amount: '30', dueOn: '2022-12-31' },
    { instalmentId: 'd', amount: '40', dueOn: '2024-12-31' },
    { instalmentId: 'e', amount: '50', dueOn: '2025-01-01' },
  ];
  let before: bigint;

  beforeEach(async () => {
    booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2021, currency: 'SEK', control: 'none' }));
    for (const [allocationId, recipientId] of [
      ['grant', 'novahuset'],
      ['other', 'primarvarden'],
    ] as const) {
      const money = { recipientId, kind: 'one-off' as const, amount: '150', decision };
      booked(ledger.budget({ type: 'Allocate', ...on, allocationId, ...money }));
    }
    before = ledger.log.events.at(-1)!.position;
    booked(ledger.budget({ type: 'SetDisbursementPlan', ...on, instalments }));
    const one = [{ instalmentId: 'x', amount: '0.50', dueOn: '2022-06-30' }];
    booked(ledger.budget({ type: 'SetDisbursementPlan', ...on, allocationId: 'other', instalments: one }));
    for (const [instalmentId, amount, effectiveOn] of [
      ['b', '20', '2021-04-30'],
      ['c', '5', '2021-06-01'],
    ] as const) {
      const payment = { disbursementId: instalmentId, instalmentId, amount, effectiveOn };
      booked(ledger.budget({ type: 'RecordDisbursement', ...on, ...payment }));
    }
    await start();
  });

  const year = (of: number, amount: string, count: number) => ({
    year: of,
    bodyId: 'hsn',
    currency: 'SEK',
    amount,
    count,
  });

  test('is told by the year in which it is due, less what is paid of it, and is none of what is promised', async () => {
    const { planned, totals } = await forecast();
    expect(planned).toEqual([year(2022, '25.50', 2), year(2024, '40.00', 1)]);
    expect(totals).toMatchObject([{ year: 2022, promised: '700000.00' }, { year: 2023 }]);
    expect((await forecast({}, {}, { limit: 1, after: null })).planned).toEqual(planned);
  });

  test('stands at both axes', async () => {
    expect((await forecast({ effectiveAt: '2021-05-01' })).planned).toEqual([
      year(2022, '30.50', 2),
      year(2024, '40.00', 1),
    ]);
    expect((await forecast({ effectiveAt: '2021-04-29' })).planned[0]).toEqual(year(2022, '50.50', 3));
    expect((await forecast({ knownPosition: before })).planned).toEqual([]);
  });

  test('is of whom is asked for', async () => {
    const planned = async (filters: Partial<ForecastFilters>) => (await forecast({}, filters)).planned;
    expect(await planned({ recipientId: 'primarvarden' })).toEqual([year(2022, '0.50', 1)]);
    expect(await planned({ bodyId: 'kultur' })).toEqual([]);
    expect(await planned({ agreementId: 'iop' })).toEqual([]);
    expect(await planned({ fromYear: 2025, toYear: 2025 })).toEqual([year(2025, '50.00', 1)]);
  });
});
