import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '@anslag/event-store/port';
import { advance, type Running } from './apply';
import { prepareIndexes, prepareTables, readCheckpoints } from './checkpoints';
import { openReadDatabase } from './open-database';
import type { ReadDatabase } from './dialect';
import type { ReadTransaction } from './database';
import { besideLive } from './next-tables';
import type { Projection } from './projection';
import { findDifferences, rowsIn } from './rebuild-differences';
import { endRebuild, findRebuild, note, type RebuildState, type RebuildStatus } from './rebuilds';
import { RecordedEvent } from './recorded-event';

export interface RebuildOptions {
  log: Pick<EventLog, 'readAll' | 'head'>;
  database: ReadDatabase;
  projection: Projection;
  /** Does something to the tables between two batches of the live projections. */
  paused<T>(work: () => Promise<T>): Promise<T>;
  signal: AbortSignal;
  /** Events a transaction: few, since the live projections wait for it. */
  limit?: number;
}

/** A rebuild that cannot go on: its tables are taken away, the live ones stay. */
class GivenUp extends Error {
  constructor(
    readonly state: Extract<RebuildState, 'refused' | 'failed' | 'withdrawn'>,
    message: string,
  ) {
    super(message);
  }
}

const withdrawn = () => new GivenUp('withdrawn', 'It was given up.');

/**
 * Makes a projection's tables anew beside the live ones, compares both at one position, and puts the new ones in place
 * where nothing differs; where something does, it waits until the differences are accepted with a reason. Readers have
 * whole tables throughout. Everything it knows is in the table `rebuilds`, so that it goes on after a restart.
 */
export class Rebuild {
  readonly #options: RebuildOptions;
  readonly #id: number;
  readonly #next: Running;
  readonly #limit: number;

  constructor(id: number, options: RebuildOptions) {
    this.#id = id;
    this.#options = options;
    this.#limit = options.limit ?? 1_000;
    this.#next = { projection: besideLive(options.projection), position: null, stopped: null };
  }

