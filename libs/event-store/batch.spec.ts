import { Buffer } from 'node:buffer';
import { FakeEventStore } from '../../test/faults/fake-event-store';
import { count, done, tally } from '../../test/faults/tally';
import { maxBatchBytes, maxEventBytes } from './batch';
import { StreamWriter } from './stream-writer';

const stream = 'tally-a';

function ledger() {
  const store = new FakeEventStore();
  const writer = new StreamWriter(store);
  const send = (...given: Parameters<typeof count>) => writer.execute(tally, stream, count(...given));
  return { store, send };
}

/** Data, metadata and hash of a fixed length whatever the padding is. */
const padded = (padding: number) => count({ by: 1, padding }, { commandHash: 'h' });

describe('how much goes in one append', () => {
  it('is 512 KiB at most: what does not fit goes in the next one, in order', async () => {
    const { store, send } = ledger();
    const outcomes = await Promise.all(Array.from({ length: 24 }, (_, by) => send({ by, padding: 60_000 })));
    expect(outcomes.map((outcome) => done(outcome).revision)).toEqual(
      Array.from({ length: 24 }, (_, revision) => revision),
    );
    expect(store.appends.map(({ ids }) => ids.length)).toEqual([8, 8, 8]);
    expect(Math.max(...store.appends.map(({ bytes }) => bytes))).toBeLessThanOrEqual(512 * 1024);
    expect(store.of(stream).map(({ data }) => (data as { by: number }).by)).toEqual([...outcomes.keys()]);
  });

  it('lets a small command not overtake a large one that has to wait for the next append', async () => {
    const { store, send } = ledger();
    await Promise.all([
      send({ by: 1, padding: 200_000 }),
      send({ by: 2, padding: 200_000 }),
      send({ by: 3, padding: 200_000 }),
      send({ by: 4 }),
    ]);
    expect(store.appends.map(({ ids }) => ids.length)).toEqual([2, 2]);
    expect(store.of(stream).map(({ data }) => (data as { by: number }).by)).toEqual([1, 2, 3, 4]);
  });

  it('counts bytes, not characters', async () => {
    const { store, send } = ledger();
    const warnings = [{ code: 'long', detail: 'å'.repeat(100_000) }];
    await Promise.all([1, 2, 3].map((by) => send({ by, warnings }, { commandHash: 'h' })));
    expect(store.appends.map(({ ids }) => ids.length)).toEqual([2, 1]);
  });
});

describe('an event above 256 KiB', () => {
  it('is refused and its neighbours are booked', async () => {
    const { store, send } = ledger();
    const outcomes = await Promise.all([send(1), send({ by: 2, padding: maxEventBytes }), send(3)]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'event-too-large', 'done']);
    expect(store.of(stream).map(({ data }) => (data as { by: number }).by)).toEqual([1, 3]);
  });

  it('begins one byte above it', async () => {
    const store = new FakeEventStore();
    const writer = new StreamWriter(store);
    await writer.execute(tally, stream, padded(1000));
    const fits = maxEventBytes - store.appends[0]!.bytes + 1000;
    expect(await writer.execute(tally, stream, padded(fits))).toMatchObject({ outcome: 'done' });
    expect(store.appends[1]!.bytes).toBe(256 * 1024);
    expect(await writer.execute(tally, stream, padded(fits + 1))).toEqual({ outcome: 'event-too-large' });
  });

  it('is not reached by a command whose events are each small enough, as long as they fit one append together', async () => {
    const { store, send } = ledger();
    expect(await send({ by: 1, events: 2, padding: 200_000 })).toMatchObject({ outcome: 'done' });
    expect(await send({ by: 1, events: 3, padding: 200_000 })).toEqual({ outcome: 'event-too-large' });
    expect(store.of(stream)).toHaveLength(2);
    expect(maxBatchBytes).toBe(2 * maxEventBytes);
  });
});

describe('what an event holds besides its data', () => {
  it('says who commanded it, under which key, from what it was decided and what the ledger warned of', async () => {
    const { store, send } = ledger();
    const basedOn = [{ stream: 'party-hsn', revision: 3 }];
    const warnings = [{ code: 'near', detail: 'It is nearly used up.' }];
    await send({ by: 1, warnings }, { commandId: 'c', commandHash: 'h', actor: 'ann', basedOn });
    expect(store.of(stream)[0]!.metadata).toEqual({
      schemaVersion: 1,
      commandId: 'c',
      commandHash: 'h',
      correlationId: 'here',
      causationId: 'there',
      actor: 'ann',
      basedOn,
      warnings,
    });
  });

  it('is canonical JSON, and so is its data', async () => {
    const { store, send } = ledger();
    const stored: string[] = [];
    const append = store.append.bind(store);
    store.append = (to, revision, events, ms) => {
      stored.push(...events.flatMap(({ data, metadata }) => [data, metadata]));
      return append(to, revision, events, ms);
    };
    await send({ by: 1, padding: 2 }, { commandId: 'c', commandHash: 'h' });
    expect(stored).toEqual([
      '{"by":1,"padding":"xx"}',
      '{"actor":"ann","causationId":"there","commandHash":"h","commandId":"c","correlationId":"here","schemaVersion":1}',
    ]);
    expect(Buffer.byteLength(stored.join(''))).toBe(store.appends[0]!.bytes);
  });

  it('that has no canonical form fails its sender alone', async () => {
    const { store, send } = ledger();
    const outcomes = await Promise.allSettled([send(Number.NaN), send(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(store.of(stream)).toHaveLength(1);
  });
});
