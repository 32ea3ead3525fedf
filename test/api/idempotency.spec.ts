import { allocations, anAllocation, clientOf, given, openBudget, type Answer, type Client } from './client';
import { LedgerProcess } from './ledger-process';
import { storedEvents } from './stored-events';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call);
});

afterAll(() => ledger.stop());

const under = (key: string, path: string, body: object, more: { headers?: Record<string, string> } = {}) =>
  call('POST', path, { body, headers: { 'idempotency-key': key, ...more.headers } });

const count = async () => (await storedEvents(ledger.directory)).length;

const without = ({ body }: Answer, ...names: string[]): object =>
  Object.fromEntries(Object.entries(body as object).filter(([name]) => !names.includes(name)));

test.each([1, 2, 50])(
  'a command sent %i times at once under one key is booked once, and answered alike',
  async (times) => {
    const before = await count();
    const body = anAllocation({ amount: '12.50', dimensions: { b: '1', a: '2' } });
    const answers = await Promise.all(
      Array.from({ length: times }, () => under(`at-once-${times}`, allocations, body)),
    );
    expect(await count()).toBe(before + 1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers) {
      expect([200, 201]).toContain(answer.status);
      expect(answer.body.replayed).toBe(answer.status === 200);
      expect(without(answer, 'replayed', 'position')).toEqual(without(answers[0]!, 'replayed', 'position'));
      expect(BigInt(answer.body.position)).toBeGreaterThanOrEqual(BigInt(before + 1));
    }
  },
);

test('a retry may write the same amounts, fields and path in another way', async () => {
  const first = await under('spelled', allocations, anAllocation({ amount: '1.5', title: 'T' }));
  const before = await count();
  const respelled = JSON.stringify({ title: 'T', ...anAllocation({ amount: '1.50' }) });
  for (const [path, raw] of [
    [allocations, respelled],
    [allocations, `\n${respelled.replace('"kind"', '  "\\u006bind" ')}\t`],
    ['/budgets/%68sn/2019/allocations', respelled],
  ] as const) {
    const again = await call('POST', path, { raw, headers: { 'idempotency-key': 'spelled' } });
    expect([again.status, again.body.commandId]).toEqual([200, first.body.commandId]);
  }
  expect(await count()).toBe(before);
});

const budgetAbove = (above: string): object => ({
  bodyId: 'hsn',
  year: 2031,
  currency: 'SEK',
  control: 'none',
  approval: { policy: 'above', above },
});

test('amounts in nested objects are normalised too, and texts that look like amounts are not', async () => {
  await under('nested', '/budgets', budgetAbove('5'));
  expect((await under('nested', '/budgets', budgetAbove('5.00'))).status).toBe(200);
  await under('texts', allocations, anAllocation({ dimensions: { amount: '1.5' } }));
  const other = await under('texts', allocations, anAllocation({ dimensions: { amount: '1.50' } }));
  expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused']);
});

test('the same key with another body, or another path, on the same stream is refused and books nothing', async () => {
  await under('reused', allocations, anAllocation({ allocationId: 'kept' }));
  const before = await count();
  for (const [path, body] of [
    [allocations, anAllocation({ allocationId: 'kept', amount: '100.01' })],
    [allocations, anAllocation({ allocationId: 'kept', note: 'n' })],
    [`${allocations}/kept/reversal`, { reason: 'R' }],
  ] as const) {
    const { status, body: said } = await under('reused', path, body);
    expect([status, said.code]).toEqual([409, 'idempotency-key-reused']);
    expect(said.errors).toMatchObject([{ in: 'header', name: 'Idempotency-Key' }]);
  }
  expect(await count()).toBe(before);
});

test('a key is one of its subject and its stream: elsewhere it is another', async () => {
  await given(call, [['/budgets', { bodyId: 'hsn', year: 2020, currency: 'SEK', control: 'none' }]]);
  const here = await under('shared', allocations, anAllocation());
  const there = await under('shared', '/budgets/hsn/2020/allocations', anAllocation());
  expect([here.status, there.status]).toEqual([201, 201]);
  expect(here.body.commandId).not.toBe(there.body.commandId);
});

test('a refusal is not remembered: the same command under the same key succeeds once nothing is in its way', async () => {
  const body = anAllocation({ recipientId: 'latecomer' });
  expect((await under('refused-first', allocations, body)).status).toBe(409);
  await given(call, [['/parties', { partyId: 'latecomer', name: 'L', kind: 'company' }]]);
  expect((await under('refused-first', allocations, body)).status).toBe(201);
  expect((await under('refused-first', allocations, body)).status).toBe(200);
});

