import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { allocations, anAllocation, clientOf, given, openBudget, type Answer, type Client } from './client';
import { LedgerProcess } from './ledger-process';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call);
  await given(call, [
    [allocations, anAllocation({ allocationId: 'a' })],
    [allocations, anAllocation({ allocationId: 'b', amount: '50' })],
  ]);
});

afterAll(() => ledger.stop());

const request = (projection: string): Promise<Answer> =>
  call('POST', '/rebuilds', { as: 'admin', body: { projection } });

const decide = (id: number, how: 'acceptance' | 'withdrawal', reason = 'For the test') =>
  call('POST', `/rebuilds/${id}/${how}`, { as: 'admin', body: { reason } });

/** The rebuild once it is in a state, or has ended in another. */
async function until(id: number, state: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { body } = await call('GET', `/rebuilds/${id}`, { as: 'auditor' });
    if (body.state === state && (state === 'differs' || body.endedAt !== null)) return body;
    if (body.endedAt !== null) throw new Error(`It is ${body.state}: ${body.detail}`);
    await sleep(20);
  }
}

/** What a bug would have left behind: rows that the events do not add up to. */
function tamper(statement: string): void {
  const read = new Database(join(ledger.directory, 'read.db'), { timeout: 5_000 });
  read.prepare(statement).run();
  read.close();
}

async function allocated(): Promise<string> {
  const { body } = await call('GET', '/balances?year=2019');
  return body.rows[0].allocated;
}

/** The value of a metric's sample for balances; undefined where there is none. */
async function gauge(name: string, more = ''): Promise<number | undefined> {
  const { text } = await call('GET', '//metrics');
  const found = text
    .split('\n')
    .find((line) => line.startsWith(`anslag_rebuild_${name}{projection="balances"${more}}`));
  return found === undefined ? undefined : Number(found.split(' ').at(-1));
}

test('every read model that /health names is made anew, and takes the place of the old where nothing differs', async () => {
  const { body } = await call('GET', '//health', { as: null });
  const names = body.projections.map(({ name }: { name: string }) => name);
  for (const projection of names) {
    const asked = await request(projection);
    expect([asked.status, asked.body]).toMatchObject([
      202,
      { projection, state: 'requested', requestedAt: expect.any(String), endedAt: null },
    ]);
    const done = await until(asked.body.id, 'done');
    expect(done).toMatchObject({ differences: 0, comparedAt: body.store.position, detail: null });
    expect(done['compared']).toBe(done['toCompare']);
  }
  expect(await allocated()).toBe('150.00');
  const listed = await call('GET', '/rebuilds', { as: 'auditor' });
  expect(listed.body.rebuilds.map(({ projection }: { projection: string }) => projection)).toEqual(names.toReversed());
});

test('a read model that there is not is refused with a pointer, and a rebuild that there is not is not found', async () => {
  const unknown = await request('salaries');
  expect([unknown.status, unknown.body.code, unknown.body.errors]).toEqual([
    409,
    'unknown-projection',
    [{ pointer: '/projection', code: 'unknown-projection', detail: 'There is no such read model.' }],
  ]);
  for (const path of ['/rebuilds/999', '/rebuilds/999/differences'])
    expect(await call('GET', path, { as: 'admin' })).toMatchObject({
      status: 404,
      body: { code: 'rebuild-not-found' },
    });
  expect(await decide(999, 'acceptance')).toMatchObject({ status: 404, body: { code: 'rebuild-not-found' } });
});

