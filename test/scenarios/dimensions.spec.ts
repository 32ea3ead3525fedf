import { allocation, budget, parties, Scenario, stores } from './ledger';

/** A board's accounts and cost centres: grants are coded, one is paid on another account, and the year after has another chart. */
describe.each(stores)('dimensions, on %s', (store) => {
  let ledger: Scenario;
  const hsn = (rest = '', year = 2019) => `/budgets/hsn/${year}${rest}`;
  const codes = (...all: string[]) => ({ codes: all.map((code) => ({ code, name: `Bidrag ${code}` })) });
  const balances = (dimensionId: string, query = '', year = 2019) =>
    ledger.get(hsn(`/dimensions/${dimensionId}/balances${query}`, year));
  const refused = async (path: string, body: object) => {
    const answer = await ledger.client('POST', path, { body });
    return [answer.status, answer.body.code, answer.body.errors?.[0].pointer];
  };
  const dimensions = { konto: '4510', ansvar: '1210' };

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      budget(2019),
      budget(2020),
      [hsn('/dimensions'), { dimensionId: 'konto', name: 'Konto', required: true }],
      [hsn('/dimensions/konto/codes'), codes('4510', '4520', '4530')],
      [hsn('/dimensions'), { dimensionId: 'ansvar', name: 'Ansvar' }],
      [hsn('/dimensions/ansvar/codes'), codes('1210', '1220')],
    );
  });

  afterAll(() => ledger.stop());

  test('an allocation names codes of the chart, and those that it must', async () => {
    const path = hsn('/allocations');
    await ledger.record([path, allocation('a', '100', { dimensions })]);
    const named = (one: object) => refused(path, allocation('b', '1', { dimensions: one }));
    expect(await named({ konto: '4599' })).toEqual([409, 'unknown-code', '/dimensions/konto']);
    expect(await named({ konto: '4510', projekt: 'x' })).toEqual([409, 'unknown-dimension', '/dimensions/projekt']);
    expect(await named({ ansvar: '1210' })).toEqual([409, 'dimension-required', '/dimensions/konto']);
    await ledger.record([hsn('/dimensions/konto/codes/closure'), { codes: ['4530'], reason: 'Ersatt av 4510' }]);
    expect(await named({ konto: '4530' })).toEqual([409, 'code-closed', '/dimensions/konto']);
    expect(await refused(hsn('/dimensions/konto/codes'), codes('4540', '4510'))).toEqual([
      409,
      'already-exists',
      '/codes/1/code',
    ]);
  });

  test('the chart is told as it was known, with what has become of its codes', async () => {
    expect((await ledger.get(hsn('/dimensions'))).rows).toEqual([
      { dimensionId: 'ansvar', name: 'Ansvar', required: false, decision: null, open: 2, closed: 0 },
      { dimensionId: 'konto', name: 'Konto', required: true, decision: null, open: 2, closed: 1 },
    ]);
    expect((await ledger.get(hsn('/dimensions/konto/codes'))).rows).toEqual([
      { code: '4510', name: 'Bidrag 4510', status: 'open' },
      { code: '4520', name: 'Bidrag 4520', status: 'open' },
      { code: '4530', name: 'Bidrag 4530', status: 'closed' },
    ]);
    const { rows: trail } = await ledger.get('/audit-trail?type=CodesClosed');
    expect(trail).toMatchObject([{ reason: 'Ersatt av 4510', after: { dimensionId: 'konto', closed: ['4530'] } }]);
    const missing = await ledger.client('GET', hsn('/dimensions/projekt/balances'), { as: 'viewer' });
    expect([missing.status, missing.body.code]).toEqual([404, 'dimension-not-found']);
  });

  test('what is paid on another account is so on both axes, and every figure adds up to the budget', async () => {
    const before = ledger.position;
    const paid = { disbursementId: 'u1', amount: '60', effectiveOn: '2019-12-01', dimensions: { konto: '4520' } };
    await ledger.record(
      [hsn('/allocations/a/disbursements'), paid],
      [hsn('/allocations/a/disbursements'), { disbursementId: 'u2', amount: '10', effectiveOn: '2019-12-02' }],
      [
        hsn('/allocations/a/returns'),
        { returnId: 'r1', amount: '5', effectiveOn: '2019-12-03', dimensions: { konto: '4520' } },
      ],
    );
    const { rows, totals, currency } = await balances('konto');
    expect(currency).toBe('SEK');
    expect(rows).toMatchObject([
      {
        code: '4510',
        name: 'Bidrag 4510',
        status: 'open',
        allocated: '100.00',
        disbursed: '10.00',
        remaining: '30.00',
      },
      { code: '4520', allocated: '0.00', disbursed: '60.00', returned: '5.00', remaining: '0.00' },
      { code: null, name: null, status: null, allocated: '0.00', disbursed: '0.00', remaining: '0.00' },
    ]);
    const whole = { disbursed: '70.00', returned: '5.00', reserved: '0.00' };
    expect(totals).toMatchObject({ allocated: '100.00', remaining: '30.00', ...whole });
    expect(await ledger.get(hsn())).toMatchObject({ committed: '30.00', ...whole });
    expect((await balances('ansvar')).rows).toMatchObject([
      { code: '1210', disbursed: '70.00', returned: '5.00', remaining: '30.00' },
      { code: null },
    ]);
    expect((await balances('konto', '?effectiveAt=2019-12-01')).rows).toMatchObject([
      { code: '4510', disbursed: '0.00', remaining: '40.00' },
      { code: '4520', disbursed: '60.00', returned: '0.00' },
      { code: null },
    ]);
    expect((await balances('konto', `?knownPosition=${before}`)).rows).toMatchObject([
      { code: '4510', disbursed: '0.00', remaining: '100.00' },
      { code: null },
    ]);
    const { rows: journal } = await ledger.get('/entries?allocationId=a');
    expect(journal[1].postings).toMatchObject([
      { account: 'COMMITTED', dimensions },
      { account: 'DISBURSED', dimensions: { konto: '4520', ansvar: '1210' } },
    ]);
  });

  test('a year of an agreement’s funding is coded too, and told as refused where it is not', async () => {
    const agreement = { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['novahuset'] };
    const terms = { recipientId: 'novahuset', amount: '700', currency: 'SEK', firstYear: 2019 };
    await ledger.record(['/agreements', agreement], ['/agreements/iop/funding-terms', terms]);
    const run = async (body: object) => {
      const { text } = await ledger.client('POST', hsn('/funding'), { body });
      return JSON.parse(text.split('\n')[0]!) as object;
    };
    expect(await run({})).toMatchObject({ agreementId: 'iop', status: 'refused', code: 'dimension-required' });
    expect(await run({ dimensions: { konto: '4520' } })).toMatchObject({ status: 'funded', amount: '700.00' });
    await ledger.record([hsn('/allocations/iop/disbursements'), { amount: '700', effectiveOn: '2019-12-31' }]);
    expect((await balances('konto')).rows[1]).toMatchObject({ code: '4520', allocated: '700.00', disbursed: '760.00' });
  });

  test('a replacement moves it to another code, and a reversed payment leaves the code that it was paid on', async () => {
    await ledger.record(
      [hsn('/allocations'), allocation('fel', '8', { dimensions: { konto: '4520' } })],
      [hsn('/allocations/fel/replacement'), { reason: 'Fel konto', allocationId: 'ratt', dimensions }],
      [
        hsn('/allocations/ratt/replacement'),
        { reason: 'Fel mottagare', allocationId: 'klar', recipientId: 'novahuset' },
      ],
    );
    expect((await balances('konto')).rows).toMatchObject([
      { code: '4510', allocated: '108.00', remaining: '38.00' },
      { code: '4520', allocated: '700.00', remaining: '0.00' },
      { code: null },
    ]);
    const { rows } = await ledger.get('/entries?allocationId=a');
    await ledger.record([hsn('/allocations/a/reversal'), { reason: 'Fel konto', voucher: rows[1].voucher }]);
    expect((await balances('konto')).rows).toMatchObject([
      { code: '4510', disbursed: '10.00', remaining: '98.00' },
      { code: '4520', disbursed: '700.00', remaining: '0.00' },
      { code: null },
    ]);
  });

  test('what goes to the next year keeps its codes, also one that its chart has not', async () => {
    await ledger.record(
      [hsn('/dimensions', 2020), { dimensionId: 'konto', name: 'Konto', required: true }],
      [hsn('/dimensions/konto/codes', 2020), codes('4599')],
      [hsn('/lock'), {}],
      [hsn('/carry-forward'), { committed: 'carry' }],
    );
    expect((await balances('konto', '', 2020)).rows).toMatchObject([
      { code: '4510', name: null, status: null, carriedIn: '98.00', remaining: '98.00' },
      { code: null, carriedIn: '0.00' },
    ]);
    const moved = { disbursementId: 'u9', amount: '90', effectiveOn: '2020-02-01', dimensions: { konto: '4599' } };
    await ledger.record([hsn('/allocations/2019.a/disbursements', 2020), moved]);
    expect((await balances('konto', '', 2020)).rows).toMatchObject([
      { code: '4510', disbursed: '0.00', remaining: '8.00' },
      { code: '4599', name: 'Bidrag 4599', status: 'open', disbursed: '90.00', remaining: '0.00' },
      { code: null },
    ]);
    const { rows } = await ledger.get('/entries?allocationId=2019.a&year=2020');
    expect(rows.at(-1).postings[1].dimensions).toEqual({ konto: '4599', ansvar: '1210' });
  });
});
