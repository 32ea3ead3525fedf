import type { ReadTransaction } from './database';

/** Where a report stands on both time axes, with the one transaction that it reads in. */
export interface Cut {
  tx: ReadTransaction;
  /** Known axis: events up to this position count. */
  position: bigint;
  /** Effective axis: entries that take effect up to this day count; null: all of them, future ones too. */
  effectiveAt: string | null;
  /** Whether the tables of current figures say what this cut says. */
  current: boolean;
  /** How often rebuilds have changed rows of what it reads: a list that was begun before does not go on after. */
  epoch: number;
}

/** One more than a page, to see whether there is another, and where it begins. */
export interface Paging<K> {
  limit: number;
  /** The last key of the page before. */
  after: K | null;
}

/** Splits what was read with one row too many into a page and the key that the next one begins after. */
export function pageOf<R, K>(read: readonly R[], limit: number, keyOf: (row: R) => K): { rows: R[]; after: K | null } {
  const rows = read.slice(0, limit);
  return { rows, after: read.length > limit ? keyOf(rows.at(-1)!) : null };
}
