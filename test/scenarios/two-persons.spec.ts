import { clientOf, openBudget } from '../api/client';
import { LedgerProcess, type Role } from '../api/ledger-process';
import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

/**
 * Two persons: who may approve, up to what, on which days, and what waits. The subjects are those of the tests' tokens, of
 * which one has the role approver; bo and cecilia are somebody that nobody signs in as.
 */
describe.each(stores)('two persons, on %s', (store) => {
  let ledger: Scenario;
  const at = (rest = '') => `/budgets/hsn/2019${rest}`;
  const inbox = async (query = '', as: Role = 'approver') => {
    const { status, body } = await ledger.client('GET', `/approvals?atLeast=${ledger.position}${query}`, { as });
    expect(status).toBe(200);
    return body;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- rows of an answer
  const shown = ({ rows }: any) => rows.map((row: any) => [row.allocationId, row.totalAfter, row.whyNot]);
  const approval = (id: string): Promise<string> => ledger.refusal(at(`/allocations/${id}/approval`), {}, 'approver');

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(
      ...parties,
      budget(2019, { approval: { policy: 'above', above: '100' } }),
      budget(2020, { approval: { policy: 'always' } }),
    );
  });

  afterAll(() => ledger.stop());

  test('what is above the limit of the policy waits in the inbox; nobody being appointed, the role approves', async () => {
    await ledger.record(
      [at('/allocations'), allocation('stor', '150')],
      [at('/allocations'), allocation('liten', '90')],
    );
    const { rows, on, next } = await inbox();
    expect([rows.length, next, on]).toEqual([1, null, expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
    expect(rows[0]).toMatchObject({
      bodyId: 'hsn',
      year: 2019,
      allocationId: 'stor',
      waiting: 'allocation',
      recipientName: 'Primärvården',
      amount: '150.00',
      totalAfter: '150.00',
      currency: 'SEK',
      decision: meeting,
      proposedBy: 'controller',
      mayApprove: true,
      whyNot: null,
    });
    expect(shown(await inbox('', 'controller'))).toEqual([['stor', '150.00', 'forbidden']]);
    expect(await ledger.get(at())).toMatchObject({ approvers: [], reserved: '150.00' });
  });

  test('once the year has an approver, whoever is none has to leave it', async () => {
    await ledger.record([at('/approvers'), { subject: 'bo', limit: '200', validFrom: '2019-01-01' }]);
    expect(await approval('stor')).toBe('409 not-an-approver');
    expect(await ledger.refusal(at('/allocations/stor/rejection'), { reason: 'Nej' }, 'approver')).toBe(
      '409 not-an-approver',
    );
    expect(shown(await inbox())).toEqual([['stor', '150.00', 'not-an-approver']]);
    expect((await inbox('&mine=true')).rows).toEqual([]);
  });

  test('who is appointed for other days than today has to leave it too', async () => {
    await ledger.record(
      [at('/approvers'), { subject: 'approver', validFrom: '2019-01-01', validTo: '2019-12-31' }],
      [at('/approvers'), { subject: 'approver', validFrom: '2999-01-01' }],
    );
    expect(await approval('stor')).toBe('409 approver-not-valid');
    expect(shown(await inbox())).toEqual([['stor', '150.00', 'approver-not-valid']]);
    expect(shown(await inbox('&effectiveAt=2019-12-31'))).toEqual([['stor', '150.00', null]]);
  });

  test("a substitute acts within the approver's limit, on the total after the change", async () => {
    const period = { validFrom: '2019-01-01', validTo: '2998-12-31', reason: 'Semester' };
    await ledger.record(
      [at('/approvers/bo/substitutes'), { substitute: 'approver', ...period }],
      [at('/allocations/liten/adjustments'), { difference: '110.01', reason: 'Mer', effectiveOn: '2019-12-01' }],
    );
    expect(shown(await inbox())).toEqual([
      ['stor', '150.00', null],
      ['liten', '200.01', 'above-limit'],
    ]);
    expect(shown(await inbox('&mine=true'))).toEqual([['stor', '150.00', null]]);
    expect(await approval('liten')).toBe('409 above-limit');
    await ledger.record(
      [at('/allocations/liten/rejection'), { reason: 'För mycket' }, 'approver'],
      [at('/allocations/liten/adjustments'), { difference: '110', reason: 'Mer', effectiveOn: '2019-12-01' }],
    );
    const twice = { difference: '11', reason: 'Mer', effectiveOn: '2019-12-01' };
    expect(await ledger.refusal(at('/allocations/liten/adjustments'), twice)).toBe('409 waiting');
    await ledger.record(
      [at('/allocations/liten/withdrawal'), { reason: 'Mottagaren ändrade sig' }],
      [at('/allocations/liten/adjustments'), twice],
    );
    expect(shown(await inbox())).toEqual([
      ['stor', '150.00', null],
      ['liten', '101.00', null],
    ]);
    expect(await ledger.refusal(at('/allocations/liten/withdrawal'), { reason: 'Nej' }, 'approver')).toBe(
      '403 forbidden',
    );
    await ledger.record(
      [at('/allocations/liten/withdrawal'), { reason: 'Fel belopp' }],
      [at('/allocations/liten/adjustments'), { difference: '110', reason: 'Mer', effectiveOn: '2019-12-01' }],
      [at('/allocations/liten/approval'), {}, 'approver'],
      [at('/allocations/stor/approval'), { note: 'I stället för bo' }, 'approver'],
    );
    expect(await inbox()).toMatchObject({ rows: [], next: null });
    expect(await ledger.figures('year=2019&recipientId=primarvarden')).toMatchObject({
      allocated: '350.00',
      reserved: '0.00',
    });
  });

  test('the approvers of the year are those of this year alone, all of them or those of a day', async () => {
    const { approvers } = await ledger.get(at());
    expect(approvers).toMatchObject([
      { subject: 'bo', limit: '200.00', validTo: null, revokedFrom: null, substitutes: [{ substitute: 'approver' }] },
      { subject: 'approver', limit: null, validFrom: '2019-01-01', validTo: '2019-12-31', substitutes: [] },
      { subject: 'approver', limit: null, validFrom: '2999-01-01' },
    ]);
    expect((await ledger.get(at('?effectiveAt=2020-01-01'))).approvers).toHaveLength(1);
    expect((await ledger.get('/budgets/hsn/2020')).approvers).toEqual([]);
    await ledger.record(['/budgets/hsn/2020/allocations', allocation('nytt', '1')]);
    expect(shown(await inbox('&year=2020'))).toEqual([['nytt', '1.00', null]]);
    expect((await inbox('&year=2019')).rows).toEqual([]);
    expect((await inbox('&bodyId=nobody')).rows).toEqual([]);
  });

  test('revoked, the approver takes the substitute along; and what was known before stays known', async () => {
    await ledger.record([at('/allocations'), allocation('sen', '150')]);
    const before = ledger.position;
    await ledger.record([at('/approvers/bo/revocation'), { reason: 'Ny tjänst' }]);
    expect(await approval('sen')).toBe('409 approver-not-valid');
    expect(shown(await inbox('&year=2019'))).toEqual([['sen', '150.00', 'approver-not-valid']]);
    expect(shown(await inbox(`&year=2019&knownPosition=${before}`))).toEqual([['sen', '150.00', null]]);
    const { rows } = await ledger.get('/audit-trail?type=ApproverRevoked');
    const mandate = { inPlaceOf: null, limit: '200.00', validFrom: '2019-01-01', validTo: null };
    expect(rows).toMatchObject([
      {
        actor: 'controller',
        reason: 'Ny tjänst',
        before: { subject: 'bo', mandates: [{ ...mandate, revokedFrom: null }] },
        after: { subject: 'bo', mandates: [{ ...mandate, revokedFrom: rows[0].effectiveOn }] },
      },
    ]);
  });

  test('what cannot be appointed or ended is refused, and says where', async () => {
    const later = { validFrom: '2019-02-01' };
    expect(await ledger.refusal(at('/approvers'), { subject: 'controller', ...later })).toBe('409 same-person');
    expect(await ledger.refusal(at('/approvers'), { subject: 'approver', ...later })).toBe('409 already-exists');
    expect(await ledger.refusal(at('/approvers'), { subject: 'dan', ...later }, 'approver')).toBe('403 forbidden');
    expect(await ledger.refusal(at('/approvers/dan/revocation'), { reason: 'R' })).toBe('404 approver-not-found');
    expect(await ledger.refusal('/budgets/rs/2019/approvers', { subject: 'dan', ...later })).toBe(
      '404 budget-not-found',
    );
    const decision = { bodyId: 'nobody', decidedOn: '2019-01-01' };
    const { status, body } = await ledger.client('POST', at('/approvers'), {
      body: { subject: 'dan', ...later, decision },
    });
    expect([status, body.code, body.errors[0].pointer]).toEqual([409, 'unknown-body', '/decision/bodyId']);
    const self = { substitute: 'controller', validFrom: '2019-01-01', validTo: '2019-01-31' };
    expect(await ledger.refusal(at('/approvers/approver/substitutes'), self)).toBe('409 same-person');
  });

  test('a subject may be called as its issuer likes', async () => {
    const subject = 'https://issuer.example/users/4711|a';
    const path = at(`/approvers/${encodeURIComponent(subject)}/revocation`);
    await ledger.record([at('/approvers'), { subject, validFrom: '2019-01-01' }], [path, { reason: 'Slutat' }]);
    expect(await ledger.refusal(path, { reason: 'Slutat' })).toBe('409 approver-not-valid');
  });

  test("a year of an agreement's funding waits as such", async () => {
    const iop = { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['novahuset'] };
    const terms = { recipientId: 'novahuset', amount: '700', currency: 'SEK', firstYear: 2020 };
    await ledger.record(
      ['/agreements', { ...iop, term: { from: '2019-01-01' } }],
      ['/agreements/iop/funding-terms', terms],
      ['/agreements/iop/years/2020', {}],
    );
    const { rows } = await inbox('&year=2020');
    expect(rows).toMatchObject([{ allocationId: 'nytt' }, { allocationId: 'iop', waiting: 'funding', kind: 'yearly' }]);
    const first = await inbox('&year=2020&limit=1');
    expect([first.rows.length, first.rows[0].allocationId]).toEqual([1, 'nytt']);
    const second = await inbox(`&limit=1&cursor=${first.next}`);
    expect([second.rows[0].allocationId, second.next]).toEqual(['iop', null]);
    expect(second.basis).toEqual(first.basis);
  });
});

test('one person with both roles, appointed by another, still does not approve what they proposed', async () => {
  const [both, other] = ['two-hats', 'another-controller'];
  const first = await LedgerProcess.start({ env: { ANSLAG_TOKEN_CONTROLLER: both, ANSLAG_TOKEN_APPROVER: both } });
  try {
    const client = clientOf(first);
    const send = (path: string, body: object) => client('POST', path, { body, token: both });
    await openBudget((method, path, call) => client(method, path, { ...call, token: both }), {
      approval: { policy: 'always' },
    });
    const self = await send('/budgets/hsn/2019/approvers', { subject: 'controller', validFrom: '2019-01-01' });
    expect([self.status, self.body.code, self.body.errors[0].pointer]).toEqual([409, 'same-person', '/subject']);
    await send('/budgets/hsn/2019/approvers', { subject: other, validFrom: '2019-01-01' });
    const period = { validFrom: '2019-01-01', validTo: '2998-12-31' };
    const standing = await send(`/budgets/hsn/2019/approvers/${other}/substitutes`, {
      substitute: 'controller',
      ...period,
    });
    expect([standing.status, standing.body.code]).toEqual([409, 'same-person']);
    await send('/budgets/hsn/2019/allocations', allocation('egen', '1'));
    const own = await send('/budgets/hsn/2019/allocations/egen/approval', {});
    expect([own.status, own.body.code]).toEqual([409, 'same-person']);
  } finally {
    await first.stop();
  }
});
