import * as fc from 'fast-check';
import { badRequest, present, type BadRequest } from './bad-requests';
import { allocations, anAllocation, clientOf, decision, given, openBudget, type Answer, type Client } from './client';
import { LedgerProcess } from './ledger-process';
import { storedEvents } from './stored-events';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call, { approval: { policy: 'above', above: '1000' } });
  await given(call, [
    ['/parties', { partyId: present.partyId, name: 'Novahuset', kind: 'association' }],
    [allocations, anAllocation({ allocationId: present.allocationId })],
    [
      '/budgets/hsn/2019/appropriations',
      { appropriationId: present.appropriationId, kind: 'original', amount: null, decision },
    ],
    ['/budgets', { bodyId: 'hsn', year: 2020, currency: 'SEK', control: 'none' }],
    ['/budgets/hsn/2019/appropriations', { appropriationId: 'mer', kind: 'original', amount: '1000', decision }],
    ['/budgets/hsn/2019/appropriations/mer/adoption', { decision }],
    [
      '/budgets/hsn/2019/transfers',
      { transferId: present.transferId, toBodyId: 'hsn', toYear: 2020, amount: '1', decision },
    ],
    [
      '/agreements',
      { agreementId: present.agreementId, name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: [present.partyId] },
    ],
    [
      `/agreements/${present.agreementId}/funding-terms`,
      { recipientId: present.partyId, amount: '7', currency: 'SEK', firstYear: 2019 },
    ],
  ]);
});

afterAll(() => ledger.stop());

async function sent({ method, path, as, raw, headers }: BadRequest): Promise<Answer> {
  return call(method, path, { as, ...(raw !== undefined && { raw }), ...(headers && { headers }) });
}

function isRefused({ at }: BadRequest, { status, headers, body, text }: Answer): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ status, code: expect.stringMatching(/^[a-z-]+$/), detail: expect.any(String) });
  expect(text).not.toMatch(/node_modules|\bat .*\.js:|TypeError/);
  if (at === null) return;
  expect(status).toBe(400);
  const places = (body.errors as Record<string, string>[]).map((error) =>
    'pointer' in error ? error['pointer']! : `${error['in']} ${error['name']}`,
  );
  const expected = 'pointer' in at ? at.pointer : `${at.in} ${at.name}`;
  if (!places.some((place) => place.startsWith(expected))) throw new Error(`${places.join()} is not ${expected}`);
}

const atOnce = 25;

test('5,000 bad requests over all routes: each is refused and told where, none fails the service, nothing is written', async () => {
  const before = await storedEvents(ledger.directory);
  let requests = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(badRequest, { minLength: atOnce, maxLength: atOnce }), async (bad) => {
      requests += bad.length;
      const answers = await Promise.all(bad.map(sent));
      bad.forEach((request, index) => isRefused(request, answers[index]!));
    }),
    { numRuns: 5000 / atOnce },
  );
  expect(requests).toBeGreaterThanOrEqual(5000);
  expect((await storedEvents(ledger.directory)).length).toBe(before.length);
  expect((await call('GET', '//health', { as: null })).status).toBe(200);
  expect(ledger.stderr).toBe('');
}, 300_000);
