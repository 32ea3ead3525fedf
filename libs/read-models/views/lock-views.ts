import { sql } from 'kysely';
import type { ReadTransaction } from '../database';
import { viewsSchema } from './view';

/** How often all of them are tried for before whoever wants them must come again: reports wait meanwhile. */
const attempts = 3;

const lockNotAvailable = '55P03';

/**
 * Takes some views for itself until the transaction ends: waits for users' queries, and theirs wait behind it. While it
 * holds none nobody can be waiting for it, so that it may take its time; while it holds some it gives up long before the second after which
 * PostgreSQL looks for deadlocks, lets go of them, and begins with the one that was held up. So it is never a user's query
 * that fails, and busy views are waited for.
 */
export async function lockViews(tx: ReadTransaction, names: readonly string[]): Promise<void> {
  let order = [...names];
  for (let attempt = 1; order.length > 0; attempt += 1) {
    await sql`savepoint before_locks`.execute(tx);
    let wanted = order[0]!;
    try {
      for (wanted of order) await lock(tx, wanted, wanted === order[0] ? 500 : 100);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable || attempt === attempts) throw error;
      await sql`rollback to savepoint before_locks`.execute(tx);
      order = [wanted, ...order.filter((name) => name !== wanted)];
    }
  }
}

/** Resetting an option that no view has changes nothing; LOCK TABLE would lock all tables under the view as well. */
async function lock(tx: ReadTransaction, name: string, ms: number): Promise<void> {
  await sql`set local lock_timeout = ${sql.lit(ms)}`.execute(tx);
  await sql`alter view ${sql.id(viewsSchema, name)} reset (security_barrier)`.execute(tx);
}
