import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, noStream, StoreUnavailable } from '@anslag/event-store/port';
import { openEventStoreDb } from '@anslag/event-store/eventstoredb/eventstoredb-store';
import type { EsdbServer } from '../esdb-server/server';
import { EsdbRig, eventually, inTime, leads } from './esdb-rig';
import { ids, newEvent, newEvents } from './events';

jest.setTimeout(60_000);

/** The numbers are those of the list of what @eventstore/db-client 6.2.1 gets wrong; esdb-traps-unused.spec.ts has the rest. */
const rig = new EsdbRig();
let server: EsdbServer;
let store: EventStore;
beforeEach(async () => {
  server = await rig.server();
  store = rig.store(server);
});
afterEach(() => rig.end());

const half = (character: string, size: number) => newEvent('', { data: `{"text":"${character.repeat(size)}"}` });
const stored = (stream: string) => server.log.events(stream).length;

test('1: a connection that breaks leaves the appends of other connections alone', async () => {
  const other = await rig.server();
  const otherStore = rig.store(other);
  await store.append('budget-1', noStream, newEvents(1), inTime);
  await otherStore.append('budget-1', noStream, newEvents(1), inTime);
  other.faults.answerLate(200, 'first');
  const pending = otherStore.append('budget-1', 0, newEvents(1), inTime);
  server.faults.dropAfterStoring({ cut: 'connection' });
  const cutOff = newEvents(1);
  expect(await store.append('budget-1', 0, cutOff, inTime)).toMatchObject({ outcome: 'unknown' });
  expect(await pending).toMatchObject({ outcome: 'appended', revision: 1 });
  expect(await store.append('budget-1', 0, cutOff, inTime)).toMatchObject({ outcome: 'appended', revision: 1 });
});

test.each(['call', 'connection'] as const)(
  '1: an append whose %s is cut is unknown, and settles by its ids',
  async (cut) => {
    const [first, second] = [newEvents(2), newEvents(2)];
    server.faults.dropAfterStoring({ cut });
    expect(await store.append('budget-1', noStream, first, inTime)).toMatchObject({ outcome: 'unknown' });
    expect(await store.append('budget-1', noStream, first, inTime)).toMatchObject({ outcome: 'appended', revision: 1 });
    server.faults.dropBeforeStoring({ cut });
    expect(await store.append('budget-1', 1, second, inTime)).toMatchObject({ outcome: 'unknown' });
    expect(await store.append('budget-1', 1, second, inTime)).toMatchObject({ outcome: 'appended', revision: 3 });
    expect(ids(await store.readStream('budget-1', 0, 10))).toEqual(ids([...first, ...second]));
  },
);

test('2: a wrong revision is one, also where the connection string says not to throw', async () => {
  const lenient = openEventStoreDb(`${server.url}&throwOnAppendFailure=false`, { streamPrefixes: ['budget-'] });
  await lenient.append('budget-1', noStream, newEvents(3), inTime);
  expect(await lenient.append('budget-1', 0, newEvents(1), inTime)).toEqual({ outcome: 'wrong-revision' });
  await lenient.close();
});

test('3: what is not JSON text is refused before anything is sent', async () => {
  for (const data of [{ amount: 1n }, 1n, undefined, '"text"', 'no json', '12']) {
    const append = store.append('budget-1', noStream, [newEvent('', { data: data as string })], inTime);
    await expect(append).rejects.toThrow(TypeError);
  }
  expect(server.seen.batchAppend + server.seen.append).toBe(0);
});

test('4: an append that is never answered is unknown when its time is up, stored or not', async () => {
  await store.append('budget-0', noStream, newEvents(1), inTime);
  for (const wasStored of [true, false]) {
    const stream = `budget-${wasStored}`;
    const events = newEvents(1);
    server.faults.neverAnswer(wasStored, { stream });
    expect(await store.append(stream, noStream, events, 150)).toMatchObject({ outcome: 'unknown' });
    await eventually(() => server.faults.planned === 0);
    expect(stored(stream)).toBe(wasStored ? 1 : 0);
    expect(await store.append(stream, noStream, events, inTime)).toMatchObject({ outcome: 'appended', revision: 0 });
    expect(stored(stream)).toBe(1);
  }
});

