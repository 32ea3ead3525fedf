import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

/** After the decision: the reports that a recipient owes, what is withheld while one is overdue, and where they go at year-end. */
describe.each(stores)('reports that are owed, on %s', (store) => {
  let ledger: Scenario;
  const grant = '/budgets/hsn/2019/allocations/engangs';
  const duties = `${grant}/reporting-duties`;
  const pay = (disbursementId: string, more: object = {}) => ({ disbursementId, amount: '10', ...more });
  const due = async (query = '') =>
    (await ledger.get(`/deadlines?kind=report${query}`)).rows.map((row: Record<string, unknown>) => [
      row['year'],
      row['allocationId'],
      row['subjectId'],
      row['dueOn'],
      row['overdue'],
    ]);

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      budget(2019),
      budget(2020),
      ['/budgets/hsn/2019/allocations', allocation('engangs', '100', { recipientId: 'novahuset' })],
      [duties, { dutyId: 'delar', what: 'Delredovisning', dueOn: '2019-12-31', decision: meeting }],
      [duties, { dutyId: 'slut', what: 'Slutredovisning', dueOn: '2999-12-31', withholds: false }],
    );
  });

  afterAll(() => ledger.stop());

  test('nothing is disbursed while one is overdue, however the payment is dated', async () => {
    expect(await ledger.refusal(`${grant}/disbursements`, pay('u1'))).toBe('409 report-overdue');
    expect(await ledger.refusal(`${grant}/disbursements`, pay('u1', { effectiveOn: '2019-12-01' }))).toBe(
      '409 report-overdue',
    );
    const { body } = await ledger.client('POST', `${grant}/disbursements`, { body: pay('u1') });
    expect(body).toMatchObject({ title: 'A report is overdue', detail: expect.stringContaining('(delar)') });
    expect(await ledger.figures('recipientId=novahuset&year=2019')).toMatchObject({ disbursed: '0.00' });
  });

  test('deadlines tell what falls due, by day, recipient and what was overdue then', async () => {
    expect(await due()).toEqual([
      [2019, 'engangs', 'delar', '2019-12-31', true],
      [2019, 'engangs', 'slut', '2999-12-31', false],
    ]);
    expect(await due('&effectiveAt=2019-12-31&until=2020-01-31&partyId=novahuset')).toEqual([
      [2019, 'engangs', 'delar', '2019-12-31', false],
    ]);
    expect(await due('&partyId=primarvarden')).toEqual([]);
    const { rows, next } = await ledger.get('/deadlines?limit=1');
    expect(rows).toMatchObject([{ subjectId: 'delar', what: 'Delredovisning', withholds: true, partyId: 'novahuset' }]);
    expect((await ledger.get(`/deadlines?limit=1&cursor=${next}`)).rows).toMatchObject([{ subjectId: 'slut' }]);
  });

  test('when it has come in the money is paid; what was known before stays as it was', async () => {
    const before = ledger.position;
    const report = { receivedOn: '2020-01-15', reference: 'HSN 2019/77-4', documentSha256: 'a'.repeat(64) };
    await ledger.record([`${duties}/delar/report`, report], [`${grant}/disbursements`, pay('u1')]);
    expect(await due()).toEqual([[2019, 'engangs', 'slut', '2999-12-31', false]]);
    expect(await due(`&knownPosition=${before}`)).toHaveLength(2);
    expect(await due('&effectiveAt=2020-01-14')).toHaveLength(2);
    const { rows } = await ledger.get('/allocations?recipientId=novahuset');
    expect(rows[0].reportingDuties).toMatchObject([
      { dutyId: 'delar', receivedOn: '2020-01-15', waivedOn: null },
      { dutyId: 'slut', receivedOn: null },
    ]);
    expect(await ledger.refusal(`${duties}/delar/report`, {})).toBe('409 duty-settled');
    expect(await ledger.refusal(`${duties}/delar/waiver`, { reason: 'R' })).toBe('409 duty-settled');
    expect(await ledger.refusal(duties, { dutyId: 'delar', what: 'X', dueOn: '2020-01-01' })).toBe(
      '409 already-exists',
    );
    expect(await ledger.refusal(`${duties}/okand/report`, {})).toBe('404 reporting-duty-not-found');
    expect(await ledger.refusal(`${duties}/slut/report`, { receivedOn: '2999-01-01' })).toBe('400 in-future');
    expect(await ledger.refusal(`${duties}/slut/extension`, { dueOn: '2999-12-31', reason: 'R' })).toBe(
      '409 not-an-extension',
    );
  });

  test('the trail says who asked, what came in and what was put off', async () => {
    const { rows } = await ledger.get('/audit-trail?allocationId=engangs&type=ReportReceived');
    expect(rows).toMatchObject([
      {
        actor: 'controller',
        effectiveOn: '2020-01-15',
        recipientId: 'novahuset',
        before: { status: 'owed', receivedOn: null },
        after: { dutyId: 'delar', status: 'received', receivedOn: '2020-01-15', reference: 'HSN 2019/77-4' },
      },
    ]);
  });

  test('at year-end they go with the allocation, and withhold there', async () => {
    const late = { dutyId: 'sen', what: 'Revisorsintyg', dueOn: '2020-01-31' };
    await ledger.record(
      [duties, late],
      ['/budgets/hsn/2019/lock', {}],
      ['/budgets/hsn/2019/carry-forward', {}],
      ['/budgets/hsn/2019/closing', {}],
    );
    expect(await due()).toEqual([
      [2020, '2019.engangs', 'sen', '2020-01-31', true],
      [2020, '2019.engangs', 'slut', '2999-12-31', false],
    ]);
    const home = '/budgets/hsn/2020/allocations/2019.engangs';
    expect(await ledger.refusal(`${duties}/sen/report`, {})).toBe('409 moved');
    expect(await ledger.refusal(`${home}/disbursements`, pay('u2'))).toBe('409 report-overdue');
    expect(await ledger.refusal(`${home}/reporting-duties`, { ...late, dutyId: 'delar' })).toBe('409 already-exists');
    await ledger.record(
      [`${home}/reporting-duties/sen/extension`, { dueOn: '2999-01-31', reason: 'Revisorn är sjuk' }],
      [`${home}/disbursements`, pay('u2')],
      [`${home}/reporting-duties/sen/waiver`, { reason: 'Litet bidrag' }],
    );
    expect(await due()).toEqual([[2020, '2019.engangs', 'slut', '2999-12-31', false]]);
    const { rows } = await ledger.get('/audit-trail?allocationId=2019.engangs&type=ReportingDutyExtended');
    expect(rows).toMatchObject([{ before: { dueOn: '2020-01-31' }, after: { dueOn: '2999-01-31', dutyId: 'sen' } }]);
  });

  test('a report that was recorded of the wrong grant is owed again, as known since then', async () => {
    const home = '/budgets/hsn/2020/allocations/2019.engangs';
    expect(await ledger.refusal(`${home}/reporting-duties/slut/reopening`, { reason: 'R' })).toBe('409 duty-owed');
    const before = ledger.position;
    await ledger.record([`${home}/reporting-duties/sen/reopening`, { reason: 'Efterskänktes av misstag' }]);
    expect(await due()).toEqual([
      [2020, '2019.engangs', 'sen', '2999-01-31', false],
      [2020, '2019.engangs', 'slut', '2999-12-31', false],
    ]);
    const { rows } = await ledger.get('/audit-trail?allocationId=2019.engangs&type=ReportingDutyReopened');
    expect(rows).toMatchObject([
      {
        reason: 'Efterskänktes av misstag',
        before: { status: 'waived' },
        after: { status: 'owed', dutyId: 'sen', waivedOn: null },
      },
    ]);
    const { rows: then } = await ledger.get(`/deadlines?kind=report&knownPosition=${before}`);
    expect(then).toHaveLength(1);
  });
});
