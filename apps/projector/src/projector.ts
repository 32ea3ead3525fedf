import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { threadFile } from '@anslag/event-store/thread-file';
import { Progress } from '@anslag/read-models/progress';
import { ReadDatabaseUnavailable } from '@anslag/read-models/read-from';
import type { RebuildAnswer, RebuildAsk, ThreadMessage, ThreadSettings, ToThread } from './thread-messages';

export interface ProjectorLog {
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
}

interface Waiting {
  resolve(answer: RebuildAnswer): void;
  reject(error: Error): void;
}

/** The longest pause before a thread that ended is started again, ms. */
const longestPause = 5_000;

/**
 * Keeps the projections running in a thread of their own, so that folding never holds up a request. A thread that ends is
 * started again, from its last checkpoint; {@link progress} says how far it is, also where another process folds.
 */
export class Projector {
  readonly progress = new Progress();
  readonly #settings: ThreadSettings;
  readonly #log: ProjectorLog;
  #thread: Worker | null = null;
  #stopping = false;
  #failure: string | null = null;
  #folding = false;
  #calls = 0;
  readonly #waiting = new Map<number, Waiting>();
  #ended: Promise<void> = Promise.resolve();

  constructor(settings: ThreadSettings, log: ProjectorLog) {
    this.#settings = settings;
    this.#log = log;
  }

  /** Why the projections are not running at present; null while they are. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Whether it is this process that keeps the read models up, and not another. */
  get folding(): boolean {
    return this.#folding;
  }

  /** Asks for a rebuild, or decides on one: whoever folds carries it out. Rejects where the database does not take it. */
  async rebuild(ask: RebuildAsk): Promise<RebuildAnswer> {
    const call = ++this.#calls;
    const answer = new Promise<RebuildAnswer>((resolve, reject) => this.#waiting.set(call, { resolve, reject }));
    this.#tell({ kind: 'rebuild', call, ask });
    return answer;
  }

  /** Resolves once the tables are there to be read. Rejects where the read models cannot be used at all. */
  async start(): Promise<void> {
    const { ready, ended } = this.#run();
    await ready;
    this.#ended = this.#keepRunning(ended);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#tell({ kind: 'stop' });
    await this.#ended;
  }

  async #keepRunning(first: Promise<unknown>): Promise<void> {
    let ended = first;
    for (let attempt = 0; ; attempt++) {
      const started = Date.now();
      await ended;
      for (const { reject } of this.#waiting.values()) reject(new Error('The projections have ended'));
      this.#waiting.clear();
      this.#folding = false;
      if (this.#stopping) return;
      if (Date.now() - started > 60_000) attempt = 0;
      this.#failure ??= 'the thread ended';
      this.#log.error(`The projections have ended and are started again: ${this.#failure}`);
      await sleep(Math.random() * Math.min(longestPause, 100 * 2 ** attempt), undefined, { ref: false });
      if (this.#stopping) return;
      const again = this.#run();
      again.ready.catch(() => {});
      ended = again.ended;
    }
  }

  #run(): { ready: Promise<void>; ended: Promise<unknown> } {
    const thread = new Worker(threadFile(__filename, 'projector-thread'), { workerData: this.#settings });
    this.#thread = thread;
    const ended = once(thread, 'exit').catch((error: unknown) => {
      this.#failure = error instanceof Error ? error.message : String(error);
    });
    const ready = new Promise<void>((resolve, reject) => {
      thread.on('message', (message: ThreadMessage) => {
        switch (message.kind) {
          case 'progress':
            this.#failure = null;
            this.#folding = message.folding;
            this.progress.report(message.statuses);
            return resolve();
          case 'warning':
            return this.#log.warn(message.message, message.details);
          case 'rebuild':
            return this.#taken(message.call)?.resolve(message.answer);
          case 'not-taken': {
            const { call, reason, passing } = message;
            return this.#taken(call)?.reject(passing ? new ReadDatabaseUnavailable(reason) : new Error(reason));
          }
          case 'failed':
            this.#failure = message.reason;
            return reject(new Error(message.reason));
        }
      });
      void ended.then(() => reject(new Error(this.#failure ?? 'The projector thread ended')));
    });
    return { ready, ended };
  }

  #tell(message: ToThread): void {
    this.#thread?.postMessage(message);
  }

  /** Who waits for an answer, no more. */
  #taken(call: number): Waiting | undefined {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    return waiting;
  }
}
