import { decideAppend, type Expected } from './append-decision';
import { metastreamOf, originalOf, type Proposed, type Recorded, StreamViews } from './stream-view';

/** One entry of the log. Some entries hold no event, so the positions of events have gaps, as a real log's have. */
export interface LogRecord {
  position: number;
  event: Recorded | null;
}

export type Stored = { kind: 'stored'; last: number; position: number | null };
export type Refusal = { kind: 'wrong-revision'; actual: number } | { kind: 'stream-deleted' };
export type AppendOutcome = Stored | Refusal;

export const TOMBSTONE_REVISION = 9223372036854775807n;
const FIRST_POSITION = 548;
const RECORD_OVERHEAD = 74;
const NOTHING = new Uint8Array();

/**
 * What an EventStoreDB 23.10 node keeps, in memory: one log, the streams in it, which of their events a reader
 * may see, and the node's memory of event ids, which makes a repeated append be answered as the first one was.
 * Revision −1 stands for a stream without events.
 */
export class EventLog {
  readonly records: LogRecord[] = [];
  readonly views = new StreamViews();
  /** Milliseconds since 1970, asked once for each event: replace it to make recordedAt step, also backwards. */
  now: () => number = Date.now;
  readonly #ids = new Map<string, { stream: string; revision: number }>();
  readonly #followers = new Set<() => void>();
  #head = FIRST_POSITION;

  constructor() {
    this.#write('$$$scavenges', [proposeMetadata({ $maxAge: 2592000 })]);
  }

  /** The position that the next record will have. */
  get head(): number {
    return this.#head;
  }

  /** `wake` is called after each change; the answer stops that. */
  follow(wake: () => void): () => void {
    this.#followers.add(wake);
    return () => void this.#followers.delete(wake);
  }

  /** Null is the append that is never answered. */
  append(stream: string, expected: Expected, events: Proposed[]): AppendOutcome | null {
    const ids = events.map((event) => event.id);
    const decision = decideAppend(this.views, this.#ids, stream, expected, ids);
    if (decision.do === 'refuse') return { kind: 'wrong-revision', actual: this.views.last(stream) };
    if (decision.do === 'closed') return { kind: 'stream-deleted' };
    if (decision.do === 'fall-silent') return null;
    if (decision.do === 'repeat') {
      const position = this.views.visibleAt(stream, decision.last)?.position ?? null;
      return { kind: 'stored', last: decision.last, position };
    }
    const original = originalOf(stream);
    const revives = original !== null && this.views.isSoftDeleted(original);
    const position = events.length === 0 ? this.#skip(stream) : this.#write(stream, events);
    const last = this.views.last(stream);
    if (decision.revives) this.#revive(stream, last - events.length + 1);
    if (revives) this.#revive(original, this.views.last(original) + 1);
    this.#notify();
    return { kind: 'stored', last, position };
  }

  /** Hides what the stream holds; it goes on at its old revision. */
  softDelete(stream: string, expected: Expected): Stored | Refusal {
    const refusal = this.#refusesDelete(stream, expected);
    if (refusal) return refusal;
    const known = this.views.last(stream) >= 0 || this.views.last(metastreamOf(stream)) >= 0;
    if (!known) return { kind: 'wrong-revision', actual: -1 };
    return this.setMetadata(stream, { $tb: TOMBSTONE_REVISION });
  }

  /** Closes the stream for ever. */
  tombstone(stream: string, expected: Expected): Stored | Refusal {
    const refusal = this.#refusesDelete(stream, expected);
    if (refusal) return refusal;
    const event = { id: crypto.randomUUID(), type: '$streamDeleted', json: false, data: NOTHING, metadata: NOTHING };
    const recorded = this.#record(stream, event, TOMBSTONE_REVISION);
    this.views.close(recorded);
    this.#notify();
    return { kind: 'stored', last: this.views.last(stream), position: recorded.position };
  }

  /** Writes a stream's `$maxCount`, `$tb` and the like, which decide what readers see of it. */
  setMetadata(stream: string, metadata: Record<string, unknown>): Stored {
    const position = this.#write(metastreamOf(stream), [proposeMetadata(metadata)]);
    this.#notify();
    return { kind: 'stored', last: this.views.last(metastreamOf(stream)), position };
  }

  /** Takes one event out of the stream and of the log, as a scavenge may: readers meet a hole. */
  punchHole(stream: string, revision: number): void {
    const gone = this.views.remove(stream, revision);
    const record = this.records.find((candidate) => candidate.event === gone);
    if (record) record.event = null;
  }

  /** Every event that is in the log, oldest first; of one stream where it is named, system events only then. */
  events(stream?: string): Recorded[] {
    const all = this.records.flatMap((record) => record.event ?? []);
    return all.filter((event) => (stream === undefined ? !event.stream.startsWith('$') : event.stream === stream));
  }

  #refusesDelete(stream: string, expected: Expected): Refusal | null {
    const decision = decideAppend(this.views, this.#ids, stream, expected, [crypto.randomUUID()]);
    if (decision.do === 'closed') return { kind: 'stream-deleted' };
    return decision.do === 'write' ? null : { kind: 'wrong-revision', actual: this.views.last(stream) };
  }

  #revive(stream: string, firstVisible: number): void {
    const current = this.views.rawMetadata(stream);
    this.#write(metastreamOf(stream), [proposeMetadata({ ...current, $tb: firstVisible })]);
  }

  #write(stream: string, events: Proposed[]): number {
    let last = this.#head;
    for (const event of events) {
      const revision = this.views.last(stream) + 1;
      const recorded = this.#record(stream, event, BigInt(revision));
      this.views.add(recorded);
      // The node remembers an id where it saw it first; a second use of it leaves no trace there.
      if (!this.#ids.has(event.id)) this.#ids.set(event.id, { stream, revision });
      last = recorded.position;
    }
    return last;
  }

  #record(stream: string, event: Proposed, revision: bigint): Recorded {
    const created = BigInt(Math.round(this.now())) * 10_000n;
    const recorded: Recorded = { ...event, stream, revision, position: this.#head, created };
    this.records.push({ position: this.#head, event: recorded });
    this.#head += RECORD_OVERHEAD + stream.length + event.type.length + event.data.length + event.metadata.length;
    return recorded;
  }

  #skip(stream: string): number {
    const position = this.#head;
    this.records.push({ position, event: null });
    this.#head += RECORD_OVERHEAD + stream.length;
    return position;
  }

  #notify(): void {
    for (const wake of this.#followers) wake();
  }
}

function proposeMetadata(metadata: Record<string, unknown>): Proposed {
  const fields = Object.entries(metadata).map(([key, value]) => {
    // A bigint is written as the bare digits that a real node writes: 2^63−1 has no exact JavaScript number.
    return `${JSON.stringify(key)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`;
  });
  const data = Buffer.from(`{${fields.join(',')}}`);
  return { id: crypto.randomUUID(), type: '$metadata', json: true, data, metadata: NOTHING };
}
