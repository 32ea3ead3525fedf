import type { Statement } from 'better-sqlite3';
import type { NewEvent } from '../port';
import type { Connection } from './schema';

/** An append on its way to the writer thread; `ref` finds the caller again. */
export interface AppendRequest {
  ref: number;
  stream: string;
  expectedRevision: number;
  events: readonly NewEvent[];
}

/** The writer thread's answer. `failed`: the commit broke, and only asking again can tell whether it was stored. */
export type AppendAnswer =
  | { ref: number; outcome: 'appended'; revision: number; position: number }
  | { ref: number; outcome: 'wrong-revision' }
  | { ref: number; outcome: 'failed'; reason: string };

interface Head {
  streamId: number;
  revision: number;
}

/** How many streams' heads are kept at hand. */
const headsKept = 100_000;

/** Puts many appends, of any streams, into one transaction: one sync to disk for all of them. */
export class GroupCommit {
  readonly #db: Connection;
  readonly #now: () => number;
  readonly #insert: Statement;
  readonly #insertStream: Statement<[string]>;
  readonly #findStream: Statement<[string], Head>;
  readonly #idsFrom: Statement<[number, number, number], { id: string; position: number }>;
  readonly #lastPosition: Statement<[], { position: number | null }>;
  /** Heads of streams as committed, plus those of the running transaction. Emptied when a transaction fails. */
  readonly #heads = new Map<string, Head>();
  #position: number;

  constructor(db: Connection, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
    this.#insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#insertStream = db.prepare('INSERT INTO streams (name) VALUES (?)');
    this.#findStream = db.prepare(
      `SELECT stream_id AS streamId, coalesce((SELECT max(revision) FROM events e WHERE e.stream_id = s.stream_id), -1)
         AS revision FROM streams s WHERE name = ?`,
    );
    this.#idsFrom = db.prepare(
      'SELECT id, position FROM events WHERE stream_id = ? AND revision >= ? ORDER BY revision LIMIT ?',
    );
    this.#lastPosition = db.prepare('SELECT max(position) AS position FROM events');
    this.#position = this.#lastPosition.get()?.position ?? 0;
  }

  /** Commits what can be committed and answers each. Nothing is acknowledged before it is on disk. */
  commit(requests: readonly AppendRequest[]): AppendAnswer[] {
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const answers = requests.map((request) => this.#append(request));
      this.#db.exec('COMMIT');
      if (this.#heads.size > headsKept) this.#heads.clear();
      return answers;
    } catch (error) {
      return this.#failed(requests, error);
    }
  }

  #append({ ref, stream, expectedRevision, events }: AppendRequest): AppendAnswer {
    const head = this.#headOf(stream);
    if (head.revision !== expectedRevision) {
      const position = this.#storedBefore(head, expectedRevision, events);
      if (position === null) return { ref, outcome: 'wrong-revision' };
      return { ref, outcome: 'appended', revision: expectedRevision + events.length, position };
    }
    if (head.streamId === 0) head.streamId = Number(this.#insertStream.run(stream).lastInsertRowid);
    const recordedAt = this.#now();
    for (const { id, type, data, metadata } of events)
      this.#insert.run(++this.#position, head.streamId, ++head.revision, id, type, recordedAt, data, metadata);
    this.#heads.set(stream, head);
    return { ref, outcome: 'appended', revision: head.revision, position: this.#position };
  }

  #headOf(stream: string): Head {
    return this.#heads.get(stream) ?? this.#findStream.get(stream) ?? { streamId: 0, revision: -1 };
  }

  /** The position of a retry's last event where all of them stand at that revision already; else null. */
  #storedBefore(head: Head, expectedRevision: number, events: readonly NewEvent[]): number | null {
    if (head.streamId === 0) return null;
    const stored = this.#idsFrom.all(head.streamId, expectedRevision + 1, events.length);
    const same = stored.length === events.length && stored.every(({ id }, index) => id === events[index]!.id);
    return same ? stored.at(-1)!.position : null;
  }

  #failed(requests: readonly AppendRequest[], error: unknown): AppendAnswer[] {
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    this.#heads.clear();
    this.#position = this.#lastPosition.get()?.position ?? 0;
    const reason = error instanceof Error ? error.message : String(error);
    return requests.map(({ ref }) => ({ ref, outcome: 'failed', reason }));
  }
}
