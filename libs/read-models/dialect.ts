import type { CompiledQuery, Dialect as KyselyDialect, Kysely, RawBuilder } from 'kysely';
import type { ReadTables, ReadTransaction } from './database';
import type { Table } from './table';

/** An open database of read models. */
export interface ReadDatabase {
  readonly url: string;
  readonly db: Kysely<ReadTables>;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

/** What differs between the databases that read models can live in. */
export interface Dialect {
  kysely(mode: 'read' | 'write'): KyselyDialect;
  types: { integer: RawBuilder<unknown>; text: RawBuilder<unknown> };
  tableOptions(table: Table): RawBuilder<unknown> | null;
  /** The end of the statement that makes an index: what it orders by, and what else it holds. */
  indexColumns(by: readonly string[], holds: readonly string[]): RawBuilder<unknown>;
  /** First in a transaction that makes tables: one at a time does. Makes what they stand in, where it is not there. */
  prepare(tx: ReadTransaction): Promise<void>;
  /** The names of the tables that are there. */
  tableNames(db: Kysely<ReadTables>): Promise<Set<string>>;
  columnNames(db: Kysely<ReadTables>, table: string): Promise<Set<string>>;
  /** Takes the views that users query off some tables, so that these can be dropped; in the same transaction comes putViews. */
  liftViews(tx: ReadTransaction, tables: readonly string[]): Promise<void>;
  /** Puts the views on the tables that are there, as this release has them. */
  putViews(tx: ReadTransaction): Promise<void>;
  /** Makes whoever may read the views, and nothing else; or says why that could not be done, and what to do. */
  prepareReaders(tx: ReadTransaction): Promise<string | null>;
  /** Whether nobody can write while an index is made: beside tables in use it is then there from the first row on. */
  indexesHoldUp: boolean;
  /** Whether an error is the database's passing trouble (locked, full, away) and says nothing about what was written. */
  isPassing(error: unknown): boolean;
  /** First in a report's transaction: from here on no rebuild takes its tables away, nor puts others in their place. */
  holdTables(tx: ReadTransaction): Promise<void>;
  /** First in a transaction that puts other tables in place: waits for reports under way, and holds off new ones. */
  takeTables(tx: ReadTransaction): Promise<void>;
  /**
   * Takes the lock that one projector has on the read models, however many run: null while another has it. It is let go of
   * by `release`, or when its holder dies; `lost` resolves when it has gone by itself.
   */
  lock(): Promise<ProjectorLock | null>;
}

export interface ProjectorLock {
  readonly lost: Promise<unknown>;
  release(): Promise<void>;
}

/** How a database is told of many rows at once; its Kysely adapter has it. */
export interface RowAdapter {
  insertRows(into: RowTarget, rows: readonly Record<string, unknown>[]): Iterable<CompiledQuery>;
}

/** Where rows go. `onConflict`: columns to set where a row is there already; without it such a row is an error. */
export interface RowTarget {
  readonly name: string;
  readonly table: Table;
  readonly columns: readonly string[];
  readonly onConflict: readonly { column: string; add: boolean }[] | null;
}

/** The end of an insert: what happens to a row that is there already. */
export function conflictClause({ name, table, onConflict }: RowTarget): string {
  if (!onConflict) return '';
  const updates = onConflict.map(({ column, add }) => {
    const value = `excluded."${column}"`;
    return `"${column}" = ${add ? `"${name}"."${column}" + ${value}` : value}`;
  });
  const key = table.primaryKey.map((column) => `"${column}"`).join(', ');
  return ` on conflict (${key}) do ${updates.length === 0 ? 'nothing' : `update set ${updates.join(', ')}`}`;
}
