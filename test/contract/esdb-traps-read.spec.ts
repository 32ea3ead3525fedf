import { promisify } from 'node:util';
import { openEventStoreDbLog } from '@anslag/event-store/eventstoredb/eventstoredb-store';
import { BrokenStream, type EventStore, noStream, StoreUnavailable } from '@anslag/event-store/port';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';
import { EsdbRig, eventually, inTime, openCalls } from './esdb-rig';
import { ids, newEvents, notes } from './events';

/** The numbers are those of the list of what @eventstore/db-client 6.2.1 gets wrong; esdb-traps-unused.spec.ts has the rest. */
const rig = new EsdbRig();
let server: EsdbServer;
let store: EventStore;
beforeEach(async () => {
  server = await rig.server();
  store = rig.store(server);
  await store.append('budget-1', noStream, newEvents(3), inTime);
});
afterEach(() => rig.end());

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const proposed = (type: string, data: string, json = true) => ({
  id: crypto.randomUUID(),
  type,
  json,
  data: Buffer.from(data),
  metadata: Buffer.from('{}'),
});

test('9: a read that is given up leaves no call open', async () => {
  server.faults.silenceReads({ stream: 'budget-1', times: 10 });
  await expect(store.readStream('budget-1', 0, 10)).rejects.toThrow(StoreUnavailable);
  await eventually(() => openCalls(store) === 0);
});

test('10: a server that never answers a read is unavailable, not empty', async () => {
  server.faults.silenceReads({ times: 10 });
  for (const read of [store.readStream('budget-1', 0, 10), store.readAll(null, 10), store.head()])
    await expect(read).rejects.toThrow(StoreUnavailable);
  server.faults.clear();
  expect(notes(await store.readStream('budget-1', 0, 10))).toEqual(['n0', 'n1', 'n2']);
}, 20_000);

test('11: a server that is away is unavailable to a read, and leaves an append unknown, until it is back', async () => {
  await server.stop();
  for (const read of [store.readStream('budget-1', 0, 10), store.readAll(null, 10), store.head()])
    await expect(read).rejects.toThrow(StoreUnavailable);
  const events = newEvents(1);
  expect(await store.append('budget-1', 2, events, 1000)).toMatchObject({ outcome: 'unknown' });

  const again = await startEsdbServer({ port: server.port, log: server.log });
  expect(notes(await store.readStream('budget-1', 0, 10))).toEqual(['n0', 'n1', 'n2']);
  expect(await store.append('budget-1', 2, events, 5000)).toMatchObject({ outcome: 'appended', revision: 3 });
  await store.close();
  await again.stop();
}, 20_000);

test.each(['call', 'connection'] as const)('13: a read whose %s is cut is repeated from its start', async (cut) => {
  server.faults.dropReads({ after: 2, cut, stream: 'budget-1' });
  expect(notes(await store.readStream('budget-1', 0, 10))).toEqual(['n0', 'n1', 'n2']);
  server.faults.dropReads({ after: 1, cut, stream: '$all' });
  expect(notes(await store.readAll(null, 10))).toEqual(['n0', 'n1', 'n2']);
  server.faults.dropReads({ after: 0, cut, stream: '$all' });
  expect(await store.head()).not.toBeNull();
});

test('13: a read of a node that does not lead is answered by the leader', async () => {
  const leader = await rig.server({ log: server.log });
  server.faults.refuseReads({ host: '127.0.0.1', port: leader.port }, { times: 100 });
  expect(notes(await store.readStream('budget-1', 0, 10))).toEqual(['n0', 'n1', 'n2']);
  expect(await store.readAll(null, 10)).toHaveLength(3);
  expect(await store.head()).not.toBeNull();
  expect(leader.seen.read).toBe(3);
});

test('17: a read goes on trying through an election', async () => {
  server.faults.refuseReads('not-ready', { times: 4 });
  expect(notes(await store.readStream('budget-1', 0, 10))).toEqual(['n0', 'n1', 'n2']);
});

test('18: a follower, which may lag, is never believed: every read and subscription asks for the leader', async () => {
  const asked: unknown[] = [];
  const node = new Server();
  node.addService(StreamsService, {
    read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
      asked.push(...call.metadata.get('requires-leader'));
      call.end();
    },
  });
  const port = await promisify(node.bindAsync.bind(node))('127.0.0.1:0', ServerCredentials.createInsecure());
  const log = openEventStoreDbLog(`esdb://127.0.0.1:${port}?tls=false`, { streamPrefixes: ['budget-'] });
  await log.readStream('budget-1', 1, 1);
  await log.readAll(null, 1);
  await log.head();
  const stop = new AbortController();
  for await (const _ of log.follow(null, { limit: 1, signal: stop.signal, onDrop: () => stop.abort() }));
  expect(asked).toEqual(['true', 'true', 'true', 'true']);
  await log.close();
  node.forceShutdown();
});

