import type { CommandResult, Decider, EventMetadata } from './decider';
import { BrokenStream, noStream, StoreUnavailable, type EventStore, type StoredEvent } from './port';
import type { SnapshotStore } from './snapshots';
import { advanceStored, startOf, type KnownCommand, type StreamPoint } from './stream-point';

/** Events read at a time while a stream is folded. */
const pageSize = 1000;

/**
 * A stream that grew by so many events since its last snapshot, and to twice as many, gets a new one when it comes to rest:
 * saving holds up everything else, and so takes no more time in all than a few folds would.
 */
const snapshotEvery = 1000;

/**
 * What the store has of one stream: folded, from a snapshot where there is one, and never less than was seen of it before.
 * Rejects with StoreUnavailable and BrokenStream.
 */
export class StreamHistory<S, C, E extends { type: string; data: unknown }> {
  readonly #decider: Decider<S, C, E>;
  readonly #stream: string;
  readonly #store: EventStore;
  readonly #snapshots: SnapshotStore | null;
  #snapshotRevision = noStream;
  /** The last revision that is known to be stored. */
  #seen = noStream;

  constructor(decider: Decider<S, C, E>, stream: string, store: EventStore, snapshots: SnapshotStore | null) {
    this.#decider = decider;
    this.#stream = stream;
    this.#store = store;
    this.#snapshots = snapshots;
  }

  /** The stream as the store has it now, from a point on that was folded before, or from nothing. */
  async load(from: StreamPoint<S> | null): Promise<StreamPoint<S>> {
    let point = from ?? (await this.#snapshot()) ?? startOf(this.#decider);
    if (from === null) this.#snapshotRevision = point.revision;
    for (;;) {
      const page = await this.after(point, pageSize);
      point = advanceStored(this.#decider, point, page);
      if (page.length < pageSize) break;
    }
    // What was seen once is there for ever: a shorter answer is a store that is not itself yet, or has lost something.
    if (point.revision < this.#seen)
      throw new StoreUnavailable(`${this.#stream} ends at revision ${point.revision}, but had ${this.#seen} before`);
    this.seen(point);
    return point;
  }

  /** Remembers that the stream is stored up to a point. */
  seen(point: StreamPoint<S>): void {
    this.#seen = Math.max(this.#seen, point.revision);
  }

  /**
   * Up to `limit` events after a point. The point's own last event is read with them: without it an answer that was cut
   * short, or a history that is another one by now, would look like a stream without news.
   */
  async after(point: StreamPoint<S>, limit: number): Promise<StoredEvent[]> {
    if (point.revision === noStream) return this.#store.readStream(this.#stream, 0, limit);
    const [own, ...news] = await this.#store.readStream(this.#stream, point.revision, limit + 1);
    if (own?.id === point.eventId) return news;
    const lost = `${this.#stream} does not have the event at revision ${point.revision} that it had before`;
    throw own ? new BrokenStream(lost) : new StoreUnavailable(lost);
  }

  /** What a command led to that is on record, from the events themselves. */
  async resultOf(commandId: string, known: KnownCommand): Promise<CommandResult> {
    const { firstRevision, count } = known;
    const stored = await this.#store.readStream(this.#stream, firstRevision, count);
    if (stored.length < count) throw new StoreUnavailable(`${this.#stream} was cut short at revision ${firstRevision}`);
    if (stored.some(({ revision }, index) => revision !== firstRevision + index))
      throw new BrokenStream(`${this.#stream} has lost revision ${firstRevision}`);
    const last = stored.at(-1)!;
    return {
      commandId,
      stream: this.#stream,
      revision: last.revision,
      position: last.position,
      events: stored.map(({ id, type, revision }) => ({ eventId: id, type, revision })),
      warnings: (last.metadata as EventMetadata).warnings ?? [],
      replayed: true,
    };
  }

  /** Saves a snapshot where enough has come since the last one. */
  saveSnapshot(point: StreamPoint<S>): void {
    const since = point.revision - this.#snapshotRevision;
    if (!this.#snapshots || since < snapshotEvery || since < point.revision / 2) return;
    this.#snapshots.save(this.#stream, this.#decider, point);
    this.#snapshotRevision = point.revision;
  }

  /** The snapshot, where it is one of this very history: its file and the store can be restored or deleted apart. */
  async #snapshot(): Promise<StreamPoint<S> | null> {
    const point = this.#snapshots?.load(this.#stream, this.#decider) ?? null;
    if (point === null) return null;
    const [first] = await this.#store.readStream(this.#stream, 0, 1);
    const [last] = await this.#store.readStream(this.#stream, point.revision, 1);
    return first?.revision === 0 && last?.id === point.eventId ? point : null;
  }
}
