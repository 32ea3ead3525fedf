import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, StoredEvent } from '@anslag/event-store/port';
import { sql } from 'kysely';
import { moveCheckpoint, prepareTables, readCheckpoints } from './checkpoints';
import type { ReadDatabase, ReadTransaction } from './database';
import type { Projection, ProjectionStatus, Stopped } from './projection';
import { RecordedEvent } from './recorded-event';

export interface RunnerOptions {
  log: EventLog;
  database: ReadDatabase;
  projections: readonly Projection[];
  /** Hears of every change of a projection's position or state, once it is committed. */
  onProgress(statuses: ProjectionStatus[]): void;
  /** Hears of what somebody should look at. */
  warn(message: string, details: object): void;
  /** Events a batch, at most. */
  limit?: number;
  /** Batches a transaction, at most: catching up writes each page of the tables less often. */
  together?: number;
}

/**
 * After a batch that was not full, what comes next is gathered this long: under load a commit then stands for many events,
 * where one of its own for each would cost more than all the rest of a request. An event after a pause is not held up.
 */
const gatherMs = 15;

/** How long a locked or full database is tried again before the runner gives up, for whoever started it to hear of it. */
const patienceMs = 10_000;

/** Another runner has moved a checkpoint: nothing of this transaction was kept. */
class Overtaken extends Error {}

interface Running {
  projection: Projection;
  position: bigint | null;
  stopped: Stopped | null;
}

/**
 * Keeps read models up with the event log: all projections fold the same events in one transaction, with their
 * checkpoints, so that a reader sees all of them at one position. A projection that cannot fold an event is stopped
 * before it, loudly; the others go on.
 */
