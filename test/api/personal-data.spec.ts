import { OpenBatch, textOf, type LineAnswer } from './batch-client';
import { allocations, anAllocation, clientOf, given, type Client } from './client';
import { LedgerProcess, roles, type Role } from './ledger-process';
import { anna, bosse, filesWith, pages, renamed, secrets, withPersons } from './personal-data-story';
import { SseClient } from './sse-client';

let ledger: LedgerProcess;
let call: Client;
let head: string;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await withPersons(call);
  const { body } = await call('GET', '/events?limit=1000', { as: 'auditor' });
  head = body.events.at(-1).position;
});

afterAll(() => ledger.stop());

const get = async (path: string, as: Role = 'controller', headers: Record<string, string> = {}) =>
  (await call('GET', `${path}${path.includes('?') ? '&' : '?'}atLeast=${head}`, { as, headers })).body;

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  call('POST', path, { body, headers });

describe('a person', () => {
  test('is seen by the controller with name and number, over time', async () => {
    expect(await get('/parties/p-1')).toMatchObject({
      kind: 'person',
      name: renamed,
      names: [
        { name: anna.name, effectiveFrom: null },
        { name: renamed, effectiveFrom: '2020-01-01' },
      ],
      identifiers: [{ scheme: 'SE-PNR', id: anna.number }],
      erased: false,
    });
    expect(await get('/parties/p-1?effectiveAt=2019-12-31')).toMatchObject({ name: anna.name });
    const { rows } = await get('/balances?year=2019&effectiveAt=2019-12-31');
    expect(rows.map((row: Record<string, string>) => [row['recipientName'], row['remaining']])).toEqual([
      [anna.name, '60.00'],
      [bosse.name, '70.00'],
    ]);
  });

  test.each(['approver', 'auditor', 'viewer', 'admin'] as const)('is masked for the %s', async (role) => {
    const [one, other] = [await get('/parties/p-1', role), await get('/parties/p-2', role)];
    expect([one.name, one.identifiers]).toEqual(['(person)', [{ scheme: 'SE-PNR', id: '(person)' }]]);
    expect([other.name, other.identifiers]).toEqual(['(sole trader)', [{ scheme: 'SE-ON', id: '******-2391' }]]);
    const { rows } = await get('/balances?year=2019', role);
    expect(rows.map((row: Record<string, string>) => row['recipientName'])).toEqual(['(person)', '(sole trader)']);
  });

  test('is masked for a controller who asks for that', async () => {
    const prefer = { prefer: 'respond-async, personal-data=masked' };
    expect((await get('/parties/p-2', 'controller', prefer)).identifiers).toEqual([
      { scheme: 'SE-ON', id: '******-2391' },
    ]);
    expect((await get('/parties/p-1', 'controller', prefer)).name).toBe('(person)');
  });

  test('shows in the trail: who, when, and for a controller what', async () => {
    const trail = async (role: Role) => (await get('/audit-trail?q=party-p-1', role)).rows;
    const after = [
      { name: anna.name, kind: 'person', identifiers: [{ scheme: 'SE-PNR', id: anna.number }] },
      { name: renamed, effectiveFrom: '2020-01-01' },
    ];
    expect((await trail('controller')).map((row: { after: unknown }) => row.after)).toEqual(after);
    expect((await trail('auditor')).map((row: { type: string }) => row.type)).toEqual([
      'PartyRegistered',
      'PartyRenamed',
    ]);
    expect((await trail('auditor'))[1]).toMatchObject({ before: { name: '(person)' }, after: { name: '(person)' } });
  });

  test.each(roles)(
    'is on no page of the %s with a part of what is sealed, unless a controller reads it',
    async (role) => {
      for (const path of pages) {
        const { status, text } = await call('GET', `${path}${path.includes('?') ? '&' : '?'}atLeast=${head}`, {
          as: role,
        });
        if (status === 403) continue;
        expect([path, status]).toEqual([path, 200]);
        expect([path, text.includes('\\u0001')]).toEqual([path, false]);
        if (role !== 'controller') expect([path, secrets.filter((one) => text.includes(one))]).toEqual([path, []]);
      }
    },
  );

  test('goes sealed over the stream of events', async () => {
    const client = new SseClient(`${ledger.url}/api/v1/events/stream?after=0`);
    await client.until(() => client.heard.some(({ id }) => id === head));
    client.leave();
    const text = client.heard.map(({ data }) => data).join();
    expect(text).toContain('"sealed"');
    expect(secrets.filter((one) => text.includes(one))).toEqual([]);
  });

  test('is found by name and number where a controller looks, and by nobody else', async () => {
    const found = async (q: string, role: Role = 'controller', headers = {}) => {
      const { parties, personsSearched } = await get(`/parties?q=${encodeURIComponent(q)}`, role, headers);
      return [parties.map((one: { partyId: string }) => one.partyId), personsSearched];
    };
    expect(await found('testsdotter')).toEqual([['p-1'], true]);
    expect(await found('OMDÖPT')).toEqual([['p-1'], true]);
    expect(await found('701063')).toEqual([['p-2'], true]);
    expect(await found('p-')).toEqual([['p-1', 'p-2'], true]);
    expect(await found('testsdotter', 'auditor')).toEqual([[], false]);
    expect(await found('testsdotter', 'controller', { prefer: 'personal-data=masked' })).toEqual([[], false]);
    expect((await get('/parties')).personsSearched).toBeNull();
  });

  test('is in no file of the ledger', () => {
    expect(filesWith(ledger.directory, secrets)).toEqual([]);
    expect(filesWith(ledger.directory, ['Primärvården'])).not.toEqual([]);
  });
});