test('without a key the same command is another one each time', async () => {
  const answers = await Promise.all([1, 2].map(() => call('POST', allocations, { body: anAllocation() })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
});

test('a business key holds for ever, whatever the idempotency key says', async () => {
  await under('one', allocations, anAllocation({ allocationId: 'unique' }));
  const { status, body } = await under('two', allocations, anAllocation({ allocationId: 'unique' }));
  expect([status, body.code, body.errors[0].pointer]).toEqual([409, 'already-exists', '/allocationId']);
});

test.each(['', 'a b', 'å', 'x'.repeat(201)])('"%s" is no key', async (key) => {
  const headers = { 'idempotency-key': Buffer.from(key, 'utf8').toString('latin1') };
  const { status, body } = await call('POST', allocations, { body: anAllocation(), headers });
  expect([status, body.errors]).toMatchObject([400, [{ in: 'header', name: 'Idempotency-Key', code: 'not-a-key' }]]);
});

test('200 visible ASCII characters are one', async () => {
  const { status } = await under(`~${'!'.repeat(199)}`, allocations, anAllocation());
  expect(status).toBe(201);
});

describe('If-Match', () => {
  test('books where it names the revision that the stream has, and nowhere else', async () => {
    const { body: now } = await call('POST', allocations, { body: anAllocation() });
    const send = (tag: string) => call('POST', allocations, { body: anAllocation(), headers: { 'if-match': tag } });
    const stale = await send(`"${Number(now.revision) - 1}"`);
    expect([stale.status, stale.body.code, stale.body.revision]).toEqual([412, 'revision-moved', now.revision]);
    expect((await send(`"${now.revision}"`)).status).toBe(201);
    expect((await send(`"${now.revision}"`)).status).toBe(412);
  });

  test('of 20 who have seen the same revision, one books', async () => {
    const { body: now } = await call('POST', allocations, { body: anAllocation() });
    const headers = { 'if-match': `"${now.revision}"` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', allocations, { body: anAllocation(), headers })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 412)]);
  });

  test('is no part of what a retry must repeat', async () => {
    const { body: now } = await call('POST', allocations, { body: anAllocation() });
    const first = await under('matched', allocations, anAllocation(), { headers: { 'if-match': `"${now.revision}"` } });
    const again = await under('matched', allocations, anAllocation(), { headers: { 'if-match': `"${now.revision}"` } });
    const bare = await under('matched', allocations, anAllocation());
    expect([first.status, again.status, bare.status]).toEqual([201, 200, 200]);
  });

  test("of a year's funding is the budget's", async () => {
    await given(call, [
      ['/agreements', { agreementId: 'iop', name: 'I', kind: 'partnership', bodyId: 'hsn', parties: ['primarvarden'] }],
      ['/agreements/iop/funding-terms', { recipientId: 'primarvarden', amount: '7', currency: 'SEK', firstYear: 2000 }],
      ['/budgets', { bodyId: 'hsn', year: 2040, currency: 'SEK', control: 'none' }],
    ]);
    const fund = (tag: string) =>
      call('POST', '/agreements/iop/years/2040', { body: {}, headers: { 'if-match': tag } });
    expect((await fund('"1"')).status).toBe(412);
    expect((await fund('"0"')).body.stream).toBe('budget-hsn.2040');
  });

  test.each(['*', '1', 'W/"1"', '"1", "2"', '"01"', '"-1"', '""', '"1.0"', '"x"'])('%s is refused', async (tag) => {
    const { status, body } = await call('POST', allocations, { body: anAllocation(), headers: { 'if-match': tag } });
    expect([status, body.errors]).toMatchObject([400, [{ in: 'header', name: 'If-Match', code: 'not-a-revision' }]]);
  });
});

const dry = (body: object, headers = {}): Promise<Answer> =>
  call('POST', `${allocations}?dryRun=true`, { body, headers });

describe('a dry run', () => {
  test('says what would be booked, in the same shape, and books nothing', async () => {
    const before = await count();
    const body = anAllocation({ allocationId: 'dry', amount: '2.5' });
    const headers = { 'idempotency-key': 'dry' };
    const { status, body: said } = await call('POST', `${allocations}?dryRun=true`, { body, headers });
    const { body: real } = await call('POST', allocations, { body, headers });
    expect(await count()).toBe(before + 1);
    const entry = { fact: 'decided', currency: 'SEK', effectiveOn: '2019-11-12' };
    const allocation = { allocationId: 'dry', recipientId: 'primarvarden', kind: 'one-off', originYear: 2019 };
    expect([status, said]).toEqual([
      200,
      {
        commandId: null,
        stream: real.stream,
        revision: real.revision,
        voucher: real.voucher,
        position: null,
        events: [{ ...real.events[0], eventId: null }],
        warnings: [],
        replayed: false,
        dryRun: true,
        would: [
          {
            type: 'AllocationDecided',
            data: expect.objectContaining({ allocationId: 'dry', amount: '2.50' }),
            postings: [
              { account: 'AVAILABLE', amount: '-2.50', allocation, ...entry },
              { account: 'COMMITTED', amount: '2.50', allocation, ...entry },
            ],
          },
        ],
      },
    ]);
  });

  test('is refused as the command would be, and looks at If-Match', async () => {
    expect((await dry(anAllocation({ recipientId: 'x' }))).body.code).toBe('unknown-recipient');
    expect((await dry(anAllocation({ amount: '1.555' }))).body.code).toBe('too-many-decimals');
    expect((await dry(anAllocation(), { 'if-match': '"0"' })).status).toBe(412);
  });

  test('of a party posts nothing', async () => {
    const body = { partyId: 'dry', name: 'D', kind: 'company' };
    const { body: said } = await call('POST', '/parties?dryRun=true', { body });
    expect(said).toMatchObject({ stream: 'party-dry', revision: '0', voucher: null, would: [{ postings: [] }] });
  });

  test('dryRun=false books', async () => {
    expect((await call('POST', `${allocations}?dryRun=false`, { body: anAllocation() })).status).toBe(201);
  });

  test.each(['?dryrun=true', '?dryRun', '?dryRun=1', '?dryRun=TRUE', '?dryRun=true&dryRun=true', '?x=1'])(
    '%s is refused rather than booked',
    async (query) => {
      const before = await count();
      const { status, body } = await call('POST', allocations + query, { body: anAllocation() });
      expect([status, body.errors]).toMatchObject([400, [{ in: 'query', name: expect.any(String) }]]);
      expect(await count()).toBe(before);
    },
  );
});
