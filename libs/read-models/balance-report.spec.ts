import { everyBalance as all } from '../../test/read-models/every-balance';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreements } from './agreements';
import { balanceReport } from './balance-report';
import type { BalanceKey, GroupKey } from './balance-keys';
import type { BalanceFilters } from './balance-query';
import { balances } from './balances';
import type { Ask } from './basis';
import { budgets } from './budgets';
import { entries } from './entries';
import { parties } from './parties';

const needed = [balances, entries, parties, agreements, budgets];
const usual: GroupKey[] = ['year', 'bodyId', 'recipientId'];

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  for (const [partyId, name] of [
    ['hsn', 'Hälso- och sjukvårdsnämnden'],
    ['primarvarden', 'Primärvården'],
    ['novahuset', 'Novahuset'],
    ['stadsmissionen', 'Stadsmissionen'],
  ] as const)
    booked(ledger.party({ type: 'RegisterParty', partyId, name, kind: 'association' }));
  for (const year of [2019, 2020])
    booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year, currency: 'SEK', control: 'none' }));
});

afterEach(() => models.close());

const decide = (allocationId: string, recipientId: string, amount: string, decidedOn = '2019-11-12', year = 2019) =>
  booked(
    ledger.budget({
      type: 'Allocate',
      bodyId: 'hsn',
      year,
      allocationId,
      recipientId,
      kind: 'one-off',
      amount,
      decision: {
        bodyId: 'hsn',
        decidedOn,
      },
    }),
  );

const onAllocation = (allocationId: string) => ({ bodyId: 'hsn', year: 2019, allocationId });

async function report(
  filters: Partial<BalanceFilters> = {},
  {
    groupBy = usual,
    limit = 100,
    after = null as BalanceKey | null,
    ...ask
  }: Partial<Ask> & {
    groupBy?: GroupKey[];
    limit?: number;
    after?: BalanceKey | null;
  } = {},
) {
  await models.caughtUp();
  const { answer } = await models.at(ask, needed, (cut) =>
    balanceReport(cut, { ...all, ...filters }, groupBy, { limit, after }),
  );
  return answer;
}

const nameShownAt = async (effectiveAt: string | null) =>
  (await report({ recipientId: 'novahuset' }, { effectiveAt })).rows[0]!.recipientName;

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

test('a one-off decision counts from its effective day on, and is listed with 0.00 before it when its recipient is asked for', async () => {
  decide('engangs', 'primarvarden', '30000000');
  await start();
  const asked = { year: 2019, recipientId: 'primarvarden' };
  const before = await report(asked, { effectiveAt: '2019-11-11' });
  expect(before.rows).toMatchObject([{ allocated: '0.00', remaining: '0.00', recipientName: 'Primärvården' }]);
  expect(before.totals).toMatchObject([{ currency: 'SEK', allocated: '0.00' }]);
  const from = await report(asked, { effectiveAt: '2019-11-12' });
  expect(from.rows).toEqual([
    {
      year: 2019,
      bodyId: 'hsn',
      recipientId: 'primarvarden',
      recipientName: 'Primärvården',
      currency: 'SEK',
      allocated: '30000000.00',
      reserved: '0.00',
      disbursed: '0.00',
      returned: '0.00',
      released: '0.00',
      carriedIn: '0.00',
      carriedOut: '0.00',
      priorYear: '0.00',
      remaining: '30000000.00',
      unstatedCount: 0,
    },
  ]);
  expect((await report({ year: 2019 }, { effectiveAt: '2019-11-11' })).rows).toEqual([]);
  expect(await report({ year: 2020 })).toEqual({ rows: [], totals: [], after: null });
});

test('decide 100, disburse 60, return 10, release 40 leaves nothing, and says each', async () => {
  decide('a', 'novahuset', '100', '2019-01-01');
  const on = onAllocation('a');
  booked(ledger.budget({ type: 'RecordDisbursement', ...on, amount: '60', disbursementId: 'd' }));
  booked(ledger.budget({ type: 'RecordReturn', ...on, amount: '10', returnId: 'r' }));
  booked(ledger.budget({ type: 'ReleaseAllocation', ...on, amount: '40', reason: 'Not used' }));
  await start();
  const figures = { allocated: '100.00', disbursed: '60.00', returned: '10.00', released: '40.00', remaining: '0.00' };
  expect((await report()).rows).toMatchObject([figures]);
  expect((await report({}, { effectiveAt: '2999-12-31' })).rows).toMatchObject([figures]);
});

