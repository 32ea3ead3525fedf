import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, StoredEvent } from '@anslag/event-store/port';
import { advance, Overtaken, type Running } from './apply';
import { prepareBookkeeping, prepareIndexes, prepareReaders, prepareTables, readCheckpoints } from './checkpoints';
import type { ReadDatabase } from './dialect';
import type { Projection, ProjectionStatus } from './projection';
import { RecordedEvent } from './recorded-event';
import { Turns } from './turns';

export interface RunnerOptions {
  log: EventLog;
  database: ReadDatabase;
  projections: readonly Projection[];
  /** Hears of every change of a projection's position or state, once it is committed. */
  onProgress(statuses: ProjectionStatus[]): void;
  /** Hears of projections whose tables are of an earlier version: they are not kept up until they are rebuilt. */
  onOutdated?(projections: readonly Projection[]): Promise<void>;
  /** Hears of what somebody should look at. */
  warn(message: string, details: object): void;
  /** Events a batch, at most: few enough to be garbage before the collector has moved them about. */
  limit?: number;
  /** Batches a transaction, at most, while catching up: each page of the tables is then written less often. */
  together?: number;
}

/**
 * After a batch that was not full, what comes next is gathered this long: under load a commit then stands for many events,
 * where one of its own for each would cost more than all the rest of a request. An event after a pause is not held up.
 */
const gatherMs = 15;

/** How long a locked or full database is tried again before the runner gives up, for whoever started it to hear of it. */
const patienceMs = 10_000;

/**
 * Keeps read models up with the event log: all projections fold the same events in one transaction, with their
 * checkpoints, so that a reader sees all of them at one position. A projection that cannot fold an event is stopped
 * before it, loudly; the others go on.
 */
export class ProjectionRunner {
  readonly #options: RunnerOptions;
  readonly #limit: number;
  readonly #together: number;
  readonly #turns = new Turns();
  #running: Running[] = [];
  #outdated: readonly Projection[] = [];
  #isPrepared!: () => void;
  /** Resolves once the tables are there; never where that fails. */
  readonly prepared = new Promise<void>((resolve) => (this.#isPrepared = resolve));
  /** Looks where the projections stand, and follows from there: tables were put in place of others. */
  #reloaded: AbortController | null = null;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#limit = options.limit ?? 1_000;
    this.#together = options.together ?? 8;
  }

  get statuses(): ProjectionStatus[] {
    const waiting = this.#outdated.map(({ name, version }) => ({ name, version, position: null, stopped: null }));
    return this.#running
      .map(({ projection: { name, version }, position, stopped }): ProjectionStatus => {
        return { name, version, position, stopped };
      })
      .concat(waiting);
  }

  /** Runs until the signal is aborted. Rejects when the log or the database is broken; whoever started it starts it again. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, projections, log } = this.#options;
    await this.#persistently(signal, () => prepareBookkeeping(database));
    const outdated = await this.#persistently(signal, () => prepareTables(database, projections));
    const unread = await this.#persistently(signal, () => prepareReaders(database));
    if (unread !== null) this.#options.warn(unread, {});
    await this.#reload();
    await this.#refuseForeign();
    this.#report();
    if (outdated.length > 0) await this.#options.onOutdated?.(outdated);
    this.#isPrepared();
    const there = (await log.head()) ?? 0n;
    let indexed = false;
    while (!signal.aborted) {
      const moving = this.#running.filter(({ stopped }) => !stopped);
      const after = moving.reduce<bigint | null>(
        (least, { position }) => earlier(least, position),
        moving[0]?.position ?? null,
      );
      if (!indexed && (after ?? 0n) >= there) {
        await this.#index(signal);
        indexed = true;
      }
      this.#reloaded = new AbortController();
      const stop = AbortSignal.any([signal, this.#reloaded.signal]);
      if (moving.length === 0) await aborted(stop);
      if (await this.#catchUp(after, stop, signal)) continue;
      const onDrop = (cause: unknown) =>
        this.#options.warn('The event log was dropped and is followed again', { cause });
      const limit = this.#limit * this.#together;
      for await (const events of log.follow(after, { limit, signal: stop, onDrop })) {
        if ((await this.#inTurn(events, 1, stop, signal)) === null) break;
        if (!indexed && events.at(-1)!.position >= there) {
          await this.#index(signal);
          indexed = true;
        }
        // There may be more than is good to follow.
        if (events.length >= this.#limit) break;
        await sleep(gatherMs);
      }
    }
  }

  /** Folds what is there, as long as there are full batches of it; false where there was none. */
  async #catchUp(after: bigint | null, stop: AbortSignal, signal: AbortSignal): Promise<boolean> {
    for (let last = after; !stop.aborted;) {
      const batch = await this.#options.log.readAll(last, this.#limit);
      if (batch.length < this.#limit) return last !== after;
      last = await this.#inTurn(batch, this.#together, stop, signal);
      if (last === null) break;
    }
    return true;
  }

  /**
   * Applies a batch, and in the same transaction those after it while they are full, up to so many; the position that this
   * came to. Null where the tables have changed meanwhile: these events may have been folded already.
   */
  async #inTurn(
    events: readonly StoredEvent[],
    batches: number,
    stop: AbortSignal,
    signal: AbortSignal,
  ): Promise<bigint | null> {
    const release = await this.#turns.next();
    try {
      // Somebody else's turn has put other tables in place.
      if (stop.aborted) return null;
      const position = await this.#persistently(signal, () => this.#apply(events, batches));
      if (position !== null) return position;
      // Overtaken by another runner: look where it is, and follow from there.
      this.#reloaded!.abort();
      await this.#reload();
      this.#report();
      return null;
    } finally {
      release();
    }
  }

