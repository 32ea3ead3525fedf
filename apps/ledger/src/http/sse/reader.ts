import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { unsentOf, type Page } from './pages';

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Or a proxy would hold messages back until it has many.
  'x-accel-buffering': 'no',
};

/** A comment, which clients ignore: proxies and clients see that the connection lives. */
const heartbeat = Buffer.from(':\n\n');

/** One client of the stream of events. */
export class Reader {
  closed = false;
  /** The last event that it was sent. */
  at: bigint;
  readonly #response: ServerResponse;
  #full = false;
  #wake = () => {};

  constructor(response: ServerResponse, at: bigint) {
    this.#response = response;
    this.at = at;
    response.on('drain', () => {
      this.#full = false;
      this.#wake();
    });
    response.on('close', () => {
      this.closed = true;
      this.#wake();
    });
    // What a client's end does to a write in flight; the close comes too.
    response.on('error', () => {});
    if (response.destroyed) this.closed = true;
  }

  /** Whether it has not taken what it was sent: nothing more is sent to it until it has. */
  get full(): boolean {
    return this.#full;
  }

  /**
   * Begins the answer. The `id` alone, without data, makes a client that is cut off before its first event resume from where
   * it began.
   */
  open(retryMs: number): void {
    this.#response.writeHead(200, streamHeaders);
    this.#write(Buffer.from(`retry: ${retryMs}\nid: ${this.at}\n\n`));
  }

  /** Sends what of a page it has not been sent; how many events that is. */
  send(page: Page): number {
    if (page.last <= this.at || this.closed) return 0;
    const { count, bytes } = unsentOf(page, this.at);
    this.#write(bytes);
    this.at = page.last;
    return count;
  }

  beat(): void {
    if (!this.#full) this.#write(heartbeat);
  }

  /** Resolves when it has taken what it was sent, or has closed: false where that takes too long. */
  async taken(waitMs: number): Promise<boolean> {
    const until = performance.now() + waitMs;
    const timer = this.#full ? setTimeout(() => this.#wake(), waitMs + 1) : undefined;
    while (this.#full && !this.closed && performance.now() < until) await this.#woken();
    clearTimeout(timer);
    // After a stall of this process the time is up before anybody has looked at what the client has taken meanwhile.
    if (this.#full) await nextTurn();
    return !this.#full || this.closed;
  }

  /** Resolves when {@link call} is called, or it has closed. */
  async idle(): Promise<void> {
    if (!this.closed) await this.#woken();
  }

  call(): void {
    this.#wake();
  }

  /** Ends the answer; at once where it would have to wait for the client. */
  end(): void {
    this.closed = true;
    if (this.#full) this.#response.destroy();
    else this.#response.end();
    this.#wake();
  }

  drop(): void {
    this.closed = true;
    this.#response.destroy();
  }

  #woken(): Promise<void> {
    return new Promise((wake) => (this.#wake = wake));
  }

  #write(bytes: Buffer): void {
    if (this.closed) return;
    if (!this.#response.write(bytes)) this.#full = true;
  }
}
