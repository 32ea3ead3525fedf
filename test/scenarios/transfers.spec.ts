import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

/** A board gives some of its money to the assembly's budget, and to its own next year's. */
describe.each(stores)('transfers, on %s', (store) => {
  let ledger: Scenario;
  const hsn = (rest = '', year = 2019) => `/budgets/hsn/${year}${rest}`;
  const rf = (rest = '') => `/budgets/regionfullmaktige/2019${rest}`;
  const nothing = { carriedIn: '0.00', carriedOut: '0.00', transferredIn: '0.00', transferredOut: '0.00' };
  const transfer = (transferId: string, amount: string, more: object = {}) => ({
    transferId,
    toBodyId: 'regionfullmaktige',
    amount,
    decision: meeting,
    ...more,
  });

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    const plan = { appropriationId: 'ram', kind: 'original', amount: '100', decision: meeting };
    await ledger.record(
      ...parties,
      budget(2019, { control: 'stop' }),
      budget(2020),
      ['/budgets', { bodyId: 'regionfullmaktige', year: 2019, currency: 'SEK', control: 'none' }],
      ['/budgets', { bodyId: 'regionfullmaktige', year: 2020, currency: 'EUR', control: 'none' }],
      [hsn('/appropriations'), plan],
      [hsn('/appropriations/ram/adoption'), { decision: meeting, effectiveOn: '2019-01-01' }],
    );
  });

  afterAll(() => ledger.stop());

  test('what one budget gives another has, to the öre, and each says so', async () => {
    const before = ledger.position;
    await ledger.record([hsn('/transfers'), transfer('omf', '40.50', { note: 'Gemensam upphandling' })]);
    expect(await ledger.get(hsn())).toMatchObject({
      appropriated: '100.00',
      available: '59.50',
      transferredOut: '40.50',
      transferredIn: '0.00',
      underWay: nothing,
    });
    // What it was given is all the limit that it has.
    expect(await ledger.get(rf())).toMatchObject({
      available: '40.50',
      transferredIn: '40.50',
      transferredOut: '0.00',
      underWay: nothing,
    });
    expect(await ledger.get(rf(`?knownPosition=${before}`))).toMatchObject({ available: null, transferredIn: '0.00' });
    expect(await ledger.get(rf('?effectiveAt=2019-11-11'))).toMatchObject({ available: null, transferredIn: '0.00' });
  });

  test('in between it is in neither, and both say that it is under way', async () => {
    const { events } = await ledger.get('/events?limit=1000');
    const [sent, received, completed] = ['TransferSent', 'TransferReceived', 'TransferCompleted'].map((wanted) =>
      events.find(({ type }: { type: string }) => type === wanted),
    );
    expect([sent.stream, received.stream, completed.stream]).toEqual([
      'budget-hsn.2019',
      'budget-regionfullmaktige.2019',
      'budget-hsn.2019',
    ]);
    expect(received.data).toMatchObject({ from: { bodyId: 'hsn', year: 2019, revision: Number(sent.revision) } });
    const cut = `?knownPosition=${sent.position}`;
    expect(await ledger.get(hsn(cut))).toMatchObject({
      available: '59.50',
      underWay: { ...nothing, transferredOut: '40.50' },
    });
    expect(await ledger.get(rf(cut))).toMatchObject({
      transferredIn: '0.00',
      underWay: { ...nothing, transferredIn: '40.50' },
    });
    const later = `?knownPosition=${received.position}`;
    for (const path of [hsn(later), rf(later)]) expect(await ledger.get(path)).toMatchObject({ underWay: nothing });
  });

  test('it happens once, whoever says it again', async () => {
    expect(await ledger.refusal(hsn('/transfers'), transfer('omf', '40.50'))).toBe('409 already-exists');
    const options = { body: transfer('igen', '1'), headers: { 'idempotency-key': 'igen' } };
    const first = await ledger.client('POST', hsn('/transfers'), options);
    const again = await ledger.client('POST', hsn('/transfers'), options);
    expect([first.status, again.status, again.body.revision]).toEqual([201, 200, first.body.revision]);
    await ledger.record();
    expect(await ledger.get(rf())).toMatchObject({ transferredIn: '41.50' });
  });

  test('what cannot be is refused, and nothing changes', async () => {
    const before = await ledger.get(hsn());
    const refusals: [object, string][] = [
      [transfer('mer', '58.51'), '409 budget-exceeded'],
      [transfer('mer', '1', { toBodyId: 'hsn' }), '400 transfers-to-itself'],
      [transfer('mer', '1', { toBodyId: 'novahuset' }), '409 budget-not-open'],
      [transfer('mer', '1', { toYear: 2020 }), '409 currency-mismatch'],
      [transfer('mer', '1.005'), '400 too-many-decimals'],
      [transfer('mer', '1', { decision: { ...meeting, bodyId: 'nobody' } }), '409 unknown-body'],
    ];
    for (const [body, answer] of refusals) expect(await ledger.refusal(hsn('/transfers'), body)).toBe(answer);
    expect(await ledger.refusal(hsn('/transfers', 2031), transfer('mer', '1'))).toBe('404 budget-not-found');
    expect(await ledger.refusal(hsn('/transfers/mer/reversal'), { reason: 'R' })).toBe('404 transfer-not-found');
    expect(await ledger.get(hsn())).toEqual(before);
  });

  test('it is given back, so that both are as if it had never been, on any day', async () => {
    await ledger.record([hsn('/transfers/igen/reversal'), { reason: 'Fel budget' }]);
    for (const cut of ['', '?effectiveAt=2019-11-12']) {
      expect(await ledger.get(hsn(cut))).toMatchObject({ available: '59.50', transferredOut: '40.50' });
      expect(await ledger.get(rf(cut))).toMatchObject({ available: '40.50', transferredIn: '40.50' });
    }
    expect(await ledger.refusal(hsn('/transfers/igen/reversal'), { reason: 'R' })).toBe('409 already-reversed');
    const { rows } = await ledger.get('/audit-trail?year=2019&bodyId=regionfullmaktige&type=TransferSent');
    expect(rows).toMatchObject([
      { reason: 'Fel budget', effectiveOn: '2019-11-12', after: { status: 'under way', reverses: 'igen' } },
    ]);
  });

  test('both budgets list it, with what has become of it', async () => {
    const { rows } = await ledger.get(hsn('/transfers'));
    const from = { bodyId: 'hsn', year: 2019 };
    const to = { bodyId: 'regionfullmaktige', year: 2019 };
    expect(rows).toMatchObject([
      {
        transferId: 'omf',
        from,
        to,
        amount: '40.50',
        decision: meeting,
        note: 'Gemensam upphandling',
        status: 'arrived',
      },
      { transferId: 'igen', amount: '1.00', status: 'arrived', because: null, reverses: null },
      { from: to, to: from, amount: '1.00', decision: null, reason: 'Fel budget', status: 'arrived', reverses: 'igen' },
    ]);
    expect(rows[1].reversedBy).toBe(rows[2].transferId);
    expect((await ledger.get(rf('/transfers'))).rows).toEqual(rows);
    const first = await ledger.get(hsn('/transfers?limit=2'));
    expect(first.rows).toEqual(rows.slice(0, 2));
    expect((await ledger.get(hsn(`/transfers?cursor=${first.next}`))).rows).toEqual(rows.slice(2));
    expect((await ledger.client('GET', hsn('/transfers', 2031))).body).toMatchObject({ code: 'budget-not-found' });
    expect((await ledger.get(hsn('/transfers?effectiveAt=2019-11-11'))).rows).toEqual([]);
    const { events } = await ledger.get('/events?limit=1000');
    const { position } = events.find(({ type }: { type: string }) => type === 'TransferSent');
    expect((await ledger.get(hsn(`/transfers?knownPosition=${position}`))).rows).toMatchObject([
      { transferId: 'omf', status: 'under-way' },
    ]);
  });

  test('what was used cannot be given back', async () => {
    const used = allocation('anvant', '0.51', { recipientId: 'novahuset' });
    await ledger.record([rf('/allocations'), used]);
    expect(await ledger.refusal(hsn('/transfers/omf/reversal'), { reason: 'R' })).toBe('409 budget-exceeded');
  });

  test('between the years of one board too, and recipients’ balances know nothing of it', async () => {
    const next = { toBodyId: 'hsn', toYear: 2020, effectiveOn: '2019-12-01' };
    await ledger.record([hsn('/transfers'), transfer('nasta-ar', '9.50', next)]);
    expect(await ledger.get(hsn())).toMatchObject({ available: '50.00', transferredOut: '50.00' });
    expect(await ledger.get(hsn('', 2020))).toMatchObject({
      available: '9.50',
      transferredIn: '9.50',
      carriedIn: '0.00',
    });
    const { rows } = await ledger.get('/balances?bodyId=hsn');
    expect(rows).toEqual([]);
  });

  test('a closed year’s seal has them among its accounts', async () => {
    await ledger.record([hsn('/lock'), {}], [hsn('/carry-forward'), { available: 'carry' }], [hsn('/closing'), {}]);
    const { seal } = await ledger.get(hsn());
    expect(seal.trialBalance).toEqual([
      { account: 'AUTHORITY', amount: '-100.00' },
      { account: 'AVAILABLE', amount: '0.00' },
      { account: 'CARRIED_OUT', amount: '50.00' },
      { account: 'TRANSFERRED_OUT', amount: '50.00' },
    ]);
    expect(await ledger.get(hsn('', 2020))).toMatchObject({ available: '59.50' });
    expect(await ledger.refusal(rf('/transfers'), transfer('till', '1', { toBodyId: 'hsn' }))).toBe(
      '409 budget-closed',
    );
  });
});
