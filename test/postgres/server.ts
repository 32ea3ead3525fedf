import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** The URL of a new, empty database on the run's real PostgreSQL, which the first who asks for one starts. */
export async function newPostgresDatabase(): Promise<string> {
  const server = await serverUrl();
  const name = `anslag_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  return server.replace(/\/postgres$/, `/${name}`);
}

/** Runs one statement, on the database that a URL names. */
export async function onServer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

let started: Promise<string> | null = null;

function serverUrl(): Promise<string> {
  return (started ??= start());
}

async function start(): Promise<string> {
  const folder = process.env['ANSLAG_TEST_POSTGRES'];
  if (folder === undefined) throw new Error('Only specs of the project "PostgreSQL" have one (jest.config.js)');
  if (isFirst(folder)) {
    const log = openSync(join(folder, 'log'), 'a');
    const run = process.env['ANSLAG_TEST_RUN']!;
    const server = spawn(process.execPath, [join(__dirname, 'serve.mjs'), folder, run], {
      detached: true,
      stdio: ['ignore', log, log],
    });
    writeFileSync(join(folder, 'pid'), String(server.pid));
    server.unref();
  }
  while (!existsSync(join(folder, 'said'))) await sleep(50);
  const said = readFileSync(join(folder, 'said'), 'utf8');
  if (!said.startsWith('postgres://')) throw new Error(`PostgreSQL does not start: ${said}`);
  return said;
}

/** A folder can be made only once, whatever the number of workers. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'starting'));
    return true;
  } catch {
    return false;
  }
}
