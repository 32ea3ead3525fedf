import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database, { type Statement } from 'better-sqlite3';
import { VersionedMap } from '@anslag/collections/versioned-map';
import type { Decider } from './decider';
import { commandMemoryMs, type KnownCommand, type StreamPoint } from './stream-point';

/**
 * Keeps folded streams between runs. A cache: whatever is lost or unreadable is folded again from the events, so that
 * neither loading nor saving throws.
 */
export interface SnapshotStore {
  load<S>(stream: string, decider: Snapshotted<S>): StreamPoint<S> | null;
  save<S>(stream: string, decider: Snapshotted<S>, point: StreamPoint<S>): void;
  close(): void;
}

type Snapshotted<S> = Pick<Decider<S, never, never>, 'stateVersion' | 'encode' | 'decode'>;

interface Stored {
  stream: string;
  revision: number;
  eventId: string | null;
  newestAt: number;
  state: unknown;
  commands: [string, KnownCommand][];
}

interface Row {
  body: string;
  sha256: string;
}

/** Snapshots in a file of their own in the ledger's directory: never part of the history, and free to be deleted. */
export class SqliteSnapshots implements SnapshotStore {
  readonly #db: Database.Database;
  readonly #find: Statement<[string, number], Row>;
  readonly #put: Statement<[string, number, string, string]>;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#db = openOrReplace(join(directory, 'snapshots.db'));
    this.#find = this.#db.prepare('SELECT body, sha256 FROM snapshots WHERE stream = ? AND state_version = ?');
    this.#put = this.#db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)');
  }

  load<S>(stream: string, decider: Snapshotted<S>): StreamPoint<S> | null {
    try {
      const found = this.#find.get(stream, decider.stateVersion);
      if (!found) return null;
      if (sha256(found.body) !== found.sha256) throw new Error('it is not what was saved');
      const { stream: of, revision, eventId, newestAt, state, commands } = JSON.parse(found.body) as Stored;
      if (of !== stream) throw new Error(`it is of ${of}`);
      return { revision, eventId, newestAt, state: decider.decode(state), commands: VersionedMap.of(commands) };
    } catch (error) {
      return warn(stream, 'left unread', error);
    }
  }

  save<S>(stream: string, decider: Snapshotted<S>, point: StreamPoint<S>): void {
    try {
      const { revision, eventId, newestAt, state } = point;
      const commands = [...point.commands].filter(([, { at }]) => newestAt - at <= commandMemoryMs);
      const stored: Stored = { stream, revision, eventId, newestAt, state: decider.encode(state), commands };
      const body = JSON.stringify(stored);
      this.#put.run(stream, decider.stateVersion, body, sha256(body));
    } catch (error) {
      warn(stream, 'not saved', error);
    }
  }

  close(): void {
    this.#db.close();
  }
}

/** A file that is no database, or one of another make, is worth less than a new one. */
function openOrReplace(file: string): Database.Database {
  try {
    return open(file);
  } catch {
    for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
    return open(file);
  }
}

function open(file: string): Database.Database {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = OFF');
    db.exec(
      `CREATE TABLE IF NOT EXISTS snapshots
         (stream TEXT PRIMARY KEY, state_version INTEGER NOT NULL, body TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT`,
    );
    db.prepare('SELECT body, sha256 FROM snapshots WHERE stream = ?').get('');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A change of a figure on the disk would be a wrong balance, and no fold would tell. */
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

function warn(stream: string, what: string, error: unknown): null {
  const reason = error instanceof Error ? error.message : String(error);
  process.emitWarning(`The snapshot of ${stream} was ${what}: ${reason}`, 'SnapshotWarning');
  return null;
}
