import { sql, type Kysely } from 'kysely';
import type { ReadTables } from './database';
import type { Dialect } from './dialect';
import type { Column, Table } from './table';

/** Makes a table, without its indexes. Its key has no name of its own: that would stay when the table is renamed. */
export async function createTable(tx: Kysely<ReadTables>, dialect: Dialect, table: Table): Promise<void> {
  const columns = Object.entries(table.columns).map(([name, column]) => {
    const type = isText(column) ? dialect.types.text : dialect.types.integer;
    const stated = column.endsWith('?') ? sql`` : sql` not null`;
    return sql`${sql.ref(name)} ${type}${stated}${column.startsWith('minor') ? withinLedger(name) : sql``}`;
  });
  const key = sql.join(table.primaryKey.map((name) => sql.ref(name)));
  const options = dialect.tableOptions(table) ?? sql``;
  await sql`create table ${sql.table(table.name)} (${sql.join(columns)}, primary key (${key})) ${options}`.execute(tx);
}

/** Makes a table's indexes where they are not there. */
export async function createIndexes(tx: Kysely<ReadTables>, dialect: Dialect, table: Table): Promise<void> {
  for (const [name, index] of Object.entries(table.indexes ?? {})) {
    const { by, holds } = 'by' in index ? index : { by: index, holds: [] };
    const columns = dialect.indexColumns(by, holds);
    await sql`create index if not exists ${sql.ref(name)} on ${sql.table(table.name)} ${columns}`.execute(tx);
  }
}

const isText = (column: Column): boolean => column.startsWith('text');

/**
 * One below the smallest 64-bit integer, a sum becomes a floating-point number that SQLite takes back as that integer; the
 * range leaves it out, so that an overflow is an error on either side.
 */
const withinLedger = (column: string) =>
  sql` check (${sql.ref(column)} between -9223372036854775807 and 9223372036854775807)`;
