import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventLog, openEventStore } from '@anslag/event-store/open-event-store';
import type { EventLog, EventStore } from '@anslag/event-store/port';
import Database from 'better-sqlite3';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';
import { rawEvents, type RawEvent } from './raw-events';

/** A ledger of a test's own in one of the stores. */
export interface Ledger {
  store: EventStore;
  /** What the names of its streams begin with, so that it shares a server with others. */
  prefix: string;
  /** Another store object on the same ledger, as another process has it. Not for the embedded store, which is exclusive. */
  another(): Promise<EventStore>;
  /** A read-only log on the same ledger. */
  log(): Promise<EventLog>;
  /** Closes the store and opens the ledger anew. */
  reopen(): Promise<EventStore>;
  /** The stored bytes of a stream of so many events, as read without the adapter. */
  raw(stream: string, count: number): Promise<RawEvent[]>;
  /** Closes all that was opened. */
  close(): Promise<void>;
}

export type OpenLedger = () => Promise<Ledger>;

/** A store to run the contract against. */
export interface StoreKind {
  name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  open: OpenLedger;
}

const realServer = process.env['EVENTSTOREDB_TEST_URL'];
if (!realServer) {
  console.warn('EVENTSTOREDB_TEST_URL is not set: the stores’ contract is not checked against a real EventStoreDB.');
}

/** Every store that there is here: both adapters, and a real server where EVENTSTOREDB_TEST_URL names one. */
export function storeKinds(): StoreKind[] {
  const kinds = [sqlite(), protocolServer()];
  if (realServer)
    kinds.push({ ...esdb('EventStoreDB', () => realServer), start: async () => {}, stop: async () => {} });
  return kinds;
}

function sqlite(): StoreKind {
  const directories: string[] = [];
  return {
    name: 'SQLite',
    start: async () => {},
    stop: async () => {
      for (const directory of directories) rmSync(directory, { recursive: true, force: true });
    },
    open: async () => {
      const directory = mkdtempSync(join(tmpdir(), 'anslag-contract-'));
      directories.push(directory);
      const ledger = await openLedger(`sqlite:${directory}`);
      return { ...ledger, raw: async (stream) => rawRows(directory, stream) };
    },
  };
}

function protocolServer(): StoreKind {
  let server: EsdbServer;
  return {
    ...esdb('EventStoreDB’s protocol', () => server.url),
    start: async () => {
      server = await startEsdbServer();
    },
    stop: () => server.stop(),
  };
}

function esdb(name: string, url: () => string): Pick<StoreKind, 'name' | 'open'> {
  return {
    name,
    open: async () => ({ ...(await openLedger(url())), raw: (stream, count) => rawEvents(url(), stream, count) }),
  };
}

async function openLedger(url: string): Promise<Omit<Ledger, 'raw'>> {
  const prefix = `t${randomUUID().slice(0, 13).replaceAll('-', '')}-`;
  const options = { streamPrefixes: [prefix] };
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  const ledger: Omit<Ledger, 'raw'> = {
    store: keep(await openEventStore(url, options)),
    prefix,
    another: async () => (url.startsWith('sqlite:') ? ledger.store : keep(await openEventStore(url, options))),
    log: async () => keep(await openEventLog(url, options)),
    reopen: async () => {
      await ledger.store.close();
      ledger.store = keep(await openEventStore(url, options));
      return ledger.store;
    },
    close: async () => {
      for (const one of opened.splice(0)) await one.close();
    },
  };
  return ledger;
}

function rawRows(directory: string, stream: string): RawEvent[] {
  const db = new Database(join(directory, 'events.db'), { readonly: true });
  const rows = db
    .prepare<[string], { data: string; metadata: string }>(
      'SELECT data, metadata FROM events JOIN streams USING (stream_id) WHERE name = ? ORDER BY revision',
    )
    .all(stream);
  db.close();
  return rows.map(({ data, metadata }) => ({ data: Buffer.from(data), metadata: Buffer.from(metadata), json: true }));
}
