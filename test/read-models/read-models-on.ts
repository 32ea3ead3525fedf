import type { EventLog } from '@anslag/event-store/port';
import { ReadSide, type Ask, type BasisRefusal } from '@anslag/read-models/basis';
import type { Cut } from '@anslag/read-models/cut';
import { openReadDatabase } from '@anslag/read-models/open-database';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import { Progress } from '@anslag/read-models/progress';
import type { Projection } from '@anslag/read-models/projection';
import { projections as all } from '@anslag/read-models/projections';
import { Rebuilder } from '@anslag/read-models/rebuilder';
import { ProjectionRunner } from '@anslag/read-models/runner';
import { newReadDatabase, returnReadDatabase } from './new-database';

export const anywhere: Ask = { effectiveAt: null, knownAt: null, knownPosition: null, pinned: null, atLeast: null };

interface Options {
  projections?: readonly Projection[];
  limit?: number;
  now?: () => number;
  waitMs?: number;
}

/** Read models of a log in a database of their own, kept up by a runner until they are closed. */
export class ReadModelsOn {
  readonly progress = new Progress();
  readonly warnings: string[] = [];
  readonly reader: ReadDatabase;
  readonly side: ReadSide;
  /** How the runner ended. */
  readonly ended: Promise<void>;
  /** How the rebuilds beside it ended. */
  readonly rebuildsEnded: Promise<void>;
  readonly writer: ReadDatabase;
  #own = false;
  readonly #stop = new AbortController();

  private constructor(
    readonly log: EventLog,
    readonly url: string,
    options: Options,
  ) {
    const warn = (message: string, details: object) =>
      void this.warnings.push(`${message}: ${(details as { error?: string }).error}`);
    const { projections = all, limit = 1_000, now = Date.now, waitMs = 2_000 } = options;
    this.writer = openReadDatabase(url, 'write');
    const runner: ProjectionRunner = new ProjectionRunner({
      log,
      database: this.writer,
      projections,
      limit,
      onProgress: (statuses) => this.progress.report(statuses),
      onOutdated: (outdated) => rebuilder.replaceOutdated(outdated),
      warn,
    });
    const rebuilder: Rebuilder = new Rebuilder({ log, database: this.writer, projections, runner, warn });
    this.ended = runner.run(this.#stop.signal);
    this.ended.catch(() => {});
    this.rebuildsEnded = Promise.race([runner.prepared, this.ended]).then(() => rebuilder.run(this.#stop.signal));
    this.rebuildsEnded.catch(() => {});
    this.reader = openReadDatabase(url, 'read');
    this.side = new ReadSide({ database: this.reader, progress: this.progress, log, now, waitMs });
  }

  static async start(log: EventLog, options: Options & { url?: string } = {}): Promise<ReadModelsOn> {
    const url = options.url ?? (await newReadDatabase());
    const models = new ReadModelsOn(log, url, options);
    models.#own = options.url === undefined;
    await models.caughtUp();
    return models;
  }

  /** Until every projection has seen the log's head, or has stopped. */
  async caughtUp(): Promise<void> {
    const head = (await this.log.head()) ?? 0n;
    const behind = () =>
      this.progress.statuses.length === 0 ||
      this.progress.statuses.some(({ stopped, position }) => !stopped && (position ?? 0n) < head);
    while (behind()) await Promise.race([new Promise((done) => setTimeout(done, 2)), this.ended]);
  }

  /** The answer at a cut. A refusal fails the spec. */
  async at<T>(ask: Partial<Ask>, projections: readonly Projection[], answer: (cut: Cut) => Promise<T>) {
    const report = await this.ask(ask, projections, answer);
    if ('refused' in report) throw new Error(`${report.refused}: ${report.detail}`);
    return report;
  }

  ask<T>(ask: Partial<Ask>, projections: readonly Projection[], answer: (cut: Cut) => Promise<T>) {
    return this.side.report(projections, { ...anywhere, ...ask }, answer);
  }

  /** Every row of a table, in the order of its columns. */
  async rowsOf(name: string): Promise<unknown[]> {
    const rows = await this.reader.db
      .selectFrom(name as never)
      .selectAll()
      .execute();
    return rows.map(readable).sort();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.ended.catch(() => {});
    await this.rebuildsEnded.catch(() => {});
    await this.reader.close();
    await this.writer.close();
    if (this.#own) returnReadDatabase(this.url);
  }
}

function readable(row: object): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

export function refusalOf(report: object): BasisRefusal['refused'] | null {
  return 'refused' in report ? (report as BasisRefusal).refused : null;
}
