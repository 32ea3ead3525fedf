import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openUserTable } from '@anslag/personal-data/open-keys';
import type { UserTable } from '@anslag/personal-data/user-table';
import { newPostgresDatabase } from '../postgres/server';

/** Set by jest.config.js. */
declare const readDatabase: 'SQLite' | 'PostgreSQL';

let directory: string;
let url: string;
let table: UserTable;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-users-'));
  url = readDatabase === 'SQLite' ? `sqlite:${directory}` : await newPostgresDatabase();
  table = openUserTable(url);
});

afterEach(async () => {
  await table.close();
  rmSync(directory, { recursive: true, force: true });
});

const greta = { subject: 'u-1', name: 'Greta Registersdotter', email: 'greta@example.org' };
const hugo = { subject: 'u-2', name: 'Hugo', email: null };

test('an entry is found by its subject, as it was last put there, also after the directory was closed', async () => {
  await table.put(greta);
  await table.put(hugo);
  await table.put({ ...hugo, name: 'Hugo Ek' });
  await table.close();
  table = openUserTable(url);
  expect(await table.find(['u-2', 'nobody', 'u-1', 'u-1'])).toEqual([greta, { ...hugo, name: 'Hugo Ek' }]);
  expect(await table.find([])).toEqual([]);
});

test('the entries are listed in order of their subjects, byte by byte, page by page', async () => {
  for (const subject of ['b', 'B', 'a-1', 'a']) await table.put({ ...hugo, subject });
  const page = async (after: string) => (await table.list(after, 2)).map(({ subject }) => subject);
  expect([await page(''), await page('a'), await page('b')]).toEqual([['B', 'a'], ['a-1', 'b'], []]);
});

test('what is taken out is gone', async () => {
  await table.put(greta);
  expect(await table.remove('u-1')).toBe(true);
  expect(await table.remove('u-1')).toBe(false);
  expect(await table.find(['u-1'])).toEqual([]);
});

if (readDatabase === 'SQLite')
  test('what is taken out is in no file any more, and the file is its owner’s alone', async () => {
    await table.put(greta);
    const everywhere = () =>
      readdirSync(directory).filter((file) => readFileSync(join(directory, file)).includes('Registersdotter'));
    expect(everywhere()).toEqual(['users.db']);
    expect(statSync(join(directory, 'users.db')).mode & 0o777).toBe(0o600);
    await table.remove('u-1');
    expect(everywhere()).toEqual([]);
  });
