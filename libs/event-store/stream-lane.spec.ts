import { FakeEventStore, cutOff, silent, unavailable } from '../../test/faults/fake-event-store';
import { count, done, folded, tally } from '../../test/faults/tally';
import type { CommandOutcome } from './decider';
import { StoreUnavailable } from './port';
import { StreamWriter } from './stream-writer';

const stream = 'tally-a';

function ledger(store = new FakeEventStore()) {
  const writer = new StreamWriter(store);
  const send = (...given: Parameters<typeof count>) => writer.execute(tally, stream, count(...given));
  return { store, writer, send };
}

/** Lets everything run that needs no more than promises and immediates. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** Whether a command has been answered yet. */
function watch<T>(command: Promise<T>): { answered: boolean } {
  const watched = { answered: false };
  const answered = () => (watched.answered = true);
  command.then(answered, answered);
  return watched;
}

describe('commands that wait on one stream', () => {
  it('are appended as one group, in the order in which they came', async () => {
    const { store, send } = ledger();
    const results = await Promise.all([1, 2, 3, 4, 5].map((by) => send(by)));
    expect(store.appends).toHaveLength(1);
    expect(store.of(stream).map(({ data }) => (data as { by: number }).by)).toEqual([1, 2, 3, 4, 5]);
    expect(results.map((outcome) => done(outcome).revision)).toEqual([0, 1, 2, 3, 4]);
  });

  it('wait for the append under way and then go together', async () => {
    const { store, send } = ledger();
    const release = store.hold();
    const first = send(1);
    await settle();
    const behind = [send(2), send(3), send(4)];
    await settle();
    expect(store.appends.map(({ ids }) => ids.length)).toEqual([1]);
    release();
    await Promise.all([first, ...behind]);
    expect(store.appends.map(({ ids }) => ids.length)).toEqual([1, 3]);
    expect(store.appends.map(({ expectedRevision }) => expectedRevision)).toEqual([-1, 0]);
  });

  it('lose only the one that a rule refuses', async () => {
    const { store, send } = ledger();
    const [one, refused, three] = await Promise.all([
      send(60),
      send({ by: 50, limit: 100 }),
      send({ by: 40, limit: 100 }),
    ]);
    expect(refused).toMatchObject({ outcome: 'refused', refusal: { refused: 'over-limit', total: 60 } });
    expect([done(one!).revision, done(three!).revision]).toEqual([0, 1]);
    expect(store.appends).toHaveLength(1);
    expect(folded(store.of(stream)).total).toBe(100);
  });

  it('are judged on what those before them in the group do', async () => {
    const { store, send } = ledger();
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => send({ by: 1, limit: 50 })));
    expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(50);
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(14);
    expect(folded(store.of(stream)).total).toBe(50);
  });

  it('fail alone where If-Match names another revision than theirs in the group', async () => {
    const { store, send } = ledger();
    const outcomes = await Promise.all([
      send(1, { expectedRevision: -1 }),
      send(2, { expectedRevision: -1 }),
      send(3, { expectedRevision: 0 }),
      send(4),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'revision-moved', 'done', 'done']);
    expect(outcomes[1]).toEqual({ outcome: 'revision-moved', revision: 0 });
    expect(store.of(stream).map(({ data }) => (data as { by: number }).by)).toEqual([1, 3, 4]);
  });

  it('fail alone where the rules have a bug', async () => {
    const { store, send } = ledger();
    const outcomes = await Promise.allSettled([send(1), send({ by: 2, bug: new Error('a bug') }), send(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { message: 'a bug' } });
    expect(folded(store.of(stream)).total).toBe(4);
  });

  it('are answered after a bug that leaves nothing else to do', async () => {
    const { send } = ledger();
    await expect(send({ by: 1, bug: new Error('a bug') })).rejects.toThrow('a bug');
    expect(done(await send(1)).revision).toBe(0);
  });

  it('stand under one command with all of its events side by side', async () => {
    const { send } = ledger();
    const [first, second] = await Promise.all([send({ by: 1, events: 3 }), send({ by: 2, events: 2 })]);
    expect(done(first!).events.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(done(second!)).toMatchObject({ revision: 4, events: [{ revision: 3 }, { revision: 4 }] });
  });

  it('on another stream are not held up', async () => {
    const { store, writer } = ledger();
    const release = store.hold();
    const held = writer.execute(tally, 'tally-slow', count(1));
    await settle();
    const append = store.append.bind(store);
    store.append = (to, ...rest) =>
      to === 'tally-quick' ? Promise.resolve(store.put(to, rest[0], rest[1])) : append(to, ...rest);
    expect(done(await writer.execute(tally, 'tally-quick', count(1))).stream).toBe('tally-quick');
    release();
    await held;
  });
});

