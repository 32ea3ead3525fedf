import { START } from '@eventstore/db-client';
import { BrokenStream, type EventLog, type FollowOptions, type StoredEvent } from '../port';
import { Connection } from './connection';
import { follow } from './follow';
import { HeadFinder } from './head';
import { Reader } from './read';
import { toStoredEvent } from './stored-event';

/** The largest page of `$all` that is read in search of the ledger's events. */
const maxPage = 1024;

export interface EventStoreDbOptions {
  /** How the names of the ledger's streams begin. The server holds streams of its own, and may hold others'. */
  streamPrefixes: readonly string[];
}

/** What an EventStoreDB 23.10 or later holds of the ledger, for reading. Connects at the first use. */
export class EventStoreDbLog implements EventLog {
  protected readonly connection: Connection;
  readonly #reader: Reader;
  readonly #head: HeadFinder;
  readonly #prefixes: readonly string[];

  constructor(url: string, { streamPrefixes }: EventStoreDbOptions) {
    this.connection = new Connection(url);
    this.#reader = new Reader(this.connection);
    this.#prefixes = streamPrefixes;
    this.#head = new HeadFinder(this.#reader, (stream) => this.#isOurs(stream));
  }

  async readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]> {
    const read = await this.#reader.stream(stream, { from: fromRevision, limit });
    // Nothing at all is also what a deleted stream shows, which takes appends as if it were new.
    if (read === null || (read.length === 0 && fromRevision === 0)) await this.#refuseDeleted(stream);
    const events = (read ?? []).map(toStoredEvent);
    for (const [index, { revision }] of events.entries()) {
      if (revision !== fromRevision + index)
        throw new BrokenStream(`${stream} goes on at revision ${revision} where ${fromRevision + index} is due`);
    }
    return events;
  }

  async readAll(after: bigint | null, limit: number): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    let from = after;
    // A page begins with the event at its position, which is known. Where pages hold others' events, they grow.
    for (let size = limit + 1; events.length < limit; size = Math.min(maxPage, size * 4)) {
      const page = await this.#reader.all(from === null ? START : { commit: from, prepare: from }, { limit: size });
      for (const resolved of page) {
        const { event } = resolved;
        if (!event || (from !== null && event.position.commit <= from)) continue;
        from = event.position.commit;
        if (this.#isOurs(event.streamId) && events.length < limit) events.push(toStoredEvent(resolved));
      }
      if (page.length < size) break;
    }
    return events;
  }

  head(): Promise<bigint | null> {
    return this.#head.find();
  }

  follow(after: bigint | null, options: FollowOptions): AsyncIterable<StoredEvent[]> {
    return follow(this.connection, this.#prefixes, after, options);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  #isOurs(stream: string): boolean {
    return this.#prefixes.some((prefix) => stream.startsWith(prefix));
  }

  async #refuseDeleted(stream: string): Promise<void> {
    const [last] = (await this.#reader.stream(`$$${stream}`, { from: 'end', backwards: true, limit: 1 })) ?? [];
    const metadata = last?.event?.data as { $tb?: unknown } | undefined;
    if (metadata?.$tb !== undefined) throw new BrokenStream(`${stream} was deleted`);
  }
}
