import type { Statement } from 'better-sqlite3';
import type { StoredEvent } from '../port';
import type { Connection } from './schema';

interface Row {
  position: number;
  stream: string;
  revision: number;
  id: string;
  type: string;
  recorded_at: number;
  data: string;
  metadata: string;
}

const columns = 'e.position, s.name AS stream, e.revision, e.id, e.type, e.recorded_at, e.data, e.metadata';

/** The queries on the event table that the log's readers use. */
export class LogTable {
  readonly #ofStream: Statement<[string, number, number], Row>;
  readonly #ofAll: Statement<[bigint, number], Row>;
  readonly #head: Statement<[], { head: number | null }>;

  constructor(db: Connection) {
    this.#ofStream = db.prepare(
      `SELECT ${columns} FROM streams s JOIN events e USING (stream_id)
       WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
    );
    this.#ofAll = db.prepare(
      `SELECT ${columns} FROM events e CROSS JOIN streams s USING (stream_id)
       WHERE e.position > ? ORDER BY e.position LIMIT ?`,
    );
    this.#head = db.prepare('SELECT max(position) AS head FROM events');
  }

  stream(name: string, fromRevision: number, limit: number): StoredEvent[] {
    return this.#ofStream.all(name, fromRevision, limit).map(toEvent);
  }

  after(position: bigint | null, limit: number): StoredEvent[] {
    return this.#ofAll.all(position ?? 0n, limit).map(toEvent);
  }

  head(): bigint | null {
    const head = this.#head.get()?.head ?? null;
    return head === null ? null : BigInt(head);
  }
}

/** Its JSON is read when somebody looks at it: most readers need only half of it. */
class ReadEvent implements StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: number;
  readonly #row: Row;
  #data: unknown;
  #metadata: unknown;

  constructor(row: Row) {
    this.id = row.id;
    this.type = row.type;
    this.stream = row.stream;
    this.revision = row.revision;
    this.position = BigInt(row.position);
    this.recordedAt = row.recorded_at;
    this.#row = row;
  }

  get data(): unknown {
    return (this.#data ??= JSON.parse(this.#row.data));
  }

  get metadata(): unknown {
    return (this.#metadata ??= JSON.parse(this.#row.metadata));
  }
}

const toEvent = (row: Row): StoredEvent => new ReadEvent(row);
