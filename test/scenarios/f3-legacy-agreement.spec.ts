import { budget, parties, Scenario, stores } from './ledger';

/** F3 of the domain's facts: since 2017 a partnership with Stadsmissionen, of which neither amount nor end is stated. */
describe.each(stores)('F3, the health room of Stadsmissionen, on %s', (store) => {
  let ledger: Scenario;
  let before: string;

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(...parties, budget(2019), [
      '/parties',
      { partyId: 'stadsmissionen', name: 'Stadsmissionen', kind: 'other' },
    ]);
    before = ledger.position;
    await ledger.record(
      [
        '/agreements',
        {
          agreementId: 'halsolots',
          name: 'Hälsolots för utsatta EU-medborgare',
          kind: 'partnership',
          bodyId: 'hsn',
          parties: ['hsn', 'stadsmissionen'],
          partiesCertainty: 'unknown',
          term: { from: '2017', to: null, toCertainty: 'unknown', fromEvidence: 'Sedan 2017.' },
          note: 'Vilken av organisationerna med namnet Stadsmissionen som är part framgår inte.',
        },
      ],
      [
        '/agreements/halsolots/funding-terms',
        { recipientId: 'stadsmissionen', amount: null, currency: 'SEK', firstYear: 2017 },
      ],
    );
  });

  afterAll(() => ledger.stop());

  test('it stands in the register with what is known of it, and was not there before it was recorded', async () => {
    const { agreements } = await ledger.get('/agreements?effectiveAt=2019-11-12&q=hälsolots');
    expect(agreements).toMatchObject([
      {
        agreementId: 'halsolots',
        kind: 'partnership',
        parties: ['hsn', 'stadsmissionen'],
        partiesCertainty: 'unknown',
        decision: null,
        starts: { earliest: '2017-01-01', latest: '2017-12-31' },
        ends: { earliest: null, latest: null },
        note: expect.stringContaining('framgår inte'),
      },
    ]);
    expect((await ledger.get(`/agreements?knownPosition=${before}`)).agreements).toEqual([]);
  });

  test('nothing that is not stated is forecast as a figure: neither an amount nor that it goes on', async () => {
    const { rows, totals, leftOut } = await ledger.get('/forecast?effectiveAt=2019-11-12&toYear=2020');
    expect(rows).toMatchObject([{ year: 2020, recipientId: 'stadsmissionen', amount: null, promised: 'unknown' }]);
    expect(totals).toMatchObject([{ year: 2020, promised: null, ifExtended: null, booked: '0.00' }]);
    expect(leftOut).toEqual([{ year: 2020, unstatedCount: 1, unsureCount: 0, unknownPartCount: 0 }]);
  });

  test.each([
    ['2016-12-31', 'no'],
    ['2017-06-30', 'unknown'],
    ['2018-01-01', 'unknown'],
  ])('on %s it is in force: %s', async (day, inForce) => {
    expect(await ledger.get(`/agreements/halsolots?effectiveAt=${day}`)).toMatchObject({ inForce, inForceOn: day });
  });

  test('its balances are not stated, and no row of money was invented', async () => {
    expect(await ledger.figures('year=2019&recipientId=stadsmissionen')).toMatchObject({
      allocated: null,
      disbursed: null,
      remaining: null,
      unstatedCount: 1,
    });
    expect((await ledger.get('/allocations?recipientId=stadsmissionen')).rows).toEqual([]);
    expect(await ledger.refusal('/agreements/halsolots/years/2019', {})).toBe('409 amount-not-stated');
    const { events } = await ledger.get('/events?stream=budget-hsn.2019');
    expect(events.map(({ type }: { type: string }) => type)).toEqual(['BudgetOpened']);
  });
});
