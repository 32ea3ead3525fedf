import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPostgresDatabase, onServer } from '../postgres/server';

/** Set by jest.config.js: the specs of the read side run on each database. */
declare const readDatabase: 'SQLite' | 'PostgreSQL';

export const databaseKind = readDatabase;

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory that is there until the spec's file has ended. */
export function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-read-'));
  directories.push(directory);
  return directory;
}

const free: string[] = [];

/** The URL of a new database of read models, of the kind that the specs run on. */
export async function newReadDatabase(): Promise<string> {
  if (databaseKind === 'SQLite') return `sqlite:${newDirectory()}`;
  // Emptying a database takes a tenth of the time of making one.
  const url = free.pop();
  if (url === undefined) return newPostgresDatabase();
  await onServer(url, 'drop schema if exists anslag, anslag_read cascade');
  return url;
}

/** Says that nobody uses a database any more. */
export function returnReadDatabase(url: string): void {
  if (databaseKind === 'PostgreSQL') free.push(url);
}
