import type { ReadTransaction } from './database';
import type { Projection } from './projection';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/**
 * Turns instants into positions. Clocks step back when a store's leader changes, so an event counts as known from the
 * latest instant that was recorded up to it; of each such instant the last position is kept.
 */
const timelineTable = table({
  name: 'timeline',
  columns: { known_from: 'integer', last_position: 'integer' },
  primaryKey: ['known_from'],
});

declare module './database' {
  interface ReadTables {
    timeline: RowsOf<typeof timelineTable>;
  }
}

const writer = new RowWriter(timelineTable, { add: [] });

export const timeline: Projection = {
  name: 'timeline',
  version: 1,
  handles: ['party', 'agreement', 'budget', 'index'],
  tables: [timelineTable],
  async fold(batch, tx) {
    let latest = await latestInstant(tx);
    const rows = new Map<number, NewRow<typeof timelineTable>>();
    for (const { recordedAt, position } of batch) {
      latest = Math.max(latest, recordedAt);
      rows.set(latest, { known_from: latest, last_position: position });
    }
    await writer.write(tx, [...rows.values()]);
  },
};

async function latestInstant(tx: ReadTransaction): Promise<number> {
  const { latest } = await tx
    .selectFrom('timeline')
    .select(({ fn }) => fn.max('known_from').as('latest'))
    .executeTakeFirstOrThrow();
  return Number(latest ?? 0);
}

/** The last position known at an instant (ms since 1970); 0 where nothing was. Source: design.md §6, "Two axes". */
export async function positionKnownAt(tx: ReadTransaction, instant: number): Promise<bigint> {
  const found = await tx
    .selectFrom('timeline')
    .select('last_position')
    .where('known_from', '<=', BigInt(instant))
    .orderBy('known_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.last_position ?? 0n;
}
