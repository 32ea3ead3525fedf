import type { EventLog, FollowOptions, StoredEvent } from '../port';
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
    return this.#table.stream(stream, fromRevision, limit);
  }

  async readAll(after: bigint | null, limit: number): Promise<StoredEvent[]> {
    return this.#table.after(after, limit);
  }

  async head(): Promise<bigint | null> {
    return this.#table.head();
  }

  async *follow(after: bigint | null, { limit, signal }: FollowOptions): AsyncIterable<StoredEvent[]> {
    const commits = new CommitWaiter(this.#directory);
    try {
      let last = after;
      while (!signal.aborted) {
        commits.reading();
        const batch = this.#table.after(last, limit);
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
}
