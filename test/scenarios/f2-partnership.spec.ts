import { budget, meeting, parties, Scenario, stores } from './ledger';

/** F2 of the domain's facts: a partnership with Novahuset, 700 000 SEK set aside every year. */
describe.each(stores)('F2, partnership with Novahuset, on %s', (store) => {
  let ledger: Scenario;

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(...parties, budget(2019), budget(2020));
    await ledger.record(
      [
        '/agreements',
        {
          agreementId: 'iop-novahuset',
          name: 'IOP Novahuset',
          kind: 'partnership',
          bodyId: 'hsn',
          parties: ['hsn', 'novahuset'],
          decision: meeting,
          term: {
            from: '2019-11-12',
            fromCertainty: 'inferred',
          },
        },
      ],
      [
        '/agreements/iop-novahuset/funding-terms',
        { recipientId: 'novahuset', amount: '700000', currency: 'SEK', firstYear: 2019, decision: meeting },
      ],
      ['/agreements/iop-novahuset/years/2019', { decision: meeting }],
      ['/agreements/iop-novahuset/years/2020', {}],
    );
  });

  afterAll(() => ledger.stop());

  test.each([2019, 2020])('%s is allocated and not disbursed: all of it remains', async (year) => {
    expect(await ledger.figures(`year=${year}&recipientId=novahuset`)).toMatchObject({
      allocated: '700000.00',
      disbursed: '0.00',
      remaining: '700000.00',
      unstatedCount: 0,
    });
  });

  test('a year takes effect on the later of its decision and its first day', async () => {
    const row = (day: string) => ledger.figures(`recipientId=novahuset&groupBy=recipientId&effectiveAt=${day}`);
    expect(await row('2019-11-11')).toMatchObject({ allocated: '0.00' });
    expect(await row('2019-11-12')).toMatchObject({ allocated: '700000.00' });
    expect(await row('2020-01-01')).toMatchObject({ allocated: '1400000.00' });
  });

  test('a year is funded once, whoever asks again and under whatever key', async () => {
    expect(await ledger.refusal('/agreements/iop-novahuset/years/2020', {})).toBe('409 already-funded');
    expect(await ledger.refusal('/agreements/iop-novahuset/years/2021', {})).toBe('409 budget-not-open');
    expect(await ledger.refusal('/agreements/iop-okand/years/2020', {})).toBe('404 agreement-not-found');
  });

  test('the agreement shows its terms, that it is in force, and the years funded', async () => {
    expect(await ledger.get('/agreements/iop-novahuset?effectiveAt=2020-06-01')).toMatchObject({
      inForce: 'yes',
      parties: ['hsn', 'novahuset'],
      fundingTerms: [
        {
          recipientId: 'novahuset',
          amount: '700000.00',
          currency: 'SEK',
          firstYear: 2019,
        },
      ],
      years: [
        {
          year: 2019,
          allocationId: 'iop-novahuset',
          amount: '700000.00',
        },
        {
          year: 2020,
          allocationId: 'iop-novahuset',
          amount: '700000.00',
        },
      ],
    });
    expect(await ledger.get('/agreements/iop-novahuset?effectiveAt=2019-01-01')).toMatchObject({ inForce: 'no' });
  });

  test('what is promised for coming years is a forecast and no booking; what is booked stands apart', async () => {
    const forecast = await ledger.get('/forecast?effectiveAt=2019-11-12&agreementId=iop-novahuset&toYear=2021');
    const promised = { amount: '700000.00', promised: 'yes', ifEndedEarly: 'yes', ifExtended: 'yes' };
    expect(forecast).toMatchObject({
      on: '2019-11-12',
      rows: [
        // It takes effect with the year, which had not begun.
        { year: 2020, agreementId: 'iop-novahuset', recipientName: 'Novahuset', ...promised, booked: '0.00' },
        { year: 2021, ...promised, booked: '0.00' },
      ],
      totals: [
        { year: 2020, currency: 'SEK', promised: '700000.00', booked: '0.00' },
        { year: 2021, currency: 'SEK', promised: '700000.00', booked: '0.00' },
      ],
    });
    const { rows } = await ledger.get('/forecast?fromYear=2020&toYear=2021');
    expect(rows).toMatchObject([{ booked: '700000.00' }, { booked: '0.00' }]);
    expect((await ledger.get('/forecast?effectiveAt=2019-11-12')).rows).toHaveLength(5);
    expect(await ledger.figures('year=2021&recipientId=novahuset')).toBeNull();
    const wrong = await ledger.client('GET', '/forecast?fromYear=2020&toYear=2999', { as: 'viewer' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ in: 'query', name: 'toYear' }] } });
  });

  test('what was agreed is recorded, and whether it is followed up is told for any day, as known on any other', async () => {
    const path = '/agreements/iop-novahuset';
    const agreed = (deliverableId: string, kind: string, title: string): [string, object] => [
      `${path}/deliverables`,
      { deliverableId, kind, title, partyId: 'novahuset', decision: meeting },
    ];
    await ledger.record(
      agreed('information', 'deliverable', 'Utveckla information och utbildning, råd och stöd'),
      agreed('metoder', 'evaluation', 'Pröva och utvärdera metoder'),
    );
    const known = ledger.position;
    const isFollowedUp = async (query: string) =>
      (await ledger.get(`${path}?${query}`)).deliverables.map((one: Record<string, unknown>) => one['isFollowedUp']);
    expect(await isFollowedUp('')).toEqual(['no', 'no']);
    // The day and the result are made up.
    const done = { followedUpOn: '2020-11-10', result: 'Metoderna har prövats.' };
    await ledger.record([`${path}/deliverables/metoder/follow-up`, done]);
    expect(await isFollowedUp('effectiveAt=2020-11-09')).toEqual(['no', 'no']);
    expect(await isFollowedUp('effectiveAt=2020-11-10')).toEqual(['no', 'yes']);
    expect(await isFollowedUp(`effectiveAt=2020-11-10&knownPosition=${known}`)).toEqual(['no', 'no']);
    expect(await ledger.refusal(`${path}/deliverables/okand/follow-up`, done)).toBe('404 deliverable-not-found');
    const { rows } = await ledger.get('/audit-trail?type=DeliverableFollowedUp');
    expect(rows).toMatchObject([{ before: { deliverableId: 'metoder', followedUpOn: null }, after: done }]);
  });

  test('money before the agreement is in force is refused', async () => {
    const early = { effectiveOn: '2019-05-01', decision: { bodyId: 'hsn', decidedOn: '2019-05-01' } };
    const allocation = { allocationId: 'extra', recipientId: 'novahuset', kind: 'one-off', amount: '1.00', ...early };
    const path = '/budgets/hsn/2019/allocations';
    expect(await ledger.refusal(path, { ...allocation, agreementId: 'iop-novahuset' })).toBe('409 not-in-force');
  });

  test('an agreement whose amount is not stated has a row without figures, never one with 0', async () => {
    await ledger.record(
      ['/parties', { partyId: 'stadsmissionen', name: 'Stadsmissionen', kind: 'other' }],
      [
        '/agreements',
        {
          agreementId: 'halsolots',
          name: 'Hälsolots',
          kind: 'partnership',
          bodyId: 'hsn',
          parties: ['hsn', 'stadsmissionen'],
          term: { from: '2017' },
        },
      ],
      [
        '/agreements/halsolots/funding-terms',
        { recipientId: 'stadsmissionen', amount: null, currency: 'SEK', firstYear: 2017 },
      ],
    );
    expect(await ledger.figures('year=2019&recipientId=stadsmissionen')).toMatchObject({
      allocated: null,
      disbursed: null,
      remaining: null,
      unstatedCount: 1,
    });
    expect(await ledger.refusal('/agreements/halsolots/years/2019', {})).toBe('409 amount-not-stated');
  });
});
