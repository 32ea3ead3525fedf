import type { Dialect as KyselyDialect, RawBuilder } from 'kysely';
import type { Table } from './table';

/** What differs between the databases that read models can live in. */
export interface Dialect {
  kysely(mode: 'read' | 'write'): KyselyDialect;
  types: { integer: RawBuilder<unknown>; text: RawBuilder<unknown> };
  tableOptions(table: Table): RawBuilder<unknown> | null;
  /** Whether an error is the database's passing trouble (locked, full, away) and says nothing about what was written. */
  isPassing(error: unknown): boolean;
}
