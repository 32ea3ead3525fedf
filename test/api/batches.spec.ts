import { batch, textOf, type BatchLine } from './batch-client';
import { allocations, anAllocation, clientOf, openBudget, type Client } from './client';
import { LedgerProcess, roles, tokens } from './ledger-process';
import { storedEvents } from './stored-events';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
});

afterAll(() => ledger.stop());

const ndjson = { 'content-type': 'application/x-ndjson' };
const post = (text: string) =>
  fetch(`${ledger.url}/api/v1/batches`, {
    method: 'POST',
    headers: { ...ndjson, authorization: `Bearer ${tokens.controller}` },
    body: text,
  }).then(async (response) => ({ headers: response.headers, text: await response.text() }));
const party = (partyId: string, kind = 'body') => ({ partyId, name: partyId, kind });
const line = (path: string, body: unknown, key = `${path} ${JSON.stringify(body)}`.replaceAll(/[^!-~]/g, '.')) => ({
  path,
  body,
  key: key.slice(0, 200),
});

test('what a line needs may stand in the line before, in other streams too', async () => {
  const lines = [
    line('/parties', party('region')),
    line('/budgets', { bodyId: 'region', year: 2020, currency: 'SEK', control: 'none' }),
    line('/parties', party('teatern', 'association')),
    line('/api/v1/budgets/region/2020/allocations', {
      ...anAllocation({ allocationId: 'a', recipientId: 'teatern' }),
      decision: { bodyId: 'region', decidedOn: '2020-02-01' },
    }),
    line('/agreements', {
      agreementId: 'iop',
      name: 'IOP',
      kind: 'partnership',
      bodyId: 'region',
      parties: ['teatern'],
    }),
    line('/agreements/iop/funding-terms', { recipientId: 'teatern', amount: '7', currency: 'SEK', firstYear: 2020 }),
    line('/agreements/iop/years/2020', { effectiveOn: '2020-03-01' }),
    line('/budgets/region/2020/allocations/iop/adjustments', {
      difference: '1',
      reason: 'R',
      effectiveOn: '2020-04-01',
    }),
    line('/budgets/region/2020/allocations/a/reversal', { reason: 'R' }),
  ];
  const answers = await batch(ledger, lines);
  expect(answers.map(({ line: number, status }) => [number, status])).toEqual(
    lines.map((_, index) => [index + 1, 201]),
  );
  expect(answers.map(({ body }) => body.voucher)).toEqual([
    null,
    'region/2020/1',
    null,
    'region/2020/2',
    null,
    null,
    'region/2020/3',
    'region/2020/4',
    'region/2020/5',
  ]);
});

test('the same lines again are booked once, and answered as the first time', async () => {
  const lines = [
    line('/parties', party('again')),
    line('/parties/again/names', { name: 'N', effectiveFrom: '2020-01-01' }),
  ];
  const first = await batch(ledger, lines);
  const second = await batch(ledger, lines);
  expect(first.map(({ status }) => status)).toEqual([201, 201]);
  expect(second).toEqual(
    first.map(({ line: number, body }) => {
      return { line: number, status: 200, body: { ...body, position: expect.any(String), replayed: true } };
    }),
  );
});

test('a key is one and the same in a batch and alone', async () => {
  const body = party('alone');
  const alone = await call('POST', '/parties', { body, headers: { 'idempotency-key': 'one-key' } });
  const [same, other, inOneBatch] = await batch(ledger, [
    { path: '/parties', key: 'one-key', body },
    { path: '/parties', key: 'one-key', body: { ...body, name: 'Other' } },
    { path: '/api/v1/parties', key: 'one-key', body },
  ]);
  expect([alone.status, same!.status, same!.body.commandId]).toEqual([201, 200, alone.body.commandId]);
  expect([other!.status, other!.body.code]).toEqual([409, 'idempotency-key-reused']);
  expect(inOneBatch!.status).toBe(200);
});

const good = (key: string) => ({ path: '/parties', key, body: party(key) });
const invalid = (pointer: string, code: string) => ({
  status: 422,
  body: { status: 422, code: 'invalid-line', errors: [{ pointer, code, detail: expect.any(String) }] },
});

test('a line that is none is 422 and told where; the lines around it are carried out', async () => {
  const wrong: [BatchLine, string, string][] = [
    ['nonsense', '', 'not-json'],
    ['{"path":"/parties"', '', 'not-json'],
    ['\uFEFF{}', '', 'not-json'],
    ['[1]', '', 'not-an-object'],
    ['"text"', '', 'not-an-object'],
    [`{"path":"/parties","path":"/parties","key":"k","body":{}}`, '/path', 'duplicate-key'],
    [`{"path":"/parties","key":"k","body":{"a":1,"\\u0061":2}}`, '/body/a', 'duplicate-key'],
    [`{"path":"/parties","key":"k","body":{"a":1e16}}`, '/body/a', 'unsafe-number'],
    [`{"path":"/parties","key":"k","body":{"a":"\\ud800"}}`, '/body/a', 'lone-surrogate'],
    [JSON.stringify({ ...good('k'), actor: 'me' }), '/actor', 'unknown-field'],
    [JSON.stringify({ ...good('k'), 'if/match': '1' }), '/if~1match', 'unknown-field'],
    [JSON.stringify({ ...good('k'), path: undefined }), '/path', 'required'],
    [JSON.stringify({ ...good('k'), path: 7 }), '/path', 'not-a-path'],
    [JSON.stringify({ ...good('k'), key: undefined }), '/key', 'required'],
    [JSON.stringify({ ...good('k'), key: '' }), '/key', 'not-a-key'],
    [JSON.stringify({ ...good('k'), key: 'a b' }), '/key', 'not-a-key'],
    [JSON.stringify({ ...good('k'), body: undefined }), '/body', 'required'],
    ...[
      '',
      'parties',
      '/',
      '/parties/',
      '//parties',
      '/batches',
      '/balances',
      '/parties?dryRun=true',
      '/parties/%zz/names',
      '/api/v1',
      '/api/v2/parties',
      '/health',
    ].map((path): [BatchLine, string, string] => [JSON.stringify({ ...good('k'), path }), '/path', 'no-such-command']),
    [JSON.stringify({ ...good('k'), body: 'x'.repeat(1024 * 1024) }), '', 'line-too-long'],
  ];
  const lines = wrong.flatMap(([bad], index) => [bad, good(`after-${index}`)]);
  const answers = await batch(ledger, lines);
  expect(answers).toMatchObject(
    wrong.flatMap(([, pointer, code], index) => [
      { line: 2 * index + 1, ...invalid(pointer, code) },
      { line: 2 * index + 2, status: 201 },
    ]),
  );
});

