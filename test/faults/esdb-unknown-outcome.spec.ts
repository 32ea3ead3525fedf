import type { EventStore } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { EsdbRig } from '../contract/esdb-rig';
import type { EsdbServer } from '../esdb-server/server';
import { count, done, folded, tally } from './tally';

jest.setTimeout(60_000);

/** The stream writer on EventStoreDB's protocol, when answers stay away. */
const stream = 'tally-a';
const rig = new EsdbRig();
let server: EsdbServer;
let store: EventStore;
let writer: StreamWriter;
beforeEach(async () => {
  server = await rig.server();
  store = rig.store(server);
  writer = new StreamWriter(store);
});
afterEach(async () => {
  await rig.end();
  if (server.faults.planned > 0) throw new Error(`${server.faults.planned} planned faults never struck`);
});

const send = (...given: Parameters<typeof count>) => writer.execute(tally, stream, count(...given));
const everything = () => store.readStream(stream, 0, 5000);

describe('an append that is cut off after the server stored it, before it answered', () => {
  const waysToCutOff: [string, () => void][] = [
    ['its call', () => server.faults.dropAfterStoring({ cut: 'call' })],
    ['its connection', () => server.faults.dropAfterStoring({ cut: 'connection' })],
    ['its call, twice', () => server.faults.dropAfterStoring({ cut: 'call', times: 2 })],
    ['the server’s own time', () => server.faults.answerTimeout(true)],
  ];

  it('is answered as it is, and stands there once: 100 times in a row', async () => {
    for (let turn = 0; turn < 100; turn++) {
      waysToCutOff[turn % waysToCutOff.length]![1]();
      const result = done(await send(turn));
      expect(result).toMatchObject({ revision: turn, replayed: false });
      expect(String(server.log.events(stream)[turn]?.id)).toBe(result.events[0]!.eventId);
      expect(result.position).toBe(BigInt(server.log.events(stream)[turn]!.position));
    }
    expect(server.log.events(stream)).toHaveLength(100);
    expect((await writer.read(tally, stream)).state).toEqual(folded(await everything()));
  });

  it('by a server that falls silent, is answered as it is when it is asked again', async () => {
    server.faults.neverAnswer(true);
    expect(done(await send(7))).toMatchObject({ revision: 0, replayed: false });
    expect(server.log.events(stream)).toHaveLength(1);
  });

  it('by an answer that comes late, is answered once', async () => {
    server.faults.answerLate(3500, 'first');
    expect(done(await send(7))).toMatchObject({ revision: 0, replayed: false });
    expect(done(await send(8))).toMatchObject({ revision: 1, replayed: false });
    expect(server.log.events(stream)).toHaveLength(2);
  });
});

it('an append that is cut off before it is stored is stored once', async () => {
  for (const cut of ['call', 'connection', 'call', 'connection'] as const) {
    server.faults.dropBeforeStoring({ cut });
    expect(done(await send(1)).replayed).toBe(false);
  }
  expect(server.log.events(stream)).toHaveLength(4);
});

it('an append that reaches the server long after it was given up stands there once', async () => {
  server.faults.answerLate(3500, 'last');
  const first = done(await send(7));
  const second = done(await send(8));
  // The late one finds that it is stored already.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(server.log.events(stream).map(({ id }) => id)).toEqual(
    [first, second].map(({ events }) => events[0]!.eventId),
  );
});

it('the same command sent 50 times at once under one key, cut off, is one event and one answer', async () => {
  server.faults.dropAfterStoring({ cut: 'connection' });
  const request = count(5);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => writer.execute(tally, stream, request)));
  const results = outcomes.map(done);
  expect(new Set(results.map(({ events }) => events[0]!.eventId)).size).toBe(1);
  expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(server.log.events(stream)).toHaveLength(1);
});

it('an election of two seconds is survived within the command’s time', async () => {
  server.faults.refuseAppends('not-ready', { times: 8 });
  server.faults.refuseReads('not-ready', { times: 4 });
  expect(done(await send(7))).toMatchObject({ revision: 0 });
  server.faults.clear();
});

it('a stream that was deleted behind the ledger’s back is an error for the command, and for the next', async () => {
  done(await send(1));
  server.log.softDelete(stream, 'any');
  for (let turn = 0; turn < 2; turn++)
    await expect(new StreamWriter(store).execute(tally, stream, count(1))).rejects.toThrow('deleted');
  expect(server.log.events(stream)).toHaveLength(1);
});
