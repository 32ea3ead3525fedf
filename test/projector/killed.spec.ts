import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStore } from '@anslag/event-store/open-event-store';
import type { EventStore } from '@anslag/event-store/port';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { databaseKind, newDirectory, newReadDatabase } from '../read-models/new-database';
import { LongHistory } from './long-history';
import { ProjectorProcess } from './projector-process';
import { figuresOf, ReadBeside } from './read-beside';

const kills = 50;

/** Events a batch and batches a transaction: small, so that there is always something under way. */
const batch = { limit: 10, together: 2 };

/** What is at least left to fold when a process is started. */
const backlog = 2_000;

/** Compiled code is kept from one process to the next, which saves each a good part of its start. */
const compiled = newDirectory();

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let store: EventStore;
let reader: ReadBeside;
const folding = new Set<ChildProcess>();

afterEach(async () => {
  for (const child of folding) child.kill('SIGKILL');
  await reader.close();
  await store.close();
});

/** A process that folds is killed so many ms after so many reports of its progress; 0 reports: while it starts. */
async function killAmid(settings: object, reports: number, ms: number): Promise<void> {
  const child = fork(join(__dirname, 'folding.mjs'), [JSON.stringify(settings)], {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  folding.add(child);
  const ended = once(child, 'close');
  await new Promise<void>((enough) => {
    let heard = 0;
    const hear = () => (heard++ >= reports ? enough() : undefined);
    hear();
    child.on('message', hear);
    child.once('close', enough);
  });
  await sleep(ms);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
  folding.delete(child);
}

test(`a projector killed ${kills} times, mostly mid-batch, while events go on being appended: balances equal a fold of the log`, async () => {
  process.stdout.write(`killed projector on ${databaseKind}: SEED=${seed}\n`);
  const directory = newDirectory();
  const readDb = await newReadDatabase();
  store = await openEventStore(`sqlite:${directory}`, { streamPrefixes });
  reader = new ReadBeside(readDb);
  const history = new LongHistory(store, seed, 12_000);
  let head = await history.append(backlog);
  const settings = { store: `sqlite:${directory}`, readDb, folds: true, batch };

  // Park and Miller's, so that a seed gives the same moments again.
  let state = (seed % 2_147_483_646) + 1;
  const upTo = (n: number) => (state = (state * 48_271) % 2_147_483_647) % n;

  let midWork = 0;
  let before = 0n;
  for (let kill = 0; kill < kills; kill += 1) {
    const ending = kill % 10 === 0 ? killAmid(settings, 0, upTo(500)) : killAmid(settings, 1 + upTo(6), upTo(12));
    // Beside the process that folds, and on until there is enough to fold for the next one.
    while (history.left > 0 && Number(head - before) < backlog) head = await history.append(20 + upTo(60));
    await ending;
    const now = (await reader.position()) ?? 0n;
    expect(now).toBeGreaterThanOrEqual(before);
    if (now > before && now < head) midWork += 1;
    before = now;
  }
  process.stdout.write(`${midWork} of ${kills} kills came amid ${head} events, the last at ${before}\n`);
  expect(midWork).toBeGreaterThanOrEqual(kills / 2);

  // What is left is folded by the whole process, as it is shipped.
  const last = await ProjectorProcess.start(`sqlite:${directory}`, readDb);
  head = await history.append(history.left);
  await reader.reaches(head);
  const events = await store.readAll(null, Number(head));
  expect(BigInt(events.length)).toBe(head);
  expect(await reader.figures()).toEqual(figuresOf(events));
  expect(await last.stop()).toBe(0);
}, 180_000);
