import { EventStoreDBClient, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import { type EsdbServer, startEsdbServer } from './server';

const event = (size = 1) => jsonEvent({ type: 'T', data: { k: 'x'.repeat(size) } });
jest.setTimeout(60_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

let server: EsdbServer;
let client: EventStoreDBClient;

beforeEach(async () => {
  server = await startEsdbServer();
  client = EventStoreDBClient.connectionString(server.url);
  await client.appendToStream('s', [event(), event(), event()]);
});
afterEach(async () => {
  await client.dispose();
  await server.stop();
  if (server.faults.planned > 0) throw new Error(`${server.faults.planned} planned faults never struck`);
});

/** The revisions that a read or a subscription brought, and how it ended. */
async function drain(source: AsyncIterable<ResolvedEvent>, withinMs = 20_000) {
  const revisions: string[] = [];
  const read = (async () => {
    try {
      for await (const { event: found } of source) revisions.push(String(found?.revision));
      return 'ended';
    } catch (error) {
      const { type, code } = error as { type: string; code: number };
      return { type, code };
    }
  })();
  return { revisions, end: await Promise.race([read, pause(withinMs).then(() => 'open')]) };
}

const revisionsOf = async (stream: string) => (await drain(client.readStream(stream))).revisions;

const caughtUp = (subscription: ReturnType<typeof client.subscribeToStream>) =>
  new Promise<void>((resolve) => subscription.on('caughtUp', resolve));

describe('a read', () => {
  it.each(['call', 'connection'] as const)('whose %s is cut brings what came before, then fails', async (cut) => {
    server.faults.dropReads({ after: 2, cut });
    expect(await drain(client.readStream('s'))).toMatchObject({ revisions: ['0', '1'], end: { code: 14 } });
    expect(await drain(client.readStream('s'))).toEqual({ revisions: ['0', '1', '2'], end: 'ended' });
  });

  it('can be late', async () => {
    server.faults.delayReads(250);
    const began = Date.now();
    expect(await drain(client.readStream('s'))).toMatchObject({ revisions: ['0', '1', '2'] });
    expect(Date.now() - began).toBeGreaterThanOrEqual(240);
  });

  it('can stay unanswered for ever', async () => {
    server.faults.silenceReads();
    expect(await drain(client.readStream('s'), 400)).toEqual({ revisions: [], end: 'open' });
  });

  it('can be refused as unavailable, as not ready, and by a follower', async () => {
    server.faults.refuseReads('unavailable');
    expect(await drain(client.readStream('s'))).toMatchObject({ end: { type: 'unavailable' } });
    server.faults.refuseReads('not-ready');
    expect(await drain(client.readStream('s'))).toMatchObject({ end: { type: 'unavailable' } });
    server.faults.refuseReads({ host: '127.0.0.1', port: server.port });
    expect(await drain(client.readStream('s'))).toMatchObject({ end: { type: 'not-leader' } });
  });
});

describe('a subscription', () => {
  it('ended by the server finishes without a word', async () => {
    const subscription = client.subscribeToStream('s');
    void caughtUp(subscription).then(() => server.faults.endSubscriptions());
    expect(await drain(subscription)).toEqual({ revisions: ['0', '1', '2'], end: 'ended' });
    expect(server.subscriptions).toBe(0);
  });

  it.each([
    ['unavailable', { type: 'unavailable', code: 14 }],
    ['too-slow', { type: 'timeout', code: 10 }],
  ] as const)('dropped as %s fails', async (why, end) => {
    const subscription = client.subscribeToStream('s');
    void caughtUp(subscription).then(() => server.faults.dropSubscriptions(why));
    expect(await drain(subscription)).toEqual({ revisions: ['0', '1', '2'], end });
    expect(server.subscriptions).toBe(0);
  });

  it('on a connection that is cut fails, and the client connects again', async () => {
    const subscription = client.subscribeToStream('s');
    void caughtUp(subscription).then(() => server.faults.cutConnections());
    expect(await drain(subscription)).toMatchObject({ revisions: ['0', '1', '2'], end: { code: 14 } });
    expect(await drain(client.readStream('s'))).toMatchObject({ end: 'ended' });
  });

  it('can be refused', async () => {
    server.faults.refuseSubscriptions('not-ready');
    expect(await drain(client.subscribeToStream('s'))).toMatchObject({ revisions: [], end: { type: 'unavailable' } });
  });

  it('can be served late', async () => {
    server.faults.delaySubscriptions(250);
    const began = Date.now();
    const subscription = client.subscribeToStream('s');
    await caughtUp(subscription);
    expect(Date.now() - began).toBeGreaterThanOrEqual(240);
    server.faults.endSubscriptions();
    expect(await drain(subscription)).toEqual({ revisions: ['0', '1', '2'], end: 'ended' });
  });

  it('can stay without a word for ever', async () => {
    server.faults.silenceSubscriptions();
    const subscription = client.subscribeToStream('s');
    expect(await drain(subscription, 400)).toEqual({ revisions: [], end: 'open' });
    await subscription.unsubscribe();
  });

  it('whose reader is too slow gets what was buffered, without a gap, and is dropped', async () => {
    server.faults.liveBufferLimit = 32;
    const subscription = client.subscribeToStream('s', { fromRevision: 'end' });
    await caughtUp(subscription);
    for (let appends = 0; appends < 40; appends += 1) {
      await client.appendToStream(
        's',
        Array.from({ length: 10 }, () => event(4_000)),
      );
    }
    const { revisions, end } = await drain(subscription);
    expect(end).toEqual({ type: 'timeout', code: 10 });
    expect(revisions.length).toBeGreaterThan(32);
    expect(revisions.length).toBeLessThan(400);
    expect(revisions).toEqual(revisions.map((_, index) => String(index + 3)));
  });
});

describe('a cluster', () => {
  it('is asked by gossip for its leader', async () => {
    const leader = await startEsdbServer({ log: server.log });
    server.faults.members = [
      { host: '127.0.0.1', port: server.port, state: 'follower' },
      { host: '127.0.0.1', port: leader.port, state: 'leader' },
    ];
    const seeker = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${server.port}?tls=false`);
    server.faults.failGossip();
    expect(await drain(seeker.readStream('s'))).toMatchObject({ revisions: ['0', '1', '2'], end: 'ended' });
    expect([server.seen.gossip, leader.seen.read]).toEqual([2, 1]);
    await seeker.dispose();
    await leader.stop();
  });

  it('without a usable member is given up with an error that has neither type nor code', async () => {
    server.faults.members = [{ host: '127.0.0.1', port: server.port, state: 'unknown' }];
    const seeker = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${server.port}?tls=false`);
    const seeking = seeker.appendToStream('s', event());
    await expect(seeking).rejects.toThrow('Failed to discover after 10 attempts.');
    await expect(seeking).rejects.not.toHaveProperty('code');
    await seeker.dispose();
  });
});

describe('the log', () => {
  it('takes the time of each event from a clock that can step back', async () => {
    const times = [5_000, 4_000];
    server.log.now = () => times.shift() ?? 0;
    await client.appendToStream('t', [event(), event()]);
    const created: number[] = [];
    for await (const { event: found } of client.readStream('t')) created.push(found?.created.getTime() ?? -1);
    expect(created).toEqual([5_000, 4_000]);
  });

  it('hides what was deleted: the stream goes on at its old revision', async () => {
    server.log.softDelete('s', 'any');
    await client.appendToStream('s', event(), { expectedRevision: 'no_stream' });
    expect(await revisionsOf('s')).toEqual(['3']);
  });

  it('hides what was truncated, by count and by revision', async () => {
    server.log.setMetadata('s', { $maxCount: 2 });
    expect(await revisionsOf('s')).toEqual(['1', '2']);
    server.log.setMetadata('s', { $tb: 2 });
    expect(await revisionsOf('s')).toEqual(['2']);
  });

  it('can have a hole', async () => {
    server.log.punchHole('s', 1);
    expect(await revisionsOf('s')).toEqual(['0', '2']);
  });

  it('outlives its server', async () => {
    await client.dispose();
    await server.stop();
    server = await startEsdbServer({ port: server.port, log: server.log });
    client = EventStoreDBClient.connectionString(server.url);
    // Connections are shared by address: this client starts with the waiting time of the one before it.
    while ((await revisionsOf('s')).length === 0) await pause(50);
    expect(await revisionsOf('s')).toEqual(['0', '1', '2']);
  });
});
