import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@anslag/event-store/port';
import { SqliteSnapshots } from '@anslag/event-store/snapshots';
import { SqliteStore } from '@anslag/event-store/sqlite/sqlite-store';
import { StreamWriter, type StreamWriterOptions } from '@anslag/event-store/stream-writer';
import { FakeEventStore } from './fake-event-store';

/** A ledger without HTTP: a store, the writer to it, and a restart that keeps nothing but what is stored. */
export interface Ledger {
  store: EventStore;
  writer: StreamWriter;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** In memory; `exclusive` as the embedded store is. */
export function inMemory(
  options: StreamWriterOptions & { exclusive?: boolean } = {},
): Ledger & { store: FakeEventStore } {
  const store = new FakeEventStore({ exclusive: options.exclusive ?? true });
  const ledger = {
    store,
    writer: new StreamWriter(store, options),
    restart: async () => void (ledger.writer = new StreamWriter(store, options)),
    close: async () => {},
  };
  return ledger;
}

/** On disk, in a directory of its own, with snapshots. */
export async function onDisk(options: StreamWriterOptions = {}): Promise<Ledger> {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-ledger-'));
  let snapshots = new SqliteSnapshots(directory);
  const open = async () => {
    snapshots = new SqliteSnapshots(directory);
    ledger.store = await SqliteStore.open(directory);
    ledger.writer = new StreamWriter(ledger.store, { ...options, snapshots });
  };
  const stop = async () => {
    await ledger.writer.drain();
    await ledger.store.close();
    snapshots.close();
  };
  const ledger = {
    restart: () => stop().then(open),
    close: () => stop().then(() => rmSync(directory, { recursive: true })),
  } as Ledger;
  snapshots.close();
  await open();
  return ledger;
}

export const everyStore: [string, () => Promise<Ledger>][] = [
  ['a store of its own, in memory', async () => inMemory()],
  ['a store that others may write to, in memory', async () => inMemory({ exclusive: false })],
  ['SQLite', () => onDisk()],
];