test('blank lines count and have no answer; CRLF and a last line without a break are lines', async () => {
  const [a, b, c] = ['blank-a', 'blank-b', 'blank-c'].map((key) => textOf(good(key)).trim());
  const { text, headers } = await post(`\n${a}\r\n \t\r\n\n${b}\n${c}`);
  expect(headers.get('content-type')).toBe('application/x-ndjson');
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((one) => [JSON.parse(one).line, JSON.parse(one).status]),
  ).toEqual([
    [2, 201],
    [5, 201],
    [6, 201],
  ]);
  expect((await post('\n\n')).text).toBe('');
});

test('a line of exactly 1 MiB is taken', async () => {
  const empty = textOf({ path: '/parties', key: 'large', body: { ...party('large'), name: '' } }).trim();
  const name = 'x'.repeat(1024 * 1024 - Buffer.byteLength(empty));
  const [answer] = await batch(ledger, [{ path: '/parties', key: 'large', body: { ...party('large'), name } }]);
  expect([answer!.status, answer!.body.errors[0].pointer]).toEqual([400, '/name']);
});

test('a dry run judges each line on the books as they are, and books nothing', async () => {
  const before = (await storedEvents(ledger.directory)).length;
  const lines = [
    line('/parties', party('dry')),
    line('/budgets', { bodyId: 'dry', year: 2020, currency: 'SEK', control: 'none' }),
    line('/parties', { partyId: 'dry' }),
  ];
  const answers = await batch(ledger, lines, { dryRun: true });
  expect(answers.map(({ status, body }) => [status, body.code ?? body.would[0].type])).toEqual([
    [200, 'PartyRegistered'],
    [409, 'unknown-body'],
    [400, 'invalid-input'],
  ]);
  expect((await storedEvents(ledger.directory)).length).toBe(before);
});

test('whoever has a command may send batches, and each line is judged by the role that its command needs', async () => {
  const own = await LedgerProcess.start();
  try {
    await openBudget(clientOf(own), { approval: { policy: 'always' } });
    await batch(own, [line(allocations, anAllocation({ allocationId: 'waits' }))]);
    const lines = [line('/parties', party('b')), line(`${allocations}/waits/approval`, {})];
    expect((await batch(own, lines, { as: 'approver' })).map(({ status }) => status)).toEqual([403, 201]);
    expect((await batch(own, lines, { as: 'controller' })).map(({ status }) => status)).toEqual([201, 403]);
    const actors = (await storedEvents(own.directory)).map(({ metadata }) => (metadata as { actor: string }).actor);
    expect(actors.slice(-2)).toEqual(['approver', 'controller']);
  } finally {
    await own.stop();
  }
  for (const as of roles) {
    const { status } = await call('POST', '/batches', { as, raw: '', headers: ndjson });
    expect([as, status]).toEqual([as, ['controller', 'approver'].includes(as) ? 200 : 403]);
  }
});

test('what is no batch is refused as a whole', async () => {
  const answers = [
    await call('POST', '/batches', { body: good('json') }),
    await call('POST', '/batches', { raw: '\n', headers: { 'content-type': 'application/x-ndjson; charset=latin1' } }),
    await call('POST', '/parties', { raw: textOf(good('alone')), headers: ndjson }),
    await call('POST', '/batches?dryRun=yes', { raw: '\n', headers: ndjson }),
    await call('POST', '/batches?limit=1', { raw: '\n', headers: ndjson }),
    await call('POST', '/batches', { raw: '\n', headers: { ...ndjson, 'idempotency-key': 'k' } }),
    await call('POST', '/batches', { raw: '\n', headers: { ...ndjson, 'if-match': '"1"' } }),
  ];
  expect(answers.map(({ status, body }) => [status, body.code, body.errors?.[0].name])).toEqual([
    [415, 'unsupported-media-type', undefined],
    [415, 'unsupported-media-type', undefined],
    [415, 'unsupported-media-type', undefined],
    [400, 'invalid-input', 'dryRun'],
    [400, 'invalid-input', 'limit'],
    [400, 'invalid-input', 'Idempotency-Key'],
    [400, 'invalid-input', 'If-Match'],
  ]);
});

test('events of a batch say which request they came with', async () => {
  await batch(ledger, [good('traced-1'), good('traced-2'), line('/parties', { partyId: 'x' })]);
  const events = (await storedEvents(ledger.directory)).filter(({ stream }) => stream.startsWith('party-traced'));
  const ids = events.map(({ metadata }) => (metadata as { correlationId: string }).correlationId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});
