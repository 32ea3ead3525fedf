import { allocation, budget, parties, Scenario, stores } from './ledger';

/** What an assembly gives a budget over a year: proposed, recommended, adopted or rejected, and how each shows. */
describe.each(stores)('appropriations, on %s', (store) => {
  let ledger: Scenario;
  const path = '/budgets/hsn/2020/appropriations';
  const board = { bodyId: 'hsn', decidedOn: '2019-09-24' };
  const executive = { bodyId: 'regionstyrelsen', decidedOn: '2019-11-05' };
  const assembly = { bodyId: 'regionfullmaktige', decidedOn: '2019-11-27' };
  const from = { effectiveOn: '2020-01-01' };

  const at = (cut = '') => ledger.get(`/budgets/hsn/2020${cut}`);
  const propose = (appropriationId: string, kind: string, amount: string | null): [string, object] => [
    path,
    { appropriationId, kind, amount, decision: board },
  ];
  const adopt = (id: string, more: object = {}): [string, object] => [
    `${path}/${id}/adoption`,
    { decision: assembly, ...from, ...more },
  ];

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      ['/parties', { partyId: 'regionstyrelsen', name: 'Regionstyrelsen', kind: 'body' }],
      budget(2020, { control: 'stop' }),
    );
  });

  afterAll(() => ledger.stop());

  test('what is proposed and recommended stands apart and books nothing', async () => {
    await ledger.record(propose('ram', 'original', '1000'), [
      `${path}/ram/recommendation`,
      { decision: executive, amount: '900', note: 'Lägre än begärt' },
    ]);
    expect(await at()).toMatchObject({
      appropriated: '0.00',
      available: '0.00',
      proposed: [
        {
          appropriationId: 'ram',
          status: 'recommended',
          amount: '1000.00',
          decision: board,
          recommendations: [{ amount: '900.00', decision: executive }],
        },
      ],
    });
    const again = { decision: executive, amount: '950' };
    expect(await ledger.refusal(`${path}/ram/recommendation`, again)).toBe('409 already-recommended');
    expect(await ledger.refusal(`${path}/ram/recommendation`, again, 'approver')).toBe('403 forbidden');
  });

  test('where amounts differ the adoption says which, and it is then what can be used', async () => {
    const [adoption, body] = adopt('ram');
    expect(await ledger.refusal(adoption, body)).toBe('400 amount-required');
    await ledger.record(adopt('ram', { amount: '900' }));
    expect(await at()).toMatchObject({ appropriated: '900.00', available: '900.00', proposed: [] });
    expect(await at('?effectiveAt=2019-12-31')).toMatchObject({ appropriated: '0.00' });
    expect(await ledger.refusal('/budgets/hsn/2020/allocations', allocation('mycket', '901'))).toBe(
      '409 budget-exceeded',
    );
  });

  test('supplementary and re-budgeted money is added, a reduction taken off, each told by its kind', async () => {
    await ledger.record(
      propose('till', 'supplementary', '200'),
      adopt('till', { effectiveOn: '2020-06-15' }),
      propose('om', 're-budgeted', '50'),
      adopt('om'),
      propose('spar', 'reduction', '30'),
      adopt('spar', { effectiveOn: '2020-09-01' }),
    );
    const figures = { original: '900.00', supplementary: '200.00', 're-budgeted': '50.00', reduction: '30.00' };
    expect(await at()).toMatchObject({ appropriated: '1120.00', available: '1120.00', appropriatedByKind: figures });
    expect(await at('?effectiveAt=2020-06-30')).toMatchObject({
      appropriated: '1150.00',
      appropriatedByKind: { ...figures, reduction: '0.00' },
    });
  });

  test('what is rejected waits no more, and the trail has every step', async () => {
    await ledger.record(propose('extra', 'supplementary', null), [
      `${path}/extra/rejection`,
      { reason: 'Ryms inte', decision: assembly },
    ]);
    expect(await at()).toMatchObject({ appropriated: '1120.00', proposed: [] });
    const { rows } = await ledger.get('/audit-trail?year=2020&bodyId=hsn&q=ram');
    expect(rows.map(({ type }: { type: string }) => type)).toEqual([
      'AppropriationProposed',
      'AppropriationRecommended',
      'AppropriationAdopted',
    ]);
    expect(rows[1]).toMatchObject({
      appropriationId: 'ram',
      decision: executive,
      before: { status: 'proposed', recommended: null },
      after: { status: 'recommended', recommended: '900.00', by: ['regionstyrelsen'] },
    });
  });
});
