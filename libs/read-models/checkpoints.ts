import type { Kysely } from 'kysely';
import { createTable, type ReadDatabase, type ReadTables, type ReadTransaction } from './database';
import type { Projection } from './projection';
import { table, type RowsOf } from './table';

/** How far each projection has come, committed together with its rows. */
const checkpointsTable = table({
  name: 'checkpoints',
  columns: { name: 'text', version: 'integer', position: 'integer?' },
  primaryKey: ['name'],
});

declare module './database' {
  interface ReadTables {
    checkpoints: RowsOf<typeof checkpointsTable>;
  }
}

export interface Checkpoint {
  version: number;
  /** null before the first event. */
  position: bigint | null;
}

export async function readCheckpoints(db: Kysely<ReadTables>): Promise<Map<string, Checkpoint>> {
  const rows = await db.selectFrom('checkpoints').select(['name', 'version', 'position']).execute();
  return new Map(rows.map(({ name, version, position }) => [name, { version: Number(version), position }]));
}

/**
 * Moves a projection's checkpoint, unless it no longer stands where the caller thought: then somebody else has applied
 * the batch, and the caller must not. Comes first in its transaction, so that the loser has not written anything.
 */
export async function moveCheckpoint(
  tx: ReadTransaction,
  { name, version }: Pick<Projection, 'name' | 'version'>,
  from: bigint | null,
  to: bigint,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('checkpoints')
    .set({ position: to })
    .where('name', '=', name)
    .where('version', '=', BigInt(version))
    .where('position', from === null ? 'is' : '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Makes what is missing. A projection whose checkpoint or any table is not there, or is of another version, begins anew
 * from the first event: half a table would be a wrong answer.
 */
export async function prepareTables(database: ReadDatabase, projections: readonly Projection[]): Promise<void> {
  const { db, dialect } = database;
  await db.transaction().execute(async (tx) => {
    const there = new Set((await tx.introspection.getTables()).map(({ name }) => name));
    if (!there.has(checkpointsTable.name)) await createTable(tx, dialect, checkpointsTable);
    const checkpoints = await readCheckpoints(tx);
    for (const { name, version, tables } of projections) {
      const whole = checkpoints.get(name)?.version === version && tables.every((one) => there.has(one.name));
      if (whole) continue;
      await tx.deleteFrom('checkpoints').where('name', '=', name).execute();
      for (const one of tables) {
        await tx.schema.dropTable(one.name).ifExists().execute();
        await createTable(tx, dialect, one);
      }
      await tx.insertInto('checkpoints').values({ name, version, position: null }).execute();
    }
  });
}