test('a row that is not what the events say is caught, listed, and right again once it is accepted with a reason', async () => {
  tamper(`update balances set allocated = allocated + 1`);
  expect(await allocated()).toBe('150.01');
  const { id } = (await request('balances')).body;
  expect(await until(id, 'differs')).toMatchObject({ differences: 1, endedAt: null });
  // Until somebody has decided, there is no other rebuild of it.
  expect(await request('balances')).toMatchObject({ status: 409, body: { code: 'rebuild-under-way' } });
  expect([await gauge('state', ',state="differs"'), await gauge('differences')]).toEqual([1, 1]);
  expect(await gauge('position')).toBe(await gauge('target_position'));
  const { body } = await call('GET', `/rebuilds/${id}/differences`, { as: 'auditor' });
  expect(body).toEqual({
    differences: [
      {
        table: 'balances',
        key: { year: '2019', body_id: 'hsn', recipient_id: 'primarvarden', currency: 'SEK', kind: 'one-off' },
        live: { allocated: '15001' },
        rebuilt: { allocated: '15000' },
      },
    ],
    next: null,
  });
  expect(await allocated()).toBe('150.01');
  // What is booked meanwhile is in the old tables and will be in the new.
  const booked = await call('POST', allocations, { body: anAllocation({ allocationId: 'c', amount: '7' }) });
  await call('GET', `/balances?atLeast=${booked.body.position}`);
  expect(await allocated()).toBe('157.01');

  expect(await decide(id, 'acceptance', 'A cent too much')).toMatchObject({ status: 202, body: { state: 'accepted' } });
  expect(await until(id, 'done')).toMatchObject({ differences: 1, reason: 'A cent too much' });
  expect(await allocated()).toBe('157.00');
  expect(await gauge('differences')).toBeUndefined();
  expect(await decide(id, 'acceptance')).toMatchObject({ status: 409, body: { code: 'rebuild-not-waiting' } });
});

test('a list that was begun before other rows were accepted cannot go on, and says so', async () => {
  await given(call, [
    ['/parties', { partyId: 'vardcentral', name: 'Vårdcentralen', kind: 'cost-object' }],
    [allocations, anAllocation({ allocationId: 'd', recipientId: 'vardcentral' })],
  ]);
  const { body } = await call('POST', allocations, { body: anAllocation({ allocationId: 'e', amount: '1' }) });
  const page = await call('GET', `/balances?limit=1&atLeast=${body.position}`);
  const same = (await request('balances')).body;
  await until(same.id, 'done');
  expect((await call('GET', `/balances?limit=1&cursor=${page.body.next}`)).status).toBe(200);
  tamper(`update balances set reserved = 1 where recipient_id = 'vardcentral'`);
  const { id } = (await request('balances')).body;
  await until(id, 'differs');
  await decide(id, 'acceptance');
  await until(id, 'done');
  expect(await call('GET', `/balances?limit=1&cursor=${page.body.next}`)).toMatchObject({
    status: 410,
    body: { code: 'basis-changed' },
  });
});

test('a rebuild that is withdrawn leaves the tables in use, and the next one can begin', async () => {
  const before = await allocated();
  tamper(`update balances set allocated = allocated + 1 where recipient_id = 'primarvarden'`);
  const tampered = await allocated();
  expect(tampered).not.toBe(before);
  const { id } = (await request('balances')).body;
  await until(id, 'differs');
  expect(await decide(id, 'withdrawal', 'Not today')).toMatchObject({ status: 202, body: { state: 'withdrawn' } });
  expect(await until(id, 'withdrawn')).toMatchObject({ reason: 'Not today', endedAt: expect.any(String) });
  expect(await allocated()).toBe(tampered);
  const read = new Database(join(ledger.directory, 'read.db'), { readonly: true });
  expect(read.prepare(`select name from sqlite_master where name like '%\\_next' escape '\\'`).all()).toEqual([]);
  read.close();
  const again = (await request('balances')).body;
  await until(again.id, 'differs');
  await decide(again.id, 'acceptance');
  await until(again.id, 'done');
  expect(await allocated()).toBe(before);
});

test('a rebuild that a stop interrupts goes on after the next start', async () => {
  const { directory } = ledger;
  const { id } = (await request('entries')).body;
  await ledger.kill('SIGKILL');
  ledger = await LedgerProcess.start({ directory });
  call = clientOf(ledger);
  expect(await until(id, 'done')).toMatchObject({ projection: 'entries', differences: 0 });
});
