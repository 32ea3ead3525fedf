import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database, { type Statement } from 'better-sqlite3';
import { Map } from 'immutable';
import type { Decider } from './decider';
import { commandMemoryMs, type KnownCommand, type StreamPoint } from './stream-point';

/** Keeps folded streams between runs. A cache: whatever is lost or unreadable is folded again from the events. */
export interface SnapshotStore {
  load<S>(stream: string, decider: Snapshotted<S>): StreamPoint<S> | null;
  save<S>(stream: string, decider: Snapshotted<S>, point: StreamPoint<S>): void;
  close(): void;
}

type Snapshotted<S> = Pick<Decider<S, never, never>, 'stateVersion' | 'encode' | 'decode'>;

interface Stored {
  revision: number;
  newestAt: number;
  state: unknown;
  commands: [string, KnownCommand][];
}

/** Snapshots in a file of their own in the ledger's directory: never part of the history, and free to be deleted. */
export class SqliteSnapshots implements SnapshotStore {
  readonly #db: Database.Database;
  readonly #find: Statement<[string, number], { body: string }>;
  readonly #put: Statement<[string, number, string]>;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#db = new Database(join(directory, 'snapshots.db'));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = OFF');
    this.#db.exec(
      `CREATE TABLE IF NOT EXISTS snapshots
         (stream TEXT PRIMARY KEY, state_version INTEGER NOT NULL, body TEXT NOT NULL) STRICT`,
    );
    this.#find = this.#db.prepare('SELECT body FROM snapshots WHERE stream = ? AND state_version = ?');
    this.#put = this.#db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)');
  }

  load<S>(stream: string, decider: Snapshotted<S>): StreamPoint<S> | null {
    const found = this.#find.get(stream, decider.stateVersion);
    if (!found) return null;
    const { revision, newestAt, state, commands } = JSON.parse(found.body) as Stored;
    return { revision, newestAt, state: decider.decode(state), commands: Map(commands) };
  }

  save<S>(stream: string, decider: Snapshotted<S>, point: StreamPoint<S>): void {
    const { revision, newestAt, state } = point;
    const commands = [...point.commands].filter(([, { at }]) => newestAt - at <= commandMemoryMs);
    const body: Stored = { revision, newestAt, state: decider.encode(state), commands };
    this.#put.run(stream, decider.stateVersion, JSON.stringify(body));
  }

  close(): void {
    this.#db.close();
  }
}
