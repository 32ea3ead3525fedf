import { request } from 'node:http';
import { batch } from './batch-client';
import { allocations, anAllocation, clientOf, given, openBudget, type Answer, type Call, type Client } from './client';
import { LedgerProcess } from './ledger-process';
import { filled, routes } from './routes';
import { inSwedish } from '../../apps/ledger/src/http/swedish/catalogue';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call, { control: 'stop' });
  await given(call, [['/budgets', { bodyId: 'hsn', year: 2020, currency: 'SEK', control: 'warn' }]]);
});

afterAll(() => ledger.stop());

const inLanguage = (language: string, { headers, ...rest }: Call = {}): Call => ({
  ...rest,
  headers: { 'accept-language': language, ...headers },
});

const languageOf = ({ headers }: Answer) => headers.get('content-language');

const warned = '/budgets/hsn/2020/allocations';
const tooMuch = anAllocation({ amount: '1500.00' });
const exceeded = 'Available is 0.00 SEK, which would leave -1500.00 SEK.';
const exceededInSwedish = 'Tillgängligt är 0.00 SEK; efteråt skulle -1500.00 SEK återstå.';

test('a refusal is told in Swedish to whoever asks for it, and nothing but its sentences is another', async () => {
  const english = await call('POST', allocations, { body: tooMuch });
  const swedish = await call('POST', allocations, inLanguage('sv', { body: tooMuch }));
  expect(english.body).toMatchObject({ title: 'The budget would be exceeded', detail: exceeded });
  expect(swedish.text).toBe(
    english.text
      .replace('The budget would be exceeded', 'Budgeten skulle överskridas')
      .replace(exceeded, exceededInSwedish)
      .replace(english.body.instance, swedish.body.instance),
  );
  expect([english.status, languageOf(english)]).toEqual([409, null]);
  expect([swedish.status, languageOf(swedish)]).toEqual([409, 'sv']);
  for (const { headers } of [english, swedish]) {
    expect(headers.get('vary')).toBe('Accept-Language');
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  }
});

test('every field that is wrong is told in Swedish, under the same pointer and code', async () => {
  const body = anAllocation({ amount: 1500, kind: 'yearly or so', recipient: 'x', decision: { bodyId: 'HSN' } });
  const english = await call('POST', allocations, { body });
  const swedish = await call('POST', allocations, inLanguage('sv-SE', { body }));
  expect(swedish.body).toMatchObject({
    title: 'Uppgifterna är felaktiga',
    code: 'invalid-input',
    detail: '5 fält är felaktiga; se errors.',
  });
  const details: Record<string, string> = {
    '/recipient': 'Fältet finns inte.',
    '/decision/bodyId':
      'Ett id består av 1 till 100 av tecknen a–z, 0–9, punkt och bindestreck och börjar med en bokstav eller siffra.',
    '/decision/decidedOn': 'Måste anges.',
    '/kind': 'Måste vara något av one-off, yearly.',
    '/amount': 'Ett belopp är en JSON-sträng av siffror med eventuell decimalpunkt, t.ex. "1500.00".',
  };
  const errors = english.body.errors as { pointer: string; code: string; detail: string }[];
  expect(errors).toHaveLength(5);
  expect(swedish.body.errors).toEqual(errors.map((error) => ({ ...error, detail: details[error.pointer] })));
});

test('a query and a header that are wrong are told in Swedish', async () => {
  const query = await call('GET', '/balances?effectiveAt=2019-02-29&limit=0', inLanguage('sv'));
  expect(query.body.errors).toEqual([
    { in: 'query', name: 'limit', code: 'not-in-range', detail: 'Måste vara ett heltal från 1 till 1000.' },
    {
      in: 'query',
      name: 'effectiveAt',
      code: 'not-a-day',
      detail: 'Måste vara en kalenderdag, t.ex. 2019-11-12, från 1900 till 2999.',
    },
  ]);
  const header = await call('POST', allocations, inLanguage('sv', { body: tooMuch, headers: { 'if-match': '4' } }));
  expect(header.body.errors).toEqual([
    {
      in: 'header',
      name: 'If-Match',
      code: 'not-a-revision',
      detail: 'Måste vara en revision inom dubbla citattecken, t.ex. "4".',
    },
  ]);
});

