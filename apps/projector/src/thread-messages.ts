import type { ProjectionStatus } from '@anslag/read-models/projection';
import type { RebuildRefusal, RebuildStatus } from '@anslag/read-models/rebuilds';

/** What the projector's thread is started with. */
export interface ThreadSettings {
  /** The event store's URL. */
  store: string;
  /** The URL of the database of read models. */
  readDb: string;
  /** Whether it may fold; else it only watches how far the projector in another process has come. */
  folds: boolean;
  /** Events a batch and batches a transaction, at most; the runner's own unless said. */
  batch?: { limit: number; together: number };
}

/** What the thread is asked to write to the table of rebuilds, from which whoever folds takes it. */
export type RebuildAsk =
  | { ask: 'request'; projection: string; by: string }
  | { ask: 'decide'; id: number; accept: boolean; reason: string; by: string };

export type RebuildAnswer = RebuildStatus | RebuildRefusal;

/** What the thread is told. */
export type ToThread = { kind: 'stop' } | { kind: 'rebuild'; call: number; ask: RebuildAsk };

/** What the thread tells the one that started it. */
export type ThreadMessage =
  | { kind: 'progress'; statuses: ProjectionStatus[]; folding: boolean }
  | { kind: 'warning'; message: string; details: object }
  | { kind: 'rebuild'; call: number; answer: RebuildAnswer }
  | { kind: 'not-taken'; call: number; reason: string; passing: boolean }
  | { kind: 'failed'; reason: string };
