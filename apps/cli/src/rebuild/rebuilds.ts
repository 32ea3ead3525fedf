import type { RebuildJson } from '@anslag/read-models/rebuild-json';
import type { Difference } from '@anslag/read-models/rebuilds';

/** Where rebuilds are asked for, followed and decided on: a running ledger, or an embedded store that none runs on. */
export interface Rebuilds {
  request(projection: string): Promise<RebuildJson>;
  accept(id: number, reason: string): Promise<RebuildJson>;
  withdraw(id: number, reason: string): Promise<RebuildJson>;
  find(id: number): Promise<RebuildJson>;
  /** The latest first. */
  list(): Promise<RebuildJson[]>;
  /** The first of what differs. */
  differences(id: number): Promise<Difference[]>;
  /** What becomes of a rebuild that nobody watches any longer. */
  readonly leftAlone: string;
  close(): Promise<void>;
}

/** How many differences are shown. */
export const shownDifferences = 100;
