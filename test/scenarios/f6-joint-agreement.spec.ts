import { Scenario, stores } from './ledger';

/** F6 of the domain's facts: a health-care region gets a new name and a new agreement, of which no year is stated. */
describe.each(stores)('F6, Sjukvårdsregion Mellansverige, on %s', (store) => {
  let ledger: Scenario;
  let before: string;
  const path = '/agreements/samverkan';
  const backed = { bodyId: 'rs-orebro', decidedOn: null };

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    const regions = ['region-orebro', 'region-uppsala', 'region-dalarna'];
    await ledger.record(
      ['/parties', { partyId: 'rs-orebro', name: 'Regionstyrelsen', kind: 'body' }],
      ...regions.map((partyId): [string, object] => ['/parties', { partyId, name: partyId, kind: 'region' }]),
      ['/parties', { partyId: 'sjukvardsregionen', name: 'Uppsala-Örebro sjukvårdsregion', kind: 'other' }],
      ['/parties/sjukvardsregionen/name-endorsements', { name: 'Sjukvårdsregion Mellansverige', decision: backed }],
      [
        '/agreements',
        {
          agreementId: 'samverkan',
          name: 'Samverkansavtal',
          kind: 'co-operation',
          bodyId: 'rs-orebro',
          parties: ['region-orebro', 'region-uppsala'],
          partiesCertainty: 'unknown',
          decision: backed,
          term: { from: null, fromEvidence: 'Gäller från årsskiftet; vilket år sägs inte.' },
        },
      ],
      [
        `${path}/shares`,
        {
          shares: [
            { partyId: 'region-orebro', share: null },
            { partyId: 'region-uppsala', share: null },
          ],
          total: null,
          currency: 'SEK',
          note: 'Verksamheter finansieras gemensamt.',
        },
      ],
      ...['universitetssjukvård', 'länssjukvård', 'länsdelssjukvård'].map((care, index): [string, object] => [
        `${path}/annexes`,
        { annexId: `bilaga-${index + 1}`, version: '1', title: `Avtal om ${care}` },
      ]),
    );
    before = ledger.position;
  });

  afterAll(() => ledger.stop());

  test('a name that is backed is none yet; renamed, the party has the name of the day', async () => {
    const party = (query = '') => ledger.get(`/parties/sjukvardsregionen?${query}`);
    const backedName = { name: 'Sjukvårdsregion Mellansverige', decision: backed };
    expect(await party()).toMatchObject({ name: 'Uppsala-Örebro sjukvårdsregion', endorsedNames: [backedName] });
    // The day is made up: the notice has none.
    const renamed = { name: 'Sjukvårdsregion Mellansverige', effectiveFrom: '2021-01-01' };
    await ledger.record(['/parties/sjukvardsregionen/names', renamed]);
    expect(await party('effectiveAt=2020-12-31')).toMatchObject({ name: 'Uppsala-Örebro sjukvårdsregion' });
    expect(await party('effectiveAt=2021-01-01')).toMatchObject({ name: 'Sjukvårdsregion Mellansverige' });
    expect(await party(`knownPosition=${before}`)).toMatchObject({ name: 'Uppsala-Örebro sjukvårdsregion' });
  });

  test('from when it is valid is not known, on the evidence of the turn of a year; nor are all parties', async () => {
    expect(await ledger.get(`${path}?effectiveAt=2021-06-01`)).toMatchObject({
      inForce: 'unknown',
      starts: { earliest: null, latest: null },
      term: { from: null, fromEvidence: expect.stringContaining('årsskiftet') },
      parties: ['region-orebro', 'region-uppsala'],
      partiesCertainty: 'unknown',
    });
  });

  test('once the year is known the answer is another, and what was known stays', async () => {
    // The year is made up.
    const known = { from: '2021-01-01', fromCertainty: 'inferred', fromEvidence: 'Mötet var 2020.' };
    await ledger.record(
      [`${path}/term`, known],
      [`${path}/parties`, { partyId: 'region-dalarna', joinedOn: '2022-01-01' }],
    );
    const inForce = async (query: string) => (await ledger.get(`${path}?${query}`)).inForce;
    expect(await inForce('effectiveAt=2020-12-31')).toBe('no');
    expect(await inForce('effectiveAt=2021-01-01')).toBe('yes');
    expect(await inForce(`effectiveAt=2021-01-01&knownPosition=${before}`)).toBe('unknown');
    const partiesOn = async (day: string) => (await ledger.get(`${path}?effectiveAt=${day}`)).parties;
    expect(await partiesOn('2021-12-31')).toEqual(['region-orebro', 'region-uppsala']);
    expect(await partiesOn('2022-01-01')).toEqual(['region-orebro', 'region-uppsala', 'region-dalarna']);
  });

  test('no share is stated, and no amount; with figures that are made up they are exact to the öre', async () => {
    const stated = async () => (await ledger.get(path)).fundingShares.at(-1);
    const nothing = { share: null, amount: null };
    expect(await stated()).toMatchObject({ total: null, firstYear: null, parts: [nothing, nothing] });
    const thirds = ['region-orebro', 'region-uppsala', 'region-dalarna'].map((partyId) => ({ partyId, share: '1/3' }));
    const madeUp = { shares: thirds, total: '100.00', currency: 'SEK', firstYear: 2022 };
    const short = { ...madeUp, shares: thirds.slice(1) };
    expect(await ledger.refusal(`${path}/shares`, short)).toBe('400 shares-not-one');
    await ledger.record([`${path}/shares`, madeUp]);
    const holds = async (day: string) =>
      (await ledger.get(`${path}?effectiveAt=${day}`)).fundingShares.map(
        (one: Record<string, unknown>) => one['holds'],
      );
    expect(await holds('2021-12-31')).toEqual([true, false]);
    expect(await holds('2022-01-01')).toEqual([false, true]);
    const { firstYear, parts } = await stated();
    expect([firstYear, parts.map(({ amount }: Record<string, unknown>) => amount)]).toEqual([
      2022,
      ['33.34', '33.33', '33.33'],
    ]);
  });

  test('which version of an annex governs is told for any day', async () => {
    // The day is made up.
    const second = { annexId: 'bilaga-1', version: '2', title: 'Avtal om universitetssjukvård', from: '2023-01-01' };
    await ledger.record([`${path}/annexes`, second]);
    const governs = async (day: string) =>
      (await ledger.get(`${path}?effectiveAt=${day}`)).annexes
        .filter((one: Record<string, unknown>) => one['governs'] === 'yes')
        .map(({ annexId, version }: Record<string, unknown>) => `${String(annexId)} ${String(version)}`);
    expect(await governs('2022-12-31')).toEqual(['bilaga-1 1', 'bilaga-2 1', 'bilaga-3 1']);
    expect(await governs('2023-01-01')).toEqual(['bilaga-2 1', 'bilaga-3 1', 'bilaga-1 2']);
  });

  test('the scope is that of the day: an area that is added later is in it from then on', async () => {
    await ledger.record(
      [`${path}/scope`, { scopeId: 'hogspecialiserad', title: 'Högspecialiserad vård' }],
      [`${path}/scope`, { scopeId: 'forskning', title: 'Forskning', from: '2024-01-01' }],
    );
    const scope = async (day: string) =>
      (await ledger.get(`${path}?effectiveAt=${day}`)).scope.map(({ isInScope }: Record<string, unknown>) => isInScope);
    expect(await scope('2023-12-31')).toEqual(['yes', 'no']);
    expect(await scope('2024-01-01')).toEqual(['yes', 'yes']);
  });
});
