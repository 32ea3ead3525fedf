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
      [
        '/agreements/sos-2020/options',
        {
          optionId: 'uppsagning',
          kind: 'early-termination',
          exercisableFrom: '2022-07-01',
          exercisableFromCertainty: 'inferred',
          decision,
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

  const due = async (query: string) =>
    (await ledger.get(`/deadlines?agreementId=sos-2020&${query}`)).rows.map((row: Record<string, unknown>) => [
      row['kind'],
      row['dueOn'],
      row['dueOnCertainty'],
    ]);

  test('what falls due: the day from which it may be ended, inferred, and the end of its term', async () => {
    const opens = ['option-opens', '2022-07-01', 'inferred'];
    const ends = ['term-end', '2024-09-30', null];
    expect(await due('effectiveAt=2020-03-03')).toEqual([opens, ends]);
    expect(await due('effectiveAt=2020-03-03&until=2022-06-30')).toEqual([]);
    expect(await due('effectiveAt=2020-03-03&until=2022-07-01')).toEqual([opens]);
    expect(await due('effectiveAt=2022-07-02')).toEqual([ends]);
    expect(await due('effectiveAt=2024-10-01')).toEqual([]);
    expect(await due(`effectiveAt=2020-03-03&knownPosition=${before}`)).toEqual([]);
  });

  test('holder and notice are not stated, nor what is promised with and without the option used', async () => {
    const { options } = await ledger.get('/agreements/sos-2020?effectiveAt=2020-07-01');
    const nothing = { amounts: null, why: 'not-stated' };
    expect(options).toMatchObject([
      { optionId: 'uppsagning', status: 'open', holderId: null, noticeMonths: null, exercisableUntil: null },
    ]);
    expect(options[0].exposure).toMatchObject({ unused: nothing, used: nothing });
  });

  test('coming years with and without the option used: no amount is stated, and an early end takes two away', async () => {
    const forecast = async (query: string) =>
      (await ledger.get(`/forecast?agreementId=sos-2020&${query}`)).rows.map((row: Record<string, unknown>) =>
        ['year', 'amount', 'promised', 'ifEndedEarly'].map((name) => row[name]),
      );
    expect(await forecast('effectiveAt=2020-07-01')).toEqual([
      [2021, null, 'yes', 'yes'],
      [2022, null, 'yes', 'yes'],
      [2023, null, 'yes', 'no'],
      [2024, null, 'yes', 'no'],
    ]);
    expect(await forecast(`effectiveAt=2020-07-01&knownPosition=${before}`)).toEqual([]);
  });

  test('it cannot be used before it may be, and used it ends the agreement', async () => {
    const path = '/agreements/sos-2020/options/uppsagning/exercise';
    const used = { exercisedOn: '2022-06-30', endsOn: '2022-12-31' };
    expect(await ledger.refusal(path, used)).toBe('409 not-yet-exercisable');
    await ledger.record([path, { ...used, exercisedOn: '2022-07-01' }]);
    const at = '/agreements/sos-2020?effectiveAt=';
    expect(await ledger.get(`${at}2022-06-30`)).toMatchObject({ options: [{ status: 'open' }] });
    expect(await ledger.get(`${at}2023-01-01`)).toMatchObject({
      inForce: 'no',
      options: [{ status: 'exercised', settledOn: '2022-07-01' }],
      termination: { endsOn: '2022-12-31', noticeOn: '2022-07-01' },
    });
    expect(await due('effectiveAt=2022-07-01')).toEqual([['termination', '2022-12-31', null]]);
  });

  test('an agreement on children and youth that was only considered is not counted: it is not in force', async () => {
    await ledger.record(
      [
        '/agreements',
        {
          agreementId: 'barn-och-unga',
          name: 'Överenskommelse om barn och unga',
          kind: 'co-operation',
          bodyId: 'hsn',
          parties: ['region-ostergotland'],
          partiesCertainty: 'unknown',
        },
      ],
      ['/agreements/barn-och-unga/considerations', { decision }],
      [
        '/agreements/barn-och-unga/funding-terms',
        { recipientId: 'region-ostergotland', amount: null, currency: 'SEK', firstYear: 2020 },
      ],
    );
    const { agreements } = await ledger.get('/agreements?effectiveAt=2020-12-31');
    const inForce = agreements.filter((one: Record<string, unknown>) => one['inForce'] !== 'no');
    expect(inForce.map(({ agreementId }: Record<string, unknown>) => agreementId)).toEqual(['sos-2020']);
    expect(await ledger.get('/agreements/barn-och-unga')).toMatchObject({
      starts: null,
      considerations: [{ decision }],
    });
    expect(await ledger.figures('year=2020&recipientId=region-ostergotland')).toBeNull();
  });

  test('the state and SKR own half of SOS Alarm each: its related parties, and theirs', async () => {
    const unknown = ledger.position;
    await ledger.record(
      ['/parties', { partyId: 'staten', name: 'Staten', kind: 'other' }],
      ['/parties', { partyId: 'skr', name: 'Sveriges Kommuner och Regioner', kind: 'association' }],
      [
        '/parties/sos-alarm/owners',
        {
          owners: [
            { ownerId: 'staten', share: '1/2' },
            { ownerId: 'skr', share: '1/2' },
          ],
          effectiveFrom: null,
        },
      ],
    );
    const half = { share: '1/2', effectiveFrom: null };
    expect((await ledger.get('/parties/sos-alarm?effectiveAt=2020-03-03')).owners).toMatchObject([
      { ownerId: 'staten', ...half },
      { ownerId: 'skr', ...half },
    ]);
    expect((await ledger.get('/parties/skr')).owns).toMatchObject([{ partyId: 'sos-alarm', ...half }]);
    expect((await ledger.get(`/parties/sos-alarm?knownPosition=${unknown}`)).owners).toEqual([]);
    const tooMuch = { owners: [{ ownerId: 'skr', share: '3/2' }], effectiveFrom: null };
    expect(await ledger.refusal('/parties/sos-alarm/owners', tooMuch)).toBe('400 shares-not-one');
  });

  test('no agreement follows on one that follows on it, at once or by way of others', async () => {
    const older = { agreementId: 'sos-2010', name: 'SOS Alarm 2010', kind: 'service', bodyId: 'hsn', parties: [] };
    await ledger.record(
      ['/agreements', older],
      ['/agreements/sos-2010/supersession', { supersededBy: 'sos-nuvarande' }],
    );
    const back = (supersededBy: string) => ledger.refusal('/agreements/sos-2020/supersession', { supersededBy });
    expect(await back('sos-nuvarande')).toBe('409 already-superseded');
    expect(await back('sos-2010')).toBe('409 already-superseded');
  });

  test('what was recorded of the wrong agreement is taken back, and stands as it was known before', async () => {
    const recorded = ledger.position;
    const reason = 'Fel avtal angavs';
    expect(await ledger.refusal('/agreements/sos-2020/supersession/withdrawal', { reason })).toBe('409 not-superseded');
    await ledger.record(['/agreements/sos-2010/supersession/withdrawal', { reason }]);
    expect((await ledger.get('/agreements/sos-2010')).supersededBy).toBeNull();
    expect((await ledger.get('/agreements/sos-nuvarande')).supersedes).toEqual([]);
    const then = await ledger.get(`/agreements/sos-nuvarande?knownPosition=${recorded}`);
    expect(then.supersedes).toMatchObject([{ agreementId: 'sos-2010' }]);
    const { rows } = await ledger.get('/audit-trail?type=AgreementSupersessionWithdrawn');
    expect(rows).toMatchObject([{ reason, before: { supersededBy: 'sos-nuvarande' }, after: { supersededBy: null } }]);
  });
});
