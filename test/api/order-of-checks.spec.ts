import { connect } from 'node:net';
import { allocations, anAllocation, clientOf, given, openBudget, type Client } from './client';
import { LedgerProcess, tokens } from './ledger-process';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call, { approval: { policy: 'always' } });
  await given(call, [[allocations, anAllocation({ allocationId: 'waits' })]]);
});

afterAll(() => ledger.stop());

const tooLarge = 'x'.repeat(1024 * 1024 + 1);

describe('401 comes first', () => {
  test.each([
    ['an unknown route', 'GET', '/nowhere', {}],
    ['an unknown route outside the API', 'GET', '//metrics-of-nobody', {}],
    ['a method that the route does not take', 'DELETE', '/parties', {}],
    ['a body that is no JSON', 'POST', '/parties', { raw: '{' }],
    ['a body that is too large', 'POST', '/parties', { raw: tooLarge }],
    ['another content type', 'POST', '/parties', { raw: 'a=b', headers: { 'content-type': 'text/plain' } }],
    ['a path that no router can read', 'GET', '/parties/%zz', {}],
  ])('for %s', async (_what, method, path, options) => {
    const { status, body } = await call(method, path, { as: null, ...options });
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });
});

describe('404 for a route comes before everything else', () => {
  test.each([
    ['GET', '/nowhere', {}],
    ['GET', '//', {}],
    ['GET', '/parties/', {}],
    ['DELETE', '/parties', {}],
    ['PUT', '/parties', { raw: tooLarge }],
    ['POST', '/parties/x/y/z', { raw: 'not JSON', headers: { 'content-type': 'text/plain' } }],
    ['PATCH', '/budgets/hsn/2019', { raw: '{' }],
    ['OPTIONS', '/parties', {}],
  ])('%s %s', async (method, path, options) => {
    const { status, body } = await call(method, path, { as: 'viewer', ...options });
    expect([status, body.code]).toEqual([404, 'route-not-found']);
  });
});

