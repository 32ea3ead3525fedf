import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { threadFile } from '@anslag/event-store/thread-file';
import { Progress } from '@anslag/read-models/progress';
import type { ThreadMessage, ThreadSettings } from './thread-messages';

export interface ProjectorLog {
  warn(message: string, details?: unknown): void;
  error(message: string, details?: unknown): void;
}

/** The longest pause before a thread that ended is started again, ms. */
const longestPause = 5_000;

/**
 * Keeps the projections running in a thread of their own, so that folding never holds up a request. A thread that ends is
 * started again, from its last checkpoint; {@link progress} says how far it is.
 */
export class Projector {
  readonly progress = new Progress();
  readonly #settings: ThreadSettings;
  readonly #log: ProjectorLog;
  #thread: Worker | null = null;
  #stopping = false;
  #failure: string | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(settings: ThreadSettings, log: ProjectorLog) {
    this.#settings = settings;
    this.#log = log;
  }

  /** Why the projections are not running at present; null while they are. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Resolves once the tables are there to be read. Rejects where the read models cannot be used at all. */
  async start(): Promise<void> {
    const { ready, ended } = this.#run();
    await ready;
    this.#ended = this.#keepRunning(ended);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#thread?.postMessage('stop');
    await this.#ended;
  }

  async #keepRunning(first: Promise<unknown>): Promise<void> {
    let ended = first;
    for (let attempt = 0; ; attempt++) {
      const started = Date.now();
      await ended;
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
            this.progress.report(message.statuses);
            return resolve();
          case 'warning':
            return this.#log.warn(message.message, message.details);
          case 'failed':
            this.#failure = message.reason;
            return reject(new Error(message.reason));
        }
      });
      void ended.then(() => reject(new Error(this.#failure ?? 'The projector thread ended')));
    });
    return { ready, ended };
  }
}
