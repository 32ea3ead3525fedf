import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type EsdbServer, startEsdbServer } from './server';

const CREDENTIALS = { credentials: { username: 'anyone', password: 'anything' } };
const event = (id: string = crypto.randomUUID()) => jsonEvent({ id, type: 'T', data: { k: 1 } });
jest.setTimeout(60_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

/** What became of a promise: its value, its error, or nothing within the time. */
async function fateOf(promise: Promise<unknown>, withinMs = 20_000): Promise<unknown> {
  const error = promise.then(
    ({ nextExpectedRevision }: any) => ({ next: String(nextExpectedRevision) }),
    ({ type, code, message }) => ({ type, code, message }),
  );
  return Promise.race([error, pause(withinMs).then(() => 'unanswered')]);
}

let server: EsdbServer;
let client: EventStoreDBClient;
const append = (...events: ReturnType<typeof event>[]) =>
  client.appendToStream('s', events, { expectedRevision: 'no_stream' });
const stored = () => server.log.events('s').length;

/** Waits until the server has met every fault that was planned for it. */
async function struck(): Promise<void> {
  while (server.faults.planned > 0) await pause(5);
}

/** What the test lets happen when it says so. */
function gate(): { opened: Promise<void>; open(): void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

beforeEach(async () => {
  server = await startEsdbServer();
  client = EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  await server.stop();
  if (server.faults.planned > 0) throw new Error(`${server.faults.planned} planned faults never struck`);
});

describe.each(['call', 'connection'] as const)('an append whose %s is cut', (cut) => {
  it('before it was stored fails, and is stored when it comes again', async () => {
    server.faults.dropBeforeStoring({ cut });
    const [one] = [event()];
    expect(await fateOf(append(one))).toMatchObject({ code: 14 });
    expect(stored()).toBe(0);
    expect(await fateOf(append(one))).toEqual({ next: '0' });
    expect(stored()).toBe(1);
  });

  it('after it was stored fails although it is there, and is answered as stored when it comes again', async () => {
    server.faults.dropAfterStoring({ cut });
    const [one] = [event()];
    expect(await fateOf(append(one))).toMatchObject({ code: 14 });
    expect(stored()).toBe(1);
    expect(await fateOf(append(one))).toEqual({ next: '0' });
    expect(stored()).toBe(1);
  });
});

it('an append stored at once and answered late is there before its answer', async () => {
  const answer = gate();
  server.faults.answerLate(answer.opened, 'first');
  const one = append(event());
  await struck();
  expect(stored()).toBe(1);
  expect(await fateOf(one, 100)).toBe('unanswered');
  answer.open();
  expect(await fateOf(one)).toEqual({ next: '0' });
});

it('an append stored late is not there until its late answer', async () => {
  const answer = gate();
  server.faults.answerLate(answer.opened, 'last');
  const one = append(event());
  await struck();
  expect(stored()).toBe(0);
  expect(await fateOf(one, 100)).toBe('unanswered');
  answer.open();
  expect(await fateOf(one)).toEqual({ next: '0' });
  expect(stored()).toBe(1);
});

it.each([true, false])(
  'an append that is never answered (stored: %s) stays open while others go on',
  async (isStored) => {
    server.faults.neverAnswer(isStored, { stream: 's' });
    const fate = fateOf(append(event()), 400);
    expect(await fateOf(client.appendToStream('t', event()))).toEqual({ next: '0' });
    expect(await fate).toBe('unanswered');
    expect(stored()).toBe(isStored ? 1 : 0);
  },
);

it.each([true, false])("the server's own time-out says nothing about the append (stored: %s)", async (isStored) => {
  server.faults.answerTimeout(isStored);
  expect(await fateOf(append(event()))).toMatchObject({ type: 'deadline-exceeded' });
  expect(stored()).toBe(isStored ? 1 : 0);
});

it('a server that is away refuses with "unavailable" and stores nothing', async () => {
  server.faults.refuseAppends('unavailable', { times: 2 });
  expect(await fateOf(append(event()))).toMatchObject({ type: 'unavailable', code: 14 });
  expect(await fateOf(append(event()))).toMatchObject({ type: 'unavailable', code: 14 });
  expect(stored()).toBe(0);
  expect(await fateOf(append(event()))).toEqual({ next: '0' });
});

it('during an election appends fail with an error that has no code', async () => {
  server.faults.refuseAppends('not-ready');
  const fate = await fateOf(append(event()));
  expect(fate).toEqual({ type: 'unknown', code: undefined, message: 'Could not recognize Server Is Not Ready' });
  expect(stored()).toBe(0);
});

it('a follower names the leader, to which the client goes with its next append', async () => {
  const leader = await startEsdbServer({ log: server.log });
  try {
    server.faults.refuseAppends({ host: '127.0.0.1', port: leader.port });
    const fate = append(event());
    await expect(fate).rejects.toMatchObject({ type: 'not-leader', leader: { port: leader.port } });
    expect(await fateOf(append(event()))).toEqual({ next: '0' });
    expect([server.seen.batchAppend, leader.seen.batchAppend]).toEqual([1, 1]);
    expect(stored()).toBe(1);
  } finally {
    await client.dispose();
    await leader.stop();
  }
});

it('faults strike the appends with credentials of their own, too', async () => {
  const unary = (one = event()) => client.appendToStream('s', one, { expectedRevision: 'no_stream', ...CREDENTIALS });
  const one = event();
  server.faults.dropAfterStoring();
  expect(await fateOf(unary(one))).toMatchObject({ type: 'unavailable' });
  expect(await fateOf(unary(one))).toEqual({ next: '0' });
  server.faults.refuseAppends('not-ready');
  expect(await fateOf(unary())).toMatchObject({ type: 'unavailable', message: expect.stringMatching('Not Ready') });
  server.faults.answerTimeout(true);
  expect(await fateOf(unary())).toMatchObject({ type: 'timeout', code: 10 });
  expect(server.seen).toMatchObject({ append: 4, batchAppend: 0 });
  expect(stored()).toBe(1);
});

it('a server whose clock is ahead finds the deadline of every append past', async () => {
  server.faults.deadlineSkewMs = 11_000;
  expect(await fateOf(append(event()))).toMatchObject({ type: 'deadline-exceeded' });
  expect(stored()).toBe(0);
  const patient = client.appendToStream('s', event(), { deadline: 60_000 });
  expect(await fateOf(patient)).toEqual({ next: '0' });
});

it('faults strike in their order, as often as planned, on the streams named', async () => {
  server.faults.refuseAppends('not-ready', { times: 2, stream: 's' });
  server.faults.answerTimeout(false);
  expect(await fateOf(client.appendToStream('t', event()))).toMatchObject({ type: 'deadline-exceeded' });
  expect(await fateOf(client.appendToStream('t', event()))).toEqual({ next: '0' });
  expect(server.faults.planned).toBe(2);
  expect(await fateOf(append(event()))).toMatchObject({ type: 'unknown' });
  expect(await fateOf(append(event()))).toMatchObject({ type: 'unknown' });
  expect(await fateOf(append(event()))).toEqual({ next: '0' });
});

it('a broken answer about server features sticks to the client for ever', async () => {
  server.faults.failServerFeatures('broken');
  expect(await fateOf(append(event()))).toMatchObject({ code: 2 });
  expect(await fateOf(append(event()))).toMatchObject({ code: 2 });
  expect(server.seen).toMatchObject({ serverFeatures: 1, batchAppend: 0 });
});

it('server features that were unavailable are asked for again', async () => {
  server.faults.failServerFeatures('unavailable');
  expect(await fateOf(append(event()))).toMatchObject({ code: 14 });
  expect(await fateOf(append(event()))).toEqual({ next: '0' });
});

it('server features that are never answered hold up the append for ever', async () => {
  server.faults.silenceServerFeatures();
  const one = append(event());
  await struck();
  expect(await fateOf(one, 400)).toBe('unanswered');
  expect(server.seen).toMatchObject({ serverFeatures: 1, batchAppend: 0 });
});
