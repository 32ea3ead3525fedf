import type { Kysely } from 'kysely';
import type { ReadTables, ReadTransaction } from './database';
import { table, type NewRow, type RowsOf } from './table';

/**
 * Every rebuild that was asked for, and how it went. Whoever runs the projections carries them out, so the table is also
 * how a service tells a projector in another process what to do.
 */
const rebuildsTable = table({
  name: 'rebuilds',
  columns: {
    id: 'integer',
    projection: 'text',
    /** The version that is being made. */
    version: 'integer',
    state: 'text',
    requested_by: 'text',
    requested_at: 'integer',
    /** How far the new tables have come, and how far they must. */
    position: 'integer?',
    target: 'integer?',
    /** Rows compared so far, and all there are. */
    compared: 'integer?',
    to_compare: 'integer?',
    differences: 'integer?',
    /** Where both were compared. */
    compared_at: 'integer?',
    decided_by: 'text?',
    reason: 'text?',
    detail: 'text?',
    ended_at: 'integer?',
  },
  primaryKey: ['id'],
});

/** The rows that differ, as far as they are listed. */
const differencesTable = table({
  name: 'rebuild_differences',
  columns: {
    rebuild: 'integer',
    line: 'integer',
    table_name: 'text',
    /** JSON of the key's columns, and of the columns that differ. A side without the row is null. */
    key: 'text',
    live: 'text?',
    rebuilt: 'text?',
  },
  primaryKey: ['rebuild', 'line'],
});

export const rebuildTables = [rebuildsTable, differencesTable] as const;

declare module './database' {
  interface ReadTables {
    rebuilds: RowsOf<typeof rebuildsTable>;
    rebuild_differences: RowsOf<typeof differencesTable>;
  }
}

/** Where a rebuild is. After `differs` it waits for somebody to accept or to withdraw it. */
export type RebuildState =
  'requested' | 'building' | 'comparing' | 'differs' | 'accepted' | 'done' | 'refused' | 'failed' | 'withdrawn';

/** States in which the new tables are still there. */
const underWay: readonly RebuildState[] = ['requested', 'building', 'comparing', 'differs', 'accepted'];

export interface RebuildStatus {
  id: number;
  projection: string;
  version: number;
  state: RebuildState;
  requestedBy: string;
  /** Ms since 1970. */
  requestedAt: number;
  position: bigint | null;
  target: bigint | null;
  compared: number | null;
  toCompare: number | null;
  differences: number | null;
  comparedAt: bigint | null;
  decidedBy: string | null;
  reason: string | null;
  detail: string | null;
  endedAt: number | null;
}

export interface Difference {
  table: string;
  key: Record<string, unknown>;
  live: Record<string, unknown> | null;
  rebuilt: Record<string, unknown> | null;
}

export type RebuildRefusal = {
  refused: 'unknown-projection' | 'rebuild-under-way' | 'no-such-rebuild' | 'not-waiting';
};

type Db = Kysely<ReadTables>;

/** Rebuilds, the latest first. `open`: those that have not ended; one that is withdrawn has not while its tables are there. */
export async function listRebuilds(db: Db, { open = false, limit = 100 } = {}): Promise<RebuildStatus[]> {
  let query = db.selectFrom('rebuilds').selectAll();
  if (open) query = query.where('ended_at', 'is', null);
  return (await query.orderBy('id', 'desc').limit(limit).execute()).map(statusOf);
}

export async function findRebuild(db: Db, id: number): Promise<RebuildStatus | null> {
  const row = await db.selectFrom('rebuilds').selectAll().where('id', '=', BigInt(id)).executeTakeFirst();
  return row ? statusOf(row) : null;
}

/** The differences of a rebuild after a line, in the order of tables and keys. */
export async function listDifferences(db: Db, id: number, after: number, limit: number): Promise<Difference[]> {
  const rows = await db
    .selectFrom('rebuild_differences')
    .selectAll()
    .where('rebuild', '=', BigInt(id))
    .where('line', '>', BigInt(after))
    .orderBy('line')
    .limit(limit)
    .execute();
  const parsed = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));
  return rows.map((row) => ({
    table: row.table_name,
    key: parsed(row.key)!,
    live: parsed(row.live),
    rebuilt: parsed(row.rebuilt),
  }));
}

/** Asks for a rebuild; only one of a projection at a time. */
export async function requestRebuild(
  tx: ReadTransaction,
  { projection, version, by, now }: { projection: string; version: number; by: string; now: number },
): Promise<RebuildStatus | RebuildRefusal> {
  const open = await listRebuilds(tx, { open: true });
  if (open.some((one) => one.projection === projection && one.state !== 'withdrawn'))
    return { refused: 'rebuild-under-way' };
  const { last } = await tx
    .selectFrom('rebuilds')
    .select(({ fn }) => fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  const id = Number(last ?? 0) + 1;
  const row = { ...nothing, id, projection, version, state: 'requested', requested_by: by, requested_at: now };
  await tx.insertInto('rebuilds').values(row).execute();
  return (await findRebuild(tx, id))!;
}

/** Accepts the differences of a rebuild, with a reason, or gives the rebuild up. */
export async function decideRebuild(
  tx: ReadTransaction,
  id: number,
  { accept, reason, by }: { accept: boolean; reason: string; by: string },
): Promise<RebuildStatus | RebuildRefusal> {
  const rebuild = await findRebuild(tx, id);
  if (!rebuild) return { refused: 'no-such-rebuild' };
  if (accept ? rebuild.state !== 'differs' : !underWay.includes(rebuild.state)) return { refused: 'not-waiting' };
  await note(tx, id, { state: accept ? 'accepted' : 'withdrawn', decided_by: by, reason });
  return (await findRebuild(tx, id))!;
}

const nothing = {
  position: null,
  target: null,
  compared: null,
  to_compare: null,
  differences: null,
  compared_at: null,
  decided_by: null,
  reason: null,
  detail: null,
  ended_at: null,
};

/** Changes what is known of a rebuild; false, and nothing is changed, where it would leave the state of a withdrawn one. */
export async function note(
  db: Db,
  id: number,
  change: Partial<Omit<NewRow<typeof rebuildsTable>, 'id' | 'state'>> & { state?: RebuildState },
): Promise<boolean> {
  let update = db.updateTable('rebuilds').set(change).where('id', '=', BigInt(id));
  if (change.state !== undefined) update = update.where('state', '!=', 'withdrawn');
  return (await update.executeTakeFirst()).numUpdatedRows === 1n;
}

/** The end of a rebuild that came to nothing, once its tables are gone. One that was withdrawn ends as that. */
export async function endRebuild(db: Db, id: number, state: RebuildState, detail: string): Promise<void> {
  const ended = { detail, ended_at: Date.now() };
  if (!(await note(db, id, { state, ...ended }))) await note(db, id, ended);
}

function statusOf(row: Record<string, unknown>): RebuildStatus {
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  const textOf = (name: string) => row[name] as string | null;
  return {
    id: Number(row['id']),
    projection: row['projection'] as string,
    version: Number(row['version']),
    state: row['state'] as RebuildState,
    requestedBy: row['requested_by'] as string,
    requestedAt: Number(row['requested_at']),
    position: row['position'] as bigint | null,
    target: row['target'] as bigint | null,
    compared: number('compared'),
    toCompare: number('to_compare'),
    differences: number('differences'),
    comparedAt: row['compared_at'] as bigint | null,
    decidedBy: textOf('decided_by'),
    reason: textOf('reason'),
    detail: textOf('detail'),
    endedAt: number('ended_at'),
  };
}
