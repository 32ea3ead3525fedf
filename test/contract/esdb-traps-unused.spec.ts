import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { openEventStoreDb, openEventStoreDbLog } from '@anslag/event-store/eventstoredb/eventstoredb-store';
import { noStream } from '@anslag/event-store/port';
import { EsdbRig, inTime } from './esdb-rig';
import { newEvents } from './events';

/**
 * The traps of @eventstore/db-client 6.2.1 that the adapter avoids by not using the call, and those of the connection string.
 * All numbers: 1–6, 12, 13, 16–18, 21 in esdb-traps-append; 9–11, 13, 17, 18, 22 in esdb-traps-read; 7, 9, 13, 15, 22, 23 in
 * esdb-traps-follow; 2, 4–6, 8, 14, 15, 18–20, 23, 24 here.
 */
const folder = resolve(__dirname, '../../libs/event-store/eventstoredb');
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
/** The adapter's code without its comments. */
const code = sources
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n')
  .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const streamPrefixes = ['budget-'];
const rig = new EsdbRig();
afterEach(() => rig.end());

test.each([
  ['2, 16, 19: the client’s own append, its answer on failure, its credentials per call', 'appendToStream'],
  ['2: nor does it ask the client not to throw', 'throwOnAppendFailure'],
  ['4, 6: the client’s question about server features', 'capabilities'],
  ['4, 6: in its other form', 'supports('],
  ['5: deadlines that the server compares with its own clock', 'setDeadline'],
  ['8: checkpoints, whose callback may not throw and may run ahead', 'checkpointReached'],
  ['15, 23: word that a subscription caught up', 'caughtUp'],
  ['18: a preference for a node, which is only a wish', 'nodePreference'],
  ['19: credentials per call, which take the slower path', 'credentials:'],
  ['20: stream metadata through the client, which mixes up revision and position', 'getStreamMetadata'],
  ['23: word that it fell behind, which no server sends', 'fellBehind'],
  ['24: health and gossip over HTTP, which tell of no leader', 'http'],
])('%s: the adapter does not use it', (_, call) => {
  expect(code.length).toBeGreaterThan(10_000);
  expect(code).not.toContain(call);
});

test('4, 6, 19: appends go over the batch path alone, and no server is asked for its features', async () => {
  const server = await rig.server();
  const store = rig.store(server);
  await store.append('budget-1', noStream, newEvents(2), inTime);
  await store.append('budget-1', 1, newEvents(2), inTime);
  await store.readAll(null, 10);
  expect(server.seen).toMatchObject({ batchAppend: 2, append: 0, serverFeatures: 0 });
});

test('14: a connection string is refused where the client would leave out a part of it silently', () => {
  for (const open of [openEventStoreDb, openEventStoreDbLog]) {
    const opening = (url: string) => () => open(url, { streamPrefixes });
    expect(opening('esdb://admin:changeit@127.0.0.1:2113?tls=false')).toThrow('credentials are not sent');
    expect(opening('esdb://127.0.0.1:2113?tlsVerifyCert=false')).toThrow('tlsCAFile');
    expect(opening('esdb://127.0.0.1:2113?nonsense')).toThrow('expected ?key=value');
    expect(opening('esdb://admin:changeit@127.0.0.1:2113,127.0.0.1:2114')).not.toThrow();
    expect(opening('esdb+discover://127.0.0.1:2113?tls=false')).not.toThrow();
  }
});

test('14: a process that has closed its store ends by itself, whatever the store was doing', async () => {
  const server = await rig.server();
  const built = resolve(__dirname, '../../dist/libs/event-store/open-event-store.js');
  const script = `
    const { openEventStore } = require(${JSON.stringify(built)});
    (async () => {
      const store = await openEventStore(${JSON.stringify(server.url)}, { streamPrefixes: ['budget-'] });
      const event = { id: crypto.randomUUID(), type: 'T', data: '{}', metadata: '{}' };
      console.log((await store.append('budget-1', -1, [event], 5000)).outcome);
      console.log((await store.readStream('budget-1', 0, 10)).length);
      const following = (async () => {
        for await (const batch of store.follow(null, { limit: 10, signal: new AbortController().signal })) {
          console.log(batch.length);
          void store.close();
        }
      })();
      await following.catch((error) => console.log(error.name));
    })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { timeout: 15_000 });
  expect(stdout.trim().split('\n')).toEqual(['appended', '1', '1', 'StoreUnavailable']);
}, 20_000);
