import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '@anslag/event-store/port';
import type { ReadDatabase } from './dialect';
import type { Projection } from './projection';
import { Rebuild } from './rebuild';
import { endRebuild, listRebuilds, requestRebuild } from './rebuilds';
import type { ProjectionRunner } from './runner';

export interface RebuilderOptions {
  log: EventLog;
  database: ReadDatabase;
  projections: readonly Projection[];
  runner: ProjectionRunner;
  warn(message: string, details: object): void;
}

/** How often it looks for rebuilds that were asked for or decided on. */
const lookMs = 250;

/** Carries out the rebuilds that are asked for, one after another, beside the runner whose tables they replace. */
export class Rebuilder {
  readonly #options: RebuilderOptions;

  constructor(options: RebuilderOptions) {
    this.#options = options;
  }

  /** Asks for a rebuild of each projection that the database has in an earlier version. */
  async replaceOutdated(outdated: readonly Projection[]): Promise<void> {
    const { db } = this.#options.database;
    for (const { name, version } of outdated)
      await db
        .transaction()
        .execute((tx) => requestRebuild(tx, { projection: name, version, by: 'anslag', now: Date.now() }));
  }

  /** Runs until the signal is aborted. Passing faults of the database are waited out. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, warn } = this.#options;
    while (!signal.aborted) {
      try {
        const open = await listRebuilds(database.db, { open: true });
        const next = open.findLast(({ state }) => state !== 'differs');
        if (next) await this.#carryOut(next.id, next.projection, signal);
        else await sleep(lookMs, undefined, { signal });
      } catch (error) {
        if (signal.aborted) return;
        if (!database.dialect.isPassing(error)) throw error;
        warn('A rebuild was held up by the database and goes on', { error });
        await sleep(lookMs);
      }
    }
  }

  async #carryOut(id: number, name: string, signal: AbortSignal): Promise<void> {
    const { log, database, projections, runner, warn } = this.#options;
    const projection = projections.find((one) => one.name === name);
    if (!projection) return endRebuild(database.db, id, 'failed', 'There is no such projection.');
    const paused = <T>(work: () => Promise<T>) => runner.paused(work);
    const { state, detail, differences } = await new Rebuild(id, {
      log,
      database,
      projection,
      paused,
      signal,
    }).carryOut();
    warn(`The rebuild of ${name} is ${state}`, { rebuild: id, ...(detail !== null && { detail }), differences });
  }
}
