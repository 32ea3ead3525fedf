import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BrokenStream,
  type EventStore,
  type FollowOptions,
  noStream,
  StoreUnavailable,
} from '@anslag/event-store/port';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';
import { EsdbRig, eventually, inTime, leads, openCalls } from './esdb-rig';
import { ids, newEvents, notes } from './events';
import { followed } from './suite/following';

jest.setTimeout(60_000);

/** The numbers are those of the list of what @eventstore/db-client 6.2.1 gets wrong; esdb-traps-unused.spec.ts has the rest. */
const rig = new EsdbRig();
let server: EsdbServer;
let store: EventStore;
const drops: unknown[] = [];
const onDrop = (cause: unknown) => void drops.push(cause);
beforeEach(async () => {
  drops.length = 0;
  server = await rig.server();
  store = rig.store(server);
});
afterEach(() => rig.end());

/** Follows ten events that come two by two, with something happening after each two. */
async function tenEventsWith(happens: () => unknown): Promise<void> {
  const seen: string[] = [];
  const follower = followed(store, null, 10, { onDrop, seen: (batch) => seen.push(...notes(batch)) });
  for (let round = 0; round < 5; round++) {
    await eventually(() => server.subscriptions === 1);
    const events = newEvents(2, `r${round} `);
    // What happens may happen to the append as well: it is settled by its ids.
    await eventually(async () => (await store.append('budget-1', round * 2 - 1, events, 5000)).outcome === 'appended');
    await eventually(() => seen.length === (round + 1) * 2);
    if (round < 4) await happens();
  }
  await follower;
  expect(seen).toEqual([0, 1, 2, 3, 4].flatMap((round) => [`r${round} 0`, `r${round} 1`]));
}

/** Appends so many events of 20 kB. */
async function appendBig(count: number): Promise<void> {
  for (let first = 0; first < count; first += 20) {
    const events = newEvents(20, 'x'.repeat(20_000));
    expect(await store.append('budget-1', first - 1, events, 5000)).toMatchObject({ outcome: 'appended' });
  }
}

test('7: a subscription that the server ends cleanly is taken up behind the last event', async () => {
  await tenEventsWith(() => server.faults.endSubscriptions());
  expect(drops).toHaveLength(4);
  expect(drops.every((cause) => cause instanceof StoreUnavailable)).toBe(true);
});

test('7: a subscription that drops is taken up behind the last event', async () => {
  await tenEventsWith(() => server.faults.dropSubscriptions('unavailable'));
  expect(drops).toHaveLength(4);
});

test('7: a subscription whose connection breaks is taken up behind the last event', async () => {
  await tenEventsWith(() => server.faults.cutConnections());
  expect(drops.length).toBeGreaterThanOrEqual(4);
});

test('7: a subscription that is refused is asked for again, and what was appended meanwhile is not missed', async () => {
  server.faults.refuseSubscriptions('unavailable', { times: 3 });
  server.faults.refuseSubscriptions('not-ready', { times: 2 });
  await store.append('budget-1', noStream, newEvents(5), inTime);
  expect(notes(await followed(store, null, 5, { onDrop }))).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
  expect(drops).toHaveLength(5);
});

test('7: a server that is started anew goes on with its followers', async () => {
  await store.append('budget-1', noStream, newEvents(2, 'before '), inTime);
  const follower = followed(store, null, 4, { onDrop });
  await eventually(() => server.subscriptions === 1);
  await server.stop();
  await sleep(300);
  const again = await startEsdbServer({ port: server.port, log: server.log });
  const other = rig.store(again);
  const after = newEvents(2, 'after ');
  // The client may still be waiting to connect anew: it is settled by its ids.
  await eventually(async () => {
    const appended = await other.append('budget-1', 1, after, 5000).catch(() => null);
    return appended?.outcome === 'appended';
  });
  expect(notes(await follower)).toEqual(['before 0', 'before 1', 'after 0', 'after 1']);
  expect(drops.length).toBeGreaterThanOrEqual(1);
  await other.close();
  await again.stop();
});

test('7: a subscription that falls silent while the log goes on is taken up behind the last event', async () => {
  const { log } = server;
  // A node that has lost touch: it holds the subscription and has nothing to say on it.
  log.follow = () => () => {};
  await store.append('budget-1', noStream, newEvents(2, 'before '), inTime);
  const follower = followed(store, null, 4, { onDrop });
  await eventually(() => server.subscriptions === 1);
  await store.append('budget-1', 1, newEvents(2, 'after '), inTime);
  Reflect.deleteProperty(log, 'follow');
  expect(notes(await follower)).toEqual(['before 0', 'before 1', 'after 0', 'after 1']);
  expect(drops.map((cause) => (cause as Error).message)).toEqual(['The subscription fell silent']);
}, 30_000);

