import { setTimeout as sleep } from 'node:timers/promises';
import type { Appended, EventStore, FollowOptions, NewEvent, StoredEvent } from '@anslag/event-store/port';
import { BrokenStream, StoreUnavailable } from '@anslag/event-store/port';

/** What goes wrong with one append. */
export type AppendFault =
  /** Nobody says what became of it; at once, or when the caller's time for it is up. */
  | { do: 'cut-off'; stored: boolean; answer: 'at-once' | 'at-time-out' }
  /** Nobody says what became of it, and it reaches the store only so much later; or when the test lets it. */
  | { do: 'late'; ms: number }
  | { do: 'held-back' }
  | { do: 'unavailable' }
  | { do: 'broken' }
  /** A wrong revision, whatever the stream has. */
  | { do: 'wrong-revision' };

export const cutOff = (stored: boolean): AppendFault => ({ do: 'cut-off', stored, answer: 'at-once' });
export const silent = (stored: boolean): AppendFault => ({ do: 'cut-off', stored, answer: 'at-time-out' });
export const late = (ms: number): AppendFault => ({ do: 'late', ms });
export const heldBack: AppendFault = { do: 'held-back' };
export const unavailable: AppendFault = { do: 'unavailable' };

export interface SeenAppend {
  stream: string;
  expectedRevision: number;
  ids: string[];
  bytes: number;
}

/** An event store in memory that fails as it is told to. Two of them on one `log` are two processes' views of one store. */
export class FakeEventStore implements EventStore {
  readonly exclusive: boolean;
  readonly log: StoredEvent[];
  /** Every append that was asked for, in order. */
  readonly appends: SeenAppend[] = [];
  /** Every read of a stream: from which revision, and how many at most. */
  readonly reads: { stream: string; fromRevision: number; limit: number }[] = [];
  /** Faults of the appends to come, one each; then `everyAppend` is asked. */
  readonly faults: AppendFault[] = [];
  everyAppend: () => AppendFault | undefined = () => undefined;
  /** Called when an append arrives, before it is looked at: what a rival does meanwhile. */
  onAppend: () => void = () => {};
  /** What a read throws; and how many of a stream's last events it does not see. */
  onRead: () => Error | undefined = () => undefined;
  hiddenFromReads = 0;
  /** How many turns of the event loop an append or a read takes to arrive. */
  distance: () => number = () => 1;
  /** The store's clock, ms since 1970. */
  clock: () => number = Date.now;
  #held: Promise<void> | null = null;
  #heldBack: (() => unknown)[] = [];

  constructor({ exclusive = true, log = [] }: { exclusive?: boolean; log?: StoredEvent[] } = {}) {
    this.exclusive = exclusive;
    this.log = log;
  }

  /** Appends from here on wait until the returned function is called. */
  hold(): () => void {
    let release!: () => void;
    this.#held = new Promise((resolve) => (release = resolve));
    return () => {
      this.#held = null;
      release();
    };
  }

  /** Appends that were held back reach the store now, in the order in which they were sent. */
  land(): void {
    for (const put of this.#heldBack.splice(0)) put();
  }

  of(stream: string): StoredEvent[] {
    return this.log.filter((event) => event.stream === stream);
  }

  async append(
    stream: string,
    expectedRevision: number,
    events: readonly NewEvent[],
    timeoutMs: number,
  ): Promise<Appended> {
    const bytes = events.reduce((sum, { data, metadata }) => sum + Buffer.byteLength(data + metadata), 0);
    this.appends.push({ stream, expectedRevision, ids: events.map(({ id }) => id), bytes });
    await this.#travel();
    await this.#held;
    this.onAppend();
    const fault = this.faults.shift() ?? this.everyAppend();
    switch (fault?.do) {
      case undefined:
        return this.put(stream, expectedRevision, events);
      case 'unavailable':
        throw new StoreUnavailable('away');
      case 'broken':
        throw new BrokenStream('closed for ever');
      case 'wrong-revision':
        return { outcome: 'wrong-revision' };
      case 'late':
        setTimeout(() => this.put(stream, expectedRevision, events), fault.ms);
        return { outcome: 'unknown', cause: 'late' };
      case 'held-back':
        this.#heldBack.push(() => this.put(stream, expectedRevision, events));
        return { outcome: 'unknown', cause: 'held back' };
      case 'cut-off':
        if (fault.stored) this.put(stream, expectedRevision, events);
        if (fault.answer === 'at-time-out') await sleep(timeoutMs);
        return { outcome: 'unknown', cause: 'cut off' };
    }
  }

  /** Appends without any fault: how a real store would, retries included. */
  put(stream: string, expectedRevision: number, events: readonly NewEvent[]): Appended {
    const there = this.of(stream);
    if (there.length - 1 !== expectedRevision) {
      const same = there.slice(expectedRevision + 1, expectedRevision + 1 + events.length);
      if (same.length !== events.length || same.some(({ id }, index) => id !== events[index]!.id))
        return { outcome: 'wrong-revision' };
      return { outcome: 'appended', revision: same.at(-1)!.revision, position: same.at(-1)!.position };
    }
    for (const [index, { id, type, data, metadata }] of events.entries())
      this.log.push({
        id,
        type,
        stream,
        revision: expectedRevision + 1 + index,
        position: BigInt(this.log.length + 1),
        recordedAt: this.clock(),
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
      });
    return { outcome: 'appended', revision: expectedRevision + events.length, position: BigInt(this.log.length) };
  }

  async readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]> {
    this.reads.push({ stream, fromRevision, limit });
    await this.#travel();
    const error = this.onRead();
    if (error) throw error;
    const seen = this.of(stream);
    return seen
      .slice(0, seen.length - this.hiddenFromReads)
      .filter(({ revision }) => revision >= fromRevision)
      .slice(0, limit);
  }

  async readAll(after: bigint | null, limit: number): Promise<StoredEvent[]> {
    return this.log.filter(({ position }) => position > (after ?? 0n)).slice(0, limit);
  }

  async head(): Promise<bigint | null> {
    return this.log.at(-1)?.position ?? null;
  }

  async *follow(after: bigint | null, { limit, signal }: FollowOptions): AsyncIterable<StoredEvent[]> {
    for (let last = after; !signal.aborted;) {
      const batch = await this.readAll(last, limit);
      if (batch.length > 0) yield batch;
      else await sleep(5);
      last = batch.at(-1)?.position ?? last;
    }
  }

  async close(): Promise<void> {}

  async #travel(): Promise<void> {
    for (let turns = this.distance(); turns > 0; turns--) await new Promise(setImmediate);
  }
}
