import type { AllStreamResolvedEvent, ReadAllOptions, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { END, START, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import { jittered } from '../backoff';
import { BrokenStream, StoreUnavailable } from '../port';
import type { Connection } from './connection';

/** How long a read goes on trying, and how long it waits for the next event, ms. */
const patienceMs = 3000;

/** Reads pages through the client. Reads that fail are repeated, since most failures pass: StoreUnavailable when none did. */
export class Reader {
  readonly #connection: Connection;
  readonly #patienceMs: number;

  constructor(connection: Connection, options: { patienceMs?: number } = {}) {
    this.#connection = connection;
    this.#patienceMs = options.patienceMs ?? patienceMs;
  }

  /** Up to `limit` events of a stream as the leader has them, null where it has no such stream. */
  async stream(
    stream: string,
    options: { from: number | 'end'; backwards?: boolean; limit: number },
  ): Promise<ResolvedEvent[] | null> {
    try {
      return await this.#persist(stream, () =>
        this.#connection.client.readStream(stream, {
          fromRevision: options.from === 'end' ? 'end' : BigInt(options.from),
          direction: options.backwards ? 'backwards' : 'forwards',
          maxCount: options.limit,
          requiresLeader: true,
        }),
      );
    } catch (error) {
      if (error instanceof StreamNotFoundError) return null;
      if (error instanceof StreamDeletedError)
        throw new BrokenStream(`${stream} was deleted for ever`, { cause: error });
      throw error;
    }
  }

  /** Up to `limit` events of `$all`, the server's own among them, which every server has from its first start on. */
  all(
    from: ReadAllOptions['fromPosition'],
    options: { backwards?: boolean; limit: number },
  ): Promise<AllStreamResolvedEvent[]> {
    return this.#persist(
      '$all',
      () =>
        this.#connection.client.readAll({
          fromPosition: from,
          direction: options.backwards ? 'backwards' : 'forwards',
          maxCount: options.limit,
          requiresLeader: true,
        }),
      from === START || from === END ? 1 : 0,
    );
  }

  /**
   * Repeats whatever may pass, which is all but an answer about the stream itself: lost connections (some are plain errors),
   * elections, nodes that aren't the leader, which the client leaves but without asking the next one.
   */
  async #persist<E>(what: string, start: () => StreamingRead<E>, atLeast = 0): Promise<E[]> {
    const until = performance.now() + this.#patienceMs;
    for (let attempt = 1; ; attempt++) {
      try {
        const events = await this.#collect(start);
        if (events.length < atLeast) throw new Error('The server ended the read without an event');
        return events;
      } catch (error) {
        if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) throw error;
        if (this.#connection.closed.aborted || performance.now() >= until)
          throw new StoreUnavailable(`${what} can't be read: ${(error as Error).message}`, { cause: error });
        await jittered(attempt);
      }
    }
  }

  /** The client sets no bound on a read's time. The count bounds its size; here it ends when nothing comes any more. */
  async #collect<E>(start: () => StreamingRead<E>): Promise<E[]> {
    const { closed } = this.#connection;
    const node = await this.#connection.node();
    const read = start();
    const events: E[] = [];
    let over = false;
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          this.#connection.silent(node);
          reject(new Error(`No answer within ${this.#patienceMs} ms`));
        }, this.#patienceMs);
        const end = (settle: () => void) => {
          clearTimeout(timer);
          closed.removeEventListener('abort', abort);
          settle();
        };
        const abort = () => end(() => reject(new Error('The event store is closed')));
        closed.addEventListener('abort', abort);
        read.on('data', (event: E) => {
          events.push(event);
          timer.refresh();
        });
        read.on('end', () => {
          over = true;
          end(resolve);
        });
        // Stays after the read: an error that nobody listens to would end the process.
        read.on('error', (error: Error) => end(() => reject(error)));
      });
      return events;
    } finally {
      // A read that isn't at its end would keep its call open.
      if (!over) read.cancel().catch(() => {});
    }
  }
}
