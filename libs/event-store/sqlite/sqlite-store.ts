import { Buffer } from 'node:buffer';
import { Worker } from 'node:worker_threads';
import type { Appended, EventStore, FollowOptions, NewEvent, StoredEvent } from '../port';
import { maxAppendBytes, noStream, StoreUnavailable } from '../port';
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
  #closing: Promise<void> | null = null;

  private constructor(directory: string, unlock: () => void, thread: Worker, log: SqliteLog) {
    this.#directory = directory;
    this.#unlock = unlock;
    this.#thread = this.#attach(thread);
    this.#log = log;
  }

  static async open(directory: string): Promise<SqliteStore> {
    const unlock = lockLedger(directory);
    try {
      const thread = await startThread(directory);
      return new SqliteStore(directory, unlock, thread, new SqliteLog(directory));
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
    mustBeStorable(stream, expectedRevision, events);
    if (!this.#closing && !this.#thread) await (this.#restarting ??= this.#restart());
    if (this.#closing) throw new StoreUnavailable('The event store is closed');
    return new Promise((resolve) => {
      const ref = ++this.#refs;
      const timer = setTimeout(() => this.#settle(ref, { outcome: 'unknown', cause: 'no answer in time' }), timeoutMs);
      this.#pending.set(ref, { resolve, timer });
      // What comes in during this turn of the event loop shares one message, and mostly one sync.
      if (this.#outbox.length === 0) setImmediate(() => this.#send());
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

  /** Resolves when every append so far has been answered and the directory is free. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    // A thread that is on its way up would outlive the lock.
    await this.#restarting?.catch(() => {});
    const thread = this.#thread;
    if (thread) {
      const ended = new Promise((resolve) => thread.once('exit', resolve));
      if (this.#outbox.length > 0) this.#send();
      thread.postMessage('close');
      await ended;
    }
    await this.#log.close();
    this.#unlock();
  }

  #send(): void {
    const requests = this.#outbox;
    if (requests.length === 0) return;
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
  await new Promise<void>((resolve, reject) => {
    thread.once('message', () => resolve());
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The writer thread ended before it was ready')));
  });
  return thread;
}

/** What one caller gets wrong must not fail the others in the same transaction. */
function mustBeStorable(stream: string, expectedRevision: number, events: readonly NewEvent[]): void {
  if (!Number.isSafeInteger(expectedRevision) || expectedRevision < noStream)
    throw new RangeError(`${stream}: ${expectedRevision} is no revision`);
  if (events.length === 0) throw new RangeError(`${stream}: an append needs an event`);
  const bytes = events.reduce(
    (sum, { data, metadata }) => sum + Buffer.byteLength(data) + Buffer.byteLength(metadata),
    0,
  );
  if (bytes > maxAppendBytes)
    throw new RangeError(`${stream}: an append of ${bytes} bytes; the store takes ${maxAppendBytes}`);
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
