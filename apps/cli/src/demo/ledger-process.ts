import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The longest that a ledger may take to be ready, ms. */
const readyMs = 20_000;

export const roles = ['controller', 'approver', 'auditor', 'viewer', 'admin'] as const;

export type Role = (typeof roles)[number];

export interface LedgerProcess {
  url: string;
  tokens: Record<Role, string>;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>;
  /** Resolves when it has ended, however. */
  ended: Promise<unknown>;
}

/** Starts a ledger of its own on this machine, with fresh tokens and its books in `directory`. */
export async function startLedger(directory: string): Promise<LedgerProcess> {
  const port = await freePort();
  const tokens = Object.fromEntries(roles.map((role) => [role, randomBytes(18).toString('base64url')]));
  const main = join(__dirname, '..', '..', '..', 'ledger', 'src', 'main.js');
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      ...Object.fromEntries(roles.map((role) => [`ANSLAG_TOKEN_${role.toUpperCase()}`, tokens[role]])),
      ANSLAG_HOST: '127.0.0.1',
      ANSLAG_PORT: String(port),
      ANSLAG_STORE: `sqlite:${directory}`,
      ANSLAG_READ_DB: `sqlite:${directory}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.splice(0, Math.max(0, output.length - 50), text));
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child, output);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, tokens: tokens as Record<Role, string>, stop, ended };
}

async function ready(url: string, child: ChildProcess, output: string[]): Promise<void> {
  for (const deadline = Date.now() + readyMs; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) break;
    const health = await fetch(`${url}/health`).catch(() => null);
    if (health?.ok) return;
  }
  child.kill('SIGTERM');
  throw new Error(`The ledger did not start:\n${output.join('')}`);
}

/** The port that the README names, where it is free; else one that the system picks. */
async function freePort(): Promise<number> {
  return (await tryPort(3400)) ?? (await tryPort(0)) ?? 3400;
}

async function tryPort(port: number): Promise<number | null> {
  const server = createServer();
  const taken = new Promise<null>((done) => server.once('error', () => done(null)));
  const free = new Promise<number>((done) => {
    server.listen(port, '127.0.0.1', () => done((server.address() as { port: number }).port));
  });
  const found = await Promise.race([taken, free]);
  if (found !== null) await new Promise((done) => server.close(done));
  return found;
}
