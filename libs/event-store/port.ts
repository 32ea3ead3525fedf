/** An event to append. `data` and `metadata` are canonical JSON (RFC 8785) and are stored byte for byte. */
export interface NewEvent {
  /** A UUID. The same id appended again at the same revision is the same event. */
  id: string;
  type: string;
  data: string;
  metadata: string;
}

/** An event as the store has it. `revision` counts from 0 without holes in its stream. */
export interface StoredEvent {
  id: string;
  type: string;
  stream: string;
  revision: number;
  /** Rises from event to event over the whole store; not dense in every store. */
  position: bigint;
  /** The store's own clock, ms since 1970 (UTC). It may step back when the store's leader changes. */
  recordedAt: number;
  data: unknown;
  metadata: unknown;
}

/** The revision that a stream has before its first event. */
export const noStream = -1;

/**
 * What became of an append. `unknown` means that nobody can say yet (time-out, lost connection): the caller settles it by
 * appending the same events at the same revision again, and must not append anything else before that.
 */
export type Appended =
  | { outcome: 'appended'; revision: number; position: bigint }
  | { outcome: 'wrong-revision' }
  | { outcome: 'unknown'; cause: unknown };

/**
 * What can be read of an append-only store of streams. Methods reject with {@link StoreUnavailable} while the store is away,
 * and with {@link BrokenStream} where history has been lost or closed: never an empty answer instead.
 */
export interface EventLog {
  /** Up to `limit` events of a stream from a revision on, as the leader has them; none where there is no such stream. */
  readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]>;

  /** Up to `limit` events of all the ledger's streams after a position (null: from the start), in position order. */
  readAll(after: bigint | null, limit: number): Promise<StoredEvent[]>;

  /** The position of the last event of the ledger's streams, or null where there is none. */
  head(): Promise<bigint | null>;

  /**
   * Every event after a position, in batches of at most `limit`, until the signal is aborted: first what is there, then
   * what comes. Survives drops by resuming after the last batch with backoff; `onDrop` hears of each.
   */
  follow(after: bigint | null, options: FollowOptions): AsyncIterable<StoredEvent[]>;

  close(): Promise<void>;
}

/** A store that can be written. Every adapter passes test/contract/event-store.spec.ts. */
export interface EventStore extends EventLog {
  /** Whether no other process writes to the store, so that what this one has seen is all there is. */
  readonly exclusive: boolean;

  /**
   * Appends all or none of `events` (at least one) after `expectedRevision`. The same ids again at the same revision answer
   * as the first time. `timeoutMs` bounds the wait; after it the outcome is `unknown`.
   */
  append(stream: string, expectedRevision: number, events: readonly NewEvent[], timeoutMs: number): Promise<Appended>;
}

export interface FollowOptions {
  limit: number;
  signal: AbortSignal;
  onDrop?: (cause: unknown) => void;
}

/** The store can't be reached or isn't ready; worth trying again. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** A stream whose history is incomplete (deleted, truncated, a hole) or closed for ever. Nothing may be decided on it. */
export class BrokenStream extends Error {
  override name = 'BrokenStream';
}

/** What the adapters refuse before they send it, since no store could take it. */
export const maxAppendBytes = 1_000_000;
