import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

/** After the decision: money demanded back by a day, paid in parts over the turn of the year, and the rest given up. */
describe.each(stores)('a clawback, on %s', (store) => {
  let ledger: Scenario;
  const grant = '/budgets/hsn/2019/allocations/engangs';
  const home = '/budgets/hsn/2020/allocations/2019.engangs';
  const claimed = async (query = '') => {
    const { rows, totals } = await ledger.get(`/claims?bodyId=hsn${query}`);
    return [
      rows.map((row: Record<string, unknown>) => [row['year'], row['claimId'], row['outstanding'], row['overdue']]),
      totals.map((total: Record<string, unknown>) => total['outstanding']),
    ];
  };

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      budget(2019),
      budget(2020),
      ['/budgets/hsn/2019/allocations', allocation('engangs', '100', { recipientId: 'novahuset' })],
      [`${grant}/disbursements`, { disbursementId: 'u1', amount: '60', effectiveOn: '2019-12-01' }],
    );
  });

  afterAll(() => ledger.stop());

  test('is a claim with a due date: nothing is posted until it is paid', async () => {
    const claim = { claimId: 'k1', amount: '50', dueOn: '2020-03-31', reason: 'Lades ned', decision: meeting };
    expect(await ledger.refusal(`${grant}/claims`, { ...claim, amount: '60.01' })).toBe('409 exceeds-disbursed');
    await ledger.record([`${grant}/claims`, claim]);
    expect(await ledger.figures('recipientId=novahuset')).toMatchObject({ returned: '0.00', disbursed: '60.00' });
    expect(await claimed('&effectiveAt=2020-03-31')).toEqual([[[2019, 'k1', '50.00', false]], ['50.00']]);
    expect((await ledger.get('/deadlines?kind=claim&partyId=novahuset')).rows).toMatchObject([
      {
        allocationId: 'engangs',
        subjectId: 'k1',
        dueOn: '2020-03-31',
        amount: '50.00',
        currency: 'SEK',
        overdue: true,
      },
    ]);
    expect(await ledger.refusal(`${grant}/returns`, { amount: '10.01' })).toBe('409 exceeds-disbursed');
    expect(await ledger.refusal(`${grant}/reversal`, { reason: 'Fel', voucher: 'hsn/2019/3' })).toBe(
      '409 exceeds-disbursed',
    );
  });

  test('is paid in part by a return that names it; taken back, it is outstanding again', async () => {
    const paid = (returnId: string, amount: string) => ({ returnId, amount, claimId: 'k1', effectiveOn: '2019-12-15' });
    await ledger.record([`${grant}/returns`, paid('r1', '20')], [`${grant}/returns`, paid('r2', '5')]);
    expect(await claimed()).toEqual([[[2019, 'k1', '25.00', true]], ['25.00']]);
    expect(await ledger.refusal(`${grant}/returns`, paid('r3', '25.01'))).toBe('409 exceeds-claim');
    expect(await ledger.refusal(`${grant}/returns`, { ...paid('r3', '1'), kind: 'return' })).toBe('400 not-a-clawback');
    expect(await ledger.refusal(`${grant}/returns`, { ...paid('r3', '1'), claimId: 'k9' })).toBe('409 unknown-claim');
    await ledger.record([`${grant}/reversal`, { reason: 'Bokfört två gånger', voucher: 'hsn/2019/6' }]);
    expect(await claimed()).toEqual([[[2019, 'k1', '30.00', true]], ['30.00']]);
    expect(await ledger.figures('recipientId=novahuset&year=2019')).toMatchObject({ returned: '20.00' });
    const { rows } = await ledger.get('/audit-trail?allocationId=engangs&type=EntryReversed');
    expect(rows).toMatchObject([{ after: { claimId: 'k1', reversed: ['hsn/2019/6'] } }]);
  });

  test('goes with the allocation to the next year, and is paid or given up there', async () => {
    await ledger.record(
      ['/budgets/hsn/2019/lock', {}],
      ['/budgets/hsn/2019/carry-forward', {}],
      ['/budgets/hsn/2019/closing', {}],
    );
    expect(await claimed()).toEqual([[[2020, 'k1', '30.00', true]], ['30.00']]);
    expect(await ledger.refusal(`${grant}/claims/k1/withdrawal`, { reason: 'R' })).toBe('409 moved');
    const again = { claimId: 'k1', amount: '1', dueOn: '2020-03-31', reason: 'R' };
    expect(await ledger.refusal(`${home}/claims`, again)).toBe('409 already-exists');
    const before = ledger.position;
    await ledger.record(
      [`${home}/returns`, { amount: '10', claimId: 'k1', effectiveOn: '2020-02-01' }],
      [`${home}/claims/k1/withdrawal`, { reason: 'Konkurs' }],
    );
    expect(await claimed()).toEqual([[[2020, 'k1', '0.00', false]], ['0.00']]);
    expect(await claimed(`&knownPosition=${before}`)).toEqual([[[2020, 'k1', '30.00', true]], ['30.00']]);
    expect((await ledger.get('/deadlines?kind=claim')).rows).toEqual([]);
    expect(await ledger.refusal(`${home}/claims/k1/withdrawal`, { reason: 'R' })).toBe('409 claim-settled');
    expect(await ledger.refusal(`${home}/claims/k2/withdrawal`, { reason: 'R' })).toBe('404 claim-not-found');
    const { rows } = await ledger.get('/audit-trail?allocationId=2019.engangs&type=ClawbackWithdrawn');
    expect(rows).toMatchObject([
      { reason: 'Konkurs', before: { status: 'demanded' }, after: { status: 'withdrawn', withdrawn: '20.00' } },
    ]);
    expect(await ledger.figures('recipientId=novahuset&year=2020')).toMatchObject({ returned: '10.00' });
  });
});