describe('what would hold personal data where it cannot be erased is refused', () => {
  const person = { kind: 'person', name: 'Cecilia Provsson' };

  test.each([
    ['a name in the id', '/parties', { ...person, partyId: 'cecilia-1' }, '/partyId'],
    ['both names in the id', '/parties', { ...person, partyId: 'x.ceciliaprovsson' }, '/partyId'],
    [
      'the number in the id',
      '/parties',
      { ...person, partyId: 'p-121212-1212', identifiers: [{ scheme: 'SE-PNR', id: '19121212-1212' }] },
      '/partyId',
    ],
    [
      'a personal number on a company',
      '/parties',
      { partyId: 'ab', kind: 'company', name: 'AB', identifiers: [{ scheme: 'SE-ON', id: '121212-1212' }] },
      '/identifiers/0/id',
    ],
    [
      'the published name on an allocation',
      allocations,
      anAllocation({ recipientId: 'p-1', recipientNameAsPublished: 'A.' }),
      '/recipientNameAsPublished',
    ],
    ['a title with the name', allocations, anAllocation({ recipientId: 'p-1', title: `Till ${renamed}` }), '/title'],
    [
      'a purpose with an old name',
      allocations,
      anAllocation({ recipientId: 'p-1', purposes: ['Resa', anna.name.toUpperCase()] }),
      '/purposes/1',
    ],
    [
      'a dimension with the name',
      allocations,
      anAllocation({ recipientId: 'p-1', dimensions: { konto: '1', 'mot/part': renamed } }),
      '/dimensions/mot~1part',
    ],
    ['a note with the number', `${allocations}/snickeri/note`, { reason: 'R', note: 'Org. nr 701063 2391' }, '/note'],
    [
      'a published name noted later',
      `${allocations}/snickeri/note`,
      { reason: 'R', recipientNameAsPublished: 'B' },
      '/recipientNameAsPublished',
    ],
    [
      'a replacement that goes to a person by name',
      `${allocations}/snickeri/replacement`,
      { reason: `Ska till ${renamed}`, allocationId: 'ny', recipientId: 'p-1' },
      '/reason',
    ],
    [
      'a name that a body backs',
      '/parties/p-1/name-endorsements',
      { name: 'A', decision: { bodyId: 'hsn', decidedOn: '2020' } },
      '/name',
    ],
  ])('%s', async (_what, path, body, pointer) => {
    const answer = await post(path, body);
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([409, 'personal-data', pointer]);
    expect(secrets.filter((one) => answer.text.includes(one))).toEqual([]);
  });

  test('what says nothing of the person is booked', async () => {
    const noted = await post(`${allocations}/snickeri/note`, { reason: 'R', note: 'Kök' });
    expect(noted.status).toBe(201);
  });
});

