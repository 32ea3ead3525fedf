import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStore } from '@anslag/event-store/open-event-store';
import type { EventStore } from '@anslag/event-store/port';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';
import { databaseKind, newDirectory, newReadDatabase } from '../read-models/new-database';
import { LongHistory } from './long-history';
import { figuresOf, ReadBeside } from './read-beside';
import { Service } from './service';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Two nodes with one log: the service is on the one that misbehaves, the history is written through the other. */
let node: EsdbServer;
let other: EsdbServer;
let store: EventStore;
let service: Service;
let reader: ReadBeside;
let history: LongHistory;

beforeAll(async () => {
  process.stdout.write(`drops on ${databaseKind}: SEED=${seed}\n`);
  node = await startEsdbServer();
  other = await startEsdbServer({ log: node.log });
  store = await openEventStore(other.url, { streamPrefixes });
  history = new LongHistory(store, seed, 2_500, { onOneStream: true });
  const readDb = await newReadDatabase();
  reader = new ReadBeside(readDb);
  service = await Service.start({ projector: 'apart', readDb, directory: newDirectory(), store: node.url });
  await reader.reaches(await history.append(200));
});

afterAll(async () => {
  await service.stop();
  await reader.close();
  await store.close();
  await node.stop();
  await other.stop();
});

interface Logged {
  level: number;
  time: number;
  msg: string;
}

/** Every drop that the projector has told of. */
function drops(): Logged[] {
  return service
    .projector!.stderr.split('\n')
    .filter((line) => line.includes('The event log was dropped and is followed again'))
    .map((line) => JSON.parse(line) as Logged);
}

/** Until the projector holds a subscription that something can happen to. */
async function subscribed(): Promise<void> {
  while (node.subscriptions === 0) await sleep(5);
}

async function expectAFoldOfTheLog(): Promise<void> {
  await reader.reaches((await store.head())!);
  expect(await reader.figures()).toEqual(figuresOf(await store.readAll(null, 100_000)));
}

const ways = {
  'the connection is cut': () => node.faults.cutConnections(),
  'the server ends the stream': () => node.faults.endSubscriptions(),
  'the server is away': () => node.faults.dropSubscriptions('unavailable'),
  'the reader was too slow': () => node.faults.dropSubscriptions('too-slow'),
  'an election is under way': () => {
    node.faults.refuseSubscriptions('not-ready', { times: 2 });
    node.faults.refuseSubscriptions('unavailable', { times: 2 });
    node.faults.endSubscriptions();
  },
  'the next answer is late': () => {
    node.faults.delaySubscriptions(300);
    node.faults.cutConnections();
  },
  'the server is started anew': async () => {
    const { port, log } = node;
    await node.stop();
    node = await startEsdbServer({ port, log });
  },
};

test('a projector apart survives every way that its subscription can drop, tells each, and folds each event once', async () => {
  let struck = 0;
  for (let round = 0; round < 3; round += 1)
    for (const strike of Object.values(ways)) {
      await subscribed();
      const told = drops().length;
      // Something is on its way before, meanwhile, and after.
      await history.append(10 + ((seed + struck) % 30));
      await Promise.all([strike(), history.append(15)]);
      struck += 1;
      while (drops().length === told) await sleep(5);
      const head = await history.append(10);
      if (struck % 3 === 0) await reader.reaches(head);
    }
  await expectAFoldOfTheLog();

  const told = drops();
  expect(told.every(({ level }) => level === 40)).toBe(true);
  // A refusal is a drop as well; and one that comes while it connects anew may be told twice.
  expect(told.length).toBeLessThan(struck * 6);
  expect(service.projector!.stderr).not.toContain('has stopped');
  expect(service.projector!.stderr).not.toContain('are started again');
});

test('a subscription that is taken and then left without a word is given up for another', async () => {
  await subscribed();
  node.faults.silenceSubscriptions();
  node.faults.endSubscriptions();
  while (node.faults.planned > 0) await sleep(5);
  const told = drops().length;
  await reader.reaches(await history.append(50));
  expect(drops().length).toBeGreaterThan(told);
  await expectAFoldOfTheLog();
});

test('a server that goes on refusing is asked less and less often, and the ledger still answers', async () => {
  await subscribed();
  const told = drops().length;
  node.faults.refuseSubscriptions('unavailable', { times: 10_000 });
  node.faults.endSubscriptions();
  while (drops().length < told + 12) await sleep(20);
  const times = drops()
    .slice(told, told + 12)
    .map(({ time }) => time);
  // Pauses as short as the first would be over in a third of a second.
  expect(times.at(-1)! - times[0]!).toBeGreaterThan(1_000);
  const position = String(await reader.position());
  const answer = await service.call('GET', `/balances?atLeast=${position}`);
  expect([answer.status, answer.body.basis]).toMatchObject([200, { position }]);
  const later = await history.append(20);
  node.faults.clear();
  await reader.reaches(later);
  await expectAFoldOfTheLog();
  expect(await service.stop()).toEqual([0, 0]);
});
