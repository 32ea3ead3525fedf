import { Scenario, stores } from './ledger';

/** F5 of the domain's facts: Stockholm's agreement with SOS Alarm is extended; decision and previous end have no dates. */
describe.each(stores)('F5, SOS Alarm in Stockholm, on %s', (store) => {
  let ledger: Scenario;
  let before: string;
  const notice =
    'Notisen säger både att styrelsen har beslutat och att det sker enligt förslaget; när beslutet togs framgår inte.';

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ['/parties', { partyId: 'sll', name: 'Stockholms läns landsting', kind: 'region' }],
      ['/parties', { partyId: 'ls', name: 'Landstingsstyrelsen', kind: 'body' }],
      ['/parties', { partyId: 'sos-alarm', name: 'SOS Alarm', kind: 'company' }],
      [
        '/agreements',
        {
          agreementId: 'sos-stockholm',
          name: 'Prioriterings- och dirigeringstjänst',
          kind: 'service',
          bodyId: 'ls',
          parties: ['sll', 'sos-alarm'],
          term: { from: null, to: null, toCertainty: 'unknown' },
        },
      ],
    );
    before = ledger.position;
    await ledger.record([
      '/agreements/sos-stockholm/extensions',
      {
        to: '2016-10-31',
        decision: { bodyId: 'ls', decidedOn: null, decidedOnCertainty: 'unknown' },
        note: notice,
      },
    ]);
  });

  afterAll(() => ledger.stop());

  test('its end is told as it was known: not at all before the extension was recorded, and a day after', async () => {
    expect(await ledger.get(`/agreements/sos-stockholm?knownPosition=${before}`)).toMatchObject({
      term: { to: null, toCertainty: 'unknown' },
      ends: { earliest: null, latest: null },
    });
    expect(await ledger.get('/agreements/sos-stockholm')).toMatchObject({
      term: { to: '2016-10-31' },
      ends: { earliest: '2016-10-31', latest: '2016-10-31' },
    });
  });

  test.each([
    ['2016-10-31', 'unknown', 'unknown'],
    ['2016-11-01', 'unknown', 'no'],
  ])('on %s it was in force: %s, and as known today: %s', async (day, was, is) => {
    const at = `/agreements/sos-stockholm?effectiveAt=${day}`;
    expect(await ledger.get(`${at}&knownPosition=${before}`)).toMatchObject({ inForce: was });
    expect(await ledger.get(at)).toMatchObject({ inForce: is });
  });

  test('the extension keeps that its decision has no date, and the note on what the notice says', async () => {
    const { termVersions } = await ledger.get('/agreements/sos-stockholm');
    expect(termVersions).toMatchObject([
      { how: 'registered', term: { to: null } },
      { how: 'extended', term: { to: '2016-10-31' }, decision: { decidedOn: null }, note: notice },
    ]);
    const { rows } = await ledger.get('/audit-trail?type=AgreementExtended');
    expect(rows).toMatchObject([{ before: { to: null, toCertainty: 'unknown' }, after: { to: '2016-10-31' } }]);
  });

  test('it is known by an end only once: an earlier one is no extension', async () => {
    const path = '/agreements/sos-stockholm/extensions';
    expect(await ledger.refusal(path, { to: '2016-10-31' })).toBe('409 not-an-extension');
  });

  test('what the notice leaves open is noted, and its source is attached later', async () => {
    const path = '/agreements/sos-stockholm';
    const known = ledger.position;
    await ledger.record(
      [`${path}/ambiguities`, { about: 'Förlängningen', note: notice }],
      [
        `${path}/sources`,
        { sourceId: 'notis', title: 'Notis om förlängning', publishedOn: null, documentSha256: 'a'.repeat(64) },
      ],
    );
    expect(await ledger.get(path)).toMatchObject({
      ambiguities: [{ about: 'Förlängningen', note: notice, decision: null }],
      sources: [{ sourceId: 'notis', documentSha256: 'a'.repeat(64), caseNumber: null, publishedOn: null }],
    });
    expect(await ledger.get(`${path}?knownPosition=${known}`)).toMatchObject({ ambiguities: [], sources: [] });
  });

  test('an owner of SOS Alarm has the name of the day too', async () => {
    await ledger.record(
      ['/parties', { partyId: 'skr', name: 'Sveriges Kommuner och Landsting', kind: 'association' }],
      ['/parties/sos-alarm/owners', { owners: [{ ownerId: 'skr', share: null }], effectiveFrom: null }],
      ['/parties/skr/names', { name: 'Sveriges Kommuner och Regioner', effectiveFrom: '2019-11-27' }],
    );
    const { owners } = await ledger.get('/parties/sos-alarm?effectiveAt=2016-01-01');
    expect(owners).toMatchObject([{ ownerId: 'skr', ownerName: 'Sveriges Kommuner och Landsting', share: null }]);
    const later = await ledger.get('/parties/sos-alarm?effectiveAt=2019-11-27');
    expect(later.owners).toMatchObject([{ ownerName: 'Sveriges Kommuner och Regioner' }]);
  });

  test('its party has the name of the day: the county council before 2019, the region after', async () => {
    await ledger.record(['/parties/sll/names', { name: 'Region Stockholm', effectiveFrom: '2019-01-01' }]);
    const nameOn = async (day: string) =>
      (await ledger.get(`/agreements/sos-stockholm?effectiveAt=${day}`)).memberships[0].name;
    expect(await nameOn('2018-12-31')).toBe('Stockholms läns landsting');
    expect(await nameOn('2019-01-01')).toBe('Region Stockholm');
  });
});
