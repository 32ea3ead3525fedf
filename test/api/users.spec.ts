import { allocations, anAllocation, clientOf, given, openBudget, type Client } from './client';
import { LedgerProcess, type Role } from './ledger-process';
import { filesWith } from './personal-data-story';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call, { approval: { policy: 'always' } });
  await given(call, [[allocations, anAllocation({ allocationId: 'waits' })]]);
});

afterAll(() => ledger.stop());

const put = (body: object) => call('POST', '/users', { as: 'admin', body });
const greta = { subject: 'controller', name: 'Greta Registersdotter', email: 'greta@example.org' };

const named = async (role: Role = 'controller') => {
  const { body } = await call('GET', '/events?limit=1000', { as: 'auditor' });
  const atLeast = `?atLeast=${body.events.at(-1).position}`;
  const trail = await call('GET', `/audit-trail${atLeast}`, { as: role });
  const inbox = await call('GET', `/approvals${atLeast}`, { as: 'approver' });
  const names = trail.body.rows.map((row: { actorName: string | null }) => row.actorName);
  return [...new Set([...names, inbox.body.rows[0].proposedByName])];
};

test('an actor whom nobody has entered has no name', async () => {
  expect(await named()).toEqual([null]);
});

test('an entry names an actor in the trail and the inbox, of what was recorded before too', async () => {
  const entered = await put(greta);
  expect([entered.status, entered.body]).toEqual([200, greta]);
  for (const role of ['controller', 'approver', 'auditor', 'admin'] as const)
    expect(await named(role)).toEqual([greta.name]);
});

test('an entry is put in the place of the one before', async () => {
  const anew = await put({ subject: 'controller', name: 'Greta Omregistrerad' });
  expect(anew.body).toEqual({ subject: 'controller', name: 'Greta Omregistrerad', email: null });
  expect(await named()).toEqual(['Greta Omregistrerad']);
  await put(greta);
});

test('the directory is listed in pages, whatever its subjects look like', async () => {
  for (const subject of ['https://issuer.example/users/1', 'u|2']) await put({ subject, name: 'N' });
  const first = (await call('GET', '/users?limit=2', { as: 'auditor' })).body;
  expect(first.users.map(({ subject }: { subject: string }) => subject)).toEqual([
    'controller',
    'https://issuer.example/users/1',
  ]);
  const rest = (await call('GET', `/users?limit=2&cursor=${first.next}`, { as: 'auditor' })).body;
  expect(rest).toEqual({ users: [{ subject: 'u|2', name: 'N', email: null }], next: null });
  const body = { subject: 'https://issuer.example/users/1' };
  expect((await call('POST', '/users/removal', { as: 'admin', body })).body).toEqual(body);
});

test('a name is in no event, no read model, no export of events', async () => {
  const events = await call('GET', '/events?limit=1000', { as: 'auditor' });
  expect(events.text).not.toContain('Greta');
  expect(filesWith(ledger.directory, ['Registersdotter'])).toEqual(['users.db']);
});

test('what is taken out is gone from everything at once, and from the disk', async () => {
  const removal = () => call('POST', '/users/removal', { as: 'admin', body: { subject: 'controller' } });
  expect((await removal()).status).toBe(200);
  expect(await named()).toEqual([null]);
  expect(filesWith(ledger.directory, ['Registersdotter', 'Omregistrerad', 'greta@example'])).toEqual([]);
  const again = await removal();
  expect([again.status, again.body.code]).toEqual([404, 'user-not-found']);
});

test.each([
  [{ subject: 'a b', name: 'N' }, '/subject'],
  [{ subject: 'u', name: '' }, '/name'],
  [{ subject: 'u', name: 'N', email: 'nobody' }, '/email'],
  [{ subject: 'u', name: 'N', role: 'admin' }, '/role'],
])('%j is refused with the place that is wrong', async (body, pointer) => {
  const answer = await put(body);
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
});
