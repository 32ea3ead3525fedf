import type { Answer } from '../api/client';
import { SseClient } from '../api/sse-client';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';
import { hostings, Service } from '../projector/service';
import { databaseKind, newDirectory, newReadDatabase } from '../read-models/new-database';
import { allocation, budget, parties, stores } from './ledger';

const combinations = stores.flatMap((store) => hostings.map((hosting) => [store, hosting] as const));

/** Along one event's way, in every make of the service; jest.config.js runs it on each read database. */
describe.each(combinations)(`the service on %s and ${databaseKind}, its projector %s`, (store, projector) => {
  let server: EsdbServer | null = null;
  let service: Service;

  beforeAll(async () => {
    if (store !== 'SQLite') server = await startEsdbServer();
    service = await Service.start({
      projector,
      readDb: await newReadDatabase(),
      directory: newDirectory(),
      ...(server && { store: server.url }),
    });
  });

  afterAll(async () => {
    await service.stop();
    await server?.stop();
  });

  /** The answer, once there is one: a slow machine may not have folded in the two seconds that a report waits. */
  async function get(path: string): Promise<Answer> {
    let answer = await service.call('GET', path, { as: 'auditor' });
    while (answer.status === 503) answer = await service.call('GET', path, { as: 'auditor' });
    return answer;
  }

  test('what is recorded is in the balance, in the trail, with whoever listens and in the metrics', async () => {
    const listener = new SseClient(`${service.ledger.url}/api/v1/events/stream?after=0`);
    const commands = [...parties, budget(2019)] as const;
    for (const [path, body] of commands)
      expect(await service.call('POST', path, { body })).toMatchObject({ status: 201 });
    const { status, body: booked } = await service.call('POST', '/budgets/hsn/2019/allocations', {
      body: allocation('engangs', '30000000.00'),
    });
    expect(status).toBe(201);

    const balance = await get(`/balances?year=2019&recipientId=primarvarden&atLeast=${booked.position}`);
    expect([balance.status, balance.body]).toMatchObject([
      200,
      { basis: { position: booked.position }, rows: [{ allocated: '30000000.00', recipientName: 'Primärvården' }] },
    ]);
    const trail = await get(`/audit-trail?allocationId=engangs&atLeast=${booked.position}`);
    expect(trail.body.rows).toMatchObject([{ type: 'AllocationDecided', voucher: booked.voucher }]);

    await listener.until(() => listener.lastEventId === booked.position);
    expect(listener.heard).toHaveLength(commands.length + 1);
    listener.leave();

    const { text: metrics } = await get('//metrics');
    for (const sample of ['position', 'lag_seconds', 'stopped'].map((name) => `anslag_projection_${name}`))
      expect(metrics).toContain(
        `${sample}{projection="balances"} ${sample.endsWith('position') ? booked.position : '0'}\n`,
      );
    for (const up of ['store', 'read_database']) expect(metrics).toContain(`anslag_${up}_up 1\n`);
    const health = await get('//health');
    expect([health.status, health.body]).toMatchObject([200, { ready: true, readDatabase: { reachable: true } }]);
  });

  test('it ends when it is told to, and has met no error', async () => {
    expect(await service.stop()).toEqual(projector === 'apart' ? [0, 0] : [0]);
    expect(service.log).not.toMatch(/"level":(50|60)/);
  });
});
