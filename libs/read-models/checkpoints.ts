import { type Kysely } from 'kysely';
import { createIndexes, createTable } from './make-tables';
import type { ReadDatabase } from './dialect';
import type { ReadTables, ReadTransaction } from './database';
import { marked } from './next-tables';
import type { Projection, Stopped } from './projection';
import { rebuildTables } from './rebuilds';
import { table, type RowsOf, type Table } from './table';

/** How far each projection has come, committed together with its rows. */
const checkpointsTable = table({
  name: 'projections',
  columns: {
    name: 'text',
    version: 'integer',
    position: 'integer?',
    /** How often a rebuild with other rows was accepted: a cursor of before goes on in no list of after. */
    epoch: 'integer',
    /** What the names of its indexes end with. */
    mark: 'text',
    /** JSON of the event that it stands still before. */
    stopped: 'text?',
  },
  primaryKey: ['name'],
});

declare module './database' {
  interface ReadTables {
    projections: RowsOf<typeof checkpointsTable>;
  }
}

export interface Checkpoint {
  version: number;
  /** null before the first event. */
  position: bigint | null;
  epoch: number;
  mark: string;
  stopped: Stopped | null;
}

export async function readCheckpoints(db: Kysely<ReadTables>): Promise<Map<string, Checkpoint>> {
  const rows = await db.selectFrom('projections').selectAll().execute();
  return new Map(
    rows.map(({ name, version, position, epoch, mark, stopped }) => [
      name,
      { version: Number(version), position, epoch: Number(epoch), mark, stopped: stoppedOf(stopped) },
    ]),
  );
}

function stoppedOf(stored: string | null): Stopped | null {
  if (stored === null) return null;
  const { position, ...rest } = JSON.parse(stored) as Omit<Stopped, 'position'> & { position: string };
  return { ...rest, position: BigInt(position) };
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
    .updateTable('projections')
    .set({ position: to, stopped: null })
    .where('name', '=', name)
    .where('version', '=', BigInt(version))
    .where('position', from === null ? 'is' : '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Tells everybody who reads the database that a projection stands still. */
export async function recordStop(tx: ReadTransaction, name: string, stopped: Stopped): Promise<void> {
  const stored = JSON.stringify({ ...stopped, position: String(stopped.position) });
  await tx.updateTable('projections').set({ stopped: stored }).where('name', '=', name).execute();
}

/** Makes the tables that are about projections, where they are not there. */
export async function prepareBookkeeping({ db, dialect }: ReadDatabase): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await dialect.prepare(tx);
    const there = await dialect.tableNames(tx);
    for (const one of [checkpointsTable, ...rebuildTables] as Table[])
      if (!there.has(one.name)) await createTable(tx, dialect, one);
  });
}

/**
 * Makes what is missing. A projection whose checkpoint or any table is not there begins anew from the first event: half a
 * table would be a wrong answer. One that is there in another version is left as it is, and named: it is rebuilt beside it.
 */
export async function prepareTables(
  { db, dialect }: ReadDatabase,
  projections: readonly Projection[],
  mark = '',
): Promise<Projection[]> {
  return db.transaction().execute(async (tx) => {
    await dialect.prepare(tx);
    const there = await dialect.tableNames(tx);
    const checkpoints = await readCheckpoints(tx);
    const outdated: Projection[] = [];
    for (const projection of projections) {
      const { name, version, tables } = projection;
      const checkpoint = checkpoints.get(name);
      const whole = checkpoint && tables.every((one) => there.has(one.name));
      if (whole && checkpoint.version === version) continue;
      if (whole && checkpoint.position !== null) {
        outdated.push(projection);
        continue;
      }
      // Views stand on tables, which could not be dropped under them.
      await dialect.liftViews(
        tx,
        tables.map((one) => one.name),
      );
      await tx.deleteFrom('projections').where('name', '=', name).execute();
      for (const one of tables) {
        await tx.schema.dropTable(one.name).ifExists().execute();
        await createTable(tx, dialect, one);
      }
      const { epoch } = checkpoint ?? { epoch: 0 };
      const fresh = { name, version, position: null, epoch, mark, stopped: null };
      await tx.insertInto('projections').values(fresh).execute();
    }
    await dialect.putViews(tx);
    return outdated;
  });
}

/** Lets people read the views that stand on the tables. What keeps it from doing so is returned. */
export function prepareReaders({ db, dialect }: ReadDatabase): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    await dialect.prepare(tx);
    return dialect.prepareReaders(tx);
  });
}

/**
 * Makes the indexes of projections that have none yet: filling a table first and indexing it then takes a quarter of the
 * time. To be called once what is there has been folded.
 */
export async function prepareIndexes({ db, dialect }: ReadDatabase, projections: readonly Projection[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await dialect.prepare(tx);
    const checkpoints = await readCheckpoints(tx);
    for (const { name, tables } of projections) {
      const { mark } = checkpoints.get(name)!;
      for (const one of tables) await createIndexes(tx, dialect, marked(one, mark));
    }
  });
}
