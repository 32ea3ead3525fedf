import { Scenario, stores } from './ledger';

/** F4 of the domain's facts: a new agreement with SOS Alarm, decided on 2020-03-03, follows on the present one. */
describe.each(stores)('F4, SOS Alarm in Östergötland, on %s', (store) => {
  let ledger: Scenario;
  let before: string;
  const decision = { bodyId: 'hsn', decidedOn: '2020-03-03' };

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    const agreement = { kind: 'service', bodyId: 'hsn', parties: ['region-ostergotland', 'sos-alarm'] };
    await ledger.record(
      ['/parties', { partyId: 'hsn', name: 'Hälso- och sjukvårdsnämnden', kind: 'body' }],
      ['/parties', { partyId: 'region-ostergotland', name: 'Region Östergötland', kind: 'region' }],
      ['/parties', { partyId: 'sos-alarm', name: 'SOS Alarm', kind: 'company' }],
      ['/budgets', { bodyId: 'hsn', year: 2020, currency: 'SEK', control: 'none' }],
      [
        '/agreements',
        {
          agreementId: 'sos-nuvarande',
          name: 'Larmtjänster, nuvarande avtal',
          ...agreement,
          term: {
            from: null,
            to: '2020-06-30',
            toCertainty: 'inferred',
            toEvidence: 'Nuvarande avtal löper ut vid halvårsskiftet 2020.',
          },
        },
      ],
    );
    before = ledger.position;
    await ledger.record(
      [
        '/agreements',
        {
          agreementId: 'sos-2020',
          name: 'Larmtjänster, nytt avtal',
          ...agreement,
          decision,
          term: {
            from: '2020-07-01',
            fromCertainty: 'inferred',
            fromEvidence: 'Nuvarande avtal löper ut vid halvårsskiftet 2020.',
            to: '2024-09-30',
          },
        },
      ],
      [
        '/agreements/sos-nuvarande/supersession',
        {
          supersededBy: 'sos-2020',
          decision,
          changes: [
            { what: 'Tjänst', before: 'Samma', after: 'Samma' },
            { what: 'Kvalitetsuppföljning, insyn och kontroll', before: null, after: 'Mer' },
          ],
        },
      ],
    );
  });

  afterAll(() => ledger.stop());

  test('the new agreement follows on the present one without a gap or an overlap, as far as is inferred', async () => {
    const { supersedes, term } = await ledger.get('/agreements/sos-2020');
    expect(supersedes).toMatchObject([
      { agreementId: 'sos-nuvarande', fit: 'seamless', days: null, term: { toCertainty: 'inferred' } },
    ]);
    expect(term).toMatchObject({ fromCertainty: 'inferred', fromEvidence: expect.stringContaining('halvårsskiftet') });
  });

  test('a start one day off would be told as a gap or an overlap', async () => {
    const fit = async (from: string) => {
      await ledger.record(['/agreements/sos-2020/term', { from, to: '2024-09-30' }]);
      const { supersedes } = await ledger.get('/agreements/sos-2020');
      return [supersedes[0].fit, supersedes[0].days];
    };
    const asRecorded = ledger.position;
    expect(await fit('2020-07-02')).toEqual(['gap', 1]);
    expect(await fit('2020-06-30')).toEqual(['overlap', 1]);
    const inferred = { from: '2020-07-01', fromCertainty: 'inferred', to: '2024-09-30' };
    await ledger.record(['/agreements/sos-2020/term', { ...inferred, reason: 'Åter som i notisen' }]);
    const known = await ledger.get(`/agreements/sos-2020?knownPosition=${asRecorded}`);
    expect(known.supersedes).toMatchObject([{ fit: 'seamless' }]);
  });

  test.each([
    ['2020-06-30', 'unknown', 'no'],
    ['2020-07-01', 'no', 'yes'],
    ['2024-09-30', 'no', 'yes'],
    ['2024-10-01', 'no', 'no'],
  ])('on %s the present one is in force: %s, and the new one: %s', async (day, present, next) => {
    const inForce = async (id: string) => (await ledger.get(`/agreements/${id}?effectiveAt=${day}`)).inForce;
    expect([await inForce('sos-nuvarande'), await inForce('sos-2020')]).toEqual([present, next]);
  });

  test('the auditor sees what changed, from what to what, and null where the source does not say', async () => {
    const { supersededBy } = await ledger.get('/agreements/sos-nuvarande');
    expect(supersededBy).toMatchObject({
      agreementId: 'sos-2020',
      decision,
      changes: [
        { what: 'Tjänst', before: 'Samma', after: 'Samma' },
        { what: 'Kvalitetsuppföljning, insyn och kontroll', before: null, after: 'Mer' },
      ],
    });
    const known = await ledger.get(`/agreements/sos-nuvarande?knownPosition=${before}`);
    expect(known.supersededBy).toBeNull();
  });

  test('money before it starts is refused', async () => {
    const allocation = { recipientId: 'sos-alarm', kind: 'one-off', amount: '1.00', agreementId: 'sos-2020', decision };
    const path = '/budgets/hsn/2020/allocations';
    expect(await ledger.refusal(path, { ...allocation, effectiveOn: '2020-06-30' })).toBe('409 not-in-force');
    await ledger.record([path, { ...allocation, effectiveOn: '2020-07-01' }]);
  });
});