  /** Goes as far as it can: to the end, or until somebody must decide, or until the signal is aborted. */
  async carryOut(): Promise<RebuildStatus> {
    const { database } = this.#options;
    try {
      await this.#build();
    } catch (error) {
      if (this.#options.signal.aborted || database.dialect.isPassing(error)) throw error;
      const [state, detail] =
        error instanceof GivenUp ? [error.state, error.message] : ['failed' as const, String(error)];
      await this.#takeAway();
      await endRebuild(database.db, this.#id, state, detail);
    }
    return (await findRebuild(database.db, this.#id))!;
  }

  async #build(): Promise<void> {
    const { database, projection } = this.#options;
    const { state } = await this.#status();
    if (state === 'withdrawn') throw withdrawn();
    if (state === 'differs') return;
    await this.#prepare();
    if (state !== 'accepted') await this.#note({ state: 'building' });
    const indexed = () => prepareIndexes(database, [this.#next.projection]);
    if (database.dialect.indexesHoldUp) await indexed();
    await this.#catchUp();
    await indexed();
    if (state !== 'accepted' && !(await this.#compare())) {
      if ((await this.#live()).version >= projection.version) return this.#note({ state: 'differs' });
      // A release that makes other rows has said so by its version; what differs is listed all the same.
      const reason = `This release of the ledger has version ${projection.version} of ${projection.name}.`;
      await this.#note({ state: 'accepted', decided_by: 'anslag', reason });
    }
    while (!(await this.#putInPlace())) this.#options.signal.throwIfAborted();
  }

  /** The tables beside the live ones: those of this rebuild if it was begun, else new ones. */
  async #prepare(): Promise<void> {
    const { database } = this.#options;
    const { projection } = this.#next;
    const mark = `_r${this.#id}`;
    const begun = (await readCheckpoints(database.db)).get(projection.name);
    if (begun && begun.mark !== mark) await this.#takeAway();
    await prepareTables(database, [projection], mark);
    this.#next.position = (await readCheckpoints(database.db)).get(projection.name)!.position;
  }

  /** Up to where the live tables are, which go on meanwhile; never beyond. */
  async #catchUp(): Promise<void> {
    let told = 0;
    const from = this.#next.position;
    for (;;) {
      this.#options.signal.throwIfAborted();
      const { position: target } = await this.#live();
      const { position } = this.#next;
      const isThere = target === null || (position ?? 0n) >= target;
      if (isThere ? position !== from : Date.now() - told > 250) {
        told = Date.now();
        await this.#tell({ position, target });
      }
      if (isThere) return;
      await this.#fold(target, this.#limit);
      // The live projections share the thread.
      await setImmediate();
    }
  }

  async #fold(target: bigint, limit: number): Promise<void> {
    const { database, log } = this.#options;
    const read = await log.readAll(this.#next.position, limit);
    const events = read.filter(({ position }) => position <= target).map((stored) => new RecordedEvent(stored));
    // The live tables' position is the last event's they have seen, so this ends exactly there.
    if (events.length === 0) throw new Error(`The event log has nothing more before position ${target}`);
    const outcome = await database.db.transaction().execute((tx) => advance(database, this.#next, events, tx));
    Object.assign(this.#next, outcome);
    const { stopped } = outcome;
    if (stopped)
      throw new GivenUp(
        'failed',
        `It cannot fold ${stopped.type} at ${stopped.stream}@${stopped.revision}: ${stopped.error}`,
      );
  }

  /** Whether both are the same at one position. All differences are counted, and the first of them listed. */
  async #compare(): Promise<boolean> {
    const { database, projection } = this.#options;
    await this.#note({ state: 'comparing', compared: 0, to_compare: null, differences: 0 });
    const reader = openReadDatabase(database.url, 'read');
    try {
      const { tx, position } = await this.#snapshot(reader);
      try {
        const { projection: next } = this.#next;
        const [live, rebuilt] = [await rowsIn(database, tx, projection), await rowsIn(database, tx, next)];
        await this.#tell({ compared_at: position, to_compare: Math.max(live, rebuilt) });
        if (rebuilt === 0 && live > 0)
          throw new GivenUp('refused', `The rebuilt tables are empty, and the live ones hold ${live} rows.`);
        const [rebuild, { signal }] = [this.#id, this.#options];
        const tell = (progress: { compared: number; differences: number }) => this.#tell(progress);
        return (await findDifferences({ rebuild, database, live: projection, next, signal, tell }, tx)) === 0;
      } finally {
        await tx.rollback().execute();
      }
    } finally {
      await reader.close();
    }
  }

  /** A read transaction in which both stand at one position. */
  async #snapshot(reader: ReadDatabase) {
    for (;;) {
      await this.#catchUp();
      const seen = await this.#options.paused(async () => {
        await this.#catchUp();
        const tx = await reader.db.startTransaction().setIsolationLevel('repeatable read').execute();
        const checkpoints = await readCheckpoints(tx);
        const live = checkpoints.get(this.#options.projection.name)!.position;
        if (live === checkpoints.get(this.#next.projection.name)!.position) return { tx, position: live };
        await tx.rollback().execute();
        return null;
      });
      // Another process's projector went on in between.
      if (seen) return seen;
    }
  }

  /** Both brought to one position, then one in place of the other, in one transaction; false where that must be tried again. */
  async #putInPlace(): Promise<boolean> {
    const { database, paused } = this.#options;
    await this.#catchUp();
    try {
      return await paused(async () => {
        await this.#catchUp();
        return database.db.transaction().execute((tx) => this.#swap(tx));
      });
    } catch (error) {
      // A report that takes its time still has the tables.
      if (!database.dialect.isPassing(error)) throw error;
      await sleep(100);
      return false;
    }
  }

  async #swap(tx: ReadTransaction): Promise<boolean> {
    const { database, projection } = this.#options;
    await database.dialect.takeTables(tx);
    const checkpoints = await readCheckpoints(tx);
    const live = checkpoints.get(projection.name)!;
    const next = checkpoints.get(this.#next.projection.name)!;
    if (live.position !== next.position) return false;
    await database.dialect.liftViews(
      tx,
      projection.tables.map((one) => one.name),
    );
    for (const [at, { name }] of projection.tables.entries()) {
      await tx.schema.dropTable(name).ifExists().execute();
      await tx.schema.alterTable(this.#next.projection.tables[at]!.name).renameTo(name).execute();
    }
    await database.dialect.putViews(tx);
    await tx.deleteFrom('projections').where('name', '=', this.#next.projection.name).execute();
    const { differences } = (await findRebuild(tx, this.#id))!;
    const epoch = live.epoch + (differences ? 1 : 0);
    await tx
      .updateTable('projections')
      .set({ version: projection.version, mark: next.mark, epoch, stopped: null })
      .where('name', '=', projection.name)
      .execute();
    const done = { state: 'done', position: next.position, ended_at: Date.now() } as const;
    if (!(await note(tx, this.#id, done))) throw withdrawn();
    return true;
  }

  /** The tables of a rebuild that came to nothing. */
  async #takeAway(): Promise<void> {
    const { name, tables } = this.#next.projection;
    await this.#options.database.db.transaction().execute(async (tx) => {
      for (const one of tables) await tx.schema.dropTable(one.name).ifExists().execute();
      await tx.deleteFrom('projections').where('name', '=', name).execute();
    });
    Object.assign(this.#next, { position: null, stopped: null });
  }

  async #live() {
    return (await readCheckpoints(this.#options.database.db)).get(this.#options.projection.name)!;
  }

  async #status(): Promise<RebuildStatus> {
    return (await findRebuild(this.#options.database.db, this.#id))!;
  }

  async #note(change: Parameters<typeof note>[2]): Promise<void> {
    if (!(await note(this.#options.database.db, this.#id, change))) throw withdrawn();
  }

  /** Says how far it is; hears whether it was given up meanwhile. */
  async #tell(change: Parameters<typeof note>[2]): Promise<void> {
    await this.#note(change);
    if ((await this.#status()).state === 'withdrawn') throw withdrawn();
  }
}