test('4: an append that is never answered does not hold up others', async () => {
  await store.append('budget-0', noStream, newEvents(1), inTime);
  server.faults.neverAnswer(false, { stream: 'budget-1' });
  const silent = store.append('budget-1', noStream, newEvents(1), 500);
  for (let revision = noStream; revision < 9; revision++)
    expect(await store.append('budget-2', revision, newEvents(1), inTime)).toMatchObject({ outcome: 'appended' });
  expect(await silent).toMatchObject({ outcome: 'unknown' });
});

test('4: a server that is silent about its features gets appends all the same', async () => {
  server.faults.silenceServerFeatures({ times: 10 });
  expect(await store.append('budget-1', noStream, newEvents(1), inTime)).toMatchObject({ outcome: 'appended' });
});

test('5: clocks that differ by an hour do not time out an append', async () => {
  for (const skew of [3_600_000, -3_600_000]) {
    server.faults.deadlineSkewMs = skew;
    const append = store.append(`budget-${skew}`, noStream, newEvents(1), inTime);
    expect(await append).toMatchObject({ outcome: 'appended' });
  }
});

test('6: a server that failed to say its features is asked to append nevertheless', async () => {
  server.faults.failServerFeatures('broken', { times: 10 });
  for (let revision = noStream; revision < 3; revision++)
    expect(await store.append('budget-1', revision, newEvents(1), inTime)).toMatchObject({ outcome: 'appended' });
});

test('12: a stream without events has revision -1, and what is no revision is refused', async () => {
  for (const revision of [-2, 0.5, Number.NaN, 2 ** 53])
    await expect(store.append('budget-1', revision, newEvents(1), inTime)).rejects.toThrow(RangeError);
  await expect(store.append('budget-1', noStream, [], inTime)).rejects.toThrow(RangeError);
  expect(server.seen.batchAppend).toBe(0);
  expect(await store.append('budget-1', noStream, newEvents(1), inTime)).toMatchObject({ revision: 0 });
});

test('13: an append that went to a node that no longer leads goes to the leader when it is sent again', async () => {
  const next = await rig.server({ log: server.log });
  const events = newEvents(1);
  server.faults.refuseAppends({ host: '127.0.0.1', port: next.port });
  expect(await store.append('budget-1', noStream, events, inTime)).toMatchObject({ outcome: 'unknown' });
  expect(await store.append('budget-1', noStream, events, inTime)).toMatchObject({ outcome: 'appended' });
  expect([server.seen.batchAppend, next.seen.batchAppend]).toEqual([1, 1]);
});

test('16: an answer that comes when nobody waits for it any more does no harm', async () => {
  const events = newEvents(1);
  await store.append('budget-0', noStream, newEvents(1), inTime);
  server.faults.answerLate(300, 'first', { stream: 'budget-1' });
  server.faults.answerLate(500, 'first', { stream: 'budget-2' });
  const impatient = store.append('budget-1', noStream, events, 100);
  // Keeps the call open on which the late answer comes.
  const patient = store.append('budget-2', noStream, newEvents(1), inTime);
  expect(await impatient).toMatchObject({ outcome: 'unknown' });
  expect(await patient).toMatchObject({ outcome: 'appended', revision: 0 });
  expect(await store.append('budget-1', noStream, events, inTime)).toMatchObject({ outcome: 'appended', revision: 0 });
});

