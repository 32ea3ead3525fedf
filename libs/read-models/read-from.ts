import { sql, type Kysely } from 'kysely';
import type { ReadTables } from './database';
import type { ReadDatabase } from './dialect';

/** The database of read models is away, busy or full; worth trying again. */
export class ReadDatabaseUnavailable extends Error {
  override name = 'ReadDatabaseUnavailable';
}

/** Reads; rejects with {@link ReadDatabaseUnavailable} where the database has passing trouble. */
export async function readFrom<T>(
  { db, dialect }: ReadDatabase,
  read: (db: Kysely<ReadTables>) => Promise<T>,
): Promise<T> {
  try {
    return await read(db);
  } catch (error) {
    if (!dialect.isPassing(error)) throw error;
    throw new ReadDatabaseUnavailable('The database of read models is away or busy', { cause: error });
  }
}

/** Resolves when the database has answered. */
export async function ping({ db }: ReadDatabase): Promise<true> {
  await sql`select 1`.execute(db);
  return true;
}
