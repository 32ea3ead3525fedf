import { getHeapStatistics } from 'node:v8';
import type { CommandOutcome, CommandRequest, Decider, Notice } from './decider';
import type { EventStore } from './port';
import type { SnapshotStore } from './snapshots';
import { StreamLane, type AppendedGroup } from './stream-lane';

export interface StreamWriterOptions {
  snapshots?: SnapshotStore;
  /** ms since 1970: when an event counts as recorded, until the store has said so itself. */
  now?: () => number;
  /** How long a command may take before it is answered as contended or unsettled. */
  commandTimeoutMs?: number;
  /**
   * How many events the cached states may stand for together; idle streams beyond that are dropped, oldest first. Bounded
   * by the process's heap unless given.
   */
  cachedEvents?: number;
  /** Hears of every group that was appended. Must not throw. */
  onAppend?: (append: AppendedGroup) => void;
}

/** What a dry run says: the events that a command would lead to now. */
export type Preview<E, R> =
  | { outcome: 'would'; events: E[]; warnings: Notice[]; revision: number }
  | { outcome: 'refused'; refusal: R }
  | { outcome: 'revision-moved'; revision: number };

/** A quarter of the heap, at the 1.3 KB that a budget's event and its command take in memory. */
const defaultCachedEvents = Math.floor(getHeapStatistics().heap_size_limit / 4 / 1300);

// oxlint-disable-next-line typescript/no-explicit-any -- lanes of all deciders stand in one map
type AnyLane = StreamLane<any, any, any>;

/** The only way to write to the event store: decides commands on their stream's state and appends what they lead to. */
export class StreamWriter {
  readonly #store: EventStore;
  readonly #options: Required<Omit<StreamWriterOptions, 'snapshots'>> & { snapshots: SnapshotStore | null };
  /** In the order of last use. */
  readonly #lanes = new Map<string, AnyLane>();
  /** The one used last. */
  #newest: { stream: string; lane: AnyLane } | null = null;
  #tidying: NodeJS.Timeout | null = null;

  constructor(store: EventStore, options: StreamWriterOptions = {}) {
    const { snapshots = null, now = Date.now, commandTimeoutMs = 10_000, cachedEvents = defaultCachedEvents } = options;
    const { onAppend = () => {} } = options;
    this.#store = store;
    this.#options = { snapshots, now, commandTimeoutMs, cachedEvents, onAppend };
  }

  /**
   * Executes a command on a stream. Rejects with StoreUnavailable while the store is away and with BrokenStream where the
   * stream's history is incomplete; everything that a rule decides is a value.
   */
  execute<S, C, E extends { type: string; data: unknown }, R extends object>(
    decider: Decider<S, C, E> & { decide(command: C, state: S): { events: E[]; warnings: Notice[] } | R },
    stream: string,
    request: CommandRequest<C>,
  ): Promise<CommandOutcome<R>> {
    return this.#lane(decider, stream).submit(request) as Promise<CommandOutcome<R>>;
  }

  /** Decides a command on the stream as it is now, appends nothing and remembers nothing. */
  async preview<S, C, E extends { type: string; data: unknown }, R extends object>(
    decider: Decider<S, C, E> & { decide(command: C, state: S): { events: E[]; warnings: Notice[] } | R },
    stream: string,
    request: Pick<CommandRequest<C>, 'command' | 'expectedRevision'>,
  ): Promise<Preview<E, R>> {
    const { state, revision } = await this.#lane(decider, stream).latest();
    if (request.expectedRevision !== undefined && request.expectedRevision !== revision)
      return { outcome: 'revision-moved', revision };
    const decided = decider.decide(request.command, state);
    if ('refused' in decided) return { outcome: 'refused', refusal: decided as R };
    const { events, warnings } = decided as { events: E[]; warnings: Notice[] };
    return { outcome: 'would', events, warnings, revision };
  }

  /** A stream's state as the store has it now, for facts that a decision on another stream needs. Revision −1: no such stream. */
  async read<S, C, E extends { type: string; data: unknown }>(
    decider: Decider<S, C, E>,
    stream: string,
  ): Promise<{ state: S; revision: number }> {
    const { state, revision } = await this.#lane(decider, stream).latest();
    return { state, revision };
  }

  /** How many commands wait for their answer. */
  get waiting(): number {
    let waiting = 0;
    for (const lane of this.#lanes.values()) waiting += lane.waiting;
    return waiting;
  }

  /** Resolves when every command taken so far has been answered. */
  async drain(): Promise<void> {
    for (;;) {
      const busy = [...this.#lanes.values()].filter((lane) => lane.running !== null);
      if (busy.length === 0) break;
      await Promise.all(busy.map((lane) => lane.running));
    }
    // Whoever was answered last hears of it before this is done.
    await new Promise(setImmediate);
    this.#tidy();
  }

  #lane<S, C, E extends { type: string; data: unknown }>(
    decider: Decider<S, C, E>,
    stream: string,
  ): StreamLane<S, C, E> {
    this.#tidyLater();
    if (this.#newest?.stream === stream) return this.#newest.lane as StreamLane<S, C, E>;
    const lane = this.#lanes.get(stream) ?? new StreamLane(decider, stream, this.#store, this.#options);
    this.#lanes.delete(stream);
    this.#lanes.set(stream, lane);
    this.#newest = { stream, lane };
    return lane as StreamLane<S, C, E>;
  }

  #tidyLater(): void {
    this.#tidying ??= setTimeout(() => this.#tidy(), 1000).unref();
  }

  /** Saves snapshots of streams at rest, and lets go of those used longest ago where the cache is too large. */
  #tidy(): void {
    if (this.#tidying) clearTimeout(this.#tidying);
    this.#tidying = null;
    // What is let go of below is not to be found by this way either.
    this.#newest = null;
    let cached = 0;
    for (const lane of this.#lanes.values()) cached += lane.weight;
    for (const [stream, lane] of this.#lanes) {
      if (!lane.idle) {
        this.#tidyLater();
        continue;
      }
      lane.saveSnapshot();
      if (cached <= this.#options.cachedEvents) continue;
      cached -= lane.weight;
      this.#lanes.delete(stream);
    }
  }
}