test.each([
  ['no JSON', { raw: '{' }],
  ['too large', { raw: tooLarge }],
  ['of another type', { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['missing', {}],
])('403 comes before a body that is %s', async (_what, options) => {
  const { status } = await call('POST', '/parties', { as: 'viewer', ...options });
  expect(status).toBe(403);
});

test('400 comes before 404 for a thing, which comes before 409', async () => {
  const to = '/budgets/nobody/2019/allocations';
  expect((await call('POST', to, { body: anAllocation({ amount: 1 }) })).status).toBe(400);
  expect((await call('POST', to, { body: anAllocation({ recipientId: 'unknown' }) })).body.code).toBe(
    'budget-not-found',
  );
  const lost = '/budgets/hsn/2019/allocations/lost/adjustments';
  expect((await call('POST', lost, { body: { difference: '0', reason: 'R' } })).status).toBe(400);
  expect((await call('POST', lost, { body: { difference: '1', reason: 'R' } })).body.code).toBe('allocation-not-found');
  const plan = '/budgets/hsn/2019/allocations/lost/disbursement-plan';
  const instalment = { instalmentId: 'd1', amount: '1', dueOn: '2020-01-31' };
  const asked = (more: object) => call('POST', plan, { body: { instalments: [{ ...instalment, ...more }] } });
  expect((await asked({ amount: '0' })).body.errors).toMatchObject([{ pointer: '/instalments/0/amount' }]);
  expect((await asked({ afterDutyId: 'nothing' })).body.code).toBe('allocation-not-found');
  const route = '/agreements/lost/years/1899';
  expect((await call('POST', route, { body: {} })).body.errors).toMatchObject([{ in: 'path', name: 'year' }]);
  expect((await call('POST', '/agreements/lost/years/2050', { body: {} })).body.code).toBe('agreement-not-found');
  const nobody = { decision: { bodyId: 'nobody', decidedOn: '2019-11-12' } };
  const run = (year: number, body: object, query = '') =>
    call('POST', `/budgets/hsn/${year}/funding${query}`, { body });
  expect((await run(2050, nobody, '?dryRun=yes')).body.errors).toMatchObject([{ in: 'query', name: 'dryRun' }]);
  expect((await run(2050, { decision: { ...nobody.decision, decidedOn: '2019' } })).body.code).toBe(
    'effective-on-required',
  );
  expect((await run(2050, nobody)).body.code).toBe('budget-not-found');
  expect((await run(2019, nobody)).body.code).toBe('unknown-body');
});

test('412 is told before what a rule would say, to its sender alone', async () => {
  const body = anAllocation({ allocationId: 'waits' });
  const { status } = await call('POST', allocations, { body, headers: { 'if-match': '"0"' } });
  expect(status).toBe(412);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'application/json; charset=latin1'])(
  'a body as %s is 415',
  async (type) => {
    const raw = '{"partyId":"a","name":"A","kind":"body"}';
    const { status, body } = await call('POST', '/parties', { raw, headers: { 'content-type': type } });
    expect([status, body.code]).toEqual([415, 'unsupported-media-type']);
  },
);

test('a body without a content type is 415', async () => {
  const text = await spoken(
    `POST /api/v1/parties HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.controller}\r\nContent-Length: 2\r\n` +
      'Connection: close\r\n\r\n{}',
  );
  expect(text).toMatch(/^HTTP\/1\.1 415 /);
});

test('a body of more than 1 MiB is 413, said or not', async () => {
  const raw = JSON.stringify({ partyId: 'a', name: 'A', kind: 'body', note: tooLarge });
  const { status, body } = await call('POST', '/parties', { raw });
  expect([status, body.code]).toEqual([413, 'body-too-large']);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const text = await spoken(
    `POST /api/v1/parties HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.controller}\r\n` +
      'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n' +
      `${chunk.repeat(17)}0\r\n\r\n`,
  );
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  ['application/json', 413],
  ['text/plain', 415],
])('who sends 30 MiB as %s gets the answer, and the connection is good for the next request', async (type, refused) => {
  const head = `POST /api/v1/parties HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.controller}\r\n`;
  const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
  for (const [framing, large] of [
    [`Content-Length: ${30 * 2 ** 20}`, 'x'.repeat(30 * 2 ** 20)],
    ['Transfer-Encoding: chunked', `${chunk.repeat(30)}0\r\n\r\n`],
  ] as const) {
    const next = 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const text = await spoken(`${head}Content-Type: ${type}\r\n${framing}\r\n\r\n${large}${next}`);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${refused}`, 'HTTP/1.1 200']);
  }
});

test('what is no HTTP, or no URL, is a problem detail too', async () => {
  expect(await spoken('HELO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"code":"malformed-request"/);
  const { status, body } = await call('GET', '/parties/%zz', {});
  expect([status, body.errors]).toMatchObject([400, [{ in: 'path' }]]);
  const long = await spoken(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(100_000)}\r\n\r\n`);
  expect(long).toMatch(/^HTTP\/1\.1 431 [^]*"code":"headers-too-large"/);
});

test('every problem names its request, and nothing of the inside', async () => {
  const { body, headers, text } = await call('POST', '/parties', { raw: '{' });
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toEqual({
    type: 'urn:anslag:problem:malformed-json',
    title: expect.any(String),
    status: 400,
    code: 'malformed-json',
    detail: expect.any(String),
    instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    errors: [{ pointer: '', code: 'not-json', detail: expect.any(String) }],
  });
  expect(text).not.toMatch(/node_modules|\.js|Error:/);
});

/** Says something to the service and hears it out. */
function spoken(text: string): Promise<string> {
  const { hostname, port } = new URL(ledger.url);
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => (heard += part));
    socket.on('close', () => resolve(heard)).on('error', (error) => (heard ? resolve(heard) : reject(error)));
  });
}
