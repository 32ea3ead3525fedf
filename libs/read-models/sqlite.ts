import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  sql,
  SqliteAdapter,
  SqliteDialect,
  type DialectAdapter,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';
import { conflictClause, type Dialect, type ProjectorLock, type RowAdapter, type RowTarget } from './dialect';
import type { Table } from './table';

/** Every statement of the read models has a fixed text but for the pages' filters; this holds them all. */
const statementsKept = 500;

/** Rows in one statement: fewer cost more calls, more cost SQLite more for each. */
const rowsPerStatement = 16;

/** Everything about the read models that only SQLite has: the file, its pragmas, strict tables, its passing faults. */
export function sqlite(directory: string): Dialect {
  return {
    kysely: (mode) => new ReadDialect({ database: async () => exact(open(directory, mode)) }),
    types: { integer: sql`integer`, text: sql`text` },
    // A row stands in its key's own tree, unless it is large; a single integer key is SQLite's row id, which is that already.
    tableOptions: ({ primaryKey: [first, ...more], columns, large }: Table) =>
      large || (more.length === 0 && columns[first!] === 'integer') ? sql`strict` : sql`strict, without rowid`,
    indexColumns: (by, holds) => sql`(${sql.join([...by, ...holds].map((name) => sql.ref(name)))})`,
    prepare: async () => {},
    tableNames: async (db) => {
      const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
      return new Set(rows.map(({ name }) => name));
    },
    columnNames: async (db, table) => {
      const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
      return new Set(rows.map(({ name }) => name));
    },
    // Users of an embedded ledger ask the service; there are no views on the file.
    liftViews: async () => {},
    putViews: async () => {},
    prepareReaders: async () => null,
    indexesHoldUp: true,
    isPassing: (error) => /^SQLITE_(BUSY|LOCKED|FULL|IOERR|NOMEM|CANTOPEN)/.test(String((error as CodedError)?.code)),
    // A transaction sees the tables as they were at its first read, whatever is renamed meanwhile.
    holdTables: async () => {},
    takeTables: async () => {},
    lock: async () => lock(directory),
  };
}

type CodedError = { code?: string } | undefined;

function open(directory: string, mode: 'read' | 'write'): Database.Database {
  const file = join(directory, 'read.db');
  if (mode === 'read') return new Database(file, { readonly: true, fileMustExist: true });
  mkdirSync(directory, { recursive: true });
  // A short wait: the runner itself tries again, and two runners in one thread could never wait each other out.
  const db = new Database(file, { timeout: 20 });
  db.pragma('journal_mode = WAL');
  // Losing the last commits in a power cut loses nothing: they are folded again, from the checkpoint that is left.
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -65536');
  // Pages that one transaction after another changes are put into the file once for all of them, not after each.
  db.pragma('wal_autocheckpoint = 16384');
  // A statement or savepoint keeps what it changed, page by page, to be able to undo it: in memory, or it goes to disk too.
  db.pragma('temp_store = MEMORY');
  return db;
}

/** The operating system's lock, held by an open transaction on a file of its own until the process ends. */
function lock(directory: string): ProjectorLock | null {
  mkdirSync(directory, { recursive: true });
  const db = new Database(join(directory, 'projector.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as CodedError)?.code?.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return { lost: new Promise(() => {}), release: async () => void db.close() };
}

/** better-sqlite3 as Kysely takes it, with integers read as bigint and each statement prepared once. */
function exact(db: Database.Database): SqliteDatabase {
  db.defaultSafeIntegers(true);
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      if (statements.size >= statementsKept) statements.clear();
      const statement = db.prepare(text) as unknown as SqliteStatement;
      statements.set(text, statement);
      return statement;
    },
    close: () => db.close(),
  };
}

class ReadDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new ReadAdapter();
  }
}

class ReadAdapter extends SqliteAdapter implements RowAdapter {
  readonly #texts = new Map<RowTarget, { many: string; one: string }>();

  *insertRows(into: RowTarget, rows: readonly Record<string, unknown>[]): Iterable<CompiledQuery> {
    const { many, one } = this.#textsOf(into);
    let at = 0;
    for (; rows.length - at >= rowsPerStatement; at += rowsPerStatement)
      yield CompiledQuery.raw(many, valuesOf(into, rows, at, rowsPerStatement));
    for (; at < rows.length; at += 1) yield CompiledQuery.raw(one, valuesOf(into, rows, at, 1));
  }

  #textsOf(into: RowTarget): { many: string; one: string } {
    const known = this.#texts.get(into);
    if (known) return known;
    const columns = into.columns.map((column) => `"${column}"`).join(', ');
    const row = `(${into.columns.map(() => '?').join(', ')})`;
    const text = (rows: number) =>
      `insert into "${into.name}" (${columns}) values ${Array(rows).fill(row).join(', ')}${conflictClause(into)}`;
    const texts = { many: text(rowsPerStatement), one: text(1) };
    this.#texts.set(into, texts);
    return texts;
  }
}

function valuesOf({ columns }: RowTarget, rows: readonly Record<string, unknown>[], from: number, count: number) {
  const values: unknown[] = [];
  for (let row = from; row < from + count; row += 1) for (const column of columns) values.push(rows[row]![column]);
  return values;
}
