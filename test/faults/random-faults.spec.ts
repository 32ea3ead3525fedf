import fc from 'fast-check';
import type { CommandRequest, CommandResult } from '@anslag/event-store/decider';
import { StoreUnavailable, type StoredEvent } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { FakeEventStore, cutOff, late, unavailable, type AppendFault } from './fake-event-store';
import { answerOf, count, folded, tally, type Count } from './tally';
import { onDisk } from './writers';

const streams = ['tally-a', 'tally-b'];

interface Plan {
  command: Count;
  stream: string;
  caller: number;
  /** How often it is sent at once. */
  times: number;
  ifMatch: number | undefined;
}

const plans = fc.array(
  fc.record({
    command: fc.record({
      by: fc.integer({ min: -3, max: 9 }),
      limit: fc.constantFrom(20, 60, 1000),
      events: fc.integer({ min: 1, max: 3 }),
      padding: fc.constantFrom(0, 0, 0, 120_000),
    }),
    stream: fc.constantFrom(...streams),
    caller: fc.nat(7),
    times: fc.constantFrom(1, 1, 1, 3),
    ifMatch: fc.option(fc.integer({ min: -1, max: 20 }), { nil: undefined, freq: 6 }),
  }),
  { minLength: 1, maxLength: 60 },
);

const appendFaults = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    {
      weight: 5,
      arbitrary: fc.constantFrom<AppendFault>(
        cutOff(true),
        cutOff(false),
        unavailable,
        late(5),
        late(40),
        { do: 'wrong-revision' },
        { do: 'broken' },
      ),
    },
  ),
  { maxLength: 80 },
);

const turns = fc.array(fc.nat(4), { minLength: 1, maxLength: 20 });

/** One element after the other, and from the first again. */
function cycle<T>(values: readonly T[]): () => T {
  let index = 0;
  return () => values[index++ % values.length]!;
}

type Told = { request: CommandRequest<Count>; stream: string; results: CommandResult[]; mayBeStored: boolean };

/** Sends as a careful client does: again under the same key until it hears something definite, `patience` times at most. */
async function insist(writer: StreamWriter, told: Told, patience = 6): Promise<void> {
  for (let attempt = 0; attempt < patience; attempt++) {
    try {
      const outcome = await writer.execute(tally, told.stream, told.request);
      if (outcome.outcome === 'done') told.results.push(outcome.result);
      if (outcome.outcome === 'unsettled') told.mayBeStored = true;
      if (outcome.outcome !== 'contended' && outcome.outcome !== 'unsettled') return;
    } catch (error) {
      if (!['StoreUnavailable', 'BrokenStream'].includes((error as Error).name)) throw error;
    }
  }
}

/** Each caller sends its commands one after another; a command's copies go at once, to all the writers. */
async function play(writers: StreamWriter[], planned: Plan[]): Promise<Told[]> {
  const callers = new Map<number, Promise<void>>();
  const all: Told[] = [];
  for (const [index, { command, stream, caller, times, ifMatch }] of planned.entries()) {
    const request = count(command, { ...(ifMatch !== undefined && { expectedRevision: ifMatch }) });
    const copies = Array.from({ length: times }, (): Told => ({ request, stream, results: [], mayBeStored: false }));
    all.push(...copies);
    const before = callers.get(caller) ?? Promise.resolve();
    const send = () => Promise.all(copies.map((told, copy) => insist(writers[(index + copy) % writers.length]!, told)));
    callers.set(caller, before.then(send).then(() => {}));
  }
  await Promise.all(callers.values());
  return all;
}

const commandOf = ({ metadata }: StoredEvent) => (metadata as { commandId: string }).commandId;

