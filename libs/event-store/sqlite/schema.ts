import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../port';

export type Connection = Database.Database;

/**
 * The tables are final: triggers refuse changes, also those by way of INSERT OR REPLACE, which removes what is in its way
 * without a word. Positions are dense because one thread hands them out. Ids have no
 * index: they are random, and an index on them costs most of the speed of a large append. A retry names its revision, so
 * it is recognised by comparing ids there.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS streams (
    stream_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream_id INTEGER NOT NULL REFERENCES streams,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream_id, revision);
  CREATE TRIGGER IF NOT EXISTS events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'a recorded event is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS events_are_never_removed BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'a recorded event is never removed'); END;
  CREATE TRIGGER IF NOT EXISTS events_are_never_replaced BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
      OR EXISTS (SELECT 1 FROM events WHERE stream_id = NEW.stream_id AND revision = NEW.revision)
    BEGIN SELECT RAISE(ABORT, 'a recorded event is never replaced'); END;
  CREATE TRIGGER IF NOT EXISTS streams_are_never_changed BEFORE UPDATE ON streams
    BEGIN SELECT RAISE(ABORT, 'a stream is never renamed'); END;
  CREATE TRIGGER IF NOT EXISTS streams_are_never_removed BEFORE DELETE ON streams
    BEGIN SELECT RAISE(ABORT, 'a stream is never removed'); END;
  CREATE TRIGGER IF NOT EXISTS streams_are_never_replaced BEFORE INSERT ON streams
    WHEN EXISTS (SELECT 1 FROM streams WHERE stream_id = NEW.stream_id OR name = NEW.name)
    BEGIN SELECT RAISE(ABORT, 'a stream is never replaced'); END;
`;

export const eventsFile = (directory: string): string => join(directory, 'events.db');

/** Opens a ledger directory's events.db for writing, and makes it if it isn't there. Every commit is synced to disk. */
export function openForWriting(directory: string): Connection {
  mkdirSync(directory, { recursive: true });
  const db = new Database(eventsFile(directory));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = ON');
  // All at once: who reads beside it finds all of it or nothing.
  db.transaction(() => db.exec(schema)).immediate();
  return db;
}

/** Opens a ledger directory's events.db for reading. Throws where there is none: StoreUnavailable while it is being made. */
export function openForReading(directory: string): Connection {
  const db = new Database(eventsFile(directory), { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  if (db.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'events'`).get()) return db;
  db.close();
  throw new StoreUnavailable(`The ledger in ${directory} is still being made`);
}
