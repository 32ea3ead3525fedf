import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { openEventStoreDb } from '@anslag/event-store/eventstoredb/eventstoredb-store';
import { StoreUnavailable, type EventStore, type StoredEvent } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { count, folded, tally } from './tally';

const cluster = process.env['EVENTSTOREDB_TEST_URL'];
/** A shell command that kills the cluster's leader, starts it again and ends when the cluster is whole. */
const killLeader = process.env['EVENTSTOREDB_TEST_KILL_LEADER'];
if (!cluster || !killLeader) {
  console.warn('EVENTSTOREDB_TEST_URL and EVENTSTOREDB_TEST_KILL_LEADER are not set: no leader is killed under load.');
}
const times = Number(process.env['EVENTSTOREDB_TEST_KILLS'] ?? 10);

const prefix = `t${crypto.randomUUID().slice(0, 8)}-`;
const open = () => openEventStoreDb(cluster!, { streamPrefixes: [prefix] });

/** A caller who sends one command after another, each again under its key until it is done. */
async function callOn(writer: StreamWriter, stream: string, isOver: () => boolean, acknowledged: Map<string, number>) {
  while (!isOver()) {
    const request = count(1);
    for (;;) {
      try {
        const outcome = await writer.execute(tally, stream, request);
        if (outcome.outcome === 'unsettled' || outcome.outcome === 'contended') continue;
        if (outcome.outcome !== 'done') throw new Error(outcome.outcome);
        acknowledged.set(`${stream} ${request.commandId}`, outcome.result.revision);
        break;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
  }
}

async function wholeStream(store: EventStore, stream: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const page = await store.readStream(stream, events.length, 1000);
    events.push(...page);
    if (page.length < 1000) return events;
  }
}

(cluster && killLeader ? describe : describe.skip)('with the leader killed under load, again and again', () => {
  it('every acknowledged command is there once, and the ledger goes on', async () => {
    const stores = [open(), open()];
    const writers = stores.map((store) => new StreamWriter(store));
    const acknowledged = new Map<string, number>();
    const streams = Array.from({ length: 4 }, (_, index) => `${prefix}${index}`);
    let over = false;
    const callers = Array.from({ length: 16 }, (_, caller) =>
      callOn(writers[caller % 2]!, streams[caller % 4]!, () => over, acknowledged),
    );

    const seen: StoredEvent[] = [];
    const stop = new AbortController();
    const reader = open();
    const follower = (async () => {
      for await (const batch of reader.follow(null, { limit: 500, signal: stop.signal })) seen.push(...batch);
    })();

    try {
      for (let kill = 0; kill < times; kill++) {
        const before = acknowledged.size;
        await promisify(exec)(killLeader!);
        while (acknowledged.size < before + 100) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      over = true;
      await Promise.all(callers);

      const stored = (await Promise.all(streams.map((stream) => wholeStream(stores[0]!, stream)))).flat();
      const keys = stored.map(({ stream, metadata }) => `${stream} ${(metadata as { commandId: string }).commandId}`);
      expect(new Set(keys).size).toBe(keys.length);
      const revisions = new Map(stored.map(({ revision }, index) => [keys[index]!, revision]));
      for (const [key, revision] of acknowledged) expect([key, revisions.get(key)]).toEqual([key, revision]);
      for (const stream of streams) {
        const { state } = await writers[1]!.read(tally, stream);
        expect(state).toEqual(folded(stored.filter((event) => event.stream === stream)));
      }

      while (seen.length < stored.length) await new Promise((resolve) => setTimeout(resolve, 50));
      stop.abort();
      await follower;
      const byPosition = stored.toSorted((a, b) => Number(a.position - b.position));
      expect(seen.map(({ id }) => id)).toEqual(byPosition.map(({ id }) => id));
    } finally {
      over = true;
      stop.abort();
      await Promise.allSettled([...callers, follower]);
      for (const store of [...stores, reader]) await store.close();
    }
  }, 900_000);
});
