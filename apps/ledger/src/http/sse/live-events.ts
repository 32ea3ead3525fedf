import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '@anslag/event-store/port';
import { type Page, Pages, pagesOf } from './pages';
import { Reader } from './reader';
import { Turns } from './turns';

export interface LiveOptions {
  log: Pick<EventLog, 'readAll' | 'follow'>;
  warn: (message: string, cause: unknown) => void;
  /** How often a connection without events shows that it lives. */
  heartbeatMs?: number;
  /** A reader that has not taken in this time what it was sent is dropped; it may resume. */
  stuckMs?: number;
}

/** Following the log on behalf of all readers that are at its end. */
interface Following {
  /** The last event that was told to the live readers. */
  head: bigint;
  live: Set<Reader>;
  stop: AbortController;
}

/** Events are told so seldom that telling takes at most this share of the time; but no less often than that. */
const shareOfTime = 0.2;
const longestPauseMs = 250;

const warnedEveryMs = 5_000;

/**
 * Tells events to any number of readers as they are recorded. The log is followed once for all who are at its end; who is
 * behind reads pages, which are shared, and joins the others at the very position where they are. A reader that does not
 * take what it is sent is behind, too, so that what waits for it here is a page at most.
 */
export class LiveEvents {
  /** How many readers were dropped, and how many events told, since the start. */
  readonly counts = { dropped: 0, told: 0 };
  readonly #options: Required<LiveOptions>;
  readonly #pages: Pages;
  readonly #turns = new Turns(16);
  readonly #readers = new Set<Reader>();
  #following: Following | null = null;
  #beating: NodeJS.Timeout | null = null;
  #ended = false;
  #warnedAt = -Infinity;

  constructor({ heartbeatMs = 15_000, stuckMs = 30_000, ...options }: LiveOptions) {
    this.#options = { heartbeatMs, stuckMs, ...options };
    this.#pages = new Pages(options.log);
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** The position up to which the live readers have been told; null where there are none. The log ends there or later. */
  get head(): bigint | null {
    return this.#following?.head ?? null;
  }

  /**
   * Answers with every event after a position, without end. `head` is the log's, just read, or a later one than `after`.
   * Resolves when the client has gone, was dropped, or {@link end} was called.
   */
  async tell(response: ServerResponse, after: bigint, head: bigint): Promise<void> {
    const reader = new Reader(response, after);
    this.#readers.add(reader);
    try {
      // Spread, so that a thousand clients do not come back in the same moment after a restart.
      reader.open(1_000 + Math.floor(Math.random() * 2_000));
      if (this.#ended) return reader.end();
      this.#following ??= this.#follow(head);
      this.#beating ??= setInterval(() => this.#beat(), this.#options.heartbeatMs).unref();
      await this.#serve(reader);
    } finally {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#rest();
    }
  }

  /** Ends all answers; clients come back by themselves, to whoever is there then. */
  end(): void {
    this.#ended = true;
    for (const reader of this.#readers) reader.end();
    this.#rest();
  }

  async #serve(reader: Reader): Promise<void> {
    while (!reader.closed && !this.#ended) {
      if (!(await reader.taken(this.#options.stuckMs))) {
        this.counts.dropped += 1;
        this.#warn(`A reader of the events did not take what it was sent and was dropped`, `at ${reader.at}`);
        return reader.drop();
      }
      const { head, live } = this.#following!;
      if (reader.full || reader.closed) continue;
      if (reader.at >= head) {
        // No turn of the event loop lies between the comparison and this: nothing is told in between.
        live.add(reader);
        await reader.idle();
        live.delete(reader);
      } else await this.#catchUp(reader);
    }
  }

  async #catchUp(reader: Reader): Promise<void> {
    try {
      const page = await this.#pages.after(reader.at);
      // Each in its turn, in which others have theirs.
      await this.#turns.next();
      this.counts.told += reader.send(page);
    } catch (error) {
      this.#warn('The events that a reader has missed cannot be read; trying again', error);
      await sleep(250 + Math.random() * 750);
    }
  }

  #follow(head: bigint): Following {
    const following = { head, live: new Set<Reader>(), stop: new AbortController() };
    void this.#keepFollowing(following);
    return following;
  }

  async #keepFollowing(following: Following): Promise<void> {
    const { signal } = following.stop;
    const { log } = this.#options;
    const onDrop = (cause: unknown) => this.#warn('Following the events was interrupted', cause);
    while (!signal.aborted) {
      try {
        const { head } = following;
        for await (const events of log.follow(head === 0n ? null : head, { limit: 500, signal, onDrop })) {
          if (signal.aborted) return;
          const began = performance.now();
          for (const page of pagesOf(following.head, events)) {
            this.#pages.keep(page);
            following.head = page.last;
            this.#tellLive(following, page);
          }
          const took = performance.now() - began;
          const pause = Math.min(longestPauseMs, took / shareOfTime - took);
          if (pause >= 1) await sleep(pause, undefined, { signal }).catch(() => {});
        }
      } catch (error) {
        if (signal.aborted) return;
        this.#warn('The events cannot be followed; trying again', error);
      }
      if (!signal.aborted) await sleep(1_000, undefined, { signal }).catch(() => {});
    }
  }

  #tellLive({ live }: Following, page: Page): void {
    for (const reader of live) {
      this.counts.told += reader.send(page);
      this.#leaveIfFull(reader);
    }
  }

  #beat(): void {
    for (const reader of this.#readers) {
      reader.beat();
      this.#leaveIfFull(reader);
    }
  }

  #leaveIfFull(reader: Reader): void {
    if (reader.full && this.#following?.live.delete(reader)) reader.call();
  }

  /** Once for all who meet the same trouble. */
  #warn(message: string, cause: unknown): void {
    if (performance.now() - this.#warnedAt < warnedEveryMs) return;
    this.#warnedAt = performance.now();
    this.#options.warn(message, cause);
  }

  #rest(): void {
    this.#following?.stop.abort();
    this.#following = null;
    if (this.#beating) clearInterval(this.#beating);
    this.#beating = null;
    this.#pages.clear();
  }
}
