import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventLog } from '@anslag/event-store/open-event-store';
import { StoreUnavailable } from '@anslag/event-store/port';
import { readCheckpoints } from '@anslag/read-models/checkpoints';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import type { ProjectorLock } from '@anslag/read-models/dialect';
import type { ProjectionStatus } from '@anslag/read-models/projection';
import { projections } from '@anslag/read-models/projections';
import { Rebuilder } from '@anslag/read-models/rebuilder';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { ProjectionRunner } from '@anslag/read-models/runner';
import type { ThreadSettings } from './thread-messages';

export interface ProjectingHears {
  /** `folding`: whether it is this one that keeps the read models up. */
  onProgress(statuses: ProjectionStatus[], folding: boolean): void;
  warn(message: string, details: object): void;
}

/** How often whoever does not fold looks how far the one is that does, and whether it is gone. */
const watchMs = 20;
const tryMs = 1_000;

/** How long a database or an event store that is away is left alone before it is tried again: longer from time to time, ms. */
const shortestPause = 250;
const longestPause = 4_000;

/**
 * One of any number of projectors on one database: the one that has its lock folds, the others watch and take over within a
 * second or two when it is gone. Between two that both think they have it, the guarded checkpoints decide.
 */
export class Projecting {
  readonly #database: ReadDatabase;
  readonly #settings: ThreadSettings;
  readonly #hears: ProjectingHears;
  /** How often it has failed since it last got somewhere. */
  #failures = 0;

  constructor(database: ReadDatabase, settings: ThreadSettings, hears: ProjectingHears) {
    this.#database = database;
    this.#settings = settings;
    this.#hears = hears;
  }

  /** Runs until the signal is aborted. Rejects where the read models cannot be kept up at all; passing faults are waited out. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted)
      try {
        const lock = this.#settings.folds ? await this.#database.dialect.lock() : null;
        if (!lock) await this.#watch(signal);
        else await this.#fold(lock, signal).finally(() => lock.release());
      } catch (error) {
        if (signal.aborted) return;
        this.#hears.warn(this.#passing(error), { error });
        await this.#pause(signal);
      }
  }

  /** At least half of the longest, which doubles from failure to failure: several projectors do not come back in step. */
  async #pause(signal: AbortSignal): Promise<void> {
    const longest = Math.min(longestPause, shortestPause * 2 ** this.#failures++);
    await sleep(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
  }

  #report(statuses: ProjectionStatus[], folding: boolean): void {
    this.#failures = 0;
    this.#hears.onProgress(statuses, folding);
  }

  /** What is away for now; whatever else went wrong is thrown. */
  #passing(error: unknown): string {
    if (error instanceof StoreUnavailable) return 'The event store is away and is tried again';
    if (!this.#database.dialect.isPassing(error)) throw error;
    return 'The database of read models is away or busy and is tried again';
  }

  async #fold(lock: ProjectorLock, signal: AbortSignal): Promise<void> {
    const { store, batch } = this.#settings;
    const database = this.#database;
    const { warn } = this.#hears;
    const ended = new AbortController();
    const running = AbortSignal.any([signal, ended.signal]);
    const log = await openEventLog(store, { streamPrefixes });
    const lost = () => {
      if (!running.aborted) warn('The lock on the read models was lost and is asked for again', {});
      ended.abort();
    };
    void lock.lost.then(lost);
    try {
      const runner: ProjectionRunner = new ProjectionRunner({
        log,
        database,
        projections,
        ...batch,
        onProgress: (statuses) => this.#report(statuses, true),
        onOutdated: (outdated) => rebuilder.replaceOutdated(outdated),
        warn,
      });
      const rebuilder = new Rebuilder({ log, database, projections, runner, warn });
      const begun = Promise.race([runner.prepared, once(running, 'abort')]);
      // Whichever ends takes the other with it; what is under way in the database is finished first.
      const both = [runner.run(running), begun.then(() => rebuilder.run(running))];
      const outcomes = await Promise.allSettled(both.map((one) => one.finally(() => ended.abort())));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    } finally {
      await log.close();
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const until = this.#settings.folds ? Date.now() + tryMs : Infinity;
    let seen = '';
    while (!signal.aborted && Date.now() < until) {
      const statuses = await this.#statuses();
      const now = JSON.stringify(statuses, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      if (statuses && now !== seen) this.#report(statuses, false);
      seen = now;
      await sleep(watchMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Null while the one that folds has not made all tables yet. */
  async #statuses(): Promise<ProjectionStatus[] | null> {
    if (!(await this.#database.dialect.tableNames(this.#database.db)).has('projections')) return null;
    const checkpoints = await readCheckpoints(this.#database.db);
    if (projections.some(({ name }) => !checkpoints.has(name))) return null;
    return projections.map(({ name, version }) => {
      const { position, stopped, version: there } = checkpoints.get(name)!;
      return there === version
        ? { name, version, position, stopped }
        : { name, version, position: null, stopped: null };
    });
  }
}
