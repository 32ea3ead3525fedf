import type { FastifyInstance } from 'fastify';
import { Problem } from './problem';

/** How long a stop waits for requests that were accepted: a command has 10 s, and its client some more to take the answer. */
const longestWaitMs = 15_000;

/**
 * A graceful stop: requests accepted before it are answered, later ones get 503 `stopping` on connections that then close.
 * The listener stays open meanwhile, so that a late request hears that instead of a refused connection.
 */
export class Stopping {
  #begun = false;
  #inFlight = 0;
  #quiet: (() => void) | null = null;
  readonly #listeners: (() => void)[] = [];

  get begun(): boolean {
    return this.#begun;
  }

  /** Must be installed before every other hook, so that what is counted is what was let in. */
  install(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (_request, reply, done) => {
      if (this.#begun) return done(new Problem('stopping', 'The service is stopping; try again elsewhere or soon.'));
      this.#inFlight++;
      // Answered, or its client has gone: Fastify's onResponse hears of the first only.
      reply.raw.once('close', () => this.#left());
      done();
    });
  }

  /** Called when a stop begins: answers that have no end of their own are ended then, or the stop would wait for them. */
  onBegin(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #left(): void {
    this.#inFlight--;
    if (this.#begun && this.#inFlight === 0) this.#quiet?.();
  }

  /** Lets nobody in any more and resolves when everybody who is in has been answered: false where that took too long. */
  async begin(waitMs = longestWaitMs): Promise<boolean> {
    this.#begun = true;
    for (const listener of this.#listeners) listener();
    if (this.#inFlight === 0) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), waitMs);
      this.#quiet = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}
