import { clientOf, type Client } from './client';
import { LedgerProcess, roles, tokens, type Role } from './ledger-process';
import { filled, routes, type Route } from './routes';
import { storedEvents } from './stored-events';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
});

afterAll(() => ledger.stop());

/** Who may do what, as contract.md says it; not taken from the routes. */
function allowed({ method, path }: Route): readonly Role[] {
  if (path.startsWith('/api/v1/rebuilds')) return method === 'POST' ? ['admin'] : ['auditor', 'admin'];
  if (path.startsWith('/api/v1/users'))
    return method === 'POST' ? ['admin'] : ['controller', 'approver', 'auditor', 'admin'];
  if (path === '/api/v1/batches') return ['controller', 'approver'];
  if (method === 'POST')
    return /\/allocations\/\{allocationId\}\/(approval|rejection)$/.test(path) ? ['approver'] : ['controller'];
  if (path === '/api/v1/approvals') return ['controller', 'approver'];
  if (path.startsWith('/api/v1/events')) return ['auditor', 'admin'];
  if (/^\/api\/v1\/(audit-trail|entries|recipients)/.test(path)) return ['controller', 'approver', 'auditor', 'admin'];
  return roles;
}

const closed = routes.filter(({ open }) => !open);
const atRoot = (path: string) => `/${filled(path)}`;

test('only /health answers without a token', () => {
  expect(routes.filter(({ open }) => open).map(({ path }) => path)).toEqual(['/health']);
});

describe.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_name, route) => {
  test('is closed without a token, and with a wrong one', async () => {
    for (const headers of [
      {} as Record<string, string>,
      { authorization: 'Bearer ' },
      { authorization: 'Bearer nobody-has-this-token' },
      { authorization: tokens.controller },
      { authorization: `Basic ${tokens.controller}` },
      { authorization: `Bearer ${tokens.controller}x` },
      { authorization: `Bearer ${tokens.controller} ${tokens.controller}` },
    ]) {
      const answer = await call(route.method, atRoot(route.path), { as: null, headers });
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(answer.text).not.toContain('token-of-the-tests');
    }
  });

  test.each(roles)('answers the %s as the contract says', async (role) => {
    const sent = route.method === 'GET' ? {} : { raw: 'not JSON at all' };
    const { status, body } = await call(route.method, atRoot(route.path), { as: role, ...sent });
    const forbidden = status === 401 || status === 403;
    expect({ forbidden, code: forbidden && body.code }).toEqual(
      allowed(route).includes(role) ? { forbidden: false, code: false } : { forbidden: true, code: 'forbidden' },
    );
  });

  test('says in the OpenAPI document who may use it', () => {
    expect([...route.roles].sort()).toEqual([...allowed(route)].sort());
  });
});

test('nothing of all this was written', async () => {
  expect(await storedEvents(ledger.directory)).toEqual([]);
});

test('one token for two roles is one subject with both, who can approve but not their own', async () => {
  const both = 'one-person-with-two-hats';
  const other = await LedgerProcess.start({
    env: { ANSLAG_TOKEN_CONTROLLER: both, ANSLAG_TOKEN_APPROVER: both, ANSLAG_TOKEN_ADMIN: both },
  });
  try {
    const client = clientOf(other);
    const send = (path: string, body: object, token = both) => client('POST', path, { body, token });
    await send('/parties', { partyId: 'hsn', name: 'HSN', kind: 'body' });
    const approval = { policy: 'always' };
    await send('/budgets', { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none', approval });
    const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
    const path = '/budgets/hsn/2019/allocations';
    await send(path, { allocationId: 'a', recipientId: 'hsn', kind: 'one-off', amount: '1', decision });
    const own = await send(`${path}/a/approval`, {});
    expect([own.status, own.body.code]).toEqual([409, 'same-person']);
    const events = await storedEvents(other.directory);
    expect(events.map(({ metadata }) => (metadata as { actor: string }).actor)).toEqual(
      Array.from({ length: 3 }, () => 'controller'),
    );
  } finally {
    await other.stop();
  }
});

test('the body cannot name another actor', async () => {
  const body = { partyId: 'hsn', name: 'HSN', kind: 'body', actor: 'somebody-else' };
  const { status, body: said } = await call('POST', '/parties', { body });
  expect([status, said.errors[0].pointer]).toEqual([400, '/actor']);
});
