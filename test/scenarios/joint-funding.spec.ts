import { Scenario, stores } from './ledger';

/** Regions that finance operations jointly, as in F6 of the domain's facts; what each bears, and how much, is made up. */
describe.each(stores)('a year that several bodies fund, on %s', (store) => {
  let ledger: Scenario;
  const regions = ['region-orebro', 'region-uppsala', 'region-dalarna'];
  const [orebro, uppsala, dalarna] = regions as [string, string, string];

  const agreement = (agreementId: string, term: object): [string, object] => [
    '/agreements',
    { agreementId, name: agreementId, kind: 'co-operation', bodyId: orebro, parties: regions, term },
  ];
  const terms = (agreementId: string, amount: string, more: object = {}): [string, object] => [
    `/agreements/${agreementId}/funding-terms`,
    { recipientId: 'kansliet', amount, currency: 'SEK', firstYear: 2022, ...more },
  ];
  const shares = (agreementId: string, borne: Record<string, string | null>, more: object = {}): [string, object] => [
    `/agreements/${agreementId}/shares`,
    {
      shares: Object.entries(borne).map(([partyId, share]) => ({ partyId, share })),
      total: null,
      currency: 'SEK',
      firstYear: 2022,
      ...more,
    },
  ];
  const thirds = Object.fromEntries(regions.map((region) => [region, '1/3']));
  const year2022 = (agreementId: string) => `/agreements/${agreementId}/years/2022`;

  /** What the run of a body comes to, in short, and its lines. */
  async function run(bodyId: string, year = 2022) {
    const { status, text } = await ledger.client('POST', `/budgets/${bodyId}/${year}/funding`, { body: {} });
    if (status !== 200) throw new Error(`${status} ${text}`);
    const told = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, any>); // oxlint-disable-line typescript/no-explicit-any
    await ledger.record();
    const lines = told.slice(0, -1);
    return { lines, inShort: lines.map(({ agreementId, amount, code }) => [agreementId, amount ?? code]) };
  }

  const allocated = async (query: string) => (await ledger.get(`/balances?${query}`)).totals[0]?.allocated;

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...regions.map((partyId): [string, object] => ['/parties', { partyId, name: partyId, kind: 'region' }]),
      ['/parties', { partyId: 'kansliet', name: 'Kansliet', kind: 'other' }],
      ...regions.flatMap((bodyId) =>
        [2022, 2023].map((year): [string, object] => [
          '/budgets',
          { bodyId, year, currency: 'SEK', control: 'none', approval: { policy: 'above', above: '100000.00' } },
        ]),
      ),
      agreement('a-thirds', { from: '2022-01-01' }),
      terms('a-thirds', '100'),
      shares('a-thirds', thirds, { lastYear: 2022 }),
      agreement('b-prorated', { from: '2022-08-01' }),
      terms('b-prorated', '1000000.01', { proration: 'month' }),
      shares('b-prorated', { [dalarna]: '1/7', [orebro]: '2/7', [uppsala]: '4/7' }),
      agreement('c-unstated', { from: '2022-01-01' }),
      terms('c-unstated', '100'),
      shares('c-unstated', { [orebro]: '1/2', [uppsala]: null }),
      agreement('d-alone', { from: '2022-01-01' }),
      terms('d-alone', '5'),
      agreement('e-others', { from: '2022-01-01' }),
      terms('e-others', '7'),
      shares('e-others', { [uppsala]: '1/1' }),
    );
  });

  afterAll(() => ledger.stop());

  test('is forecast as it will be funded: each one’s share, and of a year that is given in part that part', async () => {
    const { rows, leftOut } = await ledger.get('/forecast?fromYear=2022&toYear=2022');
    const told = rows.map(({ agreementId, bodyId, amount, promisedAmount }: Record<string, string>) => [
      agreementId,
      bodyId,
      amount,
      promisedAmount,
    ]);
    expect(told).toEqual([
      ['a-thirds', dalarna, '33.33', '33.33'],
      ['a-thirds', orebro, '33.34', '33.34'],
      ['a-thirds', uppsala, '33.33', '33.33'],
      ['b-prorated', dalarna, '142857.14', '59523.81'],
      ['b-prorated', orebro, '285714.29', '119047.62'],
      ['b-prorated', uppsala, '571428.58', '238095.24'],
      ['c-unstated', orebro, null, null],
      ['c-unstated', uppsala, null, null],
      ['d-alone', orebro, '5.00', '5.00'],
      ['e-others', uppsala, '7.00', '7.00'],
    ]);
    expect(leftOut).toEqual([{ year: 2022, unstatedCount: 2, unsureCount: 0, unknownPartCount: 0 }]);
  });

  test('is funded by each with its own share, whoever comes first, and nobody funds what it bears nothing of', async () => {
    const { lines, inShort } = await run(uppsala);
    expect(inShort).toEqual([
      ['a-thirds', '33.33'],
      ['b-prorated', '238095.24'],
      ['c-unstated', 'share-not-stated'],
      ['e-others', '7.00'],
    ]);
    expect(lines[0]).toEqual({
      agreementId: 'a-thirds',
      status: 'funded',
      allocationId: 'a-thirds',
      amount: '33.33',
      currency: 'SEK',
      share: { of: '100.00', numerator: 1, denominator: 3 },
      voucher: 'region-uppsala/2022/2',
    });
    // The share alone asks for a second person, and not the whole.
    expect(lines.map(({ status }) => status)).toEqual(['funded', 'proposed', 'skipped', 'funded']);
    expect((await run(orebro)).inShort).toEqual([
      ['a-thirds', '33.34'],
      ['b-prorated', '119047.62'],
      ['c-unstated', 'share-not-stated'],
      ['d-alone', '5.00'],
      ['e-others', 'no-share'],
    ]);
    await ledger.record([year2022('a-thirds'), { bodyId: dalarna }], [year2022('b-prorated'), { bodyId: dalarna }]);
    expect(await ledger.refusal(year2022('d-alone'), { bodyId: dalarna })).toBe('409 no-share');
    expect(await ledger.refusal(year2022('a-thirds'), { bodyId: dalarna })).toBe('409 already-funded');
    expect(await ledger.refusal(year2022('a-thirds'), { bodyId: 'kansliet' })).toBe('409 budget-not-open');
  });

  test('is given whole by all of them together, to the öre, and each keeps what it was computed from', async () => {
    await ledger.record(
      ...[orebro, uppsala].map((bodyId): [string, object, 'approver'] => [
        `/budgets/${bodyId}/2022/allocations/b-prorated/approval`,
        {},
        'approver',
      ]),
    );
    // 100.00, five months of twelve of 1000000.01, and 5.00 and 7.00 that one alone bears.
    expect(await allocated('year=2022&recipientId=kansliet&groupBy=recipientId')).toBe('416778.67');
    expect(await ledger.get('/agreements/b-prorated')).toMatchObject({
      years: [
        { year: 2022, bodyId: dalarna, amount: '59523.81' },
        { year: 2022, bodyId: orebro, amount: '119047.62' },
        { year: 2022, bodyId: uppsala, amount: '238095.24' },
      ],
    });
    const { rows } = await ledger.get(`/audit-trail?allocationId=b-prorated&bodyId=${dalarna}`);
    expect(rows).toMatchObject([
      {
        after: {
          basis: { amount: '1000000.01', unit: 'month', numerator: 5, denominator: 12 },
          share: { of: '416666.67', numerator: 1, denominator: 7 },
        },
      },
    ]);
  });

  test('is forecast for each body by its share; after the shares the agreement is its own body’s again', async () => {
    const forecast = async (query: string) =>
      (await ledger.get(`/forecast?fromYear=2022&toYear=2023&agreementId=a-thirds${query}`)).rows.map(
        ({ year, bodyId, amount, booked }: Record<string, unknown>) => [year, bodyId, amount, booked],
      );
    expect(await forecast('')).toEqual([
      [2022, dalarna, '33.33', '33.33'],
      [2022, orebro, '33.34', '33.34'],
      [2022, uppsala, '33.33', '33.33'],
      [2023, orebro, '100.00', '0.00'],
    ]);
    expect(await forecast(`&bodyId=${uppsala}`)).toEqual([[2022, uppsala, '33.33', '33.33']]);
    expect((await run(uppsala, 2023)).inShort[0]).toEqual(['a-thirds', 'no-share']);
    expect((await run(orebro, 2023)).inShort[0]).toEqual(['a-thirds', '100.00']);
  });
});