describe('a command on a person that is sent again', () => {
  const key = (value: string) => ({ 'idempotency-key': value });
  const david = { partyId: 'p-3', name: 'David Retursson', kind: 'person' };

  test('is booked once, though it is sealed anew each time; another under its key is refused', async () => {
    const first = await post('/parties', david, key('d-1'));
    const again = await post('/parties', david, key('d-1'));
    expect([first.status, again.status, again.body.replayed]).toEqual([201, 200, true]);
    expect(again.body.events).toEqual(first.body.events);
    const other = await post('/parties', { ...david, name: 'David Annorlunda' }, key('d-1'));
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused']);
    const anew = await post('/parties', david, key('d-2'));
    expect([anew.status, anew.body.code]).toEqual([409, 'already-exists']);
  });

  test('is so for a new name and a number too, and an identifier is known however it is spaced', async () => {
    const name = { name: 'David Nytt', effectiveFrom: '2021-01-01' };
    expect((await post('/parties/p-3/names', name, key('n-1'))).status).toBe(201);
    expect((await post('/parties/p-3/names', name, key('n-1'))).body.replayed).toBe(true);
    const id = { scheme: 'SE-PNR', id: '19121212-1212' };
    expect((await post('/parties/p-3/identifiers', id, key('i-1'))).status).toBe(201);
    expect((await post('/parties/p-3/identifiers', id, key('i-1'))).body.replayed).toBe(true);
    const spaced = await post('/parties/p-3/identifiers', { scheme: 'SE-PNR', id: '191212121212' });
    expect([spaced.status, spaced.body.code]).toEqual([409, 'already-exists']);
  });

  test('leaves no hash that could be tried: two ledgers hash one command differently', async () => {
    const other = await LedgerProcess.start();
    try {
      const client = clientOf(other);
      await given(client, [['/parties', david]]);
      const hashOf = async (of: Client) => {
        const { body } = await of('GET', '/events?stream=party-p-3', { as: 'auditor' });
        return body.events[0].metadata.commandHash;
      };
      const [here, there] = [await hashOf(call), await hashOf(client)];
      expect(here).toMatch(/^[0-9a-f]{64}$/);
      expect(here).not.toBe(there);
    } finally {
      await other.stop();
    }
  });

  test('is only tried with dryRun: nothing is kept, not even a key', async () => {
    const { status, body } = await post('/parties?dryRun=true', { ...david, partyId: 'p-4' });
    expect([status, body.would[0].type, Object.keys(body.would[0].data.sealed)]).toEqual([
      200,
      'PartyRegistered',
      ['kind', 'name', 'identifiers'],
    ]);
    expect(filesWith(ledger.directory, ['p-4'])).toEqual([]);
  });

  test('works within a batch, where its party was registered a line before', async () => {
    const lines = [
      { path: '/parties', body: { partyId: 'p-5', name: 'Eva Radsson', kind: 'person' } },
      { path: '/parties/p-5/names', body: { name: 'Eva Radman', effectiveFrom: '2022-01-01' } },
      { path: allocations, body: anAllocation({ allocationId: 'rad', recipientId: 'p-5' }) },
      { path: `${allocations}/rad/note`, body: { reason: 'R', note: 'Till Eva Radman' } },
      { path: '/parties/p-5/erasure', body: { reason: 'Begäran' } },
      { path: '/parties/p-5/names', body: { name: 'Eva Igen', effectiveFrom: '2023-01-01' } },
    ];
    const batch = new OpenBatch(ledger);
    for (const [at, line] of lines.entries()) await batch.send(textOf({ ...line, key: `rad-${at}` }));
    batch.end();
    const answers: LineAnswer[] = [];
    for await (const answer of batch.answers()) answers.push(answer);
    expect(answers.map(({ status, body }) => [status, body.code ?? body.events[0].type])).toEqual([
      [201, 'PartyRegistered'],
      [201, 'PartyRenamed'],
      [201, 'AllocationDecided'],
      [409, 'personal-data'],
      [201, 'ErasureRecorded'],
      [409, 'erased'],
    ]);
  });
});

test('nothing of all this is in a log line', () => {
  expect(secrets.filter((one) => (ledger.stderr + ledger.stdout).includes(one))).toEqual([]);
});
