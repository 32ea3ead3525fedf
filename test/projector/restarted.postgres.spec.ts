import { setTimeout as sleep } from 'node:timers/promises';
import { openEventLog } from '@anslag/event-store/open-event-store';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { allocations, anAllocation, given, openBudget } from '../api/client';
import { filled, routes } from '../api/routes';
import { OwnPostgres } from '../postgres/own-server';
import { onServer } from '../postgres/server';
import { newDirectory } from '../read-models/new-database';
import { figuresOf, ReadBeside } from './read-beside';
import { hostings, Service, type Hosting } from './service';

let server: OwnPostgres;
let directory: string;
let readDb: string;
let service: Service;
let booked: number;

beforeAll(async () => {
  server = await OwnPostgres.start();
});

afterAll(() => server.remove());

afterEach(() => service.stop());

async function start(projector: Hosting): Promise<void> {
  directory = newDirectory();
  const name = `anslag_${directory.split('-').at(-1)!.toLowerCase()}`;
  await onServer(server.url, `create database "${name}"`);
  readDb = server.url.replace(/\/postgres$/, `/${name}`);
  service = await Service.start({ projector, readDb, directory });
  booked = 0;
  await openBudget(service.call);
  await given(service.call, [
    ['/agreements', { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['primarvarden'] }],
  ]);
  await reportsShow(await book());
}

/** Commands do not touch the read database: whatever it does, each is recorded. */
async function book(): Promise<string> {
  const { status, body, text } = await service.call('POST', allocations, { body: anAllocation() });
  if (status !== 201) throw new Error(`Not recorded: ${status} ${text}`);
  booked += 1;
  return body.position;
}

// The inbox is for those who decide; whoever keeps the service reads everything else.
const query = (path: string) =>
  service.call('GET', path, { as: path.startsWith('/approvals') ? 'controller' : 'admin' });

/** Answered from the log, and from the user directory beside the keys. */
const answeredElsewhere = /\/events|\/users/;

/** Every query that is answered from the read models. */
const queries = routes
  .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/') && !answeredElsewhere.test(path))
  .map(({ path }) => filled(path, { agreementId: 'iop', partyId: 'hsn', id: '1' }).replace('/api/v1', ''))
  .map((path) => path.replace(/diff$/, 'diff?effectiveAt=2019-12-31&againstEffectiveAt=2019-01-01'));

/** Until a report has the last command, which may take as long as it takes. */
async function reportsShow(position: string): Promise<void> {
  let answer = await query(`/balances?year=2019&atLeast=${position}`);
  while (answer.status === 503) {
    await sleep(20);
    answer = await query(`/balances?year=2019&atLeast=${position}`);
  }
  expect(answer.status).toBe(200);
  expect(answer.body.rows[0].allocated).toBe(`${booked * 100}.00`);
}

async function becomesReady(): Promise<void> {
  let health = await query('//health');
  while (health.status !== 200) health = await query('//health');
  expect(health.body).toMatchObject({ ready: true, readDatabase: { reachable: true } });
  expect((await query('//metrics')).text).toContain('anslag_read_database_up 1\n');
}

/** The read models are what a plain fold of the log gives, each event counted once. */
async function expectAFoldOfTheLog(): Promise<void> {
  const log = await openEventLog(`sqlite:${directory}`, { streamPrefixes });
  const reader = new ReadBeside(readDb);
  try {
    await reader.reaches((await log.head())!);
    expect(await reader.figures()).toEqual(figuresOf(await log.readAll(null, 100_000)));
  } finally {
    await reader.close();
    await log.close();
  }
}

describe.each(hostings)('with the projector %s', (hosting) => {
  beforeEach(() => start(hosting));

  test('while PostgreSQL is away commands are recorded, queries get 503 and /health says so; then all is well again', async () => {
    await server.stop();
    for (let n = 0; n < 5; n += 1) await book();
    expect(queries.length).toBeGreaterThan(10);
    for (const path of queries) {
      const { status, headers, body } = await query(path);
      expect([path, status, body.code]).toEqual([path, 503, 'read-database-unavailable']);
      expect([headers.get('retry-after'), headers.get('content-type')]).toMatchObject([
        '1',
        expect.stringContaining('application/problem+json'),
      ]);
    }
    const asked = await service.call('POST', '/rebuilds', { as: 'admin', body: { projection: 'balances' } });
    expect([asked.status, asked.body.code]).toEqual([503, 'read-database-unavailable']);
    const health = await query('//health');
    expect([health.status, health.body]).toMatchObject([
      503,
      { live: true, ready: false, store: { reachable: true }, readDatabase: { reachable: false } },
    ]);
    expect((await query('//metrics')).text).toContain('anslag_read_database_up 0\n');
    await server.start();
    await reportsShow(await book());
    await becomesReady();
    await expectAFoldOfTheLog();
    expect(service.log).toContain('The database of read models is away or busy and is tried again');
    expect(service.log).not.toContain('"code":"internal"');
    // Whoever folds has not ended: it waited.
    expect(service.log).not.toContain('are started again');
  });

  test('a crash of PostgreSQL, and connections ended amid reports again and again, harm no process and no figure', async () => {
    const answers = new Map<string, number>();
    const over = new AbortController();
    const asking = Array.from({ length: 4 }, async (_, n) => {
      while (!over.signal.aborted) {
        const { status, body } = await query(queries[n]!);
        const told = status === 200 ? '200' : `${status} ${body.code}`;
        answers.set(told, (answers.get(told) ?? 0) + 1);
        if (status !== 200) await sleep(20);
      }
    });
    const writing = async () => {
      while (!over.signal.aborted) await book();
    };
    const load = Promise.all([...asking, writing()]);
    const seen = async () => {
      const before = answers.get('200') ?? 0;
      while ((answers.get('200') ?? 0) < before + 10) await sleep(5);
    };
    const harm = async () => {
      for (let round = 0; round < 8; round += 1) {
        await onServer(
          server.url,
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'anslag%'`,
        );
        await seen();
      }
      for (let round = 0; round < 1; round += 1) {
        await server.crash();
        await server.start();
        await seen();
      }
    };
    // A service that does not bear it fails the load, for which nothing must be waited then.
    await Promise.race([harm(), load]);
    over.abort();
    await load;
    await reportsShow(await book());
    await becomesReady();
    await expectAFoldOfTheLog();
    const others = [...answers.keys()].filter((told) => !['200', '503 read-database-unavailable'].includes(told));
    expect(others).toEqual([]);
    expect(service.log).toContain('The lock on the read models was lost and is asked for again');
    expect(service.log).not.toContain('are started again');
    expect(await service.stop()).toEqual(hosting === 'apart' ? [0, 0] : [0]);
  });
});
