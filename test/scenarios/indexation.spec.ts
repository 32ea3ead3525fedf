import { budget, meeting, parties, Scenario, stores } from './ledger';

/** A board whose agreements follow prices. Names and figures are made up, and so is the index. */
describe.each(stores)('yearly amounts that follow an index, on %s', (store) => {
  let ledger: Scenario;

  const agreement = (agreementId: string, term: object, terms: object): [string, object][] => [
    ['/agreements', { agreementId, name: agreementId, kind: 'service', bodyId: 'hsn', parties: ['novahuset'], term }],
    [
      `/agreements/${agreementId}/funding-terms`,
      { recipientId: 'novahuset', amount: '700000', currency: 'SEK', firstYear: 2019, ...terms },
    ],
  ];
  const byLevel = { indexation: { indexId: 'pris', baseYear: 2018 } };
  const publication = (version: string, ...values: [number, string, 'preliminary' | 'final'][]): [string, object] => [
    '/index-series/pris/publications',
    { version, values: values.map(([year, value, status]) => ({ year, value, status })), publishedOn: '2019-10-01' },
  ];

  async function run(path: string, body: object = {}) {
    const { status, text, headers } = await ledger.client('POST', path, { body });
    if (status !== 200) throw new Error(`${status} ${text}`);
    const told = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, any>); // oxlint-disable-line typescript/no-explicit-any
    await ledger.record();
    return { lines: told.slice(0, -1), total: told.at(-1)!['total'], all: headers.get('anslag-allocations') };
  }
  const allocated = async (query: string) => (await ledger.figures(query))?.['allocated'];

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      budget(2019, { approval: { policy: 'above', above: '1000000' } }),
      budget(2020),
      ['/index-series', { indexId: 'pris', name: 'Prisindex, 2018 = 100', measure: 'level', publisher: 'Statistiken' }],
      ['/index-series', { indexId: 'loner', name: 'Lönekostnader', measure: 'yearly-change' }],
      publication('2018-10', [2018, '100', 'final']),
      ...agreement('a-pris', { from: '2019-01-01' }, byLevel),
      ...agreement(
        'b-loner',
        { from: '2019-07-01' },
        { indexation: { indexId: 'loner', baseYear: 2017 }, proration: 'month' },
      ),
      ...agreement('c-fast', { from: '2019-01-01' }, {}),
    );
  });

  afterAll(() => ledger.stop());

  test('terms name a series that the ledger knows, and prices from before the base year are none', async () => {
    const terms = { recipientId: 'novahuset', amount: '1', currency: 'SEK', firstYear: 2019 };
    const path = '/agreements/c-fast/funding-terms';
    expect(await ledger.refusal(path, { ...terms, indexation: { indexId: 'annat', baseYear: 2018 } })).toBe(
      '409 unknown-index',
    );
    expect(await ledger.refusal(path, { ...terms, indexation: { indexId: 'pris', baseYear: 2019, lagYears: 1 } })).toBe(
      '400 base-year-too-late',
    );
    expect(await ledger.refusal(path, { ...terms, indexation: { indexId: 'pris' } })).toBe('400 invalid-input');
    expect((await ledger.get('/agreements/a-pris')).fundingTerms[0].indexation).toEqual({
      indexId: 'pris',
      baseYear: 2018,
      lagYears: 0,
      rounding: 'half-even',
    });
  });

  test('a year is not funded before its index is published, and nothing is filled in', async () => {
    const { lines } = await run('/budgets/hsn/2019/funding?dryRun=true', { effectiveOn: '2019-07-01' });
    expect(lines.map(({ agreementId, code, amount }) => [agreementId, code ?? amount])).toEqual([
      ['a-pris', 'index-not-published'],
      ['b-loner', 'index-not-published'],
      ['c-fast', '700000.00'],
    ]);
    expect(await ledger.refusal('/agreements/a-pris/years/2019', {})).toBe('409 index-not-published');
  });

  test('it is funded at what is published then, by level and by yearly change, and the trail says by what', async () => {
    await ledger.record(publication('2019-01', [2019, '103.35', 'preliminary']), [
      '/index-series/loner/publications',
      {
        version: '2019-01',
        values: [
          { year: 2018, value: '2.5', status: 'final' },
          { year: 2019, value: '3.1', status: 'preliminary' },
        ],
      },
    ]);
    const { lines } = await run('/budgets/hsn/2019/funding', { decision: meeting, effectiveOn: '2019-07-01' });
    expect(lines.map(({ agreementId, amount }) => [agreementId, amount])).toEqual([
      ['a-pris', '723450.00'],
      // 700,000 × 1.025 × 1.031 × 6/12
      ['b-loner', '369871.25'],
      ['c-fast', '700000.00'],
    ]);
    const { rows } = await ledger.get('/audit-trail?allocationId=b-loner');
    expect(rows[0].after).toMatchObject({
      allocated: '369871.25',
      indexation: {
        indexId: 'loner',
        baseYear: 2017,
        toYear: 2019,
        status: 'preliminary',
        stated: '700000.00',
        part: { numerator: 6, denominator: 12 },
        values: [
          { year: 2018, value: '2.5', status: 'final', version: '2019-01' },
          { year: 2019, value: '3.1', status: 'preliminary', version: '2019-01' },
        ],
        amount: '369871.25',
      },
    });
    const again = await run('/budgets/hsn/2019/indexation', { effectiveOn: '2019-07-01' });
    expect(again.lines.map(({ allocationId, status }) => [allocationId, status])).toEqual([
      ['a-pris', 'unchanged'],
      ['b-loner', 'unchanged'],
    ]);
    expect(again).toMatchObject({ all: '2', total: { adjusted: 0, unchanged: 2, left: 0 } });
  });

  test('when the final value comes the difference is booked once: seen first, then all in one run', async () => {
    await ledger.record(publication('2019-10', [2019, '104.1', 'final']));
    const body = { effectiveOn: '2019-11-30' };
    const beforehand = await run('/budgets/hsn/2019/indexation?dryRun=true', body);
    const line = {
      allocationId: 'a-pris',
      status: 'adjusted',
      indexId: 'pris',
      toYear: 2019,
      indexStatus: 'final',
      difference: '5250.00',
      amount: '728700.00',
      currency: 'SEK',
    };
    expect(beforehand.lines[0]).toEqual({ ...line, voucher: null });
    expect(await allocated('year=2019&recipientId=novahuset')).toBe('1793321.25');
    const booked = await run('/budgets/hsn/2019/indexation', body);
    expect(booked.lines[0]).toEqual({ ...line, voucher: 'hsn/2019/5' });
    expect(booked.total).toEqual({
      dryRun: false,
      allocations: 2,
      adjusted: 1,
      proposed: 0,
      unchanged: 1,
      refused: 0,
      failed: 0,
      left: 0,
      position: ledger.position,
      amounts: [{ currency: 'SEK', raised: '5250.00', lowered: '0.00', proposed: '0.00' }],
    });
    expect(await allocated('year=2019&recipientId=novahuset')).toBe('1798571.25');
    // As of the day before, what was booked at first.
    expect(await allocated('year=2019&recipientId=novahuset&effectiveAt=2019-11-29')).toBe('1793321.25');
    expect(await ledger.refusal('/budgets/hsn/2019/allocations/a-pris/indexation', {})).toBe('409 index-unchanged');
    expect(await ledger.refusal('/budgets/hsn/2019/allocations/c-fast/indexation', {})).toBe('409 not-indexed');
    const trail = await ledger.get('/audit-trail?allocationId=a-pris&type=AllocationAdjusted');
    expect(trail.rows).toMatchObject([
      { reason: 'pris 2019: final, 2018-10, 2019-10', after: { indexation: { status: 'final' } } },
    ]);
  });

  test('what is final stays so but for another final value, and a series keeps all that was published', async () => {
    const path = '/index-series/pris/publications';
    const values = [{ year: 2019, value: '105', status: 'preliminary' }];
    expect(await ledger.refusal(path, { version: '2019-11', values })).toBe('409 already-final');
    expect(await ledger.refusal(path, { version: '2019-10', values: [{ ...values[0], status: 'final' }] })).toBe(
      '409 already-exists',
    );
    expect(await ledger.refusal('/index-series/annat/publications', { version: '1', values })).toBe(
      '404 index-not-found',
    );
    const series = await ledger.get('/index-series/pris');
    expect(series.values).toEqual([
      { year: 2018, value: '100', status: 'final', version: '2018-10' },
      { year: 2019, value: '104.1', status: 'final', version: '2019-10' },
    ]);
    expect(series.publications.map(({ version }: { version: string }) => version)).toEqual([
      '2018-10',
      '2019-01',
      '2019-10',
    ]);
    expect(series.publications[1].values).toEqual([
      { year: 2019, value: '103.35', status: 'preliminary', version: '2019-01' },
    ]);
    const { series: all } = await ledger.get('/index-series');
    expect(all.map(({ indexId }: { indexId: string }) => indexId)).toEqual(['loner', 'pris']);
  });

  test('a year that is carried forward is adjusted where it is then', async () => {
    const onAllocation = '/budgets/hsn/2019/allocations/b-loner';
    await ledger.record(
      ['/budgets/hsn/2019/lock', {}],
      ['/budgets/hsn/2019/carry-forward', { committed: 'carry', available: 'lapse', overrun: 'stay' }],
      ['/budgets/hsn/2019/closing', {}],
      [
        '/index-series/loner/publications',
        { version: '2020-03', values: [{ year: 2019, value: '2.6', status: 'final' }] },
      ],
    );
    expect(await ledger.refusal(`${onAllocation}/indexation`, {})).toBe('409 moved');
    const { lines, total } = await run('/budgets/hsn/2020/indexation', { effectiveOn: '2020-03-31' });
    // 700,000 × 1.025 × 1.026 × 6/12 is 368,077.50.
    expect(lines).toMatchObject([
      { allocationId: '2019.a-pris', status: 'unchanged' },
      { allocationId: '2019.b-loner', status: 'adjusted', difference: '-1793.75', amount: '368077.50' },
    ]);
    expect(total.amounts).toEqual([{ currency: 'SEK', raised: '0.00', lowered: '1793.75', proposed: '0.00' }]);
    expect(await ledger.refusal('/budgets/hsn/2019/indexation', {})).toBe('409 budget-closed');
  });
});
