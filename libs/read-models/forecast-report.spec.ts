import { standingOf } from '@anslag/domain/agreement/standing';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreements } from './agreements';
import type { Ask } from './basis';
import { entries } from './entries';
import { forecastPage, type ForecastFilters } from './forecast-report';
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
  funding: Omit<typeof terms, 'amount'> & { amount: string | null },
) {
  const registration = { name: agreementId, kind: 'partnership' as const, parties: [bodyId, 'novahuset'], term };
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
  return (await models.at(ask, [agreements, entries, parties], read)).answer;
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
  const held = { promised: 'yes', ifEndedEarly: 'yes', ifExtended: 'yes' };
  const row = {
    agreementId: 'iop',
    agreementName: 'iop',
    bodyId: 'hsn',
    recipientId: 'novahuset',
    recipientName: null,
  };
  expect((await forecast()).rows).toEqual([
    { year: 2022, ...row, currency: 'SEK', amount: '700000.00', ...held, booked: '650000.00' },
    { year: 2023, ...row, currency: 'SEK', amount: '700000.00', ...held, booked: '0.00' },
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
  expect(second.leftOut).toEqual([{ year: 2022, unstatedCount: 1, unsureCount: 0 }]);
  expect((await forecast({}, { bodyId: 'kultur' })).rows).toHaveLength(2);
  expect((await forecast({}, { recipientId: 'nobody' })).rows).toEqual([]);
});