  /** Does something to the tables between two batches, while no other is applied; then looks where they stand. */
  async paused<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#turns.next();
    try {
      return await work();
    } finally {
      // A runner that has not begun looks by itself.
      if (this.#reloaded) {
        await this.#reload();
        this.#reloaded.abort();
        this.#report();
      }
      release();
    }
  }

  /** As {@link #inTurn}; null where another runner was quicker. */
  async #apply(first: readonly StoredEvent[], batches: number): Promise<bigint | null> {
    const { database, log } = this.#options;
    const behind = this.#running.filter(({ stopped, position }) => {
      return !stopped && (position === null || position < first.at(-1)!.position);
    });
    const moved = behind.map((one) => ({ ...one }));
    let last = first.at(-1)!.position;
    try {
      await database.db.transaction().execute(async (tx) => {
        let batch = first;
        for (let left = batches; batch.length > 0; left -= 1) {
          const events = batch.map((event) => new RecordedEvent(event));
          for (const one of moved) if (!one.stopped) Object.assign(one, await advance(database, one, events, tx));
          last = events.at(-1)!.position;
          if (left === 1 || batch.length < this.#limit) break;
          batch = await log.readAll(last, this.#limit);
        }
      });
    } catch (error) {
      if (error instanceof Overtaken) return null;
      throw error;
    }
    behind.forEach((one, index) => Object.assign(one, moved[index]));
    for (const { projection, stopped } of behind)
      if (stopped) this.#options.warn(`The projection ${projection.name} has stopped`, stopped);
    if (behind.length > 0) this.#report();
    return last;
  }

  /** Once what was there is folded: a table is filled much faster without its indexes. */
  async #index(signal: AbortSignal): Promise<void> {
    const projections = this.#running.map(({ projection }) => projection);
    await this.#persistently(signal, () => prepareIndexes(this.#options.database, projections));
  }

  async #reload(): Promise<void> {
    const checkpoints = await readCheckpoints(this.#options.database.db);
    const stopped = new Map(this.#running.map((one) => [one.projection.name, one.stopped]));
    const running: Running[] = [];
    const outdated: Projection[] = [];
    for (const projection of this.#options.projections) {
      const { name, version } = projection;
      const checkpoint = checkpoints.get(name);
      if (!checkpoint || checkpoint.version > version)
        throw new Error(
          `Another version of the ledger has made the read model ${name} anew; this one has version ${version}`,
        );
      if (checkpoint.version < version) outdated.push(projection);
      else running.push({ projection, position: checkpoint.position, stopped: stopped.get(name) ?? null });
    }
    this.#running = running;
    this.#outdated = outdated;
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
