import { allocations, anAllocation, clientOf, openBudget, type Client } from './client';
import { LedgerProcess } from './ledger-process';
import { SseClient } from './sse-client';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call);
});

afterAll(() => ledger.stop());

/** The value of each sample, by its name with labels. */
async function samples(): Promise<Map<string, number>> {
  const { status, headers, text } = await call('GET', '//metrics', { as: 'viewer' });
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name, value] = /^(\S+?(?:\{.*\})?) (\S+)$/.exec(line)!;
        return [name!, Number(value)];
      }),
  );
}

const count = async (name: string) => (await samples()).get(name) ?? 0;

/** Until the read side has come as far as the command. */
const seen = (position: string) => call('GET', `/balances?atLeast=${position}`);

test('commands are counted by what became of them, and the events that they led to', async () => {
  const before = await samples();
  const sent = { body: anAllocation({ allocationId: 'once' }), headers: { 'idempotency-key': 'once' } };
  for (const status of [201, 200]) expect((await call('POST', allocations, sent)).status).toBe(status);
  expect((await call('POST', allocations, { body: sent.body })).body.code).toBe('already-exists');
  expect((await call('POST', `${allocations}?dryRun=true`, { body: anAllocation() })).status).toBe(200);
  const stale = { body: anAllocation(), headers: { 'if-match': '"0"' } };
  expect((await call('POST', allocations, stale)).status).toBe(412);
  const after = await samples();
  const more = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const outcomes = [
    ['recorded', ''],
    ['replayed', ''],
    ['refused', 'already-exists'],
    ['dry-run', ''],
    ['revision-moved', ''],
  ].map(([outcome, code]) => more(`anslag_commands_total{outcome="${outcome}",code="${code}"}`));
  expect(outcomes).toEqual([1, 1, 1, 1, 1]);
  expect(more('anslag_events_appended_total{category="budget"}')).toBe(1);
  expect(more('anslag_writer_group_commands_count')).toBe(1);
  expect(more('anslag_append_duration_seconds_count')).toBe(1);
});

test('requests are counted by the pattern of their route, never by what was sent', async () => {
  await call('GET', '/parties/nobody-knows-me');
  await call('GET', '/nowhere/secret-name');
  await call('GET', '/balances?year=x');
  await call('GET', '/balances', { as: null });
  const found = await samples();
  expect(found.get('anslag_http_requests_total{method="GET",route="/api/v1/parties/:partyId",status="404"}')).toBe(1);
  expect(found.get('anslag_http_requests_total{method="GET",route="none",status="404"}')).toBe(1);
  expect(found.get('anslag_http_requests_total{method="GET",route="/api/v1/balances",status="400"}')).toBe(1);
  expect(found.get('anslag_http_requests_total{method="GET",route="/api/v1/balances",status="401"}')).toBe(1);
  expect(found.get('anslag_http_request_duration_seconds_count{method="GET",route="/api/v1/balances"}')).toBe(2);
  expect([...found.keys()].join()).not.toMatch(/nobody-knows-me|secret-name/);
});

test('each projection says how far it is and that it has not stopped', async () => {
  const { body } = await call('POST', allocations, { body: anAllocation() });
  await seen(body.position);
  const health = await call('GET', '//health', { as: null });
  const found = await samples();
  expect(health.body.projections.length).toBeGreaterThan(0);
  for (const { name } of health.body.projections) {
    const gauge = (metric: string) => found.get(`anslag_projection_${metric}{projection="${name}"}`);
    expect(gauge('stopped')).toBe(0);
    expect(gauge('lag_seconds')).toBeDefined();
    if (name === 'entries') expect(gauge('position')).toBe(Number(body.position));
  }
  expect([found.get('anslag_store_up'), found.get('anslag_store_position')]).toEqual([1, Number(body.position)]);
});

test('readers of the stream of events are counted, now and what they were sent', async () => {
  const sentBefore = await count('anslag_sse_events_sent_total');
  const client = new SseClient(`${ledger.url}/api/v1/events/stream?after=0`);
  await client.until(() => client.heard.length >= 3);
  expect(await count('anslag_sse_readers')).toBe(1);
  expect((await count('anslag_sse_events_sent_total')) - sentBefore).toBeGreaterThanOrEqual(3);
  expect((await samples()).get('anslag_sse_readers_dropped_total')).toBe(0);
  client.leave();
  while ((await count('anslag_sse_readers')) > 0);
});

test('the process says what it is and how it does', async () => {
  const names = [...(await samples()).keys()];
  expect(names).toContainEqual(expect.stringMatching(/^anslag_build_info\{version="\d+\.\d+\.\d+",node="v24\./));
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds'])
    expect(names).toContain(name);
});

test('a query that nobody knows is refused', async () => {
  const { status, body } = await call('GET', '//metrics?colour=red');
  expect([status, body.errors]).toMatchObject([400, [{ in: 'query', name: 'colour' }]]);
});
