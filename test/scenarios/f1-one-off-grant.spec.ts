import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

/** F1 of the domain's facts: HSN gives primary care 30 MSEK on 2019-11-12; the plan for 2020 is only proposed. */
describe.each(stores)('F1, one-off funding to primary care, on %s', (store) => {
  let ledger: Scenario;
  let beforeCorrection: string;

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(...parties, budget(2019), budget(2020));
    await ledger.record(
      [
        '/budgets/hsn/2019/allocations',
        allocation('engangs', '30000000.00', {
          supplementTo: 'unknown',
          purposes: ['äldre', 'personer med komplexa behov', 'sjukskrivningar'],
        }),
      ],
      [
        '/budgets/hsn/2020/appropriations',
        { appropriationId: 'finansplan', kind: 'original', amount: null, decision: meeting },
      ],
    );
    beforeCorrection = ledger.position;
  });

  afterAll(() => ledger.stop());

  test.each([
    ['2019-11-11', '0.00'],
    ['2019-11-12', '30000000.00'],
    ['2019-12-31', '30000000.00'],
  ])('on %s the balance of primary care for 2019 is %s', async (day, allocated) => {
    const row = await ledger.figures(`year=2019&recipientId=primarvarden&effectiveAt=${day}`);
    expect(row).toMatchObject({ allocated, remaining: allocated, disbursed: '0.00', recipientName: 'Primärvården' });
  });

  test('the day before, the list without a recipient has no row for it', async () => {
    expect(await ledger.get('/balances?year=2019&effectiveAt=2019-11-11')).toMatchObject({ rows: [] });
  });

  test('2020 has nothing decided, and the proposal apart with its amount not stated', async () => {
    expect(await ledger.get('/balances?year=2020')).toMatchObject({ rows: [], totals: [] });
    expect(await ledger.get('/budgets/hsn/2020')).toMatchObject({
      appropriated: '0.00',
      committed: '0.00',
      available: null,
      proposed: [{ appropriationId: 'finansplan', kind: 'original', amount: null, decision: meeting }],
    });
  });

  test('the trail tells the auditor that it adds to a base that is not stated, and no amount stands by a purpose', async () => {
    const { rows } = await ledger.get('/audit-trail?allocationId=engangs');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      type: 'AllocationDecided',
      actor: 'controller',
      voucher: 'hsn/2019/2',
      effectiveOn: '2019-11-12',
      decision: meeting,
      before: null,
    });
    const { events } = await ledger.get('/events?stream=budget-hsn.2019');
    expect(events[1].data).toMatchObject({
      supplementTo: 'unknown',
      purposes: ['äldre', 'personer med komplexa behov', 'sjukskrivningar'],
    });
  });

  test('adopted by the assembly, the plan counts from its day, and the proposal is gone', async () => {
    const adoption = { decision: { bodyId: 'regionfullmaktige', decidedOn: '2019-11-27' } };
    const path = '/budgets/hsn/2020/appropriations/finansplan/adoption';
    expect(await ledger.refusal(path, adoption)).toBe('400 amount-required');
    await ledger.record([path, { ...adoption, amount: '1000000000.00' }]);
    expect(await ledger.get('/budgets/hsn/2020?effectiveAt=2019-11-27')).toMatchObject({
      appropriated: '1000000000.00',
      available: '1000000000.00',
      proposed: [],
    });
    expect(await ledger.get('/budgets/hsn/2020?effectiveAt=2019-11-26')).toMatchObject({ appropriated: '0.00' });
  });

  test('reversed with a reason: 0.00 at every effective cut, unchanged as it was known, and nothing deleted', async () => {
    await ledger.record(['/budgets/hsn/2019/allocations/engangs/reversal', { reason: 'Fel mottagare i protokollet' }]);
    for (const day of ['2019-11-11', '2019-11-12', '2030-01-01'])
      expect(await ledger.figures(`year=2019&recipientId=primarvarden&effectiveAt=${day}`)).toMatchObject({
        allocated: '0.00',
        remaining: '0.00',
      });
    expect(await ledger.figures(`year=2019&recipientId=primarvarden&knownPosition=${beforeCorrection}`)).toMatchObject({
      allocated: '30000000.00',
    });
    const { rows } = await ledger.get('/audit-trail?allocationId=engangs');
    expect(rows.map(({ type, reason }: Record<string, unknown>) => [type, reason])).toEqual([
      ['AllocationDecided', null],
      ['AllocationReversed', 'Fel mottagare i protokollet'],
    ]);
  });
});
