import { standingOf } from '@anslag/domain/agreement/standing';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreementAt, agreementPage } from './agreement-report';
import { agreements } from './agreements';
import type { Ask } from './basis';
import { entries } from './entries';
import { parties } from './parties';

const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
const terms = { recipientId: 'novahuset', amount: '700000', currency: 'SEK', firstYear: 2020 };

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  booked(
    ledger.agreement({
      type: 'RegisterAgreement',
      agreementId: 'iop-novahuset',
      name: 'IOP med Novahuset',
      kind: 'partnership',
      bodyId: 'hsn',
      parties: ['hsn', 'novahuset'],
      decision,
      term: { from: '2020', fromCertainty: 'inferred', to: '2022-06' },
    }),
  );
  booked(ledger.agreement({ type: 'RecordFundingTerms', agreementId: 'iop-novahuset', ...terms }));
  for (const year of [2020, 2021])
    booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year, currency: 'SEK', control: 'none' }));
});

afterEach(() => models.close());

const fund = (year: number) =>
  booked(
    ledger.budget({
      type: 'FundYear',
      bodyId: 'hsn',
      year,
      agreementId: 'iop-novahuset',
      borne: 'all',
      standing: standingOf({ term: { from: '2020', to: '2022-06' } }),
      terms: { ...terms, amount: '700000.00' },
    }),
  );

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

const agreement = async (ask: Partial<Ask> = {}, today = '2021-05-01') =>
  (await models.at(ask, [agreements, entries, parties], (cut) => agreementAt(cut, 'iop-novahuset', today))).answer;

const years = async (ask: Partial<Ask>) => (await agreement(ask))!.years.map(({ amount }) => amount);

const ids = async (bodyId: string | null, q: string | null, ask: Partial<Ask> = {}) => {
  const page = { limit: 10, after: null };
  const { answer } = await models.at(ask, [agreements], (cut) => agreementPage(cut, { bodyId, q }, page, '2020-01-01'));
  return answer.agreements.map(({ agreementId }) => agreementId);
};

test('an agreement shows what was registered, its terms, and the years that were funded', async () => {
  fund(2020);
  fund(2021);
  await start();
  expect(await agreement()).toEqual({
    agreementId: 'iop-novahuset',
    name: 'IOP med Novahuset',
    kind: 'partnership',
    bodyId: 'hsn',
    parties: ['hsn', 'novahuset'],
    partiesCertainty: null,
    decision,
    term: { from: '2020', fromCertainty: 'inferred', to: '2022-06' },
    note: null,
    starts: { earliest: '2020-01-01', latest: '2020-12-31' },
    ends: { earliest: '2022-06-01', latest: '2022-06-30' },
    inForce: 'yes',
    inForceOn: '2021-05-01',
    memberships: ['hsn', 'novahuset'].map((partyId) => ({
      partyId,
      name: null,
      joinedOn: null,
      joinedOnCertainty: null,
      leftOn: null,
      leftOnCertainty: null,
      isParty: 'yes',
    })),
    termVersions: [
      {
        how: 'registered',
        term: { from: '2020', fromCertainty: 'inferred', to: '2022-06' },
        reason: null,
        decision,
        note: null,
      },
    ],
    termination: null,
    supersededBy: null,
    supersedes: [],
    options: [],
    adoption: null,
    entry: null,
    recommendations: [],
    considerations: [],
    annexes: [],
    scope: [],
    deliverables: [],
    fundingShares: [],
    sources: [],
    ambiguities: [],
    fundingTerms: [
      {
        recipientId: 'novahuset',
        amount: '700000.00',
        currency: 'SEK',
        firstYear: 2020,
        lastYear: null,
        proration: 'none',
        indexation: null,
        decision: null,
      },
    ],
    years: [
      { year: 2020, bodyId: 'hsn', allocationId: 'iop-novahuset', amount: '700000.00' },
      { year: 2021, bodyId: 'hsn', allocationId: 'iop-novahuset', amount: '700000.00' },
    ],
  });
});

test('a funded year is there from its effective day and from when it was known, with later adjustments', async () => {
  const before = ledger.log.events.at(-1)!.position;
  fund(2020);
  const on = { bodyId: 'hsn', year: 2020, allocationId: 'iop-novahuset' };
  const adjust = { difference: '1000', reason: 'Index', effectiveOn: '2020-06-01' };
  booked(ledger.budget({ type: 'AdjustAllocation', ...on, ...adjust }));
  const adjusted = ledger.log.events.at(-1)!.position;
  booked(ledger.budget({ type: 'ReverseAllocation', ...on, reason: 'Wrong' }));
  await start();
  expect(await years({ knownPosition: before })).toEqual([]);
  expect(await years({ knownPosition: adjusted, effectiveAt: '2019-12-31' })).toEqual([]);
  expect(await years({ knownPosition: adjusted, effectiveAt: '2020-05-31' })).toEqual(['700000.00']);
  expect(await years({ knownPosition: adjusted })).toEqual(['701000.00']);
  expect(await years({})).toEqual([]);
});

test.each([
  ['2019-12-31', 'no'],
  ['2020-06-30', 'unknown'],
  ['2020-12-31', 'yes'],
  ['2022-05-31', 'yes'],
  ['2022-06-15', 'unknown'],
  ['2022-07-01', 'no'],
])('on %s it is in force: %s', async (day, inForce) => {
  await start();
  expect(await agreement({ effectiveAt: day })).toMatchObject({ inForce, inForceOn: day });
  expect(await agreement({}, day)).toMatchObject({ inForce, inForceOn: day });
});

test('agreements are listed by id, of a body, and found by name', async () => {
  booked(
    ledger.agreement({
      type: 'RegisterAgreement',
      agreementId: 'halsolots',
      name: 'Hälsolots för utsatta EU-medborgare',
      kind: 'partnership',
      bodyId: 'rs',
      parties: [],
    }),
  );
  await start();
  expect(await ids(null, null)).toEqual(['halsolots', 'iop-novahuset']);
  expect(await ids('rs', null)).toEqual(['halsolots']);
  expect(await ids(null, 'HÄLSO')).toEqual(['halsolots']);
  expect(await ids(null, 'novahuset')).toEqual(['iop-novahuset']);
  expect(await ids(null, null, { knownPosition: ledger.log.events[0]!.position })).toEqual(['iop-novahuset']);
  expect((await agreement({ knownPosition: 0n }))?.name).toBeUndefined();
});
