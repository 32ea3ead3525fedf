import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';
import { allocations, anAllocation, clientOf, given, openBudget } from './client';
import { LedgerProcess } from './ledger-process';

let server: EsdbServer;

beforeEach(async () => {
  server = await startEsdbServer();
});

afterEach(() => server.stop());

const start = (more: { makeTokens?: boolean } = {}) =>
  LedgerProcess.start({ ...more, env: { ANSLAG_STORE: server.url } });

test('the service books in an EventStoreDB, and keeps its tokens in its own directory', async () => {
  const ledger = await start({ makeTokens: true });
  expect(existsSync(join(ledger.directory, 'tokens.json'))).toBe(true);
  const token = /^ +controller +(\S+)$/m.exec(ledger.stdout)![1]!;
  const { status, body } = await clientOf(ledger)('POST', '/parties', {
    token,
    body: { partyId: 'hsn', name: 'HSN', kind: 'body' },
  });
  expect([status, body.stream, body.revision]).toEqual([201, 'party-hsn', '0']);
  expect(server.log.events().map(({ stream }) => stream)).toContain('party-hsn');
  expect(await ledger.stop()).toBe(0);
});

test('a year that two processes fund at once, many times, is funded once', async () => {
  const ledgers = await Promise.all([start(), start()]);
  const clients = ledgers.map(clientOf);
  await openBudget(clients[0]!);
  await given(clients[1]!, [
    ['/agreements', { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['primarvarden'] }],
    ['/agreements/iop/funding-terms', { recipientId: 'primarvarden', amount: '7', currency: 'SEK', firstYear: 2019 }],
  ]);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => clients[index % 2]!('POST', '/agreements/iop/years/2019', { body: {} })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
    Array.from({ length: 19 }, () => 'already-funded'),
  );
  await Promise.all(ledgers.map((ledger) => ledger.stop()));
});

test('while the store is away commands get 503 and Retry-After and health is not ready; then all is well again', async () => {
  const ledger = await start();
  const call = clientOf(ledger);
  await openBudget(call);
  const { port, log } = server;
  await server.stop();

  const health = await call('GET', '//health', { as: null });
  expect([health.status, health.body]).toMatchObject([503, { live: true, ready: false, store: { reachable: false } }]);
  const refused = await call('POST', allocations, { body: anAllocation(), headers: { 'idempotency-key': 'again' } });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(['store-unavailable', 'unsettled', 'contended']).toContain(refused.body.code);

  server = await startEsdbServer({ port, log });
  const answers: number[] = [];
  do {
    const { status } = await call('POST', allocations, {
      body: anAllocation(),
      headers: { 'idempotency-key': 'again' },
    });
    answers.push(status);
  } while (answers.at(-1) === 503);
  expect([200, 201]).toContain(answers.at(-1));
  expect(server.log.events().filter(({ stream }) => stream === 'budget-hsn.2019')).toHaveLength(2);
  let ready = await call('GET', '//health', { as: null });
  while (ready.status !== 200) ready = await call('GET', '//health', { as: null });
  await ledger.stop();
});

test('the service waits for a store that is not there yet', async () => {
  const { port, log, url } = server;
  await server.stop();
  const starting = LedgerProcess.start({ env: { ANSLAG_STORE: url } });
  const early = await Promise.race([starting, new Promise((resolve) => setTimeout(resolve, 8000, 'waits'))]);
  expect(early).toBe('waits');
  server = await startEsdbServer({ port, log });
  const ledger = await starting;
  expect(ledger.stderr).toContain('not there yet');
  await openBudget(clientOf(ledger));
  expect(await ledger.stop()).toBe(0);
});

test('a stream that lost an event is not decided on: 503 with a code of its own, and an error in the log', async () => {
  const first = await start();
  await openBudget(clientOf(first));
  await given(clientOf(first), [[allocations, anAllocation()]]);
  await first.stop();
  server.log.punchHole('budget-hsn.2019', 0);

  const ledger = await start();
  const call = clientOf(ledger);
  const { status, body } = await call('POST', allocations, { body: anAllocation() });
  expect([status, body.code]).toEqual([503, 'broken-stream']);
  expect((await call('POST', '/parties', { body: { partyId: 'a', name: 'A', kind: 'company' } })).status).toBe(201);
  await ledger.stop();
  expect(ledger.stderr).toContain('"code":"broken-stream"');
});
