import { END } from '@eventstore/db-client';
import type { Reader } from './read';

interface Known {
  top: bigint;
  head: bigint | null;
}

/**
 * Finds the last event of the streams with these prefixes by reading `$all` backwards, in pages that grow while they hold
 * other streams' events only. What was searched once is not searched again.
 */
export class HeadFinder {
  readonly #reader: Reader;
  readonly #isOurs: (stream: string) => boolean;
  /** Up to `top`, the last event of ours is at `head`. */
  #known: Known = { top: -1n, head: null };

  constructor(reader: Reader, isOurs: (stream: string) => boolean) {
    this.#reader = reader;
    this.#isOurs = isOurs;
  }

  async find(): Promise<bigint | null> {
    let known = this.#known;
    let top: bigint | null = null;
    let from: bigint | null = null;
    for (let limit = 4; ; limit = Math.min(512, limit * 4)) {
      const page = await this.#reader.all(from === null ? END : { commit: from, prepare: from }, {
        backwards: true,
        limit,
      });
      for (const { event } of page) {
        if (!event) continue;
        const position = event.position.commit;
        top ??= position;
        // A log that is shorter than it was has been put back: nothing is known of it.
        if (top < known.top) known = { top: -1n, head: null };
        from = position;
        if (position <= known.top) return this.#remember(top, known.head);
        if (this.#isOurs(event.streamId)) return this.#remember(top, position);
      }
      if (page.length < limit) return this.#remember(top ?? -1n, null);
    }
  }

  #remember(top: bigint, head: bigint | null): bigint | null {
    this.#known = { top, head };
    return head;
  }
}