test('16: an answer that comes after another connection broke is taken for what it is', async () => {
  const other = await rig.server();
  const otherStore = rig.store(other);
  await otherStore.append('budget-1', noStream, newEvents(1), inTime);
  other.faults.answerLate(300, 'last');
  const pending = otherStore.append('budget-1', 0, newEvents(1), inTime);
  server.faults.dropBeforeStoring({ cut: 'connection' });
  expect(await store.append('budget-1', noStream, newEvents(1), inTime)).toMatchObject({ outcome: 'unknown' });
  expect(await pending).toMatchObject({ outcome: 'appended', revision: 1 });
  await sleep(50);
});

test('17: an election is a passing fault', async () => {
  server.faults.refuseAppends('not-ready', { times: 2 });
  const events = newEvents(1);
  for (let attempt = 0; attempt < 2; attempt++)
    expect(await store.append('budget-1', noStream, events, inTime)).toMatchObject({ outcome: 'unknown' });
  expect(await store.append('budget-1', noStream, events, inTime)).toMatchObject({ outcome: 'appended' });
});

test('17: a cluster in which no node can be found is one that may be found later', async () => {
  const second = await rig.server({ log: server.log });
  const cluster = rig.store(server, second);
  for (const { faults } of [server, second]) faults.failGossip({ times: 1000 });
  const events = newEvents(1);
  await expect(cluster.append('budget-1', noStream, events, 300)).rejects.toThrow(StoreUnavailable);
  // Longer than the client's ten tries: it gives up, and the adapter lets it try again.
  await expect(cluster.append('budget-1', noStream, events, 5000)).rejects.toThrow(StoreUnavailable);
  await expect(cluster.readStream('budget-1', 0, 1)).rejects.toThrow('Failed to discover');
  for (const { faults } of [server, second]) faults.clear();
  leads(server, [server, second]);
  expect(await cluster.append('budget-1', noStream, events, inTime)).toMatchObject({ outcome: 'appended' });
}, 60_000);

test('17: a search for a node that goes on and on is not waited for', async () => {
  const url = 'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=60';
  const lost = openEventStoreDb(url, { streamPrefixes: ['budget-'] });
  await expect(lost.append('budget-1', noStream, newEvents(1), 200)).rejects.toThrow('within 200 ms');
  await expect(lost.readStream('budget-1', 0, 1)).rejects.toThrow('within 3000 ms');
  await lost.close();
}, 20_000);

test('18: a leader that freezes is left after one time-out, not when its keep-alive ends', async () => {
  const next = await rig.server({ log: server.log });
  const cluster = rig.store(server, next);
  await cluster.append('budget-1', noStream, newEvents(1), inTime);
  server.faults.neverAnswer(false, { times: 1000 });
  server.faults.failGossip({ times: 1000 });
  leads(next, [server, next], [server]);
  const events = newEvents(1);
  expect(await cluster.append('budget-1', 0, events, 300)).toMatchObject({ outcome: 'unknown' });
  expect(await cluster.append('budget-1', 0, events, 5000)).toMatchObject({ outcome: 'appended', revision: 1 });
});

test('21: the same ids are answered as stored whatever their data, and stored again at a later revision', async () => {
  const event = newEvent('as decided');
  await store.append('budget-1', noStream, [event], inTime);
  const changed = { ...event, data: '{"note":"changed"}' };
  expect(await store.append('budget-1', noStream, [changed], inTime)).toMatchObject({
    outcome: 'appended',
    revision: 0,
  });
  expect((await store.readStream('budget-1', 0, 1))[0]?.data).toEqual({ note: 'as decided' });
  expect(await store.append('budget-1', 0, [event], inTime)).toMatchObject({ outcome: 'appended', revision: 1 });
});

test('an append beyond what a server takes is refused before it is sent, in characters of any size', async () => {
  for (const [character, size] of [
    ['a', 500_000],
    ['å', 250_000],
  ] as const) {
    const append = store.append('budget-1', noStream, [half(character, size), half(character, size)], inTime);
    await expect(append).rejects.toThrow(RangeError);
  }
  expect(server.seen.batchAppend).toBe(0);
});
