import type { ProjectionStatus } from '@anslag/read-models/projection';

/** What the projector's thread is started with. */
export interface ThreadSettings {
  /** The event store's URL. */
  store: string;
  /** The URL of the database of read models. */
  readDb: string;
  streamPrefixes: readonly string[];
}

/** What the thread tells the one that started it. */
export type ThreadMessage =
  | { kind: 'progress'; statuses: ProjectionStatus[] }
  | { kind: 'warning'; message: string; details: unknown }
  | { kind: 'failed'; reason: string };