describe('nobody is answered before what the answer rests on is stored', () => {
  it('neither a booking nor a refusal or a retry decided on top of it', async () => {
    const { store, send } = ledger();
    const release = store.hold();
    const booked = send(90, { commandId: 'first', commandHash: 'h' });
    await settle();
    const waiting = [
      booked,
      send({ by: 20, limit: 100 }),
      send(90, { commandId: 'first', commandHash: 'h' }),
      send(1, { commandId: 'first', commandHash: 'other' }),
      send(1, { expectedRevision: 7 }),
    ];
    const watched = waiting.map(watch);
    await settle();
    expect(watched.map(({ answered }) => answered)).toEqual([false, false, false, false, false]);
    release();
    const outcomes = await Promise.all(waiting);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done', 'key-reused', 'revision-moved']);
    expect(done(outcomes[2]!).replayed).toBe(true);
  });

  it('a refusal is decided again where the booking that it rested on fell through', async () => {
    const { store, send } = ledger();
    store.faults.push({ do: 'broken' });
    const release = store.hold();
    const booked = send(90);
    await settle();
    const after = send({ by: 20, limit: 100 });
    await settle();
    release();
    await expect(booked).rejects.toThrow('closed for ever');
    expect(done(await after).revision).toBe(0);
    expect(folded(store.of(stream)).total).toBe(20);
  });

  it('a retry is booked itself where the first one fell through', async () => {
    const { store, send } = ledger();
    store.faults.push({ do: 'broken' });
    const release = store.hold();
    const first = send(5, { commandId: 'same', commandHash: 'h' });
    await settle();
    const retry = send(5, { commandId: 'same', commandHash: 'h' });
    const other = send(7, { commandId: 'same', commandHash: 'h2' });
    await settle();
    release();
    await expect(first).rejects.toThrow('closed for ever');
    expect(done(await retry)).toMatchObject({ revision: 0, replayed: false });
    expect(await other).toEqual({ outcome: 'key-reused' });
    expect(store.of(stream)).toHaveLength(1);
  });

  it('what waits behind an append that a rival wins is decided again on what the rival wrote', async () => {
    const shared = new FakeEventStore({ exclusive: false });
    const { store, send } = ledger(shared);
    const release = store.hold();
    const first = send({ by: 60, limit: 100 });
    await settle();
    const behind = send({ by: 40, limit: 100 });
    await settle();
    const rival = new StreamWriter(new FakeEventStore({ exclusive: false, log: shared.log }));
    await rival.execute(tally, stream, count(40));
    release();
    const outcomes: CommandOutcome[] = await Promise.all([first, behind]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'refused']);
    expect(folded(shared.of(stream)).total).toBe(100);
  });

  it('the order of what was waiting is kept when it is decided again', async () => {
    const { store, send } = ledger(new FakeEventStore({ exclusive: false }));
    store.faults.push({ do: 'wrong-revision' }, { do: 'wrong-revision' });
    const release = store.hold();
    const all = [send(1), send(2)];
    await settle();
    all.push(send(3), send(4));
    await settle();
    release();
    await Promise.all(all);
    expect(store.of(stream).map(({ data }) => (data as { by: number }).by)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ['says that it is away', unavailable],
    ['does not answer', silent(false)],
  ])('what waits behind an append to a store that %s hears that of the store, and not of others', async (_, fault) => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store, { commandTimeoutMs: 1_500 });
    const send = (by: number) => writer.execute(tally, stream, count(by));
    store.everyAppend = () => fault;
    const first = send(1).catch((error: unknown) => error);
    await settle();
    const behind = [send(2), send(3)].map((one) => one.catch((error: unknown) => error));
    await first;
    for (const outcome of await Promise.all(behind)) expect(outcome).toBeInstanceOf(StoreUnavailable);
    expect(store.of(stream)).toEqual([]);
    store.everyAppend = () => undefined;
    expect(done(await send(4)).revision).toBe(0);
  });

  it('a group is tried again while the store is away, and booked once', async () => {
    const { store, send } = ledger();
    store.faults.push(unavailable, unavailable, cutOff(true), unavailable);
    const outcomes = await Promise.all([send(1), send(2)]);
    expect(outcomes.map((outcome) => done(outcome).revision)).toEqual([0, 1]);
    expect(store.of(stream)).toHaveLength(2);
    expect(new Set(store.appends.map(({ ids }) => ids.join())).size).toBe(1);
  });
});
