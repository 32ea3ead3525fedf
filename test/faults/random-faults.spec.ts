import * as fc from 'fast-check';
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

/** Sends as a careful client does: again under the same key until it hears something definite, a few times at most. */
async function insist(writer: StreamWriter, told: Told, { failing = true } = {}): Promise<void> {
  for (let attempt = 0; attempt < (failing ? 6 : 100); attempt++) {
    try {
      const outcome = await writer.execute(tally, told.stream, told.request);
      if (outcome.outcome === 'done') told.results.push(outcome.result);
      if (outcome.outcome === 'unsettled') told.mayBeStored = true;
      if (outcome.outcome !== 'contended' && outcome.outcome !== 'unsettled') return;
    } catch (error) {
      if (!failing || !['StoreUnavailable', 'BrokenStream'].includes((error as Error).name)) throw error;
    }
  }
  if (!failing) throw new Error(`${told.request.commandId} gets no definite answer`);
}

/** Rejects where somebody is never answered. */
async function answered<T>(all: Promise<T>): Promise<T> {
  let timer!: NodeJS.Timeout;
  const never = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('Somebody is never answered')), 8000);
  });
  try {
    return await Promise.race([all, never]);
  } finally {
    clearTimeout(timer);
  }
}

/** Each caller sends its commands one after another; a command's copies go at once, to all the writers. */
async function play(writers: StreamWriter[], planned: Plan[]): Promise<Told[]> {
  const sent = planned.map(({ command, stream, caller, times, ifMatch }) => {
    const request = count(command, { ...(ifMatch !== undefined && { expectedRevision: ifMatch }) });
    const copies = Array.from({ length: times }, (): Told => ({ request, stream, results: [], mayBeStored: false }));
    return { caller, copies };
  });
  const all = Array.from({ length: 8 }, async (_, caller) => {
    for (const [index, { copies }] of sent.filter((one) => one.caller === caller).entries())
      await Promise.all(copies.map((told, copy) => insist(writers[(caller + index + copy) % writers.length]!, told)));
  });
  await answered(Promise.all(all));
  return sent.flatMap(({ copies }) => copies);
}

const commandOf = ({ metadata }: StoredEvent) => (metadata as { commandId: string }).commandId;

/** What is wrong with the store and with what was said of it: nothing, whatever went wrong on the way. */
function wrongs(log: readonly StoredEvent[], all: readonly Told[]): string[] {
  const requests = new Map(all.map(({ request }) => [request.commandId, request]));
  const found = [...requests.values()].flatMap((request) => {
    const copies = all.filter((one) => one.request === request);
    return wrongsOf(request, copies, log);
  });
  for (const stream of streams) {
    let total = 0;
    for (const [index, event] of log.filter((one) => one.stream === stream).entries()) {
      const { command } = requests.get(commandOf(event))!;
      total += command.by;
      if (event.revision !== index) found.push(`${stream} has revision ${event.revision} in place ${index}`);
      if (command.by > 0 && total > command.limit!) found.push(`${stream} is over the limit at ${index}`);
    }
  }
  return found;
}

function wrongsOf(
  { commandId, command, expectedRevision }: CommandRequest<Count>,
  copies: Told[],
  log: readonly StoredEvent[],
) {
  const stored = log.filter((event) => event.stream === copies[0]!.stream && commandOf(event) === commandId);
  const results = copies.flatMap((copy) => copy.results);
  const events = JSON.stringify(stored.map(({ id, type, revision }) => ({ eventId: id, type, revision })));
  const { length } = stored;
  const isWrong = {
    'stored twice or in part': length !== 0 && length !== command.events,
    'acknowledged and not stored': results.length > 0 && length === 0,
    'stored without a word': length > 0 && !copies.some((copy) => copy.results.length > 0 || copy.mayBeStored),
    'answered with what is not so': results.some((result) => JSON.stringify(answerOf(result).events) !== events),
    'positioned before its event': results.some(({ position }) => position < stored.at(-1)!.position),
    'new to two callers': results.filter(({ replayed }) => !replayed).length > 1,
    'booked at another revision than If-Match':
      length > 0 && expectedRevision !== undefined && stored[0]!.revision !== expectedRevision + 1,
  };
  return Object.entries(isWrong).flatMap(([what, is]) => (is ? [`${commandId} was ${what}`] : []));
}

describe('whatever goes wrong, in whatever order', () => {
  it.each([
    ['with the store to itself', true, 1],
    ['beside another process', false, 2],
  ])(
    'each command is booked once or not at all, and its answer is true: %s',
    async (_, exclusive, processes) => {
      await fc.assert(
        fc.asyncProperty(
          plans,
          appendFaults,
          turns,
          fc.array(fc.boolean(), { maxLength: 12 }),
          async (planned, faults, far, reads) => {
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
            expect(wrongs(log, told)).toEqual([]);
            // Well-behaved again: everybody hears what became of their command.
            const again = told.map((one, index) => insist(writers[index % processes]!, one, { failing: false }));
            await answered(Promise.all(again));
            expect(wrongs(log, told)).toEqual([]);
            for (const writer of writers)
              for (const stream of streams) {
                const events = log.filter((event) => event.stream === stream);
                expect(await writer.read(tally, stream)).toEqual({
                  state: folded(events),
                  revision: events.length - 1,
                });
              }
          },
        ),
        { numRuns: 60, interruptAfterTimeLimit: 12_000 },
      );
    },
    60_000,
  );

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
          expect(wrongs(log, told)).toEqual([]);
          expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => BigInt(index + 1)));
          for (const one of told.filter(({ results }) => results.length > 0)) {
            await insist(ledger.writer, one, { failing: false });
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
