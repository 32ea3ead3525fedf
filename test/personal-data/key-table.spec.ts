import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyTable } from '@anslag/personal-data/key-table';
import { openKeyTable } from '@anslag/personal-data/open-keys';
import { newPostgresDatabase, onServer } from '../postgres/server';

/** Set by jest.config.js. */
declare const readDatabase: 'SQLite' | 'PostgreSQL';

let directory: string;
let url: string;
let table: KeyTable;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-keys-'));
  url = readDatabase === 'SQLite' ? `sqlite:${directory}` : await newPostgresDatabase();
  table = openKeyTable(url);
});

afterEach(async () => {
  await table.close();
  rmSync(directory, { recursive: true, force: true });
});

const one = Buffer.from('one-wrapped-key-of-a-person');

test('a key is added once, and found as it was added', async () => {
  expect(await table.find(['p-1'])).toEqual([]);
  expect(await table.add('p-1', one)).toEqual({ subject: 'p-1', wrapped: one });
  expect(await table.add('p-1', Buffer.from('another'))).toEqual({ subject: 'p-1', wrapped: one });
  expect(await table.find(['p-2', 'p-1', 'p-1'])).toEqual([{ subject: 'p-1', wrapped: one }]);
  expect(await table.find([])).toEqual([]);
});

test('a destroyed key stays destroyed, also one that never was', async () => {
  await table.add('p-1', one);
  for (const subject of ['p-1', 'p-1', 'p-2']) await table.destroy(subject);
  for (const subject of ['p-1', 'p-2']) expect(await table.add(subject, one)).toEqual({ subject, wrapped: null });
});

test('what was kept is there after the store was closed', async () => {
  await table.add('p-1', one);
  await table.add('p-2', one);
  await table.destroy('p-2');
  await table.close();
  table = openKeyTable(url);
  const rows = await table.find(['p-1', 'p-2']);
  expect(rows.sort((a, b) => (a.subject < b.subject ? -1 : 1))).toEqual([
    { subject: 'p-1', wrapped: one },
    { subject: 'p-2', wrapped: null },
  ]);
});

test('a note stays what it was at first', async () => {
  expect(await table.note('master key', 'a')).toBe('a');
  expect(await table.note('master key', 'b')).toBe('a');
});

test('several who begin at once have one store', async () => {
  const others = Array.from({ length: 4 }, () => openKeyTable(url));
  try {
    const rows = await Promise.all(others.map((other, at) => other.add('p-1', Buffer.from(`key ${at}`))));
    expect(new Set(rows.map(({ wrapped }) => String(wrapped))).size).toBe(1);
  } finally {
    for (const other of others) await other.close();
  }
});

if (readDatabase === 'SQLite')
  test('a destroyed key is in no file any more, and the file is its owner’s alone', async () => {
    await table.add('p-1', one);
    for (let at = 0; at < 200; at += 1) await table.add(`q-${at}`, Buffer.from(`other ${at}`));
    const everywhere = () => readdirSync(directory).filter((file) => readFileSync(join(directory, file)).includes(one));
    expect(everywhere()).toEqual(['keys.db']);
    await table.destroy('p-1');
    expect(everywhere()).toEqual([]);
    expect(statSync(join(directory, 'keys.db')).mode & 0o777).toBe(0o600);
  });
else
  test('nobody else is let in', async () => {
    await table.add('p-1', one);
    const [row] = await onServer(url, `select nspacl from pg_namespace where nspname = 'anslag_keys'`);
    expect(row).toEqual({ nspacl: null });
  });
