import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { differencesBetween } from './compare-tables';
import type { ReadTransaction } from './database';
import type { ReadDatabase } from './dialect';
import type { Projection } from './projection';
import type { Difference } from './rebuilds';

/** Differences that are listed; all are counted. */
const listed = 10_000;

/** What a rebuild compares, and who hears how far it is. */
export interface Comparison {
  rebuild: number;
  database: ReadDatabase;
  live: Projection;
  next: Projection;
  signal: AbortSignal;
  tell(progress: { compared: number; differences: number }): Promise<void>;
}

/** How many rows a projection's tables hold; those that are not there hold none. */
export async function rowsIn({ dialect }: ReadDatabase, tx: ReadTransaction, { tables }: Projection): Promise<number> {
  const there = await dialect.tableNames(tx);
  let rows = 0;
  for (const { name } of tables) {
    if (!there.has(name)) continue;
    const counted = await sql<{ n: bigint }>`select count(*) as n from ${sql.table(name)}`.execute(tx);
    rows += Number(counted.rows[0]!.n);
  }
  return rows;
}

/** Compares row by row in a transaction in which both stand at one position, and lists what differs; how many rows do. */
export async function findDifferences(comparison: Comparison, tx: ReadTransaction): Promise<number> {
  const { rebuild, database, live, next, signal, tell } = comparison;
  await database.db.deleteFrom('rebuild_differences').where('rebuild', '=', BigInt(rebuild)).execute();
  let [differences, compared, told] = [0, 0, Date.now()];
  for (const [at, table] of live.tables.entries()) {
    const there = await database.dialect.columnNames(tx, table.name);
    if (!table.primaryKey.every((name) => there.has(name))) continue;
    // A column that only one version has is no difference.
    const columns = Object.keys(table.columns).filter((name) => there.has(name));
    /** Found and not yet listed. */
    const found: [line: number, difference: Difference][] = [];
    for await (const one of differencesBetween(tx, table, table.name, next.tables[at]!.name, columns)) {
      if (!('rows' in one)) {
        differences += 1;
        if (differences <= listed) found.push([differences, one]);
        continue;
      }
      compared += one.rows;
      await list(database, rebuild, found.splice(0));
      if (Date.now() - told > 250) {
        told = Date.now();
        await tell({ compared, differences });
      }
      await setImmediate();
      signal.throwIfAborted();
    }
  }
  await tell({ compared, differences });
  return differences;
}

async function list({ db }: ReadDatabase, rebuild: number, found: readonly [number, Difference][]): Promise<void> {
  const rows = found.map(([line, { table, key, live, rebuilt }]) => ({
    rebuild,
    line,
    table_name: table,
    key: JSON.stringify(key),
    live: live && JSON.stringify(live),
    rebuilt: rebuilt && JSON.stringify(rebuilt),
  }));
  for (let from = 0; from < rows.length; from += 100)
    await db
      .insertInto('rebuild_differences')
      .values(rows.slice(from, from + 100))
      .execute();
}
