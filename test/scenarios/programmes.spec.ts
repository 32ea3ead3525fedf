import { budget, meeting, parties, Scenario, stores } from './ledger';

/** A board keeps part of its money for near care and for the young; what is in one is not used by another. */
describe.each(stores)('programmes, on %s', (store) => {
  let ledger: Scenario;
  const hsn = (rest = '', year = 2019) => `/budgets/hsn/${year}${rest}`;
  const allocation = (allocationId: string, amount: string, programme?: string) => ({
    allocationId,
    recipientId: 'primarvarden',
    kind: 'one-off',
    amount,
    decision: meeting,
    ...(programme !== undefined && { programme }),
  });
  const rows = async (query = '', year = 2019) => (await ledger.get(hsn(`/programmes${query}`, year))).rows;
  const plan = (appropriationId: string, amount: string, programmeId?: string) => ({
    appropriationId,
    kind: 'original',
    amount,
    decision: meeting,
    ...(programmeId !== undefined && { programmeId }),
  });

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    const adopted = { decision: meeting, effectiveOn: '2019-01-01' };
    await ledger.record(
      ...parties,
      budget(2019, { control: 'stop' }),
      budget(2020, { control: 'stop' }),
      [hsn('/programmes'), { programmeId: 'nara-vard', name: 'Nära vård' }],
      [hsn('/programmes'), { programmeId: 'unga', name: 'Unga' }],
      [hsn('/appropriations'), plan('ram', '100')],
      [hsn('/appropriations/ram/adoption'), adopted],
      [hsn('/appropriations'), plan('nara', '50', 'nara-vard')],
      [hsn('/appropriations/nara/adoption'), adopted],
    );
  });

  afterAll(() => ledger.stop());

  test('each keeps to what it has, and says by how much it would not', async () => {
    await ledger.record([hsn('/allocations'), allocation('a', '50', 'nara-vard')]);
    expect(await ledger.refusal(hsn('/allocations'), allocation('b', '0.01', 'nara-vard'))).toBe(
      '409 programme-exceeded',
    );
    const { body } = await ledger.client('POST', hsn('/allocations'), { body: allocation('b', '0.01', 'nara-vard') });
    expect(body.detail).toBe('Available in the programme nara-vard is 0.00 SEK, which would leave -0.01 SEK.');
    expect(await ledger.refusal(hsn('/allocations'), allocation('b', '1', 'unga'))).toBe('409 programme-exceeded');
    const unknown = await ledger.client('POST', hsn('/allocations'), { body: allocation('b', '1', 'annat') });
    expect([unknown.status, unknown.body.code, unknown.body.errors]).toMatchObject([
      409,
      'unknown-programme',
      [{ pointer: '/programme' }],
    ]);
    expect(await ledger.refusal(hsn('/allocations'), allocation('b', '100.01'))).toBe('409 budget-exceeded');
  });

  test('money is moved to where it is needed, and the figures of all add up to the budget on both axes', async () => {
    const before = ledger.position;
    await ledger.record(
      [hsn('/programme-transfers'), { transferId: 'm1', toProgrammeId: 'unga', amount: '40', decision: meeting }],
      [hsn('/allocations'), allocation('b', '30', 'unga')],
      [hsn('/allocations/b/disbursements'), { amount: '10', disbursementId: 'u1', effectiveOn: '2019-12-01' }],
      [hsn('/allocations'), allocation('c', '15')],
    );
    expect(await rows()).toMatchObject([
      { programmeId: 'nara-vard', appropriated: '50.00', moved: '0.00', available: '0.00', committed: '50.00' },
      { programmeId: 'unga', moved: '40.00', available: '10.00', committed: '20.00', disbursed: '10.00' },
      { programmeId: null, appropriated: '100.00', moved: '-40.00', available: '45.00', committed: '15.00' },
    ]);
    expect(await ledger.get(hsn())).toMatchObject({ appropriated: '150.00', available: '55.00', committed: '85.00' });
    expect(await rows('?effectiveAt=2019-11-11')).toMatchObject([
      { programmeId: 'nara-vard', available: '50.00', committed: '0.00' },
      { programmeId: 'unga', moved: '0.00', available: '0.00' },
      { programmeId: null, available: '100.00' },
    ]);
    expect(await rows(`?knownPosition=${before}`)).toMatchObject([
      { programmeId: 'nara-vard', committed: '50.00' },
      { programmeId: 'unga', moved: '0.00', available: '0.00' },
      { programmeId: null, available: '100.00' },
    ]);
    const { rows: journal } = await ledger.get('/entries?allocationId=b');
    for (const { postings } of journal)
      for (const posting of postings) expect(posting).toMatchObject({ programmeId: 'unga' });
  });

  test('balances tell programmes apart on both axes, and a transfer between two is none of a recipient’s', async () => {
    const moved = ledger.position;
    const told = async (query: string) =>
      (await ledger.get(`/balances?${query}`)).rows.map((row: Record<string, unknown>) => [
        row['programme'],
        row['allocated'],
        row['disbursed'],
        row['remaining'],
      ]);
    const grouped = 'year=2019&groupBy=programme';
    expect(await told(grouped)).toEqual([
      [null, '15.00', '0.00', '15.00'],
      ['nara-vard', '50.00', '0.00', '50.00'],
      ['unga', '30.00', '10.00', '20.00'],
    ]);
    expect(await told(`${grouped}&effectiveAt=2019-11-30`)).toContainEqual(['unga', '30.00', '0.00', '30.00']);
    expect(await told('programme=unga&groupBy=programme')).toEqual([['unga', '30.00', '10.00', '20.00']]);
    expect(await told('programme=annat')).toEqual([]);
    await ledger.record([
      hsn('/programme-transfers'),
      { transferId: 'm2', fromProgrammeId: 'unga', amount: '10', decision: meeting },
    ]);
    const { rows: same } = await ledger.get(`/balances/diff?groupBy=programme&againstKnownPosition=${moved}`);
    expect(same).toEqual([]);
    await ledger.record([hsn('/programme-transfers/m2/reversal'), { reason: 'Tillbaka' }]);

    const query = `groupBy=recipientId,programme&againstEffectiveAt=2019-11-30`;
    const { rows: compared, totals } = await ledger.get(`/balances/diff?${query}`);
    expect(compared).toMatchObject([
      { recipientId: 'primarvarden', programme: 'unga', change: { allocated: '0.00', disbursed: '10.00' } },
    ]);
    expect(totals).toMatchObject([{ before: { allocated: '95.00' }, change: { disbursed: '10.00' } }]);
    expect((await ledger.get(`/balances/diff?programme=nara-vard&againstEffectiveAt=2019-11-11`)).rows).toMatchObject([
      { year: 2019, change: { allocated: '50.00' } },
    ]);
    const { series } = await ledger.get('/balances/series?programme=unga&interval=month&to=2019-12-31');
    expect(series).toMatchObject([
      {
        points: [
          { at: '2019-11-30', allocated: '30.00', disbursed: '0.00' },
          { at: '2019-12-31', allocated: '30.00', disbursed: '10.00' },
        ],
      },
    ]);
    const first = await ledger.get(`/balances?${grouped}&limit=1`);
    expect(first.rows).toMatchObject([{ programme: null }]);
    const { rows: second } = await ledger.get(`/balances?cursor=${first.next}`);
    expect(second).toMatchObject([{ programme: 'nara-vard' }, { programme: 'unga' }]);
  });

  test('a reversal gives back to the programme, and the trail says what was moved', async () => {
    await ledger.record([hsn('/allocations/a/reversal'), { reason: 'Fel mottagare' }]);
    expect((await rows())[0]).toMatchObject({ programmeId: 'nara-vard', available: '50.00', committed: '0.00' });
    const { rows: trail } = await ledger.get('/audit-trail?type=ProgrammeTransferred');
    expect(trail).toMatchObject([
      { effectiveOn: '2019-11-12', after: { transferId: 'm1', toProgrammeId: 'unga', amount: '40.00' } },
      { effectiveOn: '2019-11-12', after: { transferId: 'm2', fromProgrammeId: 'unga', amount: '10.00' } },
    ]);
    const { rows: opened } = await ledger.get('/audit-trail?type=ProgrammeOpened');
    expect(opened.map(({ after }: { after: object }) => after)).toMatchObject([
      { programmeId: 'nara-vard', name: 'Nära vård', control: 'stop' },
      { programmeId: 'unga' },
    ]);
  });

  test('next year’s programmes take over what each has left, and what is committed under it', async () => {
    const carry = { committed: 'carry', available: 'carry', overrun: 'carry' };
    await ledger.record([hsn('/lock'), {}]);
    const refused = await ledger.client('POST', hsn('/carry-forward'), { body: carry });
    expect([refused.status, refused.body.code]).toEqual([409, 'programme-not-open']);
    expect(refused.body.detail).toContain('no programme nara-vard, unga');
    await ledger.record(
      [hsn('/programmes', 2020), { programmeId: 'nara-vard', name: 'Nära vård' }],
      [hsn('/programmes', 2020), { programmeId: 'unga', name: 'Barn och unga' }],
      [hsn('/carry-forward'), carry],
    );
    expect(await rows('', 2020)).toMatchObject([
      { programmeId: 'nara-vard', available: '50.00', committed: '0.00', carriedIn: '50.00' },
      { programmeId: 'unga', name: 'Barn och unga', available: '10.00', committed: '20.00', carriedIn: '30.00' },
      { programmeId: null, available: '45.00', committed: '15.00', carriedIn: '60.00' },
    ]);
    for (const { available, carriedOut, programmeId } of await rows())
      expect([available, carriedOut]).toEqual([
        '0.00',
        { 'nara-vard': '50.00', unga: '30.00' }[programmeId as string] ?? '60.00',
      ]);
    expect(await ledger.get(hsn('', 2020))).toMatchObject({ available: '105.00', committed: '35.00' });
    const onward = { ...allocation('ny', '50.01', 'nara-vard'), effectiveOn: '2020-03-01' };
    expect(await ledger.refusal(hsn('/allocations', 2020), onward)).toBe('409 programme-exceeded');
    await ledger.record([
      hsn('/allocations/2019.b/release', 2020),
      { reason: 'Behövs inte', effectiveOn: '2020-03-01' },
    ]);
    // What an earlier year decided lapses when it comes back, unless the budget says that it can be used again.
    expect((await rows('', 2020))[1]).toMatchObject({ available: '10.00', committed: '0.00', lapsed: '20.00' });
  });
});