test('7: a subscription that is quiet because nothing happens is left alone', async () => {
  const stop = new AbortController();
  const follower = followed(store, null, 1, { onDrop, signal: stop.signal });
  // The one look at the log that it takes when nothing has come for a while, and the time in which it would despair then.
  while (server.seen.read === 0) await sleep(50);
  await sleep(1500);
  stop.abort();
  await follower;
  expect([drops.length, server.seen.subscribe, server.seen.read]).toEqual([0, 1, 1]);
}, 30_000);

test('9: a follower that leaves, however it leaves, leaves no subscription behind', async () => {
  await store.append('budget-1', noStream, newEvents(10), inTime);
  await followed(store, null, 1, { limit: 1 });
  await eventually(() => server.subscriptions === 0);

  const waiting = new AbortController();
  const idle = followed(store, null, 11, { signal: waiting.signal });
  await eventually(() => server.subscriptions === 1);
  waiting.abort();
  await idle;
  await eventually(() => server.subscriptions === 0);

  const failing = followed(store, null, 10, { seen: () => Promise.reject(new Error('a projection’s bug')) });
  await expect(failing).rejects.toThrow('a projection’s bug');
  await eventually(() => server.subscriptions === 0);
  expect(openCalls(store)).toBe(0);
});

test('13: a follower of a node that no longer leads goes to the leader', async () => {
  const leader = await rig.server({ log: server.log });
  server.faults.refuseSubscriptions({ host: '127.0.0.1', port: leader.port }, { times: 100 });
  await rig.store(leader).append('budget-1', noStream, newEvents(2), inTime);
  expect(notes(await followed(store, null, 2))).toEqual(['n0', 'n1']);
  expect(leader.seen.subscribe).toBe(1);
});

test('15: a reader that stops reading fills a bounded buffer; the server keeps the rest', async () => {
  await appendBig(800);
  const sent = () => [...server.faults.connections].reduce((sum, socket) => sum + socket.bytesWritten, 0);
  const before = sent();
  const gate = new EventEmitter();
  const held = once(gate, 'open');
  const follower = followed(store, null, 800, { limit: 10, seen: () => held });
  await eventually(async () => {
    const then = sent();
    await sleep(200);
    return then > before && sent() === then;
  });
  expect(sent() - before).toBeLessThan(8_000_000);
  gate.emit('open');
  expect(ids(await follower)).toEqual(ids(server.log.events('budget-1')));
}, 30_000);

test('23: a live reader that is dropped as too slow goes on where it was, and misses nothing', async () => {
  server.faults.liveBufferLimit = 50;
  const follower = followed(store, null, 800, { limit: 20, onDrop, seen: () => sleep(15) });
  await eventually(() => server.subscriptions === 1);
  await appendBig(800);
  expect(ids(await follower)).toEqual(ids(server.log.events('budget-1')));
  expect(drops.map((cause) => (cause as Error).message).join()).toContain('too slow');
}, 30_000);

test('22: a follower stops at a stream that was deleted for ever, and at what is not the ledger’s', async () => {
  await store.append('budget-1', noStream, newEvents(2), inTime);
  const follower = followed(store, null, 3);
  await eventually(() => server.subscriptions === 1);
  server.log.tombstone('budget-1', 'any');
  await expect(follower).rejects.toThrow(BrokenStream);
  await eventually(() => server.subscriptions === 0);
});

test('no error that the client lets go of ends the process, also not while it looks for a node in vain', async () => {
  const second = await rig.server({ log: server.log });
  const cluster = rig.store(server, second);
  const stop = new AbortController();
  const options: FollowOptions = { limit: 10, signal: stop.signal, onDrop };
  const followers = [1, 2, 3].map(async () => {
    for await (const _ of cluster.follow(null, options));
  });
  await cluster.append('budget-1', noStream, newEvents(1), inTime);
  await eventually(() => server.subscriptions === 3);
  for (const { faults } of [server, second]) faults.failGossip({ times: 100 });
  // One after another, so that each meets the search that the one before began.
  const subscriptions = [...server.faults.open] as { fail(error: Error): void }[];
  server.faults.refuseSubscriptions('unavailable', { times: 1000 });
  for (const subscription of subscriptions) {
    subscription.fail(Object.assign(new Error('gone'), { code: 14, details: 'gone' }));
    await sleep(200);
  }
  await expect(cluster.append('budget-1', 0, newEvents(1), 1500)).rejects.toThrow(StoreUnavailable);
  for (const { faults } of [server, second]) faults.clear();
  leads(server, [server, second]);
  await eventually(() => server.subscriptions === 3);
  stop.abort();
  await Promise.all(followers);
}, 20_000);

test('a store that is closed tells its followers so', async () => {
  const follower = followed(store, null, 1);
  await eventually(() => server.subscriptions === 1);
  await store.close();
  await expect(follower).rejects.toThrow(StoreUnavailable);
  await eventually(() => server.subscriptions === 0);
});
