import { existsSync } from 'node:fs';
import { openEventStoreDb, openEventStoreDbLog } from './eventstoredb/eventstoredb-store';
import { StoreUnavailable, type EventLog, type EventStore } from './port';
import { eventsFile } from './sqlite/schema';
import { SqliteLog } from './sqlite/sqlite-log';
import { SqliteStore } from './sqlite/sqlite-store';

export interface StoreOptions {
  /** How the names of the ledger's streams begin; all others in the store are somebody else's. */
  streamPrefixes: readonly string[];
}

/** Opens the store that a URL names: `sqlite:DIR`, or `esdb://…` as @eventstore/db-client takes it. */
export async function openEventStore(url: string, options: StoreOptions): Promise<EventStore> {
  const directory = sqliteDirectory(url);
  return directory === null ? openEventStoreDb(url, options) : SqliteStore.open(directory);
}

/**
 * As {@link openEventStore}, for reading only: from another thread, or beside the process that writes. Throws
 * StoreUnavailable where no process has made the embedded store yet.
 */
export async function openEventLog(url: string, options: StoreOptions): Promise<EventLog> {
  const directory = sqliteDirectory(url);
  if (directory === null) return openEventStoreDbLog(url, options);
  if (!existsSync(eventsFile(directory))) throw new StoreUnavailable(`There is no ledger in ${directory} yet`);
  return new SqliteLog(directory);
}

/** The directory of an embedded store's URL, or null for a server's. Throws on any other URL. */
export function sqliteDirectory(url: string): string | null {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return url.slice('sqlite:'.length);
  if (/^(esdb|esdb\+discover|kurrentdb|kdb):\/\//.test(url)) return null;
  throw new RangeError('Not an event store: give sqlite:DIRECTORY or esdb://HOST:PORT');
}
