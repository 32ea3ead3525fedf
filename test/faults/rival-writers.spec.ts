import { StoreUnavailable } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { FakeEventStore, unavailable } from './fake-event-store';
import { count, done, folded, tally } from './tally';

const stream = 'tally-a';

const send = (writer: StreamWriter, ...given: Parameters<typeof count>) =>
  writer.execute(tally, stream, count(...given));

/** Two processes on one store that both may write to. */
function rivals(commandTimeoutMs = 10_000) {
  const ours = new FakeEventStore({ exclusive: false });
  const theirs = new FakeEventStore({ exclusive: false, log: ours.log });
  const here = new StreamWriter(ours, { commandTimeoutMs });
  const there = new StreamWriter(theirs, { commandTimeoutMs });
  return { ours, here, there };
}

/** An event of somebody else's, put right before an append arrives: that append has lost. */
function putBefore(store: FakeEventStore, times: number, by = 1): void {
  let left = times;
  store.onAppend = () => {
    if (left-- <= 0) return;
    const metadata = { schemaVersion: 1, commandId: `rival-${left}`, commandHash: 'r', actor: 'rival' };
    const event = {
      id: `rival-${left}`,
      type: 'Counted',
      data: JSON.stringify({ by }),
      metadata: JSON.stringify(metadata),
    };
    store.put(stream, store.of(stream).length - 1, [event]);
  };
}

describe('two processes that write to one stream', () => {
  it('book each command once, and exactly as many as there is room for', async () => {
    const { ours, here, there } = rivals();
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, async (_, caller) => {
        const writer = caller % 2 === 0 ? here : there;
        const own: string[] = [];
        for (let sent = 0; sent < 4; sent++) own.push((await send(writer, { by: 1, limit: 200 })).outcome);
        return own;
      }),
    );
    const all = outcomes.flat();
    expect(all.filter((outcome) => outcome === 'done')).toHaveLength(200);
    expect(all.filter((outcome) => outcome === 'refused')).toHaveLength(56);
    expect(folded(ours.of(stream))).toMatchObject({ total: 200, entries: 200 });
    for (const writer of [here, there])
      expect((await writer.read(tally, stream)).state).toEqual(folded(ours.of(stream)));
  });
});

describe('an append that another process won', () => {
  it('is decided again on what that wrote, and booked after it', async () => {
    const { ours, here } = rivals();
    await send(here, 1);
    putBefore(ours, 3);
    expect(done(await send(here, 10))).toMatchObject({ revision: 4, events: [{ revision: 4 }] });
    expect(folded(ours.of(stream))).toMatchObject({ total: 14, entries: 5 });
  });

  it('is refused where what that wrote leaves no room', async () => {
    const { ours, here } = rivals();
    await send(here, 1);
    putBefore(ours, 1, 95);
    expect(await send(here, { by: 10, limit: 100 })).toMatchObject({ outcome: 'refused', refusal: { total: 96 } });
  });

  it('is not tried again where its sender sent If-Match', async () => {
    const { ours, here } = rivals();
    await send(here, 1);
    putBefore(ours, 1);
    expect(await send(here, 10, { expectedRevision: 0 })).toEqual({ outcome: 'revision-moved', revision: 1 });
    expect(ours.appends).toHaveLength(2);
  });

  it('time after time is contended when the command’s time is up, and can be sent again', async () => {
    const { ours, here } = rivals(150);
    await send(here, 1);
    putBefore(ours, Number.MAX_SAFE_INTEGER);
    const key = { commandId: 'k', commandHash: 'h' };
    const began = performance.now();
    expect(await send(here, 10, key)).toEqual({ outcome: 'contended' });
    expect(performance.now() - began).toBeGreaterThanOrEqual(149);
    ours.onAppend = () => {};
    expect(done(await send(here, 10, key)).replayed).toBe(false);
    expect(
      ours.of(stream).filter(({ metadata }) => (metadata as { commandId: string }).commandId === 'k'),
    ).toHaveLength(1);
    expect((await here.read(tally, stream)).state).toEqual(folded(ours.of(stream)));
  });
});

describe('what another process wrote in the meantime', () => {
  it('lifts a refusal that rested on an older state', async () => {
    const { here, there } = rivals();
    await send(here, 100);
    expect(await send(here, { by: 1, limit: 100 })).toMatchObject({ outcome: 'refused' });
    await send(there, -50);
    expect(await send(here, { by: 1, limit: 100 })).toMatchObject({ outcome: 'done' });
  });

  it('fails an If-Match that an older state would have let pass, and lets one pass that names it', async () => {
    const { here, there } = rivals();
    await send(here, 1);
    await send(there, 2);
    expect(await send(here, 3, { expectedRevision: 0 })).toEqual({ outcome: 'revision-moved', revision: 1 });
    await send(there, 2);
    expect(await send(here, 3, { expectedRevision: 2 })).toMatchObject({ outcome: 'done' });
  });

  it('is read before anybody is refused: where it cannot be, nobody is', async () => {
    const { ours, here } = rivals(50);
    await send(here, 100);
    ours.hiddenFromReads = 1;
    await expect(send(here, { by: 1, limit: 100 })).rejects.toMatchObject({ name: 'StoreUnavailable' });
    ours.hiddenFromReads = 0;
    expect(await send(here, { by: 1, limit: 100 })).toMatchObject({ outcome: 'refused' });
  });
});

describe('a store that is away', () => {
  it('for a while only delays its commands', async () => {
    const { ours, here } = rivals();
    let away = 5;
    ours.onRead = () => (away-- > 0 ? new StoreUnavailable('away') : undefined);
    ours.faults.push(unavailable, unavailable);
    const outcomes = await Promise.all([send(here, 1), send(here, 2)]);
    expect(outcomes.map((outcome) => done(outcome).revision)).toEqual([0, 1]);
  });

  it('for longer than a command has fails it: nothing of it is stored', async () => {
    const { ours, here } = rivals(100);
    ours.onRead = () => new StoreUnavailable('away');
    await expect(send(here, 1)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    ours.onRead = () => undefined;
    ours.everyAppend = () => unavailable;
    await expect(send(here, 1)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(ours.log).toEqual([]);
    ours.everyAppend = () => undefined;
    expect(done(await send(here, 1)).revision).toBe(0);
  });

  it('keeps the order of what waits for it', async () => {
    const { ours, here } = rivals();
    let away = 3;
    ours.onRead = () => (away-- > 0 ? new StoreUnavailable('away') : undefined);
    const waiting = [];
    for (const by of [1, 2, 3, 4]) {
      waiting.push(send(here, by));
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await Promise.all(waiting);
    expect(ours.of(stream).map(({ data }) => (data as { by: number }).by)).toEqual([1, 2, 3, 4]);
  });
});
