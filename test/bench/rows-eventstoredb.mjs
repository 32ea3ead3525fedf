import { randomUUID } from 'node:crypto';
import { built, product, writerOn } from './ledger.mjs';
import { closedLoop, inTurn } from './measure.mjs';
import { printRates, printTails, skipped } from './report.mjs';
import { allocate, requestOf, oneBudget, stoppingBudget } from './workload.mjs';

const row = 'P10';
const peerName = 'bare @eventstore/db-client 6.2.1';

/**
 * The stream writer with the real decider on EventStoreDB, against the client alone on the same server. Streams are called
 * `bench-…`, so that no ledger on that server takes them for its own, and are deleted afterwards.
 * @param {import('./measure.mjs').Options} options
 */
export async function eventStoreDbRows(options) {
  const url = process.env.EVENTSTOREDB_TEST_URL;
  if (!url) return skipped(row, 'EVENTSTOREDB_TEST_URL names no EventStoreDB');

  const { openEventStore } = built('libs/event-store/open-event-store');
  const { EventStoreDBClient } = product('@eventstore/db-client');
  const client = EventStoreDBClient.connectionString(url);
  const store = await openEventStore(url, { streamPrefixes: ['bench-'] });
  const writer = writerOn(store);
  const streams = [];
  const stream = (what) => {
    const name = `bench-${what}-${randomUUID()}`;
    streams.push(name);
    return name;
  };
  try {
    await oneCaller();
    await manyCallers(64);
  } finally {
    await writer.drain();
    await store.close();
    for (const name of streams) await client.deleteStream(name).catch(() => undefined);
    await client.dispose();
  }

  async function oneCaller() {
    const bare = stream('bare');
    const event = eventMaker();
    let revision = -1n;
    const once = async () => {
      const expectedRevision = revision < 0n ? 'no_stream' : revision;
      revision = (await client.appendToStream(bare, event(), { expectedRevision })).nextExpectedRevision;
    };
    const [ours, peer] = await inTurn([await throughWriter(1), closedLoop(1, once)], options);
    const what = 'stream writer on EventStoreDB, 1 caller on one budget; the peer appends at the revision it knows';
    printRates(row, what, 'commands/s', ours, peer, peerName);
  }

  async function manyCallers(callers) {
    const bare = stream('bare');
    const event = eventMaker();
    const once = () => client.appendToStream(bare, event(), { expectedRevision: 'any' });
    const [ours, peer] = await inTurn([await throughWriter(callers), closedLoop(callers, once)], options);
    const what = `stream writer on EventStoreDB, ${callers} callers on one budget; the peer appends at any revision`;
    printRates(row, what, 'commands/s', ours, peer, peerName);
    printTails(row, `99th percentile of: ${what}`, ours, peer, peerName);
  }

  async function throughWriter(callers) {
    const name = stream('budget');
    for (const command of stoppingBudget('hsn')) await writer.execute({ stream: name, request: requestOf(command) });
    const next = oneBudget('hsn');
    return closedLoop(callers, () => writer.execute({ stream: name, request: requestOf(next().command) }));
  }
}

/** Events like those that the writer appends, ready-made. */
function eventMaker() {
  const { jsonEvent } = product('@eventstore/db-client');
  const { command, ...metadata } = requestOf(allocate('hsn', 1));
  const { today: _, actor: __, type: ___, ...data } = command;
  return () => jsonEvent({ type: 'AllocationDecided', data, metadata });
}