export class ProjectionRunner {
  readonly #options: RunnerOptions;
  readonly #limit: number;
  readonly #together: number;
  #running: Running[] = [];

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#limit = options.limit ?? 1_000;
    this.#together = options.together ?? 8;
  }

  get statuses(): ProjectionStatus[] {
    return this.#running.map(({ projection: { name, version }, position, stopped }) => {
      return { name, version, position, stopped };
    });
  }

  /** Runs until the signal is aborted. Rejects when the log or the database is broken; whoever started it starts it again. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, projections, log } = this.#options;
    await this.#persistently(signal, () => prepareTables(database, projections));
    await this.#reload();
    await this.#refuseForeign();
    this.#report();
    while (!signal.aborted) {
      const moving = this.#running.filter(({ stopped }) => !stopped);
      if (moving.length === 0) return void (await aborted(signal));
      const after = moving.reduce<bigint | null>(
        (least, { position }) => earlier(least, position),
        moving[0]?.position ?? null,
      );
      const overtaken = new AbortController();
      const stop = AbortSignal.any([signal, overtaken.signal]);
      const onDrop = (cause: unknown) =>
        this.#options.warn('The event log was dropped and is followed again', { cause });
      for await (const events of log.follow(after, { limit: this.#limit * this.#together, signal: stop, onDrop })) {
        if (await this.#persistently(signal, () => this.#apply(events))) {
          if (events.length < this.#limit) await sleep(gatherMs);
          continue;
        }
        // Overtaken by another runner: look where it is, and follow from there.
        overtaken.abort();
        await this.#reload();
        this.#report();
        break;
      }
    }
  }

  /** Applies events to the projections that have not seen them; false where another runner did. */
  async #apply(stored: readonly StoredEvent[]): Promise<boolean> {
    const events = stored.map((event) => new RecordedEvent(event));
    const last = events.at(-1)!.position;
    const behind = this.#running.filter(({ stopped, position }) => !stopped && (position === null || position < last));
    try {
      const outcomes = await this.#options.database.db.transaction().execute(async (tx) => {
        const advanced: Pick<Running, 'position' | 'stopped'>[] = [];
        for (const one of behind) advanced.push(await this.#advance(one, events, tx));
        return advanced;
      });
      behind.forEach((one, index) => Object.assign(one, outcomes[index]));
    } catch (error) {
      if (error instanceof Overtaken) return false;
      throw error;
    }
    for (const { projection, stopped } of behind)
      if (stopped) this.#options.warn(`The projection ${projection.name} has stopped`, stopped);
    if (behind.length > 0) this.#report();
    return true;
  }

  async #advance(
    { projection, position: from }: Running,
    events: readonly RecordedEvent[],
    tx: ReadTransaction,
  ): Promise<Pick<Running, 'position' | 'stopped'>> {
    const unseen = events.filter((event) => from === null || event.position > from);
    let position = from;
    for (let at = 0; at < unseen.length; at += this.#limit) {
      const batch = unseen.slice(at, at + this.#limit);
      const failed = await this.#step(projection, batch, position, tx);
      if (failed) {
        const found = await this.#findPoison(projection, batch, position, tx);
        if (found.stopped) return found;
      }
      position = batch.at(-1)!.position;
    }
    return { position, stopped: null };
  }

  /** Event by event up to the one that cannot be folded: everything before it is kept, and it is named. */
  async #findPoison(
    projection: Projection,
    batch: readonly RecordedEvent[],
    from: bigint | null,
    tx: ReadTransaction,
  ): Promise<Pick<Running, 'position' | 'stopped'>> {
    let position = from;
    for (const event of batch) {
      const failed = await this.#step(projection, [event], position, tx);
      if (failed) {
        const { position: at, stream, revision, type } = event;
        return { position, stopped: { position: at, stream, revision, type, error: failed.message } };
      }
      position = event.position;
    }
    return { position, stopped: null };
  }

  /** Folds what is the projection's of some events and moves its checkpoint, both or neither; what the fold threw, if it did. */
  async #step(
    projection: Projection,
    events: readonly RecordedEvent[],
    from: bigint | null,
    tx: ReadTransaction,
  ): Promise<Error | null> {
    const handled = events.filter(({ category }) => (projection.handles as readonly string[]).includes(category));
    await sql`savepoint step`.execute(tx);
    if (!(await moveCheckpoint(tx, projection, from, events.at(-1)!.position))) throw new Overtaken();
    try {
      if (handled.length > 0) await projection.fold(handled, tx);
    } catch (error) {
      if (this.#options.database.dialect.isPassing(error)) throw error;
      await sql`rollback to savepoint step`.execute(tx);
      await sql`release savepoint step`.execute(tx);
      return error instanceof Error ? error : new Error(String(error));
    }
    await sql`release savepoint step`.execute(tx);
    return null;
  }

  async #reload(): Promise<void> {
    const checkpoints = await readCheckpoints(this.#options.database.db);
    const stopped = new Map(this.#running.map((one) => [one.projection.name, one.stopped]));
    this.#running = this.#options.projections.map((projection) => {
      const { name, version } = projection;
      const checkpoint = checkpoints.get(name);
      if (checkpoint?.version !== version)
        throw new Error(
          `Another version of the ledger has made the read model ${name} anew; this one has version ${version}`,
        );
      return { projection, position: checkpoint.position, stopped: stopped.get(name) ?? null };
    });
  }

  /** Read models ahead of the store belong to another store, or to one that was put back: their answers would be wrong. */
  async #refuseForeign(): Promise<void> {
    const head = await this.#options.log.head();
    const ahead = this.#running.find(({ position }) => position !== null && (head === null || position > head));
    if (!ahead) return;
    throw new Error(
      `The read models (${ahead.projection.name} at ${ahead.position}) are ahead of the event store (${head ?? 'empty'}): ` +
        'they were made from another one. Remove the database of read models; it is made anew.',
    );
  }

  /** Tries again while the database is locked or full, with a random pause so that two runners don't keep step. */
  async #persistently<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const until = Date.now() + patienceMs;
    for (;;)
      try {
        return await work();
      } catch (error) {
        if (!this.#options.database.dialect.isPassing(error) || signal.aborted || Date.now() > until) throw error;
        await sleep(5 + Math.random() * 45);
      }
  }

  #report(): void {
    this.#options.onProgress(this.statuses);
  }
}

function earlier(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? null : a < b ? a : b;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
}
