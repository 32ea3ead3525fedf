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
      const onDrop = (cause: unknown) =>
        this.#options.warn('The event log was dropped and is followed again', { cause });
      for await (const events of log.follow(after, { limit: this.#limit * this.#together, signal: stop, onDrop })) {
        const release = await this.#turns.next();
        try {
          // Somebody else's turn has changed the tables: these events may have been folded already.
          if (stop.aborted) break;
          if (!(await this.#persistently(signal, () => this.#apply(events)))) {
            // Overtaken by another runner: look where it is, and follow from there.
            this.#reloaded.abort();
            await this.#reload();
            this.#report();
            break;
          }
        } finally {
          release();
        }
        if (!indexed && events.at(-1)!.position >= there) {
          await this.#index(signal);
          indexed = true;
        }
        if (events.length < this.#limit) await sleep(gatherMs);
      }
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

  /** Applies events to the projections that have not seen them; false where another runner did. */
  async #apply(stored: readonly StoredEvent[]): Promise<boolean> {
    const { database } = this.#options;
    const events = stored.map((event) => new RecordedEvent(event));
    const last = events.at(-1)!.position;
    const behind = this.#running.filter(({ stopped, position }) => !stopped && (position === null || position < last));
    try {
      const outcomes = await database.db.transaction().execute(async (tx) => {
        const advanced: Pick<Running, 'position' | 'stopped'>[] = [];
        for (const one of behind) advanced.push(await advance(database, one, events, tx, this.#limit));
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
