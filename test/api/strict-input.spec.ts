import { allocations, anAllocation, clientOf, openBudget, type Client } from './client';
import { LedgerProcess } from './ledger-process';
import { storedEvents } from './stored-events';

let ledger: LedgerProcess;
let call: Client;
let before: number;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call);
  before = (await storedEvents(ledger.directory)).length;
});

afterAll(() => ledger.stop());

/** The body that every text here is made from, with `here` where the amount stands. */
const around = (here: string, more = ''): string =>
  `{"recipientId":"primarvarden","kind":"one-off","amount":${here},"decision":{"bodyId":"hsn","decidedOn":"2019-11-12"}${more}}`;

/** What the ledger says of an allocation's body: the status, and the first thing that is wrong. */
async function verdict(raw: string | Uint8Array<ArrayBuffer>): Promise<unknown[]> {
  const { status, body } = await call('POST', allocations, { raw });
  const [first] = body.errors ?? [];
  return [status, first?.pointer, first?.code];
}

describe('what is no strict JSON is refused, with the place', () => {
  test.each([
    ['an empty body', '', '', 'body-required'],
    ['white space', '  ', '', 'not-json'],
    ['no JSON', 'hello', '', 'not-json'],
    ['a cut-off body', around('"1"').slice(0, -1), '', 'not-json'],
    ['two values', '{}{}', '', 'not-json'],
    ['a comment', '{/**/}', '', 'not-json'],
    ['a trailing comma', around('"1"', ','), '', 'not-json'],
    ['single quotes', "{'a':1}", '', 'not-json'],
    ['a byte order mark', '\ufeff{}', '', 'not-json'],
    ['NaN', around('NaN'), '/amount', 'not-json'],
    ['Infinity', around('-Infinity'), '/amount', 'not-json'],
    ['a number with a leading zero', around('01'), '', 'not-json'],
    ['a hexadecimal number', around('0x10'), '/amount', 'not-json'],
    ['a control character in a text', around('"1\u0001"'), '/amount', 'not-json'],
    ['a bad escape', around('"\\x31"'), '/amount', 'not-json'],
    ['a number beyond the safe integers', around('9007199254740992'), '/amount', 'unsafe-number'],
    ['a number beyond all numbers', around('1e999'), '/amount', 'unsafe-number'],
    ['a duplicate key', around('"1"', ',"amount":"1"'), '/amount', 'duplicate-key'],
    ['a duplicate key in other letters', around('"1"', ',"\\u0061mount":"2"'), '/amount', 'duplicate-key'],
    ['a duplicate key deep inside', around('"1"', ',"dimensions":{"a":"1","a":"1"}'), '/dimensions/a', 'duplicate-key'],
    ['half a character', around('"\\ud800"'), '/amount', 'lone-surrogate'],
    ['half a character in a key', around('"1"', ',"dimensions":{"\\udc00":"1"}'), '/dimensions', 'lone-surrogate'],
    ['__proto__', around('"1"', ',"__proto__":{}'), '/__proto__', 'unknown-field'],
    ['deep nesting', `${'['.repeat(500_000)}`, '/0'.repeat(16), 'too-deep'],
    ['deep objects', around('{"a":'.repeat(100) + '1' + '}'.repeat(100)), `/amount${'/a'.repeat(15)}`, 'too-deep'],
  ])('%s', async (_what, raw, pointer, code) => {
    expect(await verdict(raw)).toEqual([400, pointer, code]);
  });

  test('bytes that are not UTF-8', async () => {
    const raw = new Uint8Array([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')]);
    expect(await verdict(raw)).toEqual([400, '', 'not-utf-8']);
  });

  test.each(['null', '[]', '"text"', '1', 'true', '[{}]'])('%s where an object is asked for', async (raw) => {
    expect(await verdict(raw)).toEqual([400, '', 'not-an-object']);
  });
});

describe('an amount is a text of the contract’s syntax', () => {
  test.each(['1', '1.5', '30000000.00', '-1', '0', '1e3', 'null', 'true', '[]', '{}', '["1"]', '9007199254740991'])(
    '%s is none',
    async (amount) => {
      expect(await verdict(around(amount))).toEqual([400, '/amount', 'not-an-amount']);
    },
  );
});

describe('each field is told where it is wrong', () => {
  test.each([
    [{ recipientId: undefined }, '/recipientId', 'required'],
    [{ recipientId: null }, '/recipientId', 'not-an-id'],
    [{ recipientId: 'Primarvarden' }, '/recipientId', 'not-an-id'],
    [{ recipientId: 'x'.repeat(101) }, '/recipientId', 'not-an-id'],
    [{ recipientId: '.x' }, '/recipientId', 'not-an-id'],
    [{ recipientId: 'x\n' }, '/recipientId', 'not-an-id'],
    [{ allocationId: null }, '/allocationId', 'not-an-id'],
    [{ allocationId: '2019.x' }, '/allocationId', 'reserved-id'],
    [{ kind: 'monthly' }, '/kind', 'not-one-of'],
    [{ decision: [] }, '/decision', 'not-an-object'],
    [{ decision: null }, '/decision', 'not-an-object'],
    [{ decision: 'yes' }, '/decision', 'not-an-object'],
    [{ decision: { bodyId: 'hsn' } }, '/decision/decidedOn', 'required'],
    [{ decision: { bodyId: 'hsn', decidedOn: '2019-02-29' } }, '/decision/decidedOn', 'not-a-date'],
    [{ decision: { bodyId: 'hsn', decidedOn: '2019-13' } }, '/decision/decidedOn', 'not-a-date'],
    [{ decision: { bodyId: 'hsn', decidedOn: '1899' } }, '/decision/decidedOn', 'not-a-date'],
    [{ decision: { bodyId: 'hsn', decidedOn: '2019-1-1' } }, '/decision/decidedOn', 'not-a-date'],
    [{ decision: { bodyId: 'hsn', decidedOn: '2019-11-12T00:00:00Z' } }, '/decision/decidedOn', 'not-a-date'],
    [{ decision: { bodyId: 'hsn', decidedOn: 2019 } }, '/decision/decidedOn', 'not-a-date'],
    [{ decision: { bodyId: 'hsn', decidedOn: '2019' } }, '/effectiveOn', 'effective-on-required'],
    [{ decision: { bodyId: 'hsn', decidedOn: null } }, '/effectiveOn', 'effective-on-required'],
    [{ decision: { bodyId: 'hsn', decidedOn: null, extra: 1 } }, '/decision/extra', 'unknown-field'],
    [
      { decision: { bodyId: 'hsn', decidedOn: null, documentSha256: 'ABC' } },
      '/decision/documentSha256',
      'not-a-sha256',
    ],
    [{ effectiveOn: '2019-11' }, '/effectiveOn', 'not-a-day'],
    [{ effectiveOn: '3000-01-01' }, '/effectiveOn', 'not-a-day'],
    [{ effectiveOn: null }, '/effectiveOn', 'not-a-day'],
    [{ purposes: 'all' }, '/purposes', 'not-a-list'],
    [{ purposes: ['a', 1] }, '/purposes/1', 'not-a-text'],
    [{ purposes: ['a', 'b', 'a'] }, '/purposes/2', 'twice'],
    [{ purposes: Array.from({ length: 101 }, String) }, '/purposes', 'not-a-list'],
    [{ dimensions: [] }, '/dimensions', 'not-a-map'],
    [{ dimensions: { 'a/b~c': 1 } }, '/dimensions/a~1b~0c', 'not-a-text'],
    [{ dimensions: { a: { b: 'c' } } }, '/dimensions/a', 'not-a-text'],
    [{ note: '' }, '/note', 'empty'],
    [{ note: ' \n ' }, '/note', 'empty'],
    [{ note: 'x'.repeat(10_001) }, '/note', 'too-long'],
    [{ note: 'a\u0000b' }, '/note', 'control-character'],
    [{ title: 'a\nb' }, '/title', 'control-character'],
    [{ title: 7 }, '/title', 'not-a-text'],
    [{ supplementTo: 'Unknown' }, '/supplementTo', 'not-an-id'],
    [{ 'a/b~c': 1 }, '/a~1b~0c', 'unknown-field'],
    [{ '': 1 }, '/', 'unknown-field'],
    [{ constructor: 1 }, '/constructor', 'unknown-field'],
    [{ hasOwnProperty: 1 }, '/hasOwnProperty', 'unknown-field'],
    [{ recordedAt: '2019-01-01' }, '/recordedAt', 'unknown-field'],
  ])('%j', async (change, pointer, code) => {
    expect(await verdict(JSON.stringify(anAllocation(change)))).toEqual([400, pointer, code]);
  });

  test('all of them at once', async () => {
    const body = { ...anAllocation({ kind: 1, amount: 1, x: 1 }), decision: { bodyId: 1, decidedOn: 1 } };
    const { body: said } = await call('POST', allocations, { body });
    expect(said.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/amount',
      '/decision/bodyId',
      '/decision/decidedOn',
      '/kind',
      '/x',
    ]);
  });

  test.each([
    ['/parties', { partyId: 'a', name: 'A', kind: 'club' }, '/kind'],
    ['/parties', { partyId: 'a', name: 'A', kind: 'body', identifiers: [{ scheme: 'SE-ON' }] }, '/identifiers/0/id'],
    ['/parties', { partyId: 'a', name: 'A', kind: 'body', identifiers: [null] }, '/identifiers/0'],
    ['/parties', { partyId: 'a', name: 'A', kind: 'body', identifiers: {} }, '/identifiers'],
    ['/budgets', { bodyId: 'hsn', year: '2019', currency: 'SEK', control: 'none' }, '/year'],
    ['/budgets', { bodyId: 'hsn', year: 2019.5, currency: 'SEK', control: 'none' }, '/year'],
    ['/budgets', { bodyId: 'hsn', year: 3000, currency: 'SEK', control: 'none' }, '/year'],
    ['/budgets', { bodyId: 'hsn', year: 2019, currency: 'sek', control: 'none' }, '/currency'],
    ['/budgets', { bodyId: 'hsn', year: 2019, currency: 'XXX', control: 'none' }, '/currency'],
    ['/budgets', { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none', reuse: 'no' }, '/reuse'],
    [
      '/budgets',
      { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none', approval: { policy: 'above' } },
      '/approval/above',
    ],
    [
      '/budgets',
      { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none', approval: { policy: 'always', above: '1' } },
      '/approval/above',
    ],
    [
      '/budgets',
      { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none', approval: { policy: 'none', above: null } },
      '/approval/above',
    ],
    [
      '/agreements',
      { agreementId: 'a', name: 'A', kind: 'service', bodyId: 'hsn', parties: ['hsn', 'HSN'] },
      '/parties/1',
    ],
    [
      '/agreements',
      {
        agreementId: 'a',
        name: 'A',
        kind: 'service',
        bodyId: 'hsn',
        parties: [],
        term: { from: '2020-02', to: '2020-01' },
      },
      '/term/to',
    ],
    [
      '/agreements/a/funding-terms',
      { recipientId: 'a', amount: '1', currency: 'SEK', firstYear: 2020, lastYear: 2019 },
      '/lastYear',
    ],
    ['/agreements/a/funding-terms', { recipientId: 'a', currency: 'SEK', firstYear: 2020 }, '/amount'],
    [`${allocations}/a/reversal`, { reason: 'R', voucher: 'hsn/2019/0' }, '/voucher'],
    [`${allocations}/a/reversal`, {}, '/reason'],
    [`${allocations}/a/returns`, { amount: '1', kind: 'gift' }, '/kind'],
  ])('%s %j', async (path, body, pointer) => {
    const { status, body: said } = await call('POST', path, { body });
    expect([status, said.errors]).toMatchObject([400, [{ pointer }]]);
  });

  const name = { name: 'N', effectiveFrom: '2019-01-01' };
  const proposal = { appropriationId: 'a', kind: 'original', amount: null };

  test.each([
    ['/parties/HSN/names', name, 'partyId'],
    ['/parties/a%2Fb/names', name, 'partyId'],
    [`/parties/${'x'.repeat(101)}/names`, name, 'partyId'],
    [`/parties/${'x'.repeat(900)}/names`, name, 'partyId'],
    ['/budgets/hsn/19/appropriations', proposal, 'year'],
    ['/budgets/hsn/02019/appropriations', proposal, 'year'],
    ['/budgets/hsn/2019.0/appropriations', proposal, 'year'],
    ['/budgets/hsn/1e3/appropriations', proposal, 'year'],
    ['/budgets/-/2019/appropriations', proposal, 'bodyId'],
  ])('a path such as %s', async (path, body, at) => {
    const { status, body: said } = await call('POST', path, { body });
    expect([status, said.errors]).toMatchObject([400, [{ in: 'path', name: at }]]);
  });
});

test('nothing of all this was written', async () => {
  expect((await storedEvents(ledger.directory)).length).toBe(before);
});
