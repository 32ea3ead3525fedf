import { allocations, anAllocation, clientOf, given, openBudget, type Client } from './client';
import { LedgerProcess } from './ledger-process';

let ledger: LedgerProcess;
let call: Client;
/** Of the last event of the beginning. */
let position: string;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call);
  for (let n = 0; n < 12; n += 1) {
    const recipientId = `mottagare-${String(n).padStart(2, '0')}`;
    await given(call, [
      ['/parties', { partyId: recipientId, name: `Mottagare ${n}`, kind: 'company' }],
      [allocations, anAllocation({ allocationId: `a-${n}`, recipientId, amount: '10.00' })],
    ]);
  }
  const { body } = await call('GET', '/events?limit=1000', { as: 'auditor' });
  position = body.events.at(-1).position;
  await call('GET', `/balances?atLeast=${position}`);
});

afterAll(() => ledger.stop());

const get = (path: string) => call('GET', path, { as: 'auditor' });
const forged = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

test.each([
  ['/balances?colour=red', 'colour'],
  ['/balances?year=2019&year=2020', 'year'],
  ['/balances?limit=0', 'limit'],
  ['/balances?limit=1001', 'limit'],
  ['/balances?groupBy=colour', 'groupBy'],
  ['/balances?knownAt=2019-11-12', 'knownAt'],
  ['/balances?knownAt=2999-01-01T00:00:00Z', 'knownAt'],
  ['/balances?knownAt=2020-01-01T00:00:00Z&knownPosition=1', 'knownAt'],
  ['/balances?knownPosition=999999', 'knownPosition'],
  ['/balances?knownPosition=9999999999999999999', 'knownPosition'],
  ['/budgets/hsn/2019?knownPosition=999999', 'knownPosition'],
  ['/parties?colour=red', 'colour'],
  ['/agreements?effectiveAt=2019-02-29', 'effectiveAt'],
  ['/audit-trail?from=yesterday', 'from'],
  ['/allocations?recipientId=A', 'recipientId'],
  ['/entries?allocationId=A', 'allocationId'],
  ['/entries?actor=anna', 'actor'],
  ['/entries?knownPosition=999999', 'knownPosition'],
  ['/events?after=x', 'after'],
])('%s is refused, with the field that is wrong', async (path, name) => {
  const { status, body } = await get(path);
  expect({ status, errors: body.errors }).toMatchObject({ status: 400, errors: [{ in: 'query', name }] });
});

const plain = { effectiveAt: null, knownAt: null, knownPosition: null };
const balanceFilters = {
  year: null,
  bodyId: null,
  recipientId: null,
  kind: null,
  currency: null,
  programme: null,
  ...plain,
};
const entryFilters = { year: null, bodyId: null, recipientId: null, allocationId: null, ...plain };
const trailFilters = {
  year: null,
  bodyId: null,
  recipientId: null,
  allocationId: null,
  actor: null,
  type: null,
  from: null,
  to: null,
  q: null,
  ...plain,
};

test.each([
  ['/balances', ['balances', '1', { ...balanceFilters, groupBy: 'year', knownAt: 'soon' }, [2019, 'SEK']]],
  ['/balances', ['balances', '1', { ...balanceFilters, groupBy: 'year' }, ['2019', 'SEK']]],
  ['/balances', ['balances', '999999999999999999', { ...balanceFilters, groupBy: 'year' }, [2019, 'SEK']]],
  ['/balances', ['parties', '1', { q: null, ...plain }, ['a']]],
  ['/audit-trail', ['audit-trail', '1', { ...trailFilters, from: '2019-99-99' }, ['1']]],
  ['/audit-trail', ['audit-trail', '1', trailFilters, ['one']]],
  ['/entries', ['audit-trail', '1', trailFilters, ['1']]],
  ['/entries', ['entries', '1', entryFilters, [1]]],
  ['/parties', ['parties', 'x', { q: null, ...plain }, ['a']]],
])('a forged cursor for %s is refused: %j', async (path, content) => {
  const { status, body } = await get(`${path}?cursor=${forged(content)}`);
  expect({ status, errors: body.errors }).toMatchObject({ status: 400, errors: [{ in: 'query', name: 'cursor' }] });
});

test('a list is pinned where its first page stood, whatever is recorded while it is read', async () => {
  const whole = await get('/balances?year=2019&limit=1000');
  const rows: unknown[] = [];
  let next: string | null = '';
  for (let page = 0; next !== null; page += 1) {
    const { status, body } = await get(`/balances?year=2019&limit=5${next && `&cursor=${next}`}`);
    expect(status).toBe(200);
    expect(body.totals).toEqual(whole.body.totals);
    expect(body.basis).toEqual(whole.body.basis);
    rows.push(...body.rows);
    next = body.next;
    await given(call, [[allocations, anAllocation({ recipientId: 'mottagare-11', amount: '1.00' })]]);
  }
  expect(rows).toEqual(whole.body.rows);
  const { body } = await get(`/balances?year=2019&limit=1000&knownPosition=${whole.body.basis.position}`);
  expect(body).toEqual(whole.body);
});

