import { setTimeout as sleep } from 'node:timers/promises';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { FakeEventStore, cutOff, heldBack, silent } from './fake-event-store';
import { answerOf, count, done, folded, tally } from './tally';

const stream = 'tally-a';

function ledger({ exclusive = true, commandTimeoutMs = 10_000 } = {}) {
  const store = new FakeEventStore({ exclusive });
  const writer = new StreamWriter(store, { commandTimeoutMs });
  const send = (...given: Parameters<typeof count>) => writer.execute(tally, stream, count(...given));
  return { store, writer, send };
}

const commandsIn = (store: FakeEventStore) =>
  store.of(stream).map(({ metadata }) => (metadata as { commandId: string }).commandId);

describe.each([
  ['of its own', true],
  ['that others may write to', false],
])('an append that a store %s has stored, and whose answer was cut off', (_, exclusive) => {
  it('is answered as it is, and stands there once: 100 times in a row', async () => {
    const { store, writer, send } = ledger({ exclusive });
    for (let turn = 0; turn < 100; turn++) {
      store.faults.push(...(turn % 3 === 2 ? [cutOff(true), cutOff(true)] : [cutOff(true)]));
      const result = done(await send(turn));
      expect(result).toMatchObject({ revision: turn, replayed: false });
      expect(store.of(stream)[turn]!.id).toBe(result.events[0]!.eventId);
    }
    expect(store.of(stream)).toHaveLength(100);
    expect((await writer.read(tally, stream)).state).toEqual(folded(store.of(stream)));
  });

  it('is still answered as it is where another command has come after it', async () => {
    const { store, send } = ledger({ exclusive });
    store.faults.push(cutOff(true));
    store.onAppend = () => {
      if (store.appends.length !== 2) return;
      const rival = {
        id: 'rival',
        type: 'Counted',
        data: '{"by":50}',
        metadata: '{"commandId":"r","commandHash":"r","actor":"r"}',
      };
      store.put(stream, 0, [rival]);
    };
    expect(done(await send(1)).revision).toBe(0);
    expect(commandsIn(store)).toHaveLength(2);
  });

  it('holds up those behind it, who are then decided on it', async () => {
    const { store, send } = ledger({ exclusive });
    store.faults.push(cutOff(true), cutOff(false), cutOff(true));
    const first = send({ by: 60, limit: 100 });
    while (store.appends.length === 0) await new Promise(setImmediate);
    const behind = await Promise.all([send({ by: 60, limit: 100 }), send({ by: 40, limit: 100 })]);
    expect(done(await first).revision).toBe(0);
    expect(behind.map(({ outcome }) => outcome)).toEqual(['refused', 'done']);
    expect(folded(store.of(stream))).toMatchObject({ total: 100, entries: 2 });
  });
});

