import { randomUUID } from 'node:crypto';
import { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';

/** How one append ended: with the server's answer, or with the loss of the line before it came. */
export type Reply = { answer: BatchAppendResp } | { lost: Error };

type Call = ReturnType<StreamsClient['batchAppend']>;

/**
 * A long call to one node on which appends are sent and answered, told apart by correlation ids.
 *
 * It stands in for the client's `appendToStream`. That keeps what is pending in one table for all clients and calls of
 * the process: an error of one call rejects everybody's appends, and an answer that comes after that throws where nobody
 * can catch it, which ends the process. It doesn't notice either when the server ends the call cleanly, trusts a failed
 * question about server features for ever, and writes the events' JSON anew. Here each line has its own table, an answer
 * that nobody waits for is dropped, and whichever way a line ends, those that wait on it hear of it.
 */
export class AppendLine {
  readonly #call: Call;
  readonly #onLost: (cause: Error) => void;
  readonly #waiting = new Map<string, (reply: Reply) => void>();
  #over: Error | null = null;
  #retired = false;

  constructor(call: Call, onLost: (cause: Error) => void) {
    this.#call = call;
    this.#onLost = onLost;
    call.on('data', (answer: BatchAppendResp) => this.#take(answer));
    call.on('error', (cause: Error) => this.#lose(cause));
    call.on('end', () => this.#lose(new Error('The server ended the call')));
  }

  /** Sends an append and gives its reply, unless the returned function is called first. */
  send(request: BatchAppendReq, reply: (reply: Reply) => void): () => void {
    const id = randomUUID();
    this.#waiting.set(id, reply);
    if (this.#over) this.#answer(id, { lost: this.#over });
    else this.#call.write(request.setCorrelationId(new UUID().setString(id)));
    return () => {
      this.#waiting.delete(id);
      this.#endIfDone();
    };
  }

  /** Ends the call as soon as nobody waits on it. (A server that is told "no more" drops answers, or stays.) */
  retire(): void {
    this.#retired = true;
    this.#endIfDone();
  }

  #take(answer: BatchAppendResp): void {
    this.#answer(answer.getCorrelationId()?.getString() ?? '', { answer });
    this.#endIfDone();
  }

  /** An answer to an id that nobody waits for is late, and says nothing new: whoever asked has settled it otherwise. */
  #answer(id: string, reply: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.(reply);
  }

  #lose(cause: Error): void {
    if (this.#over) return;
    this.#over = cause;
    this.#call.cancel();
    this.#onLost(cause);
    for (const id of this.#waiting.keys()) this.#answer(id, { lost: cause });
  }

  #endIfDone(): void {
    if (!this.#retired || this.#over || this.#waiting.size > 0) return;
    this.#over = new Error('The line has been replaced');
    this.#call.cancel();
  }
}