test('a cursor brings its filters along, and is refused with others', async () => {
  const { body } = await get('/balances?year=2019&limit=5');
  for (const same of ['', '&year=2019', '&year=2019&groupBy=recipientId,year,bodyId'])
    expect((await get(`/balances?cursor=${body.next}&limit=5${same}`)).body.rows).toHaveLength(5);
  for (const other of ['year=2020', 'year=2019&bodyId=hsn', 'year=2019&effectiveAt=2019-11-12']) {
    const answer = await get(`/balances?cursor=${body.next}&${other}`);
    expect({ status: answer.status, errors: answer.body.errors }).toMatchObject({
      status: 400,
      errors: [{ in: 'query', name: 'cursor', code: 'cursor-of-another-list' }],
    });
  }
});

test('the allocations are read page by page, by the cursor alone, and stay as they were at the first', async () => {
  const first = (await get('/allocations?bodyId=hsn&limit=5')).body;
  const ids = first.rows.map(({ allocationId }: { allocationId: string }) => allocationId);
  expect(ids).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'a-4']);
  expect(first.rows[0]).toMatchObject({ recipientName: 'Mottagare 0', amount: '10.00', status: 'decided' });
  await given(call, [[`${allocations}/a-5/note`, { reason: 'Said anew', title: 'Later' }]]);
  const second = (await get(`/allocations?limit=5&cursor=${first.next}`)).body;
  expect(second.basis).toEqual(first.basis);
  expect(second.rows[0]).toMatchObject({ allocationId: 'a-5', title: null });
});

test('a position that does not come is answered with 503 after a while, and with when to try again', async () => {
  const { status, headers, body } = await get('/balances?atLeast=9999999');
  expect({ status, retry: headers.get('retry-after') }).toEqual({ status: 503, retry: expect.stringMatching(/^\d+$/) });
  expect(body.code).toBe('projection-behind');
});

test('what is not in the path is 404; what is not in a query is no match', async () => {
  for (const path of ['/budgets/hsn/2031', '/parties/nobody', '/agreements/none', `/parties/hsn?knownPosition=0`])
    expect((await get(path)).status).toBe(404);
  const { status, body } = await get('/balances?recipientId=nobody');
  expect({ status, rows: body.rows, totals: body.totals }).toEqual({ status: 200, rows: [], totals: [] });
});

test("a budget's answer has its stream's revision as entity tag, which a command may send as If-Match", async () => {
  const { headers, body } = await get('/budgets/hsn/2019');
  expect(headers.get('etag')).toBe(`"${body.revision}"`);
  const send = () =>
    call('POST', allocations, {
      body: anAllocation({ recipientId: 'primarvarden' }),
      headers: { 'if-match': headers.get('etag')! },
    });
  expect((await send()).status).toBe(201);
  expect((await send()).status).toBe(412);
});

test('the events are read page by page, of all streams or of one', async () => {
  for (const stream of ['', '&stream=budget-hsn.2019']) {
    const whole = (await get(`/events?limit=1000${stream}`)).body;
    expect(whole.next).toBeNull();
    const seen: unknown[] = [];
    let after: string | null = '0';
    while (after !== null) {
      const { body }: Awaited<ReturnType<Client>> = await get(`/events?limit=7&after=${after}${stream}`);
      seen.push(...body.events);
      after = body.next;
    }
    expect(seen).toEqual(whole.events);
  }
  expect((await get('/events?stream=budget-hsn.1999')).body).toEqual({ events: [], next: null });
  expect((await get('/events?after=9999999999999999999')).body).toEqual({ events: [], next: null });
});

test('the trail is asked by the day that an event was recorded on', async () => {
  const { body } = await get('/audit-trail?limit=1');
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' });
  const day = format.format(new Date(body.rows[0].recordedAt));
  const dayAfter = format.format(Date.parse(day) + 36 * 3_600_000);
  expect((await get(`/audit-trail?from=${day}&limit=1`)).body.rows).toEqual(body.rows);
  expect((await get(`/audit-trail?to=1999-12-31`)).body.rows).toEqual([]);
  expect((await get(`/audit-trail?from=${dayAfter}`)).body.rows).toEqual([]);
  expect((await get('/audit-trail?type=BudgetOpened')).body.rows).toMatchObject([{ voucher: 'hsn/2019/1' }]);
});
