import { BroadcastChannel } from 'node:worker_threads';
import { resolve } from 'node:path';

/** The longest that a reader waits before it looks by itself: commits of another process are not announced to this one. */
const pollMs = 250;

/** Tells the threads of this process that a ledger directory has new events. */
export function announcer(directory: string): { announce(): void; close(): void } {
  const channel = new BroadcastChannel(channelOf(directory));
  return { announce: () => channel.postMessage(0), close: () => channel.close() };
}

/** Waits for new events of a ledger directory. A commit between two waits ends the next one at once: none is missed. */
export class CommitWaiter {
  readonly #channel: BroadcastChannel;
  #committed = false;
  #wake: (() => void) | null = null;

  constructor(directory: string) {
    this.#channel = new BroadcastChannel(channelOf(directory));
    this.#channel.onmessage = () => {
      this.#committed = true;
      this.#wake?.();
    };
    this.#channel.unref();
  }

  /** Call before reading: what is committed from here on ends the wait that follows the reading. */
  reading(): void {
    this.#committed = false;
  }

  async wait(signal: AbortSignal): Promise<void> {
    if (this.#committed || signal.aborted) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
      signal.addEventListener('abort', this.#wake, { once: true });
    });
    if (this.#wake) signal.removeEventListener('abort', this.#wake);
    this.#wake = null;
  }

  close(): void {
    this.#channel.close();
  }
}

const channelOf = (directory: string) => `anslag commits ${resolve(directory)}`;
