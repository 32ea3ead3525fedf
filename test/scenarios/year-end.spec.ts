import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

/** The year-end sequences of bookkeeping.md, figure by figure, over three years of one board. */
describe.each(stores)('year-end, on %s', (store) => {
  let ledger: Scenario;
  const at = (year: number, rest = '') => `/budgets/hsn/${year}${rest}`;
  const paid = (year: number, id: string, amount: string, effectiveOn: string): [string, object] => [
    at(year, `/allocations/${id}/disbursements`),
    { amount, effectiveOn },
  ];
  const row = (year: number, cut = '') => ledger.figures(`year=${year}&recipientId=primarvarden${cut}`);
  const none = {
    allocated: '0.00',
    reserved: '0.00',
    disbursed: '0.00',
    returned: '0.00',
    released: '0.00',
    carriedIn: '0.00',
    carriedOut: '0.00',
    priorYear: '0.00',
    remaining: '0.00',
  };
  /** The three steps, of which each needs the one before. */
  const close = (year: number, rule: object = {}): [string, object][] => [
    [at(year, '/lock'), { note: 'Bokslut' }],
    [at(year, '/carry-forward'), rule],
    [at(year, '/closing'), { note: 'Bokslut' }],
  ];

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(...parties, budget(2019), budget(2020), budget(2021));
  });

  afterAll(() => ledger.stop());

  test('2019: decided 100, disbursed 50, closed with 50 carried', async () => {
    await ledger.record(
      [at(2019, '/allocations'), allocation('engangs', '100')],
      paid(2019, 'engangs', '50', '2019-12-02'),
    );
    const before = ledger.position;
    expect(await ledger.refusal(at(2019, '/closing'), {})).toBe('409 not-carried');
    expect(await ledger.refusal(at(2019, '/carry-forward'), {})).toBe('409 not-locked');
    await ledger.record(...close(2019));
    expect(await row(2019)).toMatchObject({ ...none, allocated: '100.00', disbursed: '50.00', carriedOut: '50.00' });
    expect(await row(2020)).toMatchObject({ ...none, carriedIn: '50.00', remaining: '50.00' });
    expect(await row(2019, '&effectiveAt=2019-12-30')).toMatchObject({ remaining: '50.00', carriedOut: '0.00' });
    expect(await row(2020, '&effectiveAt=2019-12-31')).toMatchObject(none);
    expect(await row(2019, `&knownPosition=${before}`)).toMatchObject({ remaining: '50.00', carriedOut: '0.00' });
    expect(await row(2020, `&knownPosition=${before}`)).toBeNull();
  });

  test('the closed year says so with a seal, which a report at its position shows again', async () => {
    const closed = await ledger.get(at(2019));
    expect(closed).toMatchObject({ status: 'closed', committed: '0.00', carriedOut: '50.00', available: null });
    const { position, trialBalance, revision } = closed.seal;
    expect(trialBalance).toEqual([
      { account: 'AVAILABLE', amount: '-100.00' },
      { account: 'CARRIED_OUT', amount: '50.00' },
      { account: 'COMMITTED', amount: '0.00' },
      { account: 'DISBURSED', amount: '50.00' },
    ]);
    expect(await ledger.get(at(2019, `?knownPosition=${position}`))).toMatchObject({
      status: 'carried',
      revision: String(revision),
      disbursed: '50.00',
      carriedOut: '50.00',
    });
  });

  test('the closed year takes nothing more, and its allocation has gone to the next', async () => {
    const moved = await ledger.client('POST', paid(2019, 'engangs', '1', '2019-12-03')[0], { body: { amount: '1' } });
    expect([moved.status, moved.body.code, moved.body.path]).toEqual([
      409,
      'moved',
      '/budgets/hsn/2020/allocations/2019.engangs',
    ]);
    expect(await ledger.refusal(at(2019, '/allocations'), allocation('ny', '1'))).toBe('409 budget-closed');
    expect(await ledger.refusal(at(2019, '/unlock'), { reason: 'Ångrat' })).toBe('409 budget-closed');
    expect(await ledger.refusal(at(2019, '/lock'), {}, 'approver')).toBe('403 forbidden');
    const older = { bodyId: 'hsn', year: 2018, currency: 'SEK', control: 'none' };
    expect(await ledger.refusal('/budgets', older)).toBe('409 later-year-closed');
  });

  test('2020: disbursed 50, closed; 2021: returned 5', async () => {
    await ledger.record(paid(2020, '2019.engangs', '50', '2020-03-01'), ...close(2020), [
      at(2021, '/allocations/2019.engangs/returns'),
      { amount: '5', effectiveOn: '2021-02-01' },
    ]);
    expect(await row(2019)).toMatchObject({ ...none, allocated: '100.00', disbursed: '50.00', carriedOut: '50.00' });
    expect(await row(2020)).toMatchObject({ ...none, disbursed: '50.00', carriedIn: '50.00' });
    expect(await row(2021)).toMatchObject({ ...none, returned: '5.00' });
    expect(await ledger.get(at(2021))).toMatchObject({ returned: '5.00', lapsed: '5.00' });
    const { totals } = await ledger.get('/balances?recipientId=primarvarden');
    expect(totals).toMatchObject([{ allocated: '100.00', disbursed: '100.00', returned: '5.00', remaining: '0.00' }]);
  });

  test('found late: 2019 paid 20 too much, which is booked in 2021 and names it', async () => {
    const wrong = {
      concernsYear: 2019,
      figure: 'disbursed',
      difference: '-20',
      reason: 'Fel belopp',
      allocationId: '2019.engangs',
    };
    const [before19, before20] = [await ledger.get(at(2019)), await ledger.get(at(2020))];
    expect(await ledger.refusal(at(2020, '/late-corrections'), wrong)).toBe('409 budget-closed');
    expect(await ledger.refusal(at(2021, '/late-corrections'), { ...wrong, concernsYear: 2021 })).toBe(
      '409 not-closed',
    );
    expect(await ledger.refusal(at(2021, '/late-corrections'), { ...wrong, difference: '1' })).toBe(
      '409 exceeds-committed',
    );
    expect(await ledger.refusal(at(2021, '/late-corrections'), { ...wrong, difference: '-50.01' })).toBe(
      '409 exceeds-concerned-year',
    );
    expect(
      await ledger.refusal(at(2021, '/late-corrections'), { ...wrong, concernsYear: 2020, difference: '-51' }),
    ).toBe('409 exceeds-concerned-year');
    await ledger.record([at(2021, '/late-corrections'), wrong]);
    expect(await ledger.refusal(at(2021, '/late-corrections'), { ...wrong, difference: '-30.01' })).toBe(
      '409 exceeds-concerned-year',
    );
    expect(await row(2021)).toMatchObject({ ...none, returned: '5.00', priorYear: '20.00', remaining: '20.00' });
    expect(await ledger.get(at(2021))).toMatchObject({ priorYear: '20.00', committed: '20.00' });
    for (const [year, before] of [
      [2019, before19],
      [2020, before20],
    ] as const) {
      const { basis: _, ...after } = await ledger.get(at(year));
      expect({ ...after, basis: before.basis }).toEqual(before);
    }
    const { rows } = await ledger.get('/audit-trail?year=2021&bodyId=hsn&type=LateCorrectionRecorded');
    expect(rows).toMatchObject([{ reason: 'Fel belopp', allocationId: '2019.engangs', after: { remaining: '20.00' } }]);
  });

  test('a statement goes over the turn of the years without a gap', async () => {
    const { lines, totals } = await ledger.get('/recipients/primarvarden/statement');
    expect(lines.map((line: Record<string, string>) => [line['fact'], line['amount'], line['remaining']])).toEqual([
      ['decided', '100.00', '100.00'],
      ['disbursed', '50.00', '50.00'],
      ['carried-out', '50.00', '0.00'],
      ['carried-in', '50.00', '50.00'],
      ['disbursed', '50.00', '0.00'],
      ['returned', '5.00', '0.00'],
      ['corrected', '20.00', '20.00'],
    ]);
    expect(totals).toMatchObject([
      {
        opening: '0.00',
        allocated: '100.00',
        carriedIn: '50.00',
        carriedOut: '50.00',
        priorYear: '20.00',
        closing: '20.00',
      },
    ]);
  });

  test('the list of allocations has each of its years, the last one at home', async () => {
    const { rows } = await ledger.get('/allocations?recipientId=primarvarden');
    expect(rows.map((one: Record<string, unknown>) => [one['year'], one['allocationId'], one['status']])).toEqual([
      [2019, 'engangs', 'moved'],
      [2020, '2019.engangs', 'moved'],
      [2021, '2019.engangs', 'decided'],
    ]);
    expect(rows[2]).toMatchObject({ originYear: 2019, priorYear: '20.00', decision: meeting });
  });

  test('what is left available is carried up to a limit, and the rest lapses; both years say how much', async () => {
    const regional = (year: number, rest = '') => `/budgets/regionfullmaktige/${year}${rest}`;
    const given = { decision: meeting, effectiveOn: '2019-01-01' };
    await ledger.record(
      ...[2019, 2020].map((year): [string, object] => [
        '/budgets',
        { bodyId: 'regionfullmaktige', year, currency: 'SEK', control: 'stop' },
      ]),
      [
        regional(2019, '/appropriations'),
        { appropriationId: 'ram', kind: 'original', amount: '100', decision: meeting },
      ],
      [regional(2019, '/appropriations/ram/adoption'), given],
      [regional(2019, '/allocations'), allocation('halva', '60', { recipientId: 'novahuset' })],
      [regional(2019, '/lock'), {}],
    );
    const rule = { committed: 'release', available: 'carry', availableAtMost: '70' };
    const dry = await ledger.client('POST', regional(2019, '/carry-forward?dryRun=true'), { body: rule });
    expect(dry.body.events.map(({ type }: { type: string }) => type)).toEqual([
      'CarryForwardBegun',
      'AllocationReleased',
      'CarriedForward',
      'AvailableLapsed',
    ]);
    await ledger.record([regional(2019, '/carry-forward'), rule]);
    expect(await ledger.get(regional(2019))).toMatchObject({
      status: 'carried',
      available: '0.00',
      lapsed: '30.00',
      carriedOut: '70.00',
      underWay: {
        carriedIn: '0.00',
        carriedOut: '0.00',
      },
    });
    expect(await ledger.get(regional(2020))).toMatchObject({ available: '70.00', carriedIn: '70.00' });
    expect(await ledger.figures('bodyId=regionfullmaktige&year=2019&recipientId=novahuset')).toMatchObject({
      allocated: '60.00',
      released: '60.00',
      carriedOut: '0.00',
      remaining: '0.00',
    });
  });

  test('no late correction makes money: what it gives more is taken from what is available now', async () => {
    const on = (year: number, rest = '') => `/budgets/kulturnamnden/${year}${rest}`;
    const decision = { bodyId: 'kulturnamnden', decidedOn: '2023-02-01' };
    const given = (allocationId: string): [string, object][] => [
      [on(2023, '/allocations'), allocation(allocationId, '100', { recipientId: 'novahuset', decision })],
      [on(2023, `/allocations/${allocationId}/disbursements`), { amount: '10', effectiveOn: '2023-03-01' }],
    ];
    await ledger.record(
      ['/parties', { partyId: 'kulturnamnden', name: 'Kulturnämnden', kind: 'body' }],
      ...[2023, 2024].map((year): [string, object] => [
        '/budgets',
        { bodyId: 'kulturnamnden', year, currency: 'SEK', control: 'stop' },
      ]),
      [on(2023, '/appropriations'), { appropriationId: 'ram', kind: 'original', amount: '1000', decision }],
      [on(2023, '/appropriations/ram/adoption'), { decision }],
      ...given('a'),
      ...given('b'),
      [on(2023, '/allocations/b/release'), { reason: 'Behövs inte' }],
      [on(2023, '/lock'), {}],
      [on(2023, '/carry-forward'), { committed: 'carry', available: 'carry' }],
      [on(2023, '/closing'), {}],
    );
    expect(await ledger.get(on(2024))).toMatchObject({ available: '890.00', committed: '90.00' });
    const late = (figure: string, allocationId: string, difference: string) => ({
      concernsYear: 2023,
      figure,
      allocationId: `2023.${allocationId}`,
      difference,
      reason: 'Fel i bokslutet',
    });
    await ledger.record([on(2024, '/late-corrections'), late('released', 'b', '-90')]);
    expect(await ledger.get(on(2024))).toMatchObject({ available: '800.00', committed: '180.00' });
    await ledger.record([on(2024, '/late-corrections'), late('allocated', 'a', '800')]);
    expect(await ledger.get(on(2024))).toMatchObject({ available: '0.00', committed: '980.00' });
    expect(await ledger.refusal(on(2024, '/late-corrections'), late('allocated', 'a', '0.01'))).toBe(
      '409 budget-exceeded',
    );
    const { rows } = await ledger.get('/balances?bodyId=kulturnamnden&year=2024');
    expect(rows).toMatchObject([{ carriedIn: '90.00', priorYear: '890.00', remaining: '980.00' }]);
  });
});
