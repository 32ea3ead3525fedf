import type { ResolvedEvent } from '@eventstore/db-client';
import { BrokenStream, type EventLog, type FollowOptions, type StoredEvent } from '../port';
import { Connection } from './connection';
import { follow } from './follow';
import { Reader } from './read';
import { positionOf, toStoredEvent } from './stored-event';

export interface EventStoreDbOptions {
  /** How the names of the ledger's streams begin. The server holds streams of its own, and may hold others'. */
  streamPrefixes: readonly string[];
}

/** Others' events in a page are left out, whatever the server let through; pages grow where there are many. */
const nextSize = (size: number) => Math.min(1024, size * 4);

/** What an EventStoreDB 23.10 or later holds of the ledger, for reading. Connects at the first use. */
export class EventStoreDbLog implements EventLog {
  protected readonly connection: Connection;
  readonly #reader: Reader;
  readonly #prefixes: readonly string[];

  constructor(url: string, { streamPrefixes }: EventStoreDbOptions) {
    this.connection = new Connection(url);
    this.#reader = new Reader(this.connection);
    this.#prefixes = streamPrefixes;
  }

  async readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]> {
    const read = await this.#reader.stream(stream, fromRevision, limit);
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
    let last = after;
    // A page from a position begins with the event at that position, if it is of the ledger.
    for (let size = limit + 1; events.length < limit; size = nextSize(size)) {
      const page = await this.#reader.all(this.#prefixes, { from: last ?? 'start', limit: size });
      for (const resolved of page) {
        const position = positionOf(resolved);
        if (last !== null && position <= last) continue;
        last = position;
        if (this.#isOurs(resolved) && events.length < limit) events.push(toStoredEvent(resolved));
      }
      if (page.length < size) break;
    }
    return events;
  }

  async head(): Promise<bigint | null> {
    let from: bigint | 'end' = 'end';
    for (let size = 1; ; size = nextSize(size)) {
      const page: ResolvedEvent[] = await this.#reader.all(this.#prefixes, { from, backwards: true, limit: size });
      const last = page.find((resolved) => this.#isOurs(resolved));
      if (last) return positionOf(last);
      if (page.length < size) return null;
      from = positionOf(page.at(-1)!);
    }
  }

  follow(after: bigint | null, options: FollowOptions): AsyncIterable<StoredEvent[]> {
    const readAll = this.readAll.bind(this);
    return follow({ connection: this.connection, prefixes: this.#prefixes, readAll }, after, options);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  #isOurs({ event }: ResolvedEvent): boolean {
    return event !== undefined && this.#prefixes.some((prefix) => event.streamId.startsWith(prefix));
  }

  async #refuseDeleted(stream: string): Promise<void> {
    const [last] = (await this.#reader.stream(`$$${stream}`, 'end', 1)) ?? [];
    const metadata = { ...(last?.event?.data as object | undefined) };
    const losing = ['$tb', '$maxAge', '$maxCount'].filter((setting) => setting in metadata);
    if (losing.length > 0)
      throw new BrokenStream(`${stream} was deleted or may lose events: its ${losing.join()} is set`);
  }
}
