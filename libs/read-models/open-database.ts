import { Kysely } from 'kysely';
import type { ReadTables } from './database';
import type { Dialect, ReadDatabase } from './dialect';
import { postgres } from './postgres';
import { sqlite } from './sqlite';

/**
 * Opens the database of read models that a URL names: `sqlite:DIR` is the file `read.db` in that directory, which for
 * reading must be there and for writing is made; `postgres://…` is a database that is there. Throws on another URL.
 */
export function openReadDatabase(url: string, mode: 'read' | 'write'): ReadDatabase {
  const dialect = dialectOf(url);
  const db = new Kysely<ReadTables>({ dialect: dialect.kysely(mode) });
  return { url, db, dialect, close: () => db.destroy() };
}

function dialectOf(url: string): Dialect {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return sqlite(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//.test(url)) return postgres(url);
  throw new RangeError('Not a database of read models: give sqlite:DIRECTORY or postgres://…');
}
