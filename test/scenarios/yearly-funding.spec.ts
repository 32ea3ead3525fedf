import { budget, meeting, parties, Scenario, stores } from './ledger';

/** A body opens a year and funds what it has agreed to. Names and figures are made up. */
describe.each(stores)('the yearly funding of all agreements of a body, on %s', (store) => {
  let ledger: Scenario;

  const agreement = (agreementId: string, term: object, more: object = {}): [string, object] => [
    '/agreements',
    { agreementId, name: agreementId, kind: 'partnership', bodyId: 'hsn', parties: ['novahuset'], term, ...more },
  ];
  const terms = (agreementId: string, amount: string | null, more: object = {}): [string, object] => [
    `/agreements/${agreementId}/funding-terms`,
    { recipientId: 'novahuset', amount, currency: 'SEK', firstYear: 2019, ...more },
  ];

  /** The lines of a run, and its totals. */
  async function run(year: number, { dryRun = false, body = {} as object } = {}) {
    const path = `/budgets/hsn/${year}/funding${dryRun ? '?dryRun=true' : ''}`;
    const { status, headers, text } = await ledger.client('POST', path, { body });
    if (status !== 200) throw new Error(`${status} ${text}`);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const told = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, any>); // oxlint-disable-line typescript/no-explicit-any
    await ledger.record();
    return { lines: told.slice(0, -1), total: told.at(-1)!['total'], all: headers.get('anslag-agreements') };
  }

  const inShort = (lines: Record<string, unknown>[]) =>
    lines.map(({ agreementId, status, code }) => [agreementId, status, ...(code === undefined ? [] : [code])]);

  const booked = (amount: string, voucher: string | null) => ({ amount, currency: 'SEK', voucher });

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      budget(2019),
      budget(2020),
      budget(2021, { approval: { policy: 'above', above: '500000' } }),
      budget(2022, { control: 'stop' }),
      agreement('a-iop', { from: '2019-01-01' }),
      terms('a-iop', '700000'),
      agreement('b-ended', { from: '2018', to: '2019-12-31' }),
      terms('b-ended', '1000'),
      agreement('c-unstated', { from: '2017' }),
      terms('c-unstated', null),
      agreement('d-over', { from: '2015' }),
      terms('d-over', '5', { firstYear: 2015, lastYear: 2018 }),
      agreement('e-when', {}),
      terms('e-when', '0.10'),
      agreement('f-euro', { from: '2019-01-01' }),
      terms('f-euro', '3', { currency: 'EUR' }),
      agreement('g-talks', { from: '2019-01-01' }),
      agreement('h-iop', { from: '2019-01-01' }),
      terms('h-iop', '0.20'),
      agreement('i-others', { from: '2019-01-01' }, { bodyId: 'regionfullmaktige' }),
      terms('i-others', '9'),
    );
  });

  afterAll(() => ledger.stop());

  test('a dry run says what would be booked, each on top of those before it, and books nothing', async () => {
    const before = await ledger.get('/budgets/hsn/2020');
    const { lines, total } = await run(2020, { dryRun: true });
    expect(lines[0]).toEqual({
      agreementId: 'a-iop',
      status: 'funded',
      allocationId: 'a-iop',
      ...booked('700000.00', null),
    });
    expect(total).toMatchObject({ dryRun: true, funded: 3, skipped: 3, refused: 1 });
    expect((await ledger.get('/budgets/hsn/2020')).revision).toBe(before.revision);
    expect(await ledger.figures('year=2020&recipientId=novahuset')).toMatchObject({ allocated: null });
  });

  test('each agreement is funded by its terms, or it is said why not; the totals are those of the books', async () => {
    await ledger.record(['/agreements/h-iop/years/2020', {}]);
    const { lines, total, all } = await run(2020, { body: { note: 'Enligt budget' } });
    expect(lines).toEqual([
      { agreementId: 'a-iop', status: 'funded', allocationId: 'a-iop', ...booked('700000.00', 'hsn/2020/3') },
      {
        agreementId: 'b-ended',
        status: 'skipped',
        code: 'not-in-force',
        detail: 'The agreement b-ended is not in force on 2020-01-01.',
      },
      {
        agreementId: 'c-unstated',
        status: 'skipped',
        code: 'amount-not-stated',
        detail: 'The funding terms of c-unstated state no amount for 2020.',
      },
      {
        agreementId: 'd-over',
        status: 'skipped',
        code: 'no-funding-terms',
        detail: 'The agreement d-over has no funding terms for 2020.',
      },
      {
        agreementId: 'e-when',
        status: 'funded',
        allocationId: 'e-when',
        ...booked('0.10', 'hsn/2020/4'),
        warnings: [
          {
            code: 'in-force-unknown',
            detail: 'Whether the agreement e-when is in force on 2020-01-01 is not stated.',
          },
        ],
      },
      {
        agreementId: 'f-euro',
        status: 'refused',
        code: 'currency-mismatch',
        detail: 'The terms are in EUR, the budget in SEK.',
      },
      {
        agreementId: 'h-iop',
        status: 'already-funded',
        code: 'already-funded',
        detail: 'The agreement h-iop has been funded for 2020 already; what followed is on allocation h-iop.',
        allocationId: 'h-iop',
        ...booked('0.20', 'hsn/2020/2'),
      },
    ]);
    expect(total).toEqual({
      dryRun: false,
      agreements: 7,
      funded: 2,
      proposed: 0,
      alreadyFunded: 1,
      skipped: 3,
      refused: 1,
      failed: 0,
      withoutTerms: 1,
      left: 0,
      position: ledger.position,
      amounts: [{ currency: 'SEK', funded: '700000.10', proposed: '0.00', alreadyFunded: '0.20' }],
    });
    expect(all).toBe('8');
    expect(await ledger.figures('year=2020&recipientId=novahuset')).toMatchObject({
      allocated: '700000.30',
      unstatedCount: 1,
    });
    expect(await ledger.get('/agreements/a-iop')).toMatchObject({ years: [{ year: 2020, amount: '700000.00' }] });
    const { rows } = await ledger.get('/audit-trail?year=2020&type=AllocationDecided');
    expect(rows.at(-1)).toMatchObject({
      voucher: 'hsn/2020/4',
      after: { agreementId: 'e-when', note: 'Enligt budget' },
    });
  });

  test('run again it books nothing more; an agreement that came since is funded', async () => {
    await ledger.record(agreement('a-new', { from: '2020-01-01' }), terms('a-new', '12.50'));
    const { lines, total } = await run(2020);
    expect(inShort(lines)).toEqual([
      ['a-iop', 'already-funded', 'already-funded'],
      ['a-new', 'funded'],
      ['b-ended', 'skipped', 'not-in-force'],
      ['c-unstated', 'skipped', 'amount-not-stated'],
      ['d-over', 'skipped', 'no-funding-terms'],
      ['e-when', 'already-funded', 'already-funded'],
      ['f-euro', 'refused', 'currency-mismatch'],
      ['h-iop', 'already-funded', 'already-funded'],
    ]);
    expect(total.amounts).toEqual([{ currency: 'SEK', funded: '12.50', proposed: '0.00', alreadyFunded: '700000.30' }]);
    expect(await ledger.figures('year=2020&recipientId=novahuset')).toMatchObject({ allocated: '700012.80' });
  });

  test('what asks for a second person waits; proposed is not funded, and rejected is neither', async () => {
    const first = await run(2021);
    expect(first.lines[0]).toMatchObject({ status: 'proposed', ...booked('700000.00', 'hsn/2021/2') });
    expect(first.total).toMatchObject({ proposed: 1, funded: 3 });
    const waiting = await run(2021);
    expect(waiting.lines[0]).toMatchObject({
      status: 'already-funded',
      detail: 'The funding of a-iop for 2021 is proposed already and waits for approval.',
      ...booked('700000.00', 'hsn/2021/2'),
    });
    const at = '/budgets/hsn/2021/allocations';
    await ledger.record(
      [`${at}/a-iop/rejection`, { reason: 'Nej' }, 'approver'],
      [`${at}/h-iop/reversal`, { reason: 'Dubbelt' }],
    );
    const { lines, total } = await run(2021);
    expect(inShort(lines).filter(([id]) => id === 'a-iop' || id === 'h-iop')).toEqual([
      ['a-iop', 'skipped', 'funding-rejected'],
      ['h-iop', 'skipped', 'funding-reversed'],
    ]);
    expect(total).toMatchObject({ proposed: 0, alreadyFunded: 2, skipped: 5 });
    expect(await ledger.refusal('/agreements/a-iop/years/2021', {})).toBe('409 funding-rejected');
  });

  test('where control stops, those are funded that come first, and a dry run says the same', async () => {
    const plan = { appropriationId: 'ram', kind: 'original', amount: '700000.15', decision: meeting };
    await ledger.record(
      ['/budgets/hsn/2022/appropriations', plan],
      ['/budgets/hsn/2022/appropriations/ram/adoption', { decision: meeting, effectiveOn: '2022-01-01' }],
    );
    const expected = [
      ['a-iop', 'funded'],
      ['a-new', 'refused', 'budget-exceeded'],
      ['b-ended', 'skipped', 'not-in-force'],
      ['c-unstated', 'skipped', 'amount-not-stated'],
      ['d-over', 'skipped', 'no-funding-terms'],
      ['e-when', 'funded'],
      ['f-euro', 'refused', 'currency-mismatch'],
      ['h-iop', 'refused', 'budget-exceeded'],
    ];
    expect(inShort((await run(2022, { dryRun: true })).lines)).toEqual(expected);
    expect(inShort((await run(2022)).lines)).toEqual(expected);
    expect(await ledger.get('/budgets/hsn/2022')).toMatchObject({ available: '0.05' });
  });

  test('first and last years are given in part where the terms say so, by months begun or by days', async () => {
    const prorated = (id: string, term: object, proration: string, amount = '700000'): [string, object][] => [
      agreement(id, term, { bodyId: 'regionfullmaktige' }),
      terms(id, amount, { proration }),
    ];
    await ledger.record(
      ['/budgets', { bodyId: 'regionfullmaktige', year: 2024, currency: 'SEK', control: 'none' }],
      ...prorated('p-day', { from: '2024-07-01' }, 'day'),
      ...prorated('p-early', { from: '2019-01-01', to: '2027-12-31' }, 'day'),
      ['/agreements/p-early/termination', { endsOn: '2024-01-31', reason: 'Ny inriktning' }],
      ...prorated('p-last', { from: '2019-01-01', to: '2024-08-14' }, 'month'),
      ...prorated('p-month', { from: '2024-07' }, 'month', '100'),
      ...prorated('p-none', { from: '2019-01-01', to: '2024-03-31' }, 'none'),
      ...prorated('p-vague', { from: '2024-07' }, 'day'),
      ...prorated('p-year', { from: '2024' }, 'month'),
    );
    const of = '/budgets/regionfullmaktige/2024';
    const { text } = await ledger.client('POST', `${of}/funding`, { body: {} });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, any>); // oxlint-disable-line typescript/no-explicit-any
    await ledger.record();
    expect(
      lines.slice(0, -1).map(({ agreementId, status, amount, code }) => [agreementId, status, amount ?? code]),
    ).toEqual([
      ['i-others', 'funded', '9.00'],
      ['p-day', 'funded', '351912.57'],
      ['p-early', 'funded', '59289.62'],
      ['p-last', 'funded', '466666.67'],
      ['p-month', 'funded', '50.00'],
      ['p-none', 'funded', '700000.00'],
      ['p-vague', 'skipped', 'proration-needs-a-day'],
      ['p-year', 'skipped', 'proration-needs-a-month'],
    ]);
    const sum = '1577927.86';
    expect(lines.at(-1)).toMatchObject({ total: { amounts: [{ currency: 'SEK', funded: sum }] } });
    expect(await ledger.figures('year=2024&bodyId=regionfullmaktige&groupBy=bodyId')).toMatchObject({ allocated: sum });
    // The first half of the year has nothing of what begins in July.
    expect(
      await ledger.figures('year=2024&bodyId=regionfullmaktige&groupBy=bodyId&effectiveAt=2024-06-30'),
    ).toMatchObject({ allocated: '1225965.29' });
    const { rows } = await ledger.get('/audit-trail?allocationId=p-day');
    expect(rows).toMatchObject([
      {
        effectiveOn: '2024-07-01',
        after: { basis: { amount: '700000.00', unit: 'day', numerator: 184, denominator: 366 } },
      },
    ]);
    expect(await ledger.get('/agreements/p-last')).toMatchObject({
      fundingTerms: [{ amount: '700000.00', proration: 'month' }],
      years: [{ year: 2024, amount: '466666.67' }],
    });
    expect(await ledger.get('/agreements/a-iop')).toMatchObject({ fundingTerms: [{ proration: 'none' }] });
  });

  test('a run that could fund nobody is refused as a whole', async () => {
    const at = (year: number) => `/budgets/hsn/${year}/funding`;
    expect(await ledger.refusal(at(2035), {})).toBe('404 budget-not-found');
    const vague = { decision: { bodyId: 'hsn', decidedOn: '2019' } };
    expect(await ledger.refusal(at(2035), vague)).toBe('400 effective-on-required');
    expect(await ledger.refusal(at(2019), { decision: { bodyId: 'nobody', decidedOn: '2019-11-12' } })).toBe(
      '409 unknown-body',
    );
    const keyed = await ledger.client('POST', at(2019), { body: {}, headers: { 'idempotency-key': 'k' } });
    expect(keyed).toMatchObject({ status: 400, body: { errors: [{ in: 'header', name: 'Idempotency-Key' }] } });
    await ledger.record(['/budgets/hsn/2019/lock', {}]);
    expect(await ledger.refusal(at(2019), {})).toBe('409 budget-locked');
  });
});
