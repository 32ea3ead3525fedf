import { budget, parties, Scenario, stores } from './ledger';

/** Two associations that the board funds become one: what was booked stays, and reports follow the survivor. */
describe.each(stores)('a party that goes up in another, on %s', (store) => {
  let ledger: Scenario;
  let before: string;
  const allocations = '/budgets/hsn/2019/allocations';
  const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
  const given = (allocationId: string, recipientId: string, amount: string, more: object = {}): [string, object] => [
    allocations,
    { allocationId, recipientId, kind: 'one-off', amount, decision, ...more },
  ];
  const merger = (into: string, effectiveFrom = '2020-01-01') => ({
    into,
    effectiveFrom,
    reason: 'Föreningarna går samman.',
    decision: { ...decision, decidedOn: '2019-12-10' },
  });
  const agreement = { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['novahuset'] };
  const terms = { recipientId: 'novahuset', amount: '7.00', currency: 'SEK', firstYear: 2019 };

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      ['/parties', { partyId: 'unizon', name: 'Unizon', kind: 'association' }],
      ['/parties', { partyId: 'roks', name: 'Roks', kind: 'association' }],
      budget(2019),
      ['/agreements', { ...agreement, term: { from: '2019' } }],
      ['/agreements/iop/funding-terms', terms],
      given('nova', 'novahuset', '100.00'),
      given('uni', 'unizon', '40.00'),
      [`${allocations}/nova/disbursements`, { amount: '60.00', effectiveOn: '2020-02-01' }],
    );
    before = ledger.position;
    await ledger.record(['/parties/novahuset/merger', merger('unizon')]);
  });

  afterAll(() => ledger.stop());

  const rows = async (query: string) =>
    (await ledger.get(`/balances?${query}`)).rows.map((row: Record<string, unknown>) => [
      row['recipientId'],
      row['recipientName'],
      row['allocated'],
      row['remaining'],
      row['mergedFrom'] ?? null,
    ]);
  const apart = [
    ['novahuset', 'Novahuset', '100.00', '40.00', null],
    ['unizon', 'Unizon', '40.00', '40.00', null],
  ];
  const together = [['unizon', 'Unizon', '140.00', '80.00', ['novahuset']]];

  test('balances show the two apart up to the day of the merger and as known before it, and as one from then on', async () => {
    const unpaid = [['novahuset', 'Novahuset', '100.00', '100.00', null], apart[1]];
    expect(await rows('year=2019&effectiveAt=2019-12-31')).toEqual(unpaid);
    expect(await rows('year=2019&effectiveAt=2020-01-01')).toEqual([
      ['unizon', 'Unizon', '140.00', '140.00', ['novahuset']],
    ]);
    expect(await rows('year=2019')).toEqual(together);
    expect(await rows(`year=2019&knownPosition=${before}`)).toEqual(apart);
    expect(await rows(`year=2019&knownPosition=${before}&effectiveAt=2020-06-30`)).toEqual(apart);
  });

  test('asked for the survivor they count both, and asked for the merged party what was booked on it', async () => {
    expect(await rows('recipientId=unizon')).toEqual(together);
    expect(await rows('recipientId=unizon&effectiveAt=2019-12-31')).toEqual([apart[1]]);
    expect(await rows('recipientId=novahuset')).toEqual([apart[0]]);
    const { totals } = await ledger.get('/balances?recipientId=unizon&groupBy=bodyId');
    expect(totals).toMatchObject([{ allocated: '140.00', disbursed: '60.00', remaining: '80.00' }]);
  });

  test('between before and after only what moved differs, and the totals not at all', async () => {
    const diff = await ledger.get(`/balances/diff?year=2019&againstKnownPosition=${before}`);
    expect(diff.rows).toMatchObject([
      { recipientId: 'novahuset', before: { allocated: '100.00' }, after: null, change: { remaining: '-40.00' } },
      { recipientId: 'unizon', mergedFrom: ['novahuset'], change: { allocated: '100.00', remaining: '40.00' } },
    ]);
    expect(diff.totals).toMatchObject([{ change: { allocated: '0.00', disbursed: '0.00', remaining: '0.00' } }]);
  });

  test('a series takes the merged party in on the day of the merger', async () => {
    const query = 'recipientId=unizon&interval=month&from=2019-11-30&to=2020-02-29';
    const { series } = await ledger.get(`/balances/series?${query}`);
    expect(series[0].points.map(({ allocated, remaining }: Record<string, string>) => [allocated, remaining])).toEqual([
      ['40.00', '40.00'],
      ['40.00', '40.00'],
      ['140.00', '140.00'],
      ['140.00', '80.00'],
    ]);
  });

  test('the survivor’s statement has the lines of both, each with whom it was booked on', async () => {
    const { mergedFrom, lines, totals } = await ledger.get('/recipients/unizon/statement');
    expect(mergedFrom).toEqual(['novahuset']);
    expect(
      lines.map((line: Record<string, unknown>) => [line['recipientId'], line['fact'], line['remaining']]),
    ).toEqual([
      ['novahuset', 'decided', '100.00'],
      ['unizon', 'decided', '140.00'],
      ['novahuset', 'disbursed', '80.00'],
    ]);
    expect(totals).toMatchObject([{ allocated: '140.00', disbursed: '60.00', closing: '80.00' }]);
    expect((await ledger.get(`/recipients/unizon/statement?knownPosition=${before}`)).lines).toHaveLength(1);
  });

  test('no entry has moved: allocations and journal name whom they were booked on, found by either', async () => {
    const found = (await ledger.get('/allocations?recipientId=unizon')).rows;
    expect(found.map(({ recipientId }: Record<string, string>) => recipientId)).toEqual(['novahuset', 'unizon']);
    const journal = (await ledger.get('/entries?recipientId=unizon')).rows;
    expect(journal).toHaveLength(3);
    expect(journal[0].postings[0].recipientId).toBe('novahuset');
    const told = async (query: string) =>
      (await ledger.get(`/audit-trail?recipientId=unizon${query}`)).rows.map(
        ({ type, recipientId }: Record<string, string>) => `${type} ${recipientId}`,
      );
    const own = ['PartyRegistered unizon', 'AllocationDecided unizon'];
    expect(await told('&effectiveAt=2019-12-31')).toEqual(expect.arrayContaining(own));
    expect(await told('&effectiveAt=2019-12-31')).toHaveLength(2);
    expect(await told('')).toHaveLength(7);
    expect(await told('')).toEqual(
      expect.arrayContaining([...own, 'PartyRegistered novahuset', 'PartyMerged novahuset']),
    );
  });

  test('each party says where the other is, and since when', async () => {
    expect(await ledger.get('/parties/novahuset')).toMatchObject({
      mergedInto: { partyId: 'unizon', effectiveFrom: '2020-01-01' },
      survivorId: 'unizon',
      mergedFrom: [],
    });
    expect(await ledger.get('/parties/unizon')).toMatchObject({
      mergedInto: null,
      survivorId: 'unizon',
      mergedFrom: ['novahuset'],
    });
    expect(await ledger.get('/parties/novahuset?effectiveAt=2019-12-31')).toMatchObject({ mergedInto: null });
    expect(await ledger.get(`/parties/unizon?knownPosition=${before}`)).toMatchObject({ mergedFrom: [] });
  });

  test('the trail says who merged whom, when and why', async () => {
    const { rows: told } = await ledger.get('/audit-trail?type=PartyMerged');
    expect(told).toMatchObject([
      {
        stream: 'party-novahuset',
        effectiveOn: '2020-01-01',
        reason: 'Föreningarna går samman.',
        decision: { decidedOn: '2019-12-10' },
        before: { mergedInto: null },
        after: { mergedInto: { partyId: 'unizon', effectiveFrom: '2020-01-01' } },
      },
    ]);
  });

  test('nothing new is given to it, by whatever way; what was given goes on', async () => {
    const [path, body] = given('ny', 'novahuset', '1.00');
    expect(await ledger.refusal(path, body)).toBe('409 merged');
    expect(await ledger.refusal('/agreements/iop/years/2019', { decision })).toBe('409 merged');
    const anew = { allocationId: 'uni-2', reason: 'Fel mottagare', recipientId: 'novahuset' };
    expect(await ledger.refusal(`${allocations}/uni/replacement`, anew)).toBe('409 merged');
    const answer = await ledger.client('POST', path, { body });
    expect(answer.body).toMatchObject({
      path: '/parties/unizon',
      detail: expect.stringContaining('unizon'),
      errors: [{ pointer: '/recipientId' }],
    });
    await ledger.record(
      [`${allocations}/nova/disbursements`, { amount: '1.00', effectiveOn: '2020-03-01' }],
      ['/agreements/iop/funding-terms', { ...terms, recipientId: 'unizon' }],
      ['/agreements/iop/years/2019', { decision }],
    );
    expect((await ledger.figures('recipientId=unizon'))?.['remaining']).toBe('86.00');
  });

  test('it is done once, not with itself, and not into what is merged; a survivor may go up in a third', async () => {
    const path = '/parties/novahuset/merger';
    expect(await ledger.refusal(path, merger('unizon'))).toBe('409 already-merged');
    expect(await ledger.refusal('/parties/roks/merger', merger('roks'))).toBe('400 merges-with-itself');
    expect(await ledger.refusal('/parties/roks/merger', merger('novahuset'))).toBe('409 merged');
    expect(await ledger.refusal('/parties/unizon/merger', merger('novahuset'))).toBe('409 merged');
    expect(await ledger.refusal('/parties/roks/merger', merger('nobody'))).toBe('409 unknown-party');
    expect(await ledger.refusal('/parties/nobody/merger', merger('roks'))).toBe('404 party-not-found');
    await ledger.record(['/parties/unizon/merger', merger('roks', '2999-01-01')]);
    expect(await rows('effectiveAt=2998-12-31')).toMatchObject([
      ['unizon', 'Unizon', '147.00', '86.00', ['novahuset']],
    ]);
    expect(await rows('year=2019')).toEqual([['roks', 'Roks', '147.00', '86.00', ['novahuset', 'unizon']]]);
    // The merger lies ahead: until then money goes to the party as before.
    await ledger.record(given('till', 'unizon', '1.00'));
    const [to, body] = given('till-2', 'unizon', '1.00', { effectiveOn: '2999-01-01' });
    expect(await ledger.refusal(to, body)).toBe('409 merged');
    expect((await ledger.get('/parties/novahuset')).survivorId).toBe('roks');
  });
});
