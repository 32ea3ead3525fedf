import { sql } from 'kysely';
import { moveCheckpoint, recordStop } from './checkpoints';
import type { ReadDatabase } from './dialect';
import type { ReadTransaction } from './database';
import type { Projection, Stopped } from './projection';
import type { RecordedEvent } from './recorded-event';

/** A projection and how far it has come. */
export interface Running {
  projection: Projection;
  position: bigint | null;
  stopped: Stopped | null;
}

/** Another runner has moved a checkpoint: nothing of this transaction was kept. */
export class Overtaken extends Error {}

/**
 * Applies events to one projection, up to the first that it cannot fold; says how far it has come. Throws {@link Overtaken},
 * and whatever passing fault the database has: then nothing of the transaction may be kept.
 */
export async function advance(
  database: ReadDatabase,
  { projection, position: from }: Running,
  events: readonly RecordedEvent[],
  tx: ReadTransaction,
): Promise<Pick<Running, 'position' | 'stopped'>> {
  const unseen = from === null ? events : events.filter((event) => event.position > from);
  if (unseen.length === 0) return { position: from, stopped: null };
  if (await step(database, projection, unseen, from, tx)) return findPoison(database, projection, unseen, from, tx);
  return { position: unseen.at(-1)!.position, stopped: null };
}

/** Event by event up to the one that cannot be folded: everything before it is kept, and it is named. */
async function findPoison(
  database: ReadDatabase,
  projection: Projection,
  batch: readonly RecordedEvent[],
  from: bigint | null,
  tx: ReadTransaction,
): Promise<Pick<Running, 'position' | 'stopped'>> {
  let position = from;
  for (const event of batch) {
    const failed = await step(database, projection, [event], position, tx);
    if (failed) {
      const { position: at, stream, revision, type } = event;
      const stopped = { position: at, stream, revision, type, error: failed.message };
      await recordStop(tx, projection.name, stopped);
      return { position, stopped };
    }
    position = event.position;
  }
  return { position, stopped: null };
}

/** Folds what is the projection's of some events and moves its checkpoint, both or neither; what the fold threw, if it did. */
async function step(
  { dialect }: ReadDatabase,
  projection: Projection,
  events: readonly RecordedEvent[],
  from: bigint | null,
  tx: ReadTransaction,
): Promise<Error | null> {
  const handles: readonly string[] = projection.handles;
  const handled = events.filter(({ category }) => handles.includes(category));
  await sql`savepoint step`.execute(tx);
  if (!(await moveCheckpoint(tx, projection, from, events.at(-1)!.position))) throw new Overtaken();
  try {
    if (handled.length > 0) await projection.fold(handled, tx);
  } catch (error) {
    if (dialect.isPassing(error)) throw error;
    await sql`rollback to savepoint step`.execute(tx);
    await sql`release savepoint step`.execute(tx);
    return error instanceof Error ? error : new Error(String(error));
  }
  await sql`release savepoint step`.execute(tx);
  return null;
}
