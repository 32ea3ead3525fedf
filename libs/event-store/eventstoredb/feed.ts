import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AllStreamResolvedEvent, AllStreamSubscription } from '@eventstore/db-client';
import { StoreUnavailable } from '../port';

/** Takes a subscription's events in batches, until it drops or the signal is aborted. */
export class Feed {
  over = false;
  /** Why it is over, where it was not aborted. */
  dropped: unknown = null;
  readonly #subscription: AllStreamSubscription;
  readonly #signal: AbortSignal;
  #wake = () => {};
  readonly #abort = () => this.#end(null);

  constructor(subscription: AllStreamSubscription, signal: AbortSignal) {
    this.#subscription = subscription;
    this.#signal = signal;
    subscription.on('readable', () => this.#wake());
    // A server that ends a subscription cleanly has dropped it all the same.
    subscription.on('end', () => this.#end(new StoreUnavailable('The server ended the subscription')));
    // Stays after the close: an error that nobody listens to would end the process.
    subscription.on('error', (cause: Error) => this.#end(cause));
    signal.addEventListener('abort', this.#abort);
  }

  /** Waits at most so many ms for an event and takes what else is there, up to `limit`. */
  async next(limit: number, waitMs: number): Promise<AllStreamResolvedEvent[]> {
    const events: AllStreamResolvedEvent[] = [];
    const until = performance.now() + waitMs;
    this.#take(events, limit);
    while (events.length === 0 && !this.over && performance.now() < until) {
      await this.#woken(until - performance.now());
      this.#take(events, limit);
    }
    // What came in one packet is taken apart over a few turns of the event loop; nothing waits longer than that.
    for (let before = 0; before < events.length && events.length < limit; this.#take(events, limit)) {
      before = events.length;
      await nextTurn();
    }
    return events;
  }

  /** Ends the call, which would otherwise stay open on the server. */
  close(): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#end(null);
    this.#subscription.unsubscribe().catch(() => {});
  }

  #take(events: AllStreamResolvedEvent[], limit: number): void {
    while (events.length < limit) {
      const event = this.#subscription.read() as AllStreamResolvedEvent | null;
      if (event === null) return;
      events.push(event);
    }
  }

  #woken(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #end(cause: unknown): void {
    if (this.over) return;
    this.over = true;
    this.dropped = cause;
    this.#wake();
  }
}
