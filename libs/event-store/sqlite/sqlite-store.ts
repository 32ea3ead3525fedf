import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Appended, EventStore, FollowOptions, NewEvent, StoredEvent } from '../port';
import { StoreUnavailable } from '../port';
import { threadFile } from '../thread-file';
import type { AppendAnswer, AppendRequest } from './append';
import { lockLedger } from './lock';
import { SqliteLog } from './sqlite-log';

interface Pending {
  resolve(outcome: Appended): void;
  timer: NodeJS.Timeout;
}

/**
 * The embedded event store: one directory, one process (another is refused with LedgerInUse), commits synced to disk before
 * they are acknowledged. Writing has a thread of its own; appends that come in together share one sync.
 */
export class SqliteStore implements EventStore {
  readonly exclusive = true;
  readonly #directory: string;
  readonly #unlock: () => void;
  readonly #log: SqliteLog;
  readonly #pending = new Map<number, Pending>();
  #thread: Worker | null;
  #restarting: Promise<void> | null = null;
  #outbox: AppendRequest[] = [];
  #refs = 0;
  #closed = false;

  private constructor(directory: string, unlock: () => void, thread: Worker) {
    this.#directory = directory;
    this.#unlock = unlock;
    this.#thread = this.#attach(thread);
    this.#log = new SqliteLog(directory);
  }

  static async open(directory: string): Promise<SqliteStore> {
    const unlock = lockLedger(directory);
    try {
      return new SqliteStore(directory, unlock, await startThread(directory));
    } catch (error) {
      unlock();
      throw error;
    }
  }

  async append(
    stream: string,
    expectedRevision: number,
    events: readonly NewEvent[],
    timeoutMs: number,
  ): Promise<Appended> {
    if (this.#closed) throw new StoreUnavailable('The event store is closed');
    if (!this.#thread) await (this.#restarting ??= this.#restart());
    return new Promise((resolve) => {
      const ref = ++this.#refs;
      const timer = setTimeout(() => this.#settle(ref, { outcome: 'unknown', cause: 'no answer in time' }), timeoutMs);
      this.#pending.set(ref, { resolve, timer });
      if (this.#outbox.length === 0) queueMicrotask(() => this.#send());
      this.#outbox.push({ ref, stream, expectedRevision, events });
    });
  }

  readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]> {
    return this.#log.readStream(stream, fromRevision, limit);
  }

  readAll(after: bigint | null, limit: number): Promise<StoredEvent[]> {
    return this.#log.readAll(after, limit);
  }

  head(): Promise<bigint | null> {
    return this.#log.head();
  }

  follow(after: bigint | null, options: FollowOptions): AsyncIterable<StoredEvent[]> {
    return this.#log.follow(after, options);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#thread) {
      this.#thread.postMessage('close');
      await once(this.#thread, 'exit');
    }
    await this.#log.close();
    this.#unlock();
  }

  #send(): void {
    const requests = this.#outbox;
    this.#outbox = [];
    if (this.#thread) return this.#thread.postMessage(requests);
    for (const { ref } of requests) this.#settle(ref, { outcome: 'unknown', cause: 'the writer thread ended' });
  }

  async #restart(): Promise<void> {
    try {
      this.#thread = this.#attach(await startThread(this.#directory));
    } catch (cause) {
      throw new StoreUnavailable('The writer thread cannot be started', { cause });
    } finally {
      this.#restarting = null;
    }
  }

  #attach(thread: Worker): Worker {
    thread.on('message', (answers: AppendAnswer[]) => {
      for (const answer of answers) this.#settle(answer.ref, outcomeOf(answer));
    });
    // A thread that dies may have committed what it never answered: each caller asks again at the same revision.
    const lost = (cause: unknown) => {
      if (this.#thread !== thread) return;
      this.#thread = null;
      for (const ref of this.#pending.keys()) this.#settle(ref, { outcome: 'unknown', cause });
    };
    thread.on('error', lost);
    thread.on('exit', () => lost(new StoreUnavailable('The writer thread ended')));
    return thread;
  }

  #settle(ref: number, outcome: Appended): void {
    const pending = this.#pending.get(ref);
    if (!pending) return;
    this.#pending.delete(ref);
    clearTimeout(pending.timer);
    pending.resolve(outcome);
  }
}

async function startThread(directory: string): Promise<Worker> {
  const thread = new Worker(threadFile(__filename, 'writer-thread'), { workerData: { directory } });
  await once(thread, 'message');
  return thread;
}

function outcomeOf(answer: AppendAnswer): Appended {
  switch (answer.outcome) {
    case 'appended':
      return { outcome: 'appended', revision: answer.revision, position: BigInt(answer.position) };
    case 'wrong-revision':
      return { outcome: 'wrong-revision' };
    case 'failed':
      return { outcome: 'unknown', cause: new Error(answer.reason) };
  }
}
