import { Kysely, sql, type Transaction } from 'kysely';
import type { Dialect } from './dialect';
import { sqlite } from './sqlite';
import type { Column, Table } from './table';

/**
 * The tables of all read models. Each read model's file adds its own by declaration merging, so that this file need not
 * import them.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ReadTables {}

export type ReadTransaction = Transaction<ReadTables>;

/** An open database of read models. */
export interface ReadDatabase {
  readonly db: Kysely<ReadTables>;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

/**
 * Opens the database of read models that a URL names: `sqlite:DIR` is the file `read.db` in that directory. For reading it
 * must be there; for writing it is made. Throws on another URL.
 */
export function openReadDatabase(url: string, mode: 'read' | 'write'): ReadDatabase {
  const dialect = dialectOf(url);
  const db = new Kysely<ReadTables>({ dialect: dialect.kysely(mode) });
  return { db, dialect, close: () => db.destroy() };
}

function dialectOf(url: string): Dialect {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return sqlite(url.slice('sqlite:'.length));
  throw new RangeError('Not a database of read models: give sqlite:DIRECTORY');
}

/** Makes a table and its indexes. */
export async function createTable(tx: Kysely<ReadTables>, dialect: Dialect, table: Table): Promise<void> {
  let create = tx.schema.createTable(table.name);
  for (const [name, column] of Object.entries(table.columns)) {
    const single = table.primaryKey.length === 1 && table.primaryKey[0] === name;
    create = create.addColumn(name, isText(column) ? dialect.types.text : dialect.types.integer, (built) => {
      const key = single ? built.primaryKey() : built;
      const stated = column.endsWith('?') ? key : key.notNull();
      return column.startsWith('minor') ? stated.check(withinLedger(name)) : stated;
    });
  }
  if (table.primaryKey.length > 1)
    create = create.addPrimaryKeyConstraint(`${table.name}_key`, table.primaryKey as never[]);
  const options = dialect.tableOptions(table);
  await (options ? create.modifyEnd(options) : create).execute();
  for (const [name, columns] of Object.entries(table.indexes ?? {}))
    await tx.schema
      .createIndex(name)
      .on(table.name)
      .columns(columns as string[])
      .execute();
}

const isText = (column: Column): boolean => column.startsWith('text');

/**
 * One below the smallest 64-bit integer, a sum becomes a floating-point number that SQLite takes back as that integer; the
 * range leaves it out, so that an overflow is an error on either side.
 */
const withinLedger = (column: string) =>
  sql<boolean>`${sql.ref(column)} between -9223372036854775807 and 9223372036854775807`;
