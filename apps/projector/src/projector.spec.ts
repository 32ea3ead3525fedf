import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStore } from '@anslag/event-store/open-event-store';
import type { EventStore } from '@anslag/event-store/port';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import { openReadDatabase } from '@anslag/read-models/open-database';
import { projections } from '@anslag/read-models/projections';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { newReadDatabase, returnReadDatabase } from '../../../test/read-models/new-database';
import { Projector } from './projector';

const names = projections.map(({ name }) => name);

let directory: string;
let readDb: string;
let store: EventStore;
let projector: Projector;
let errors: string[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-projector-'));
  store = await openEventStore(`sqlite:${directory}`, { streamPrefixes });
  errors = [];
  readDb = await newReadDatabase();
  projector = projectorOn();
});

afterEach(async () => {
  await projector.stop();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
  returnReadDatabase(readDb);
});

function projectorOn(): Projector {
  const log = { warn: (message: string) => errors.push(message), error: (message: string) => errors.push(message) };
  return new Projector({ store: `sqlite:${directory}`, readDb, folds: true }, log);
}

async function register(partyId: string, type = 'PartyRegistered'): Promise<bigint> {
  const data = JSON.stringify({ partyId, name: partyId, kind: 'company', identifiers: [] });
  const event = { id: randomUUID(), type, data, metadata: '{"actor":"anna"}' };
  const appended = await store.append(`party-${partyId}`, -1, [event], 30_000);
  if (appended.outcome !== 'appended') throw new Error(appended.outcome);
  return appended.position;
}

async function partiesRead(): Promise<number> {
  const { db, close } = openReadDatabase(readDb, 'read');
  const rows = await db.selectFrom('parties').select('party_id').execute();
  await close();
  return rows.length;
}

/** The projector writes too, and neither waits long for the other. */
async function dropWhenFree({ db, dialect }: ReadDatabase, table: string): Promise<void> {
  for (;;)
    try {
      return await db.schema.dropTable(table).execute();
    } catch (error) {
      if (!dialect.isPassing(error)) throw error;
      await sleep(5);
    }
}

test('what is appended is folded in another thread, and its progress is told', async () => {
  await register('a');
  await projector.start();
  const position = await register('b');
  expect(await projector.progress.reached(names, position, 30_000)).toBe('reached');
  expect(await partiesRead()).toBe(2);
  expect(errors).toEqual([]);
});

test('after a stop nothing more is folded, and the next start goes on from the checkpoint', async () => {
  await projector.start();
  expect(await projector.progress.reached(names, await register('a'), 30_000)).toBe('reached');
  await projector.stop();
  const position = await register('b');
  expect(await partiesRead()).toBe(1);
  projector = projectorOn();
  await projector.start();
  expect(await projector.progress.reached(names, position, 30_000)).toBe('reached');
  expect(await partiesRead()).toBe(2);
});

test('a poison event is told aloud, with the projections it stops; the others go on', async () => {
  await projector.start();
  const position = await register('a', 'PartyEaten');
  expect(await projector.progress.reached(['parties'], position, 30_000)).toBe('stopped');
  expect(await projector.progress.reached(['entries', 'timeline'], position, 30_000)).toBe('reached');
  expect(errors).toContain('The projection parties has stopped');
});

test('a thread that ends is started again and catches up', async () => {
  await register('a');
  await projector.start();
  const writer = openReadDatabase(readDb, 'write');
  await dropWhenFree(writer, 'projections');
  await writer.close();
  const position = await register('b');
  expect(await projector.progress.reached(names, position, 30_000)).toBe('reached');
  expect(errors).toContainEqual(expect.stringMatching(/have ended and are started again: .*projections/));
  expect(projector.failure).toBeNull();
  expect(await partiesRead()).toBe(2);
});

test('read models of another store are refused at the start', async () => {
  await register('a');
  await projector.start();
  expect(await projector.progress.reached(names, 1n, 30_000)).toBe('reached');
  await projector.stop();
  const other = mkdtempSync(join(tmpdir(), 'anslag-projector-'));
  const empty = await openEventStore(`sqlite:${other}`, { streamPrefixes });
  const settings = { store: `sqlite:${other}`, readDb, folds: true };
  const mistaken = new Projector(settings, { warn: () => {}, error: () => {} });
  await expect(mistaken.start()).rejects.toThrow(/ahead of the event store/);
  await empty.close();
  rmSync(other, { recursive: true, force: true });
});
