import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

/** A grant that is paid in parts: planned, paid by the plan and beside it, replanned, and what is left of it at year-end. */
describe.each(stores)('a disbursement plan, on %s', (store) => {
  let ledger: Scenario;
  const grant = '/budgets/hsn/2019/allocations/engangs';
  const plan = `${grant}/disbursement-plan`;
  const first = { instalmentId: 'start', amount: '50', dueOn: '2019-12-01' };
  const second = { instalmentId: 'halv', amount: '30', dueOn: '2020-06-30', note: 'Efter delredovisningen' };
  const last = { instalmentId: 'slut', amount: '20', dueOn: '2999-12-31', afterDutyId: 'slut' };
  const pay = (instalmentId: string, amount: string, more: object = {}) => ({ instalmentId, amount, ...more });
  const due = async (query = '') => {
    const { rows, totals } = await ledger.get(`/deadlines?kind=instalment${query}`);
    const told = rows.map((row: Record<string, unknown>) =>
      [row['year'], row['allocationId'], row['subjectId'], row['amount'], row['dueOn'], row['overdue']].join(' '),
    );
    return { told, total: totals[0]?.amount ?? null };
  };
  const planned = async (query = '', of = 0) => {
    const { rows } = await ledger.get(`/allocations?recipientId=novahuset${query}`);
    return rows[of].disbursementPlan.map(
      (one: Record<string, unknown>) =>
        `${String(one['instalmentId'])} ${String(one['paid'])}/${String(one['amount'])}`,
    );
  };
  const warningsOf = async (path: string, body: object) => {
    const answer = await ledger.client('POST', `${path}?dryRun=true`, { body });
    return [answer.status, ...answer.body.warnings.map(({ code }: { code: string }) => code)];
  };

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      budget(2019),
      budget(2020),
      ['/budgets/hsn/2019/allocations', allocation('engangs', '100', { recipientId: 'novahuset' })],
      [`${grant}/reporting-duties`, { dutyId: 'slut', what: 'Slutredovisning', dueOn: '2999-06-30' }],
    );
  });

  afterAll(() => ledger.stop());

  test('is at most what is left to pay, and says so where it is less', async () => {
    const more = { ...last, amount: '20.01' };
    expect(await ledger.refusal(plan, { instalments: [first, second, more] })).toBe('409 plan-exceeds-allocated');
    expect(await warningsOf(plan, { instalments: [first, second] })).toEqual([200, 'plan-incomplete']);
    expect(await ledger.refusal(plan, { instalments: [] })).toBe('409 no-plan');
    expect(await ledger.refusal(plan, { instalments: [{ ...last, afterDutyId: 'okand' }] })).toBe('409 unknown-duty');
    expect(await ledger.refusal(plan, { instalments: [first, first] })).toBe('400 twice');
    const long = Array.from({ length: 51 }, (_, at) => ({ ...first, instalmentId: `d${at}`, amount: '1' }));
    expect(await ledger.refusal(plan, { instalments: long })).toBe('400 invalid-input');
    expect(await ledger.refusal(plan, { instalments: [first] }, 'viewer')).toBe('403 forbidden');
    await ledger.record([plan, { instalments: [first, second, last], decision: meeting }]);
    expect(await planned()).toEqual(['start 0.00/50.00', 'halv 0.00/30.00', 'slut 0.00/20.00']);
    expect(await ledger.figures('recipientId=novahuset&year=2019')).toMatchObject({ disbursed: '0.00' });
  });

  test('falls due by day, with what that comes to', async () => {
    const on2019 = '2019 engangs start 50.00 2019-12-01';
    const on2020 = '2019 engangs halv 30.00 2020-06-30';
    expect(await due()).toEqual({
      told: [`${on2019} true`, `${on2020} true`, '2019 engangs slut 20.00 2999-12-31 false'],
      total: '100.00',
    });
    expect(await due('&effectiveAt=2020-01-01&until=2020-12-31')).toEqual({
      told: [`${on2019} true`, `${on2020} false`],
      total: '80.00',
    });
    expect(await due('&partyId=primarvarden')).toEqual({ told: [], total: null });
    const { rows, totals } = await ledger.get('/deadlines?limit=1&kind=instalment');
    expect(rows).toMatchObject([{ subjectId: 'start', what: null, partyId: 'novahuset', afterDutyId: null }]);
    expect(totals).toEqual([{ kind: 'instalment', currency: 'SEK', amount: '100.00' }]);
  });

  test('is forecast by the year in which it is due, apart from what agreements promise', async () => {
    const row = { bodyId: 'hsn', currency: 'SEK' };
    const { planned: by, rows, totals } = await ledger.get('/forecast?fromYear=2019&toYear=2020');
    expect([rows, totals]).toEqual([[], []]);
    expect(by).toEqual([
      { year: 2019, ...row, amount: '50.00', count: 1 },
      { year: 2020, ...row, amount: '30.00', count: 1 },
    ]);
    const none = await ledger.get('/forecast?fromYear=2019&toYear=2020&recipientId=primarvarden');
    expect(none.planned).toEqual([]);
  });

  test('is paid by disbursements that name an instalment, each at most what it is', async () => {
    const before = ledger.position;
    await ledger.record([`${grant}/disbursements`, pay('start', '20', { effectiveOn: '2019-12-01' })]);
    await ledger.record([`${grant}/disbursements`, pay('start', '30', { effectiveOn: '2019-12-20' })]);
    expect(await planned()).toEqual(['start 50.00/50.00', 'halv 0.00/30.00', 'slut 0.00/20.00']);
    expect(await planned('&effectiveAt=2019-12-19')).toEqual([
      'start 20.00/50.00',
      'halv 0.00/30.00',
      'slut 0.00/20.00',
    ]);
    expect((await due()).told).toHaveLength(2);
    expect(await due('&effectiveAt=2019-12-19&until=2019-12-31')).toEqual({
      told: ['2019 engangs start 30.00 2019-12-01 true'],
      total: '30.00',
    });
    expect((await due(`&knownPosition=${before}`)).total).toBe('100.00');
    const wrong = (body: object) => ledger.refusal(`${grant}/disbursements`, body);
    expect(await wrong(pay('start', '1'))).toBe('409 instalment-settled');
    expect(await wrong(pay('okand', '1'))).toBe('409 unknown-instalment');
    expect(await wrong(pay('halv', '30.01'))).toBe('409 exceeds-instalment');
    expect(await wrong(pay('slut', '20'))).toBe('409 instalment-awaits-report');
    const early = pay('halv', '30', { effectiveOn: '2020-06-29' });
    expect(await warningsOf(`${grant}/disbursements`, early)).toEqual([200, 'before-instalment']);
    const { body } = await ledger.client('POST', `${grant}/disbursements`, {
      body: pay('slut', '20'),
      headers: { 'accept-language': 'sv' },
    });
    expect(body).toMatchObject({
      title: 'Delutbetalningen väntar på en återrapportering',
      detail: 'Delutbetalning slut betalas ut först när Slutredovisning (slut) har kommit in eller efterskänkts.',
    });
  });

  test('opens an instalment again when its payment is reversed', async () => {
    const { rows } = await ledger.get('/entries?bodyId=hsn&year=2019');
    const { voucher } = rows.at(-1);
    await ledger.record([`${grant}/reversal`, { reason: 'Studsade', voucher }]);
    expect(await planned()).toEqual(['start 20.00/50.00', 'halv 0.00/30.00', 'slut 0.00/20.00']);
    expect((await due('&until=2019-12-31')).total).toBe('30.00');
    await ledger.record([`${grant}/disbursements`, pay('start', '30', { effectiveOn: '2019-12-22' })]);
    expect((await due('&until=2019-12-31')).total).toBe(null);
  });

  test('is replaced as a whole, with a reason; what was known before stays', async () => {
    const before = ledger.position;
    const moved = { ...second, dueOn: '2020-09-30' };
    const anew = { instalments: [first, moved, last], reason: 'Delredovisningen dröjer' };
    expect(await ledger.refusal(plan, { instalments: anew.instalments })).toBe('400 reason-required');
    expect(await ledger.refusal(plan, { ...anew, instalments: [moved, last] })).toBe('409 instalment-paid');
    await ledger.record([plan, anew]);
    expect((await due('&until=2020-07-31')).told).toEqual([]);
    expect((await due(`&until=2020-07-31&knownPosition=${before}`)).told).toHaveLength(1);
    expect(await planned()).toEqual(['start 50.00/50.00', 'halv 0.00/30.00', 'slut 0.00/20.00']);
    expect(await warningsOf(`${grant}/adjustments`, { difference: '-10', reason: 'Mindre' })).toEqual([
      200,
      'plan-exceeds-allocated',
    ]);
  });

  test('is told in the trail, with why', async () => {
    const { rows } = await ledger.get('/audit-trail?allocationId=engangs&type=DisbursementPlanSet');
    expect(rows).toMatchObject([
      { actor: 'controller', reason: null, before: null, after: { instalments: [{ instalmentId: 'start' }, {}, {}] } },
      {
        reason: 'Delredovisningen dröjer',
        before: { instalments: [{}, { instalmentId: 'halv', dueOn: '2020-06-30' }, {}] },
        after: { instalments: [{}, { instalmentId: 'halv', dueOn: '2020-09-30' }, {}] },
      },
    ]);
    const { rows: paid } = await ledger.get('/audit-trail?allocationId=engangs&type=DisbursementRecorded');
    expect(paid.map(({ after }: { after: object }) => after)).toMatchObject([
      { instalmentId: 'start', disbursed: '20.00' },
      { instalmentId: 'start', disbursed: '50.00' },
      { instalmentId: 'start', disbursed: '50.00' },
    ]);
  });

  test('goes at year-end with what is committed, less what was paid', async () => {
    await ledger.record(
      ['/budgets/hsn/2019/lock', {}],
      ['/budgets/hsn/2019/carry-forward', {}],
      ['/budgets/hsn/2019/closing', {}],
    );
    expect(await due()).toEqual({
      told: ['2020 2019.engangs halv 30.00 2020-09-30 true', '2020 2019.engangs slut 20.00 2999-12-31 false'],
      total: '50.00',
    });
    expect(await planned('&year=2020')).toEqual(['halv 0.00/30.00', 'slut 0.00/20.00']);
    expect(await ledger.refusal(plan, { instalments: [], reason: 'R' })).toBe('409 moved');
    const home = '/budgets/hsn/2020/allocations/2019.engangs';
    expect(await ledger.refusal(`${home}/disbursements`, pay('slut', '20'))).toBe('409 instalment-awaits-report');
    await ledger.record(
      [`${home}/disbursements`, pay('halv', '30', { effectiveOn: '2020-10-01' })],
      [`${home}/reporting-duties/slut/report`, {}],
      [`${home}/disbursements`, pay('slut', '20')],
    );
    expect(await due()).toEqual({ told: [], total: null });
    expect(await planned('&year=2020')).toEqual(['halv 30.00/30.00', 'slut 20.00/20.00']);
    expect(await ledger.figures('recipientId=novahuset&year=2020')).toMatchObject({
      disbursed: '50.00',
      remaining: '0.00',
    });
  });

  test('goes to the allocation that replaces it, where that is as much; else it is said that it does not', async () => {
    const other = '/budgets/hsn/2020/allocations';
    await ledger.record(
      [other, allocation('namn', '10', { effectiveOn: '2020-01-15' })],
      [`${other}/namn/disbursement-plan`, { instalments: [{ ...first, amount: '10', dueOn: '2021-02-01' }] }],
    );
    const less = { reason: 'Fel belopp', allocationId: 'namn-2', amount: '9.99' };
    expect(await warningsOf(`${other}/namn/replacement`, less)).toEqual([200, 'plan-not-kept']);
    const swedish = await ledger.client('POST', `${other}/namn/replacement?dryRun=true`, {
      body: less,
      headers: { 'accept-language': 'sv' },
    });
    expect(swedish.body.warnings[0].detail).toBe(
      'Utbetalningsplanen följer inte med: enligt den ska 10.00 SEK betalas ut, och den nya tilldelningen är på 9.99 SEK.',
    );
    await ledger.record([`${other}/namn/replacement`, { reason: 'Fel mottagare', allocationId: 'namn-2' }]);
    expect(await due()).toEqual({ told: ['2020 namn-2 start 10.00 2021-02-01 true'], total: '10.00' });
    const paid = pay('start', '10', { effectiveOn: '2021-02-01' });
    await ledger.record([`${other}/namn-2/disbursements`, paid]);
    expect(await due()).toEqual({ told: [], total: null });
  });

  test('ends where the allocation is taken back', async () => {
    const other = '/budgets/hsn/2020/allocations';
    await ledger.record(
      [other, allocation('fel', '10', { effectiveOn: '2020-01-15' })],
      [`${other}/fel/disbursement-plan`, { instalments: [{ ...first, amount: '10' }] }],
    );
    expect((await due()).total).toBe('10.00');
    await ledger.record([`${other}/fel/reversal`, { reason: 'Fel mottagare' }]);
    expect(await due()).toEqual({ told: [], total: null });
  });
});
