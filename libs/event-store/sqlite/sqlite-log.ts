import type { EventLog, FollowOptions, StoredEvent } from '../port';
import { StoreUnavailable } from '../port';
import { CommitWaiter } from './commits';
import { LogTable } from './log-table';
import { openForReading, type Connection } from './schema';

/** Reads a ledger directory's events, from any thread or process, while another one writes. */
export class SqliteLog implements EventLog {
  readonly #directory: string;
  readonly #db: Connection;
  readonly #table: LogTable;

  constructor(directory: string) {
    this.#directory = directory;
    this.#db = openForReading(directory);
    this.#table = new LogTable(this.#db);
  }

  async readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]> {
    return this.#read(() => this.#table.stream(stream, fromRevision, limit));
  }

  async readAll(after: bigint | null, limit: number): Promise<StoredEvent[]> {
    return this.#read(() => this.#table.after(after, limit));
  }

  async head(): Promise<bigint | null> {
    return this.#read(() => this.#table.head());
  }

  async *follow(after: bigint | null, { limit, signal, onDrop }: FollowOptions): AsyncIterable<StoredEvent[]> {
    const commits = new CommitWaiter(this.#directory);
    try {
      let last = after;
      while (!signal.aborted) {
        commits.reading();
        const batch = this.#next(last, limit, onDrop);
        if (batch.length === 0) {
          await commits.wait(signal);
          continue;
        }
        yield batch;
        last = batch.at(-1)!.position;
      }
    } finally {
      commits.close();
    }
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  /** None too where they can't be read just now: the wait for the next commit is the wait before the next try. */
  #next(after: bigint | null, limit: number, onDrop: FollowOptions['onDrop']): StoredEvent[] {
    try {
      return this.#read(() => this.#table.after(after, limit));
    } catch (error) {
      if (!this.#db.open || !(error instanceof StoreUnavailable)) throw error;
      onDrop?.(error);
      return [];
    }
  }

  #read<T>(query: () => T): T {
    if (!this.#db.open) throw new StoreUnavailable('The event store is closed');
    try {
      return query();
    } catch (error) {
      const { code } = error as { code?: string };
      if (!code || !passing.some((start) => code.startsWith(start))) throw error;
      throw new StoreUnavailable(`The event store can't be read: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** What another connection, or a disk for a moment, does to a reader. */
const passing = ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_PROTOCOL'];