/** What must hold of the store, whatever went wrong. */
function check(log: readonly StoredEvent[], told: readonly Told[]): void {
  const wanted = new Map(told.map(({ request }) => [request.commandId, request]));
  for (const { request, stream, results, mayBeStored } of told) {
    const stored = log.filter((event) => event.stream === stream && commandOf(event) === request.commandId);
    const acknowledged = told.some((one) => one.request === request && one.results.length > 0);
    const doubtful = told.some((one) => one.request === request && one.mayBeStored) || mayBeStored;
    // All of it, once, or nothing of it; and nothing without a word.
    if (acknowledged) expect(stored).toHaveLength(request.command.events!);
    else if (doubtful) expect([0, request.command.events]).toContain(stored.length);
    else expect(stored).toHaveLength(0);
    for (const result of results) {
      expect(answerOf(result).events).toEqual(stored.map(({ id, type, revision }) => ({ eventId: id, type, revision })));
      expect(result.position).toBeGreaterThanOrEqual(stored.at(-1)!.position);
    }
    expect(told.filter((one) => one.request === request).flatMap((one) => one.results).filter((one) => !one.replayed).length).toBeLessThanOrEqual(1);
  }
  for (const stream of streams) {
    let total = 0;
    for (const [revision, event] of log.filter((one) => one.stream === stream).entries()) {
      expect(event.revision).toBe(revision);
      const { command, expectedRevision } = wanted.get(commandOf(event))!;
      total += command.by;
      if (command.by > 0) expect(total).toBeLessThanOrEqual(command.limit!);
      const isFirst = log.find((one) => commandOf(one) === commandOf(event)) === event;
      if (isFirst && expectedRevision !== undefined) expect(event.revision).toBe(expectedRevision + 1);
    }
  }
}

describe('whatever goes wrong, in whatever order', () => {
  it.each([
    ['with the store to itself', true, 1],
    ['beside another process', false, 2],
  ])('each command is booked once or not at all, and its answer is true: %s', async (_, exclusive, processes) => {
    await fc.assert(
      fc.asyncProperty(plans, appendFaults, turns, fc.array(fc.boolean(), { maxLength: 12 }), async (planned, faults, far, reads) => {
        const log: StoredEvent[] = [];
        const stores = Array.from({ length: processes }, () => new FakeEventStore({ exclusive, log }));
        const nextFault = cycle(faults.length > 0 ? [...faults, null] : [null]);
        const distance = cycle(far);
        const isAway = cycle([...reads, false, false]);
        let left = 150;
        for (const store of stores) {
          store.distance = distance;
          store.everyAppend = () => (left-- > 0 ? (nextFault() ?? undefined) : undefined);
          store.onRead = () => (left > 0 && isAway() ? new StoreUnavailable('away') : undefined);
        }
        const writers = stores.map((store) => new StreamWriter(store, { commandTimeoutMs: 40 }));
        const told = await play(writers, planned);
        left = 0;
        await new Promise((resolve) => setTimeout(resolve, 50));
        check(log, told);
        for (const writer of writers)
          for (const stream of streams) {
            const events = log.filter((event) => event.stream === stream);
            expect(await writer.read(tally, stream)).toEqual({ state: folded(events), revision: events.length - 1 });
          }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 12_000 },
    );
  }, 60_000);

  it('and so it is on disk, with restarts in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plans, { minLength: 1, maxLength: 3 }), async (runs) => {
        const ledger = await onDisk();
        try {
          const told: Told[] = [];
          for (const planned of runs) {
            told.push(...(await play([ledger.writer], planned)));
            await ledger.restart();
          }
          const log = await ledger.store.readAll(null, 100_000);
          check(log, told);
          expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => BigInt(index + 1)));
          for (const one of told.filter(({ results }) => results.length > 0)) {
            await insist(ledger.writer, one);
            const [first, last] = [one.results[0]!, one.results.at(-1)!];
            expect([last.replayed, answerOf(last)]).toEqual([true, answerOf(first)]);
          }
          expect(await ledger.store.readAll(null, 100_000)).toEqual(log);
        } finally {
          await ledger.close();
        }
      }),
      { numRuns: 12, interruptAfterTimeLimit: 12_000 },
    );
  }, 60_000);
});
