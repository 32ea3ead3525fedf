import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { type Appended, type NewEvent, StoreUnavailable } from '../port';
import { outcomeOf } from './append-answer';
import { AppendLine, type Reply } from './append-line';
import { batchAppendOf } from './append-request';
import type { Connection } from './connection';

/** Appends through one line to the node that the connection has at present. */
export class Appender {
  readonly #connection: Connection;
  #line: { node: StreamsClient; line: AppendLine } | null = null;
  #pending = 0;
  #closed = false;
  #whenIdle: (() => void) | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** As the port's `append`; StoreUnavailable where nothing was sent. Sends once: whether to send again is for the caller, who must not decide anew before. */
  async append(
    stream: string,
    expectedRevision: number,
    events: readonly NewEvent[],
    timeoutMs: number,
  ): Promise<Appended> {
    if (this.#closed) throw new StoreUnavailable('The event store is closed');
    const request = batchAppendOf(stream, expectedRevision, events);
    this.#pending += 1;
    try {
      const reply = await this.#exchange(request, timeoutMs);
      if ('lost' in reply) return { outcome: 'unknown', cause: reply.lost };
      return outcomeOf(reply.answer, stream, expectedRevision + events.length);
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) this.#whenIdle?.();
    }
  }

  /** Takes no more, and resolves when every append so far has its outcome, which their time-outs bound. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#pending > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    this.#line?.line.retire();
  }

  /** The timer is ours, since the client has none, and includes finding a node. Rejects while nothing has been sent. */
  #exchange(request: BatchAppendReq, timeoutMs: number): Promise<Reply> {
    return new Promise((resolve, reject) => {
      let expired = false;
      let giveUp: (() => void) | null = null;
      const timer = setTimeout(() => {
        expired = true;
        if (!giveUp) return reject(new StoreUnavailable(`No node of the event store within ${timeoutMs} ms`));
        giveUp();
        resolve({ lost: new Error(`No answer within ${timeoutMs} ms`) });
      }, timeoutMs);
      const send = async () => {
        const node = await this.#connection.node();
        if (expired) return;
        const line = this.#lineTo(node);
        const forget = line.send(request, (reply) => {
          clearTimeout(timer);
          resolve(reply);
        });
        giveUp = () => {
          forget();
          this.#leave(line, node);
        };
      };
      send().catch((cause: unknown) => {
        clearTimeout(timer);
        reject(new StoreUnavailable(`The event store can't be reached: ${(cause as Error).message}`, { cause }));
      });
    });
  }

  /** One silence is enough to look for another node. Those that still wait on the line may yet be answered. */
  #leave(line: AppendLine, node: StreamsClient): void {
    if (this.#line?.line === line) {
      this.#line = null;
      this.#connection.silent(node);
    }
    line.retire();
  }

  #lineTo(node: StreamsClient): AppendLine {
    if (this.#line?.node === node) return this.#line.line;
    this.#line?.line.retire();
    const line = new AppendLine(this.#connection.openBatchAppend(node), (cause) => {
      if (this.#line?.line === line) this.#line = null;
      this.#connection.failed(node, cause);
    });
    this.#line = { node, line };
    return line;
  }
}
