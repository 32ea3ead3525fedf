import { FakeEventStore } from '../../test/faults/fake-event-store';
import { answerOf, count, done, folded, tally } from '../../test/faults/tally';
import { commandMemoryMs } from './stream-point';
import { StreamWriter } from './stream-writer';

const stream = 'tally-a';
const day = 24 * 60 * 60 * 1000;
const epoch = Date.UTC(2026, 0, 1);

/** A ledger whose machine's clock is set by hand; `restart` folds the stream anew. */
function ledger() {
  const store = new FakeEventStore();
  const clock = { at: epoch };
  store.clock = () => clock.at;
  let writer = new StreamWriter(store, { now: () => clock.at });
  return {
    store,
    clock,
    restart: () => (writer = new StreamWriter(store, { now: () => clock.at })),
    send: (...given: Parameters<typeof count>) => writer.execute(tally, stream, count(...given)),
  };
}

const key = { commandId: 'the-key', commandHash: 'h' };

describe.each([
  ['in one run', false],
  ['after a restart', true],
])('a stream knows a command for 90 days by its own clock, %s', (_, restarts) => {
  it('to the last millisecond', async () => {
    const { store, clock, restart, send } = ledger();
    const first = done(await send(1, key));
    clock.at += commandMemoryMs;
    await send(2);
    if (restarts) restart();
    const retry = done(await send(1, key));
    expect(retry.replayed).toBe(true);
    expect(answerOf(retry)).toEqual(answerOf(first));
    expect(await send(9, { ...key, commandHash: 'other' })).toEqual({ outcome: 'key-reused' });
    expect(store.of(stream)).toHaveLength(2);
  });

  it('and takes it for a new one after that', async () => {
    const { store, clock, restart, send } = ledger();
    await send(1, key);
    clock.at += commandMemoryMs + 1;
    await send(2);
    if (restarts) restart();
    expect(done(await send(3, { ...key, commandHash: 'other' }))).toMatchObject({ revision: 2, replayed: false });
    expect(await send(1, key)).toEqual({ outcome: 'key-reused' });
    expect(folded(store.of(stream)).total).toBe(6);
  });

  it('which stands still while nothing is recorded', async () => {
    const { store, clock, restart, send } = ledger();
    await send(1, key);
    clock.at += 400 * day;
    if (restarts) restart();
    expect(done(await send(1, key)).replayed).toBe(true);
    expect(store.of(stream)).toHaveLength(1);
  });

  it('also a command recorded after the clock stepped back by more than that', async () => {
    const { store, clock, restart, send } = ledger();
    clock.at += 400 * day;
    await send(1);
    clock.at = epoch;
    await send(2, key);
    if (restarts) restart();
    expect(done(await send(2, key)).replayed).toBe(true);
    expect(store.of(stream)).toHaveLength(2);
  });

  it('counted from when the clock was put right, for what was recorded while it ran ahead', async () => {
    const { store, clock, restart, send } = ledger();
    clock.at += 30 * day;
    await send(1, key);
    for (const days of [0, 60, 119]) {
      clock.at = epoch + days * day;
      await send(2);
    }
    if (restarts) restart();
    expect(done(await send(1, key)).replayed).toBe(true);
    clock.at = epoch + 121 * day;
    await send(2);
    if (restarts) restart();
    expect(done(await send(1, key)).replayed).toBe(false);
    expect(store.of(stream)).toHaveLength(6);
  });

  it('and gives all of its events as its answer, no other ones of the same key', async () => {
    const { clock, restart, send } = ledger();
    await send({ by: 1, events: 3 }, key);
    clock.at += commandMemoryMs + 1;
    await send(7);
    const again = done(await send({ by: 1, events: 2 }, key));
    await send(8);
    if (restarts) restart();
    expect(answerOf(done(await send({ by: 1, events: 2 }, key)))).toEqual(answerOf(again));
    expect(again.events.map(({ revision }) => revision)).toEqual([4, 5]);
  });
});

describe('a stream with a gap', () => {
  it.each([
    ['at its start (deleted or truncated)', 0],
    ['inside (a hole)', 2],
    ['just before its last event', 3],
  ])('%s is broken: nothing is decided on it', async (_, missing) => {
    const { store, restart, send } = ledger();
    for (const by of [1, 2, 3, 4, 5]) await send(by);
    store.log.splice(missing, 1);
    restart();
    await expect(send(6)).rejects.toMatchObject({ name: 'BrokenStream' });
    await expect(send({ by: 100, limit: 1 })).rejects.toMatchObject({ name: 'BrokenStream' });
    expect(store.of(stream)).toHaveLength(4);
    expect(store.appends).toHaveLength(5);
  });

  it('is used again once its history is whole', async () => {
    const { store, restart, send } = ledger();
    for (const by of [1, 2, 3]) await send(by);
    const [lost] = store.log.splice(1, 1);
    restart();
    await expect(send(4)).rejects.toMatchObject({ name: 'BrokenStream' });
    store.log.splice(1, 0, lost!);
    expect(done(await send(4)).revision).toBe(3);
    expect(folded(store.of(stream)).total).toBe(10);
  });
});