describe('an append that is never answered', () => {
  it.each([
    ['was stored', true],
    ['was not stored', false],
  ])('is unsettled when its time is up, and the command sent again finds out: it %s', async (_, wasStored) => {
    const { store, writer, send } = ledger({ commandTimeoutMs: 200 });
    const key = { commandId: 'k', commandHash: 'h' };
    store.everyAppend = () => silent(wasStored);
    expect(await send(7, key)).toEqual({ outcome: 'unsettled' });
    store.everyAppend = () => undefined;
    const again = done(await send(7, key));
    expect(again).toMatchObject({ revision: 0, replayed: wasStored });
    expect(commandsIn(store)).toEqual(['k']);
    expect(answerOf(done(await send(7, key)))).toEqual(answerOf(again));
    expect((await writer.read(tally, stream)).state).toEqual(folded(store.of(stream)));
  });

  it('leaves those behind it undecided: nothing of them is stored where they are told so, and all of it where booked', async () => {
    const { store, send } = ledger({ commandTimeoutMs: 1500 });
    const others = ['soon', 'later'].map((commandId, by) => () => send(by + 2, { commandId, commandHash: 'h' }));
    store.everyAppend = () => cutOff(false);
    const first = send(1, { commandId: 'first' });
    while (store.appends.length === 0) await new Promise(setImmediate);
    const soon = others[0]!();
    await sleep(1000);
    const later = others[1]!();
    for (const one of [soon, later]) one.catch(() => {});
    expect(await first).toEqual({ outcome: 'unsettled' });
    store.everyAppend = () => undefined;
    const told = [soon, later].map((one) =>
      one.then(
        ({ outcome }) => outcome,
        (error: Error) => error.name,
      ),
    );
    const outcomes = await Promise.all(told);
    for (const outcome of outcomes) expect(['StoreUnavailable', 'done']).toContain(outcome);
    const booked = ['soon', 'later'].filter((_, index) => outcomes[index] === 'done');
    const stored = () => commandsIn(store).filter((commandId) => commandId !== 'first');
    expect(stored()).toEqual(booked);
    // Each finds out under its own key, and is booked now where it was not.
    const again = [done(await others[0]!()), done(await others[1]!())];
    expect(again.map(({ replayed }) => replayed)).toEqual(outcomes.map((outcome) => outcome === 'done'));
    expect(stored().sort()).toEqual(['later', 'soon']);
  });

  it('is said to be so to each of its group in that one’s own time', async () => {
    const { store, send } = ledger({ commandTimeoutMs: 2000 });
    const release = store.hold();
    // The first one is answered, no other.
    store.everyAppend = () => (store.appends.length > 1 ? silent(true) : undefined);
    const ahead = send(1);
    await sleep(20);
    const told: string[] = [];
    const note = (who: string) => () => void told.push(who);
    const early = send(2).then(note('early'));
    await sleep(1500);
    const fresh = send(3).then(note('fresh'));
    release();
    await ahead;
    await early;
    expect(told).toEqual(['early']);
    await fresh;
    expect(told).toEqual(['early', 'fresh']);
  }, 20_000);
});

describe('an append that lands after everybody has given it up', () => {
  it('is found by the command sent again, and never doubles it', async () => {
    const { store, send } = ledger({ commandTimeoutMs: 100 });
    const key = { commandId: 'k', commandHash: 'h' };
    store.everyAppend = () => heldBack;
    expect(await send(7, key)).toEqual({ outcome: 'unsettled' });
    store.everyAppend = () => undefined;
    store.land();
    expect(done(await send(7, key)).replayed).toBe(true);
    expect(commandsIn(store)).toEqual(['k']);
  });

  it('does not land any more once the command was sent again and booked', async () => {
    const { store, send } = ledger({ commandTimeoutMs: 100 });
    const key = { commandId: 'k', commandHash: 'h' };
    store.everyAppend = () => heldBack;
    expect(await send(7, key)).toEqual({ outcome: 'unsettled' });
    store.everyAppend = () => undefined;
    expect(done(await send(7, key)).replayed).toBe(false);
    store.land();
    expect(commandsIn(store)).toEqual(['k']);
  });

  it('counts in what is refused afterwards, also where nobody else may write', async () => {
    const { store, writer, send } = ledger({ commandTimeoutMs: 100 });
    await send(10);
    store.everyAppend = () => heldBack;
    expect(await send(80)).toEqual({ outcome: 'unsettled' });
    store.everyAppend = () => undefined;
    expect(await send({ by: 95, limit: 100 })).toMatchObject({ outcome: 'refused', refusal: { total: 10 } });
    store.land();
    expect(await writer.read(tally, stream)).toMatchObject({ state: { total: 90 }, revision: 1 });
    expect(await send({ by: 15, limit: 100 })).toMatchObject({ outcome: 'refused', refusal: { total: 90 } });
    expect(await writer.preview(tally, stream, count(1, { expectedRevision: 0 }))).toEqual({
      outcome: 'revision-moved',
      revision: 1,
    });
  });

  it('counts too where the cache has let go of everything else', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store, { commandTimeoutMs: 100, cachedEvents: 0 });
    store.everyAppend = () => heldBack;
    expect(await writer.execute(tally, stream, count(80))).toEqual({ outcome: 'unsettled' });
    store.everyAppend = () => undefined;
    await writer.drain();
    expect(await writer.read(tally, stream)).toMatchObject({ revision: -1 });
    store.land();
    expect(await writer.read(tally, stream)).toMatchObject({ state: { total: 80 }, revision: 0 });
  });
});
