import type { ReadTransaction } from './database';
import type { Category, RecordedEvent } from './recorded-event';
import type { Table } from './table';

/** A read model's way from events to rows. */
export interface Projection {
  readonly name: string;
  /** Raised whenever a fold of the same events yields other rows: the tables are then made anew, from the first event. */
  readonly version: number;
  /** Whose streams' events it gets; the checkpoint moves over the others. */
  readonly handles: readonly Category[];
  readonly tables: readonly Table[];
  /**
   * Adds events, in position order, to the tables. Throws on an event that it cannot fold; nothing of the batch is kept
   * then. It may not carry anything over from one call to the next: only the tables say how far it has come.
   */
  fold(batch: readonly RecordedEvent[], tx: ReadTransaction): Promise<void>;
}

/** How far a projection has come. */
export interface ProjectionStatus {
  name: string;
  version: number;
  /** Of the last event it has seen; null before the first. */
  position: bigint | null;
  /** The event it could not fold and stands still before, until it is mended and the process restarts. */
  stopped: Stopped | null;
}

export interface Stopped {
  position: bigint;
  stream: string;
  revision: number;
  type: string;
  error: string;
}
