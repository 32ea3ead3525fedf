import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import type { Dialect } from './dialect';
import type { Table } from './table';

/** Every statement of the read models has a fixed text but for the pages' filters; this holds them all. */
const statementsKept = 500;

/** Everything about the read models that only SQLite has: the file, its pragmas, strict tables, its passing faults. */
export function sqlite(directory: string): Dialect {
  return {
    kysely: (mode) => new SqliteDialect({ database: async () => exact(open(directory, mode)) }),
    types: { integer: sql`integer`, text: sql`text` },
    // A row stands in its key's own tree; a single integer key is SQLite's row id, which is that already.
    tableOptions: ({ primaryKey: [first, ...more], columns }: Table) =>
      more.length === 0 && columns[first!] === 'integer' ? sql`strict` : sql`strict, without rowid`,
    isPassing: (error) => /^SQLITE_(BUSY|LOCKED|FULL|IOERR|NOMEM|CANTOPEN)/.test(String((error as CodedError)?.code)),
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
  // A statement or savepoint keeps what it changed, page by page, to be able to undo it: in memory, or it goes to disk too.
  db.pragma('temp_store = MEMORY');
  return db;
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
