import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStore } from '@anslag/event-store/open-event-store';
import type { EventStore } from '@anslag/event-store/port';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { onServer } from '../postgres/server';
import { databaseKind, newDirectory, newReadDatabase } from '../read-models/new-database';
import { LongHistory } from './long-history';
import { ProjectorProcess } from './projector-process';
import { figuresOf, ReadBeside } from './read-beside';

let directory: string;
let readDb: string;
let store: EventStore;
let history: LongHistory;
let reader: ReadBeside;

beforeEach(async () => {
  directory = newDirectory();
  readDb = await newReadDatabase();
  store = await openEventStore(`sqlite:${directory}`, { streamPrefixes });
  reader = new ReadBeside(readDb);
  history = new LongHistory(store, 7, 6_000);
});

afterEach(async () => {
  await reader.close();
  await store.close();
});

const start = () => ProjectorProcess.start(`sqlite:${directory}`, readDb);

/** The first that is started has the lock before the second asks for it. */
async function twoOfThem(): Promise<[folds: ProjectorProcess, waits: ProjectorProcess]> {
  const folds = await start();
  await reader.reaches(await history.append(200));
  return [folds, await start()];
}

async function expectAFoldOfTheLog(): Promise<void> {
  await reader.reaches(await history.append(200));
  expect(await reader.figures()).toEqual(figuresOf(await store.readAll(null, 100_000)));
}

test('of two projectors one takes over within five seconds when the other is killed, and no event is folded twice', async () => {
  let [folds, waits] = await twoOfThem();
  const took: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    // Something is under way when it is killed.
    await history.append(300);
    folds.signal('SIGKILL');
    const killed = performance.now();
    await reader.reaches(await history.append(100));
    took.push(Math.round(performance.now() - killed));
    folds = waits;
    waits = await start();
  }
  process.stdout.write(`taken over on ${databaseKind} after ${took.join(', ')} ms\n`);
  expect(Math.max(...took)).toBeLessThan(5_000);
  await expectAFoldOfTheLog();
  expect([await folds.stop(), await waits.stop()]).toEqual([0, 0]);
});

test('when one is stopped in an orderly way the other goes on', async () => {
  const [folds, waits] = await twoOfThem();
  expect(await folds.stop()).toBe(0);
  await expectAFoldOfTheLog();
  expect([await waits.stop(), waits.stderr]).toEqual([0, '']);
});

test('one that is frozen keeps its lock: nobody takes over, and it goes on when it is thawed', async () => {
  const [folds, waits] = await twoOfThem();
  folds.signal('SIGSTOP');
  const frozenAt = await reader.position();
  const head = await history.append(100);
  await sleep(3_000);
  expect(await reader.position()).toBe(frozenAt);
  folds.signal('SIGCONT');
  await reader.reaches(head);
  await expectAFoldOfTheLog();
  expect([await folds.stop(), await waits.stop()]).toEqual([0, 0]);
});

test('when one that is frozen loses its lock the other takes over, and thawed it folds nothing again', async () => {
  const [folds, waits] = await twoOfThem();
  folds.signal('SIGSTOP');
  if (databaseKind === 'SQLite') folds.signal('SIGKILL');
  else
    await onServer(
      readDb,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'anslag projector lock'
         and pid in (select pid from pg_locks where locktype = 'advisory' and granted)`,
    );
  await reader.reaches(await history.append(100));
  if (databaseKind === 'PostgreSQL') {
    folds.signal('SIGCONT');
    for (let piece = 0; piece < 20; piece += 1) await reader.reaches(await history.append(20));
    expect(await folds.stop()).toBe(0);
  }
  await expectAFoldOfTheLog();
  expect(await waits.stop()).toBe(0);
});