test('a warning is told in Swedish, and again in the language of whoever sends the command again', async () => {
  const sent = (language: string) =>
    call('POST', warned, inLanguage(language, { body: tooMuch, headers: { 'idempotency-key': 'warned' } }));
  const first = await sent('sv');
  const again = await sent('en');
  const third = await sent('sv-FI, en;q=0.9');
  expect([first, again, third].map(({ status }) => status)).toEqual([201, 200, 200]);
  expect(first.body.warnings).toEqual([{ code: 'budget-exceeded', detail: exceededInSwedish }]);
  expect(again.body.warnings).toEqual([{ code: 'budget-exceeded', detail: exceeded }]);
  expect(third.body.warnings).toEqual(first.body.warnings);
  expect([first, again, third].map(languageOf)).toEqual(['sv', null, 'sv']);
  expect(again.headers.get('vary')).toBe('Accept-Language');
  const { events } = (await call('GET', '/events?stream=budget-hsn.2020', { as: 'auditor' })).body;
  // What is kept does not depend on who asked.
  expect(events.at(-1).metadata.warnings).toEqual(again.body.warnings);
});

test('a dry run warns in Swedish', async () => {
  const body = anAllocation({ amount: '1.00' });
  const { body: answer } = await call('POST', `${warned}?dryRun=true`, inLanguage('sv', { body }));
  expect(answer.warnings).toEqual([
    {
      code: 'budget-exceeded',
      detail: 'Tillgängligt är -1500.00 SEK; efteråt skulle -1501.00 SEK återstå.',
    },
  ]);
});

test('each line of a batch is answered in the language of its request', async () => {
  const lines = [
    { path: allocations, key: 'refused', body: tooMuch },
    { path: warned, key: 'line-warned', body: anAllocation({ allocationId: 'rad', amount: '2.00' }) },
    { path: '/budgets/hsn/1066/allocations', key: 'wrong-path', body: tooMuch },
    { path: '/nowhere', key: 'wrong', body: {} },
    '{"path":',
  ];
  const answers = await batch(ledger, lines, { language: 'sv' });
  expect(answers.map(({ status }) => status)).toEqual([409, 201, 400, 422, 422]);
  expect(answers.map(({ body }) => body.detail ?? body.warnings[0].detail)).toEqual([
    exceededInSwedish,
    'Tillgängligt är -1500.00 SEK; efteråt skulle -1502.00 SEK återstå.',
    'Måste vara ett heltal från 1900 till 2999.',
    'Det finns inget kommando med den sökvägen.',
    'Raden är inte JSON vid tecken 9.',
  ]);
  expect(answers[0]!.body).toMatchObject({ title: 'Budgeten skulle överskridas', code: 'budget-exceeded' });
  expect(answers[3]!.body).toMatchObject({
    title: 'Raden kan inte tas emot i en batch',
    errors: [{ pointer: '/path', code: 'no-such-command', detail: 'Det finns inget kommando med den sökvägen.' }],
  });
  const [inEnglish] = await batch(ledger, lines.slice(0, 1));
  expect(inEnglish!.body.detail).toBe(exceeded);
});

