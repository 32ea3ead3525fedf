import { Scenario, stores } from './ledger';

/** Municipalities of the county; the notice gives no list, and their number, 26, is inferred. */
const municipalities = Array.from({ length: 26 }, (_, index) => `kommun-${String(index + 1).padStart(2, '0')}`);

/** F7 of the domain's facts: an umbrella agreement that a region and 26 municipalities must adopt, planned for 2022-07-01. */
describe.each(stores)('F7, umbrella agreement in Stockholm county, on %s', (store) => {
  let ledger: Scenario;
  const path = '/agreements/huvudoverenskommelse';
  const decided = (bodyId: string, decidedOn: string | null) => ({ decision: { bodyId, decidedOn } });
  const adoption = (partyId: string, decidedOn: string): [string, object] => [
    `${path}/adoptions`,
    { partyId, ...decided(partyId, decidedOn) },
  ];
  const inForce = async (day: string, known = '') =>
    (await ledger.get(`${path}?effectiveAt=${day}${known && `&knownPosition=${known}`}`)).inForce;
  const allocation = (effectiveOn: string) => ({
    recipientId: 'storsthlm',
    kind: 'one-off',
    amount: '1.00',
    agreementId: 'huvudoverenskommelse',
    effectiveOn,
    ...decided('rs', effectiveOn),
  });

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ['/parties', { partyId: 'rs', name: 'Regionstyrelsen', kind: 'body' }],
      ['/parties', { partyId: 'region-stockholm', name: 'Region Stockholm', kind: 'region' }],
      ['/parties', { partyId: 'storsthlm', name: 'Storsthlm', kind: 'association' }],
      ...municipalities.map((partyId): [string, object] => [
        '/parties',
        { partyId, name: `Kommun ${partyId.slice(-2)}`, kind: 'municipality' },
      ]),
      ['/budgets', { bodyId: 'rs', year: 2022, currency: 'SEK', control: 'none' }],
      [
        '/agreements',
        {
          agreementId: 'huvudoverenskommelse',
          name: 'Huvudöverenskommelse om hälsa, vård och omsorg',
          kind: 'umbrella',
          bodyId: 'rs',
          parties: ['region-stockholm', ...municipalities],
          partiesCertainty: 'inferred',
        },
      ],
      [
        `${path}/entry-conditions`,
        {
          adopters: ['region-stockholm', ...municipalities],
          adoptersCertainty: 'inferred',
          plannedFrom: '2022-07-01',
          adoptBy: '2022-05-31',
          adoptByCertainty: 'inferred',
          note: 'Under våren 2022.',
        },
      ],
      [
        `${path}/recommendations`,
        { ...decided('rs', '2021-11-24'), recommendedTo: ['region-stockholm', ...municipalities] },
      ],
      [`${path}/recommendations`, { ...decided('storsthlm', null), recommendedTo: municipalities }],
    );
  });

  afterAll(() => ledger.stop());

  test('recommended by both boards it is adopted by none of 27, and in force on no day', async () => {
    expect(await ledger.get(`${path}?effectiveAt=2021-11-24`)).toMatchObject({
      inForce: 'no',
      starts: null,
      adoption: { required: 27, adopted: 0 },
      entry: { adoptersCertainty: 'inferred', plannedFrom: '2022-07-01' },
      recommendations: [{ decision: { bodyId: 'rs' } }, { decision: { bodyId: 'storsthlm', decidedOn: null } }],
    });
    expect(await inForce('2022-07-01')).toBe('no');
    expect(await ledger.refusal('/budgets/rs/2022/allocations', allocation('2022-07-01'))).toBe('409 not-in-force');
  });

  test('the dashboard is told n of N, and who is missing, on any day', async () => {
    const first = municipalities.slice(0, 20);
    await ledger.record(
      adoption('region-stockholm', '2022-02-15'),
      ...first.map((partyId) => adoption(partyId, '2022-04-20')),
    );
    const entry = async (day: string) => (await ledger.get(`${path}?effectiveAt=${day}`)).entry;
    expect(await entry('2022-02-14')).toMatchObject({ required: 27, adopted: 0 });
    expect(await entry('2022-02-15')).toMatchObject({ required: 27, adopted: 1 });
    expect(await entry('2022-04-20')).toMatchObject({ adopted: 21, missing: municipalities.slice(20), refused: [] });
    const { agreements } = await ledger.get('/agreements?effectiveAt=2022-04-20');
    expect(agreements).toMatchObject([{ adoption: { required: 27, adopted: 21 }, inForce: 'no' }]);
  });

  test('adopting it falls due for those who are missing', async () => {
    const { rows } = await ledger.get('/deadlines?effectiveAt=2022-05-01&until=2022-05-31&kind=adoption');
    expect(rows.map(({ partyId }: Record<string, unknown>) => partyId)).toEqual(municipalities.slice(20));
    expect((await ledger.get('/deadlines?effectiveAt=2022-05-01&until=2022-05-30')).rows).toEqual([]);
    const late = await ledger.get('/deadlines?effectiveAt=2022-06-01&kind=adoption');
    expect(late.rows[0]).toMatchObject({ dueOn: '2022-05-31', dueOnCertainty: 'inferred', overdue: true });
  });

  test('one that refuses keeps it from being in force, until it adopts it after all', async () => {
    const [refuser] = municipalities.slice(-1) as [string];
    const others = municipalities.slice(20, 25);
    await ledger.record(...others.map((partyId) => adoption(partyId, '2022-05-10')), [
      `${path}/refusals`,
      { partyId: refuser, ...decided(refuser, '2022-05-23'), reason: 'Finansieringen är oklar' },
    ]);
    expect((await ledger.get(`${path}?effectiveAt=2022-07-01`)).entry).toMatchObject({
      adopted: 26,
      missing: [],
      refused: [refuser],
    });
    expect(await inForce('2022-07-01')).toBe('no');
    const before = ledger.position;
    await ledger.record(adoption(refuser, '2022-09-12'));
    expect((await ledger.get(`${path}?effectiveAt=2022-09-11`)).entry).toMatchObject({ adopted: 26 });
    expect(await ledger.get(path)).toMatchObject({ starts: { earliest: '2022-09-12', latest: '2022-09-12' } });
    expect([await inForce('2022-09-11'), await inForce('2022-09-12')]).toEqual(['no', 'yes']);
    expect(await inForce('2022-09-12', before)).toBe('no');
  });

  test('money is refused before the last adoption, and booked from that day', async () => {
    const to = '/budgets/rs/2022/allocations';
    expect(await ledger.refusal(to, allocation('2022-09-11'))).toBe('409 not-in-force');
    await ledger.record([to, allocation('2022-09-12')]);
  });

  test('where all had adopted it in time it is in force from the planned day', async () => {
    const refuser = municipalities.at(-1)!;
    await ledger.record(
      [`${path}/adoptions/${refuser}/withdrawal`, { reason: 'Datumet var fel' }],
      adoption(refuser, '2022-06-13'),
    );
    expect([await inForce('2022-06-30'), await inForce('2022-07-01')]).toEqual(['no', 'yes']);
  });

  test('the trail tells who adopted it, by which decision, and how many had by then', async () => {
    const { rows } = await ledger.get('/audit-trail?type=AgreementAdopted&limit=1000');
    expect(rows[0]).toMatchObject({
      decision: { bodyId: 'region-stockholm', decidedOn: '2022-02-15' },
      before: { answer: 'missing', adopted: 0, required: 27 },
      after: { partyId: 'region-stockholm', answer: 'adopted', adopted: 1, required: 27 },
    });
  });
});