test('a reversed allocation shows 0.00 at every effective cut, and what it showed at every earlier known one', async () => {
  decide('a', 'novahuset', '100', '2019-01-01');
  booked(ledger.budget({ type: 'AdjustAllocation', ...onAllocation('a'), difference: '-30', reason: 'Less' }));
  const known = ledger.log.events.at(-1)!.position;
  booked(ledger.budget({ type: 'ReverseAllocation', ...onAllocation('a'), reason: 'Wrong' }));
  await start();
  const asked = { recipientId: 'novahuset' };
  for (const effectiveAt of [null, '2018-12-31', '2019-01-01', '2019-06-01'])
    expect((await report(asked, { effectiveAt })).rows).toMatchObject([{ allocated: '0.00', remaining: '0.00' }]);
  expect((await report(asked, { knownPosition: known })).rows).toMatchObject([{ allocated: '70.00' }]);
  expect((await report(asked, { knownPosition: known, effectiveAt: '2019-05-31' })).rows).toMatchObject([
    { allocated: '100.00' },
  ]);
  expect((await report()).rows).toEqual([]);
  expect((await report()).totals).toEqual([]);
});

test('totals cover all rows, whatever page is shown, and pages follow one another without a gap', async () => {
  for (let n = 0; n < 25; n += 1) {
    const partyId = `p-${n}`;
    booked(ledger.party({ type: 'RegisterParty', partyId, name: `Party ${n}`, kind: 'company' }));
    decide(`a-${n}`, partyId, '10');
  }
  await start();
  const whole = await report();
  expect(whole.rows).toHaveLength(25);
  const pinned = ledger.log.events.at(-1)!.position;
  const seen = [];
  let after: BalanceKey | null = null;
  do {
    const page = await report({}, { limit: 7, after, pinned });
    expect(page.totals).toEqual(whole.totals);
    seen.push(...page.rows);
    after = page.after;
    // What is written meanwhile changes no later page.
    decide(`more-${seen.length}`, 'novahuset', '5');
    await models.caughtUp();
  } while (after);
  expect(seen).toEqual(whole.rows);
  expect(whole.totals).toMatchObject([{ currency: 'SEK', allocated: '250.00', unstatedCount: 0 }]);
});

test('rows can be grouped by year, body, recipient or kind; what they are not grouped by is null', async () => {
  decide('a', 'novahuset', '100', '2019-01-01');
  decide('b', 'novahuset', '50', '2020-01-01', 2020);
  decide('c', 'primarvarden', '7', '2020-01-01', 2020);
  await start();
  const byRecipient = await report({}, { groupBy: ['recipientId'] });
  expect(byRecipient.rows).toMatchObject([
    { year: null, bodyId: null, recipientId: 'novahuset', allocated: '150.00' },
    { year: null, bodyId: null, recipientId: 'primarvarden', allocated: '7.00' },
  ]);
  expect(byRecipient.rows[0]).not.toHaveProperty('kind');
  const byKind = await report({}, { groupBy: ['kind', 'year'] });
  expect(byKind.rows).toMatchObject([
    { year: 2019, kind: 'one-off', recipientId: null, recipientName: null, allocated: '100.00' },
    { year: 2020, kind: 'one-off', recipientId: null, recipientName: null, allocated: '57.00' },
  ]);
});

test('the recipient bears the name of the effective day, and without one the latest', async () => {
  decide('a', 'novahuset', '100', '2019-01-01');
  booked(ledger.party({ type: 'RenameParty', partyId: 'novahuset', name: 'Nova', effectiveFrom: '2030-01-01' }));
  await start();
  expect(await nameShownAt('2019-06-01')).toBe('Novahuset');
  expect(await nameShownAt('2030-01-01')).toBe('Nova');
  expect(await nameShownAt(null)).toBe('Nova');
});

const terms = (agreementId: string, recipientId: string, amount: string | null) =>
  booked(
    ledger.agreement({
      type: 'RecordFundingTerms',
      agreementId,
      recipientId,
      amount,
      currency: 'SEK',
      firstYear: 2017,
    }),
  );