test.each<[string, number, string, string, Parameters<Client>]>([
  [
    'no token',
    401,
    'En giltig token krävs',
    'En giltig token måste skickas som "Authorization: Bearer …".',
    ['POST', allocations, { as: null, body: {} }],
  ],
  [
    'another role',
    403,
    'Rollen ger inte rätt till detta',
    'Detta kräver rollen controller.',
    ['POST', allocations, { as: 'auditor', body: {} }],
  ],
  [
    'no such route',
    404,
    'Adressen finns inte',
    'Adressen finns inte, eller tar inte emot anrop med den metoden.',
    ['GET', '/nowhere'],
  ],
  ['a URL that is none', 400, 'Anropet är felaktigt', 'Sökvägen är inte giltig i en URL.', ['GET', '/parties/%zz']],
  ['no such thing', 404, 'Parten finns inte', 'Det finns ingen part novahuset.', ['GET', '/parties/novahuset']],
  [
    'a body that is too large',
    413,
    'Innehållet är för stort',
    'Anropets innehåll får vara högst 1 MiB.',
    ['POST', allocations, { raw: ' '.repeat(2 ** 20 + 1) }],
  ],
  [
    'a body that is no JSON',
    400,
    'Innehållet är inte JSON som kan tas emot',
    'Anropets innehåll är inte JSON vid tecken 2.',
    ['POST', allocations, { raw: '{' }],
  ],
  [
    'a body of another type',
    415,
    'Innehållstypen stöds inte',
    'Anropets innehåll ska skickas som application/json.',
    ['POST', allocations, { raw: '<a/>', headers: { 'content-type': 'text/xml' } }],
  ],
])('%s is told in Swedish, too', async (_name, status, title, detail, [method, path, sent]) => {
  const answer = await call(method, path, inLanguage('sv', sent));
  expect(answer.body).toMatchObject({ status, title, detail });
  expect([answer.status, languageOf(answer), answer.headers.get('vary')]).toEqual([status, 'sv', 'Accept-Language']);
});

test.each<[string, unknown]>([
  ['null', null],
  ['no text', ''],
  ['a list', [{}]],
  ['an object', { x: 'x' }],
  ['a long text with control characters', `\u0007${'x'.repeat(10_001)}`],
])('every command whose fields are all %s is told of each in Swedish', async (_name, wrong) => {
  const commands = routes.filter(({ isCommand }) => isCommand);
  const details = await Promise.all(
    commands.map(async ({ method, path, example, roles }) => {
      const sent = {
        as: roles[0] as Call['as'],
        body: Object.fromEntries(Object.keys(example!).map((key) => [key, wrong])),
      };
      const at = filled(path).replace('/api/v1', '');
      const [english, swedish] = [await call(method, at, sent), await call(method, at, inLanguage('sv', sent))];
      expect([at, english.status, swedish.status]).toEqual([at, 400, 400]);
      const detailsOf = ({ body }: Answer) => [body, ...body.errors].map(({ detail }) => detail as string);
      expect(detailsOf(swedish)).toEqual(detailsOf(english).map(inSwedish));
      return detailsOf(english);
    }),
  );
  const told = new Set(details.flat());
  expect([...told].filter((english) => inSwedish(english) === english)).toEqual([]);
  expect(commands.length).toBeGreaterThan(40);
});

test('roles are joined in Swedish', async () => {
  const { body } = await call('GET', '/approvals', inLanguage('sv', { as: 'viewer' }));
  expect(body.detail).toMatch(/^Detta kräver rollen [a-z]+ eller [a-z]+\.$/);
});

test.each([
  ['sv', 'sv'],
  ['sv-FI', 'sv'],
  ['de, sv;q=0.3, en;q=0.2', 'sv'],
  ['sv;q=0.5, en', null],
  ['*', null],
  ['de', null],
  ['sv;q=0', null],
  ['"', null],
])('Accept-Language: %s is answered in %s', async (header, language) => {
  const answer = await call('GET', '/parties/novahuset', inLanguage(header));
  expect([answer.status, languageOf(answer)]).toEqual([404, language]);
  expect(answer.body.detail).toBe(language ? 'Det finns ingen part novahuset.' : 'There is no party novahuset.');
});

test('two headers are one list, and none is English', async () => {
  const detailFor = (languages: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request(`${ledger.url}/api/v1/parties`, { headers: { 'accept-language': languages } }, (answer) => {
        answer.setEncoding('utf8').once('data', (text: string) => resolve(JSON.parse(text).title));
      });
      sent.once('error', reject).end();
    });
  expect(await detailFor(['en;q=0.1', 'sv'])).toBe('En giltig token krävs');
  expect(await detailFor([])).toBe('A valid token is needed');
});