test('18: a leader that freezes is left by a read too', async () => {
  const next = await rig.server({ log: server.log });
  const cluster = rig.store(server, next);
  await cluster.readStream('budget-1', 0, 10);
  server.faults.silenceReads({ times: 1000 });
  server.faults.failGossip({ times: 1000 });
  next.faults.members = [
    { host: '127.0.0.1', port: server.port, state: 'leader', alive: false },
    { host: '127.0.0.1', port: next.port, state: 'leader' },
  ];
  await expect(cluster.readStream('budget-1', 0, 10)).rejects.toThrow(StoreUnavailable);
  expect(notes(await cluster.readStream('budget-1', 0, 10))).toEqual(['n0', 'n1', 'n2']);
}, 20_000);

describe('22: a stream that lost history is broken, whatever it lost', () => {
  test('deleted, for who reads it and who would begin it anew', async () => {
    server.log.softDelete('budget-1', 'any');
    expect(await errorOf(store.readStream('budget-1', 0, 10))).toBeInstanceOf(BrokenStream);
    expect(await errorOf(store.readStream('budget-1', 3, 10))).toBeInstanceOf(BrokenStream);
    expect(await errorOf(store.append('budget-1', noStream, newEvents(1), inTime))).toBeInstanceOf(BrokenStream);
    // It has gone on all the same, and begins in the middle.
    expect(await errorOf(store.readStream('budget-1', 0, 10))).toBeInstanceOf(BrokenStream);
    expect(server.log.events('budget-1').at(-1)?.revision).toBe(3n);
  });

  test('deleted, for who appends its very first events again', async () => {
    const events = newEvents(2);
    await store.append('budget-2', noStream, events, inTime);
    server.log.softDelete('budget-2', 'any');
    expect(await errorOf(store.append('budget-2', noStream, events, inTime))).toBeInstanceOf(BrokenStream);
  });

  test('deleted for ever, for who reads it, appends to it, or meets it in the whole', async () => {
    const before = (await store.readAll(null, 10)).at(-1)!.position;
    server.log.tombstone('budget-1', 'any');
    expect(await errorOf(store.readStream('budget-1', 0, 10))).toBeInstanceOf(BrokenStream);
    expect(await errorOf(store.append('budget-1', 2, newEvents(1), inTime))).toBeInstanceOf(BrokenStream);
    expect(await errorOf(store.readAll(before, 10))).toMatchObject({
      name: 'BrokenStream',
      message: expect.stringContaining('deleted'),
    });
  });

  test('cut off at its beginning', async () => {
    server.log.setMetadata('budget-1', { $tb: 1 });
    expect(await errorOf(store.readStream('budget-1', 0, 10))).toBeInstanceOf(BrokenStream);
    expect(notes(await store.readStream('budget-1', 1, 10))).toEqual(['n1', 'n2']);
  });

  test('kept to its last events', async () => {
    server.log.setMetadata('budget-1', { $maxCount: 1 });
    expect(await errorOf(store.readStream('budget-1', 0, 10))).toBeInstanceOf(BrokenStream);
    expect(await errorOf(store.readStream('budget-1', 1, 10))).toBeInstanceOf(BrokenStream);
  });

  test('cut off altogether', async () => {
    server.log.setMetadata('budget-1', { $tb: 3 });
    expect(await errorOf(store.readStream('budget-1', 0, 10))).toBeInstanceOf(BrokenStream);
  });

  test('with a hole in it', async () => {
    server.log.punchHole('budget-1', 1);
    expect(notes(await store.readStream('budget-1', 0, 1))).toEqual(['n0']);
    expect(await errorOf(store.readStream('budget-1', 0, 10))).toBeInstanceOf(BrokenStream);
  });

  test('with something in it that is not the ledger’s', async () => {
    for (const [index, strange] of [proposed('T', '{"broken":'), proposed('T', '{}', false)].entries()) {
      server.log.append(`budget-s${index}`, 'any', [strange]);
      expect(await errorOf(store.readStream(`budget-s${index}`, 0, 10))).toBeInstanceOf(BrokenStream);
    }
    expect(await errorOf(store.readAll(null, 10))).toBeInstanceOf(BrokenStream);
  });

  test('or may lose it as soon as it has some', async () => {
    server.log.setMetadata('budget-8', { $maxCount: 10 });
    expect(await errorOf(store.readStream('budget-8', 0, 10))).toBeInstanceOf(BrokenStream);
  });

  test('but not a stream that has metadata and no events yet', async () => {
    server.log.setMetadata('budget-9', { owner: 'someone' });
    expect(await store.readStream('budget-9', 0, 10)).toEqual([]);
  });
});

test('other streams of the server are left out, however many there are', async () => {
  for (let batch = 0; batch < 20; batch++) {
    const others = Array.from({ length: 100 }, () => proposed('T', 'not json', false));
    server.log.append(batch % 2 ? 'somebody-else' : '$ce-budget', 'any', others);
  }
  const own = newEvents(1, 'own');
  const appended = await store.append('party-1', noStream, own, inTime);
  for (let batch = 0; batch < 20; batch++) server.log.append('somebody-else', 'any', [proposed('T', '{}')]);
  const all = await store.readAll(null, 10);
  expect(notes(all)).toEqual(['n0', 'n1', 'n2', 'own0']);
  expect(ids(await store.readAll(all[1]!.position, 2))).toEqual([all[2]!.id, own[0]!.id]);
  expect(appended).toMatchObject({ position: await store.head() });
});
