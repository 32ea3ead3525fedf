import { randomUUID } from 'node:crypto';
import { FakeEventStore, cutOff, heldBack, silent, unavailable } from '../../test/faults/fake-event-store';
import { BrokenStream, StoreUnavailable, type NewEvent } from './port';
import { settleAppend } from './settle';

const stream = 'tally-a';

function events(count = 2): NewEvent[] {
  return Array.from({ length: count }, () => ({ id: randomUUID(), type: 'Counted', data: '{"by":1}', metadata: '{}' }));
}

const settle = (store: FakeEventStore, given: NewEvent[], { revision = -1, withinMs = 5000 } = {}) =>
  settleAppend(store, stream, revision, given, performance.now() + withinMs);

describe('an append whose answer stays away', () => {
  it('is sent again as it was: the same ids at the same revision', async () => {
    const store = new FakeEventStore();
    store.faults.push(cutOff(true), cutOff(false), silent(true));
    const sent = events();
    expect(await settle(store, sent)).toEqual({ outcome: 'stored', position: 2n });
    const same = { stream, expectedRevision: -1, ids: sent.map(({ id }) => id) };
    expect(store.appends).toMatchObject([same, same, same, same]);
    expect(store.log).toHaveLength(2);
  });

  it('is stored once where it was lost, and once where only its answer was: 100 times in a row', async () => {
    const store = new FakeEventStore();
    for (let turn = 0; turn < 100; turn++) {
      store.faults.push(cutOff(turn % 2 === 0));
      expect(await settle(store, events(1), { revision: turn - 1 })).toEqual({
        outcome: 'stored',
        position: BigInt(turn + 1),
      });
    }
    expect(store.log).toHaveLength(100);
  });

  it('is stored once where the first attempt lands after the second', async () => {
    const store = new FakeEventStore();
    store.faults.push(heldBack);
    expect(await settle(store, events())).toMatchObject({ outcome: 'stored' });
    store.land();
    expect(store.log).toHaveLength(2);
  });

  it('is unsettled when the time is up, and not before', async () => {
    const store = new FakeEventStore();
    store.everyAppend = () => cutOff(false);
    const began = performance.now();
    expect(await settle(store, events(), { withinMs: 150 })).toEqual({ outcome: 'unsettled' });
    expect(performance.now() - began).toBeGreaterThanOrEqual(150);
    expect(store.log).toHaveLength(0);
  });

  it('is unsettled too where the store was away afterwards: it may be stored', async () => {
    const store = new FakeEventStore();
    store.faults.push(cutOff(true));
    store.everyAppend = () => unavailable;
    expect(await settle(store, events(), { withinMs: 100 })).toEqual({ outcome: 'unsettled' });
  });
});

describe('a wrong revision', () => {
  it('of a first attempt says that others have written', async () => {
    const store = new FakeEventStore();
    store.put(stream, -1, events(1));
    expect(await settle(store, events())).toEqual({ outcome: 'moved' });
    expect(store.reads).toHaveLength(0);
  });

  it('after a doubt is final once the leader shows others in that place', async () => {
    const store = new FakeEventStore();
    store.faults.push(cutOff(false));
    store.onAppend = () => void store.put(stream, -1, events(1));
    expect(await settle(store, events())).toEqual({ outcome: 'moved' });
    expect(store.reads).toEqual([{ stream, fromRevision: 0, limit: 2 }]);
  });

  it('after a doubt is no refusal where the leader shows these very events', async () => {
    const store = new FakeEventStore();
    store.faults.push(cutOff(true), { do: 'wrong-revision' });
    expect(await settle(store, events())).toEqual({ outcome: 'stored', position: 2n });
  });

  it('after a doubt says nothing while the leader cannot be read', async () => {
    const store = new FakeEventStore();
    store.faults.push(cutOff(true), { do: 'wrong-revision' }, { do: 'wrong-revision' });
    const errors = [new StoreUnavailable('away')];
    store.onRead = () => errors.shift();
    expect(await settle(store, events())).toEqual({ outcome: 'stored', position: 2n });
  });

  it('after a doubt says nothing while that place is empty or half seen: a reader may lag', async () => {
    for (const hidden of [1, 2]) {
      const store = new FakeEventStore();
      store.faults.push(cutOff(true), { do: 'wrong-revision' }, { do: 'wrong-revision' });
      store.hiddenFromReads = hidden;
      store.onAppend = () => (store.hiddenFromReads = store.appends.length > 2 ? 0 : hidden);
      expect(await settle(store, events())).toEqual({ outcome: 'stored', position: 2n });
    }
  });
});

describe('a store that is away', () => {
  it('is asked again within the time', async () => {
    const store = new FakeEventStore();
    store.faults.push(unavailable, unavailable, unavailable);
    expect(await settle(store, events())).toMatchObject({ outcome: 'stored' });
  });

  it('fails the append when the time is up: nothing of it is stored', async () => {
    const store = new FakeEventStore();
    store.everyAppend = () => unavailable;
    expect(await settle(store, events(), { withinMs: 100 })).toMatchObject({
      outcome: 'failed',
      error: { name: 'StoreUnavailable' },
    });
  });

  it('is not mistaken for a stream that is closed, which fails at once', async () => {
    const store = new FakeEventStore();
    store.faults.push({ do: 'broken' });
    expect(await settle(store, events())).toEqual({ outcome: 'failed', error: new BrokenStream('closed for ever') });
    expect(store.appends).toHaveLength(1);
  });
});
