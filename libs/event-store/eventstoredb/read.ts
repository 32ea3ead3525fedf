import { type ResolvedEvent, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { jittered } from '../backoff';
import { BrokenStream, StoreUnavailable } from '../port';
import { type AllPage, readAllOf } from './all-request';
import type { Connection } from './connection';

/** How long a read goes on trying, and how long it waits for the next event, ms. */
const patienceMs = 3000;

/** How long a read of `$all` waits for the next event, which the server may have to search for among others'. */
const searchMs = 8000;

/** The client's read, or a bare gRPC call. */
interface Call<M> {
  on(event: 'data', listener: (message: M) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  cancel(): Promise<void> | void;
}

/** Reads pages from the leader. What fails is repeated, since most failures pass; StoreUnavailable when it went on too long. */
export class Reader {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Up to `limit` events of a stream from a revision on, or its last ones; null where there is no such stream. */
  async stream(stream: string, from: number | 'end', limit: number): Promise<ResolvedEvent[] | null> {
    try {
      const start = () =>
        this.#connection.client.readStream(stream, {
          fromRevision: from === 'end' ? from : BigInt(from),
          direction: from === 'end' ? 'backwards' : 'forwards',
          maxCount: limit,
          requiresLeader: true,
        });
      return await this.#persist<ResolvedEvent>(stream, start, patienceMs);
    } catch (error) {
      if (error instanceof StreamNotFoundError) return null;
      if (error instanceof StreamDeletedError)
        throw new BrokenStream(`${stream} was deleted for ever`, { cause: error });
      throw error;
    }
  }

  /** Up to `limit` events of the streams with these prefixes, by position. */
  async all(prefixes: readonly string[], page: AllPage): Promise<ResolvedEvent[]> {
    const request = readAllOf(prefixes, page);
    const start = (node: StreamsClient) => this.#connection.read(node, request);
    const read = await this.#persist<ReadResp>('$all', start, searchMs);
    return read.flatMap((response) => {
      const event = response.getEvent();
      return event ? [convertGrpcEvent(event)] : [];
    });
  }

  /**
   * Repeats whatever may pass, which is all but an answer about the stream itself: lost connections (some are plain errors),
   * elections, nodes that aren't the leader. The client may leave such a node, but it doesn't ask the next one.
   */
  async #persist<M>(what: string, start: (node: StreamsClient) => Call<M>, silenceMs: number): Promise<M[]> {
    const until = performance.now() + patienceMs;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#collect<M>(start, silenceMs);
      } catch (error) {
        if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) throw error;
        if (this.#connection.closed.aborted || performance.now() >= until)
          throw new StoreUnavailable(`${what} can't be read: ${(error as Error).message}`, { cause: error });
        await jittered(attempt);
      }
    }
  }

  /** The client sets no bound on a read's time. The count bounds its size; here it ends when nothing comes any more. */
  async #collect<M>(start: (node: StreamsClient) => Call<M>, silenceMs: number): Promise<M[]> {
    const { closed } = this.#connection;
    const node = await withinPatience(this.#connection.node());
    const call = start(node);
    const messages: M[] = [];
    let ended = false;
    let timer: NodeJS.Timeout | undefined;
    let stop: (() => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        stop = () => reject(new Error('The event store is closed'));
        closed.addEventListener('abort', stop);
        timer = setTimeout(() => {
          this.#connection.silent(node);
          reject(new Error(`No answer within ${silenceMs} ms`));
        }, silenceMs);
        call.on('data', (message: M) => {
          messages.push(message);
          timer?.refresh();
        });
        call.on('end', () => {
          ended = true;
          resolve();
        });
        // Stays after the read: an error that nobody listens to would end the process.
        call.on('error', (error: Error) => {
          this.#connection.failed(node, error);
          reject(error);
        });
      });
      return messages;
    } finally {
      clearTimeout(timer);
      if (stop) closed.removeEventListener('abort', stop);
      // A read that is left before its end would keep its call open.
      if (!ended) Promise.resolve(call.cancel()).catch(() => {});
    }
  }
}

/** The client may look for a node for a minute. */
async function withinPatience<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No node found within ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([promise, impatience]).finally(() => clearTimeout(timer));
}