const agree = (agreementId: string, recipientId: string, amount: string | null, term = { from: '2017' } as object) => {
  booked(
    ledger.agreement({
      type: 'RegisterAgreement',
      agreementId,
      name: 'Hälsolots',
      kind: 'partnership',
      bodyId: 'hsn',
      parties: ['hsn', recipientId],
      term,
    }),
  );
  terms(agreementId, recipientId, amount);
};

describe('what is not stated', () => {
  test('a recipient whose agreement states no amount has a row whose figures are null, never 0', async () => {
    agree('iop', 'stadsmissionen', null);
    await start();
    const row = {
      year: 2019,
      bodyId: 'hsn',
      recipientId: 'stadsmissionen',
      recipientName: 'Stadsmissionen',
      currency: 'SEK',
      allocated: null,
      reserved: null,
      disbursed: null,
      returned: null,
      released: null,
      carriedIn: null,
      carriedOut: null,
      priorYear: null,
      remaining: null,
      unstatedCount: 1,
    };
    expect((await report({ year: 2019 })).rows).toEqual([row]);
    expect((await report({ year: 2019, recipientId: 'stadsmissionen' }, { effectiveAt: '2016-01-01' })).rows).toEqual([
      row,
    ]);
    expect((await report({ year: 2019 })).totals).toMatchObject([
      { currency: 'SEK', allocated: null, unstatedCount: 1 },
    ]);
    expect((await report({ year: 2016 })).rows).toEqual([]);
    expect((await report({ year: 2019, kind: 'one-off' })).rows).toEqual([]);
    expect((await report({ recipientId: 'stadsmissionen' })).rows.map(({ year }) => year)).toEqual([
      2017, 2018, 2019, 2020,
    ]);
  });

  test('money beside it is shown as it is, with the count of what is not stated', async () => {
    agree('iop', 'stadsmissionen', null);
    decide('a', 'stadsmissionen', '5');
    await start();
    const { rows, totals } = await report({ year: 2019 });
    expect(rows).toMatchObject([{ allocated: '5.00', unstatedCount: 1 }]);
    expect(totals).toMatchObject([{ allocated: '5.00', unstatedCount: 1 }]);
  });

  test('a row whose entries sum to zero is listed with zeros where something is not stated', async () => {
    agree('iop', 'stadsmissionen', null);
    decide('a', 'stadsmissionen', '5');
    booked(ledger.budget({ type: 'ReverseAllocation', ...onAllocation('a'), reason: 'Wrong' }));
    await start();
    const { rows, totals } = await report({ year: 2019 });
    expect(rows).toMatchObject([{ allocated: '0.00', unstatedCount: 1 }]);
    expect(totals).toMatchObject([{ allocated: '0.00', unstatedCount: 1 }]);
  });

  test('terms that state it later, or an agreement that ended, leave nothing unstated', async () => {
    agree('iop', 'stadsmissionen', null);
    agree('old', 'novahuset', null, { from: '2010', to: '2018-06-30' });
    const known = ledger.log.events.at(-1)!.position;
    terms('iop', 'stadsmissionen', '100');
    await start();
    expect((await report({ year: 2019 })).rows).toEqual([]);
    expect((await report({ year: 2018 })).rows).toMatchObject([{ recipientId: 'novahuset' }]);
    expect((await report({ year: 2019 }, { knownPosition: known })).rows).toHaveLength(1);
  });

  test('null rows take their place among the others, page by page', async () => {
    for (const [at, recipientId] of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'].entries()) {
      booked(ledger.party({ type: 'RegisterParty', partyId: recipientId, name: recipientId, kind: 'company' }));
      if (at % 2) agree(`iop-${recipientId}`, recipientId, null);
      else decide(`a-${recipientId}`, recipientId, '1');
    }
    await start();
    const seen: (string | null)[] = [];
    let after: BalanceKey | null = null;
    do {
      const page: Awaited<ReturnType<typeof report>> = await report({ year: 2019 }, { limit: 2, after });
      seen.push(...page.rows.map(({ recipientId }) => recipientId));
      after = page.after;
    } while (after);
    expect(seen).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6']);
  });
});
