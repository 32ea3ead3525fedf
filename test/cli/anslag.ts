import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { tokens, type Role } from '../api/ledger-process';

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Where {
  url: string;
  as?: Role;
  cwd?: string;
  env?: Record<string, string>;
  /** What comes on standard input; nothing at all unless said. */
  input?: string;
}

const main = resolve(__dirname, '../../dist/apps/cli/src/main.js');

/** Starts the built command line as a process of its own. */
export function startAnslag({ url, as = 'controller', cwd, env = {}, input }: Where, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env['PATH'], ANSLAG_URL: url, ANSLAG_TOKEN: tokens[as], ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  return child;
}

/** Runs it to its end. */
export async function anslag(where: Where, ...args: string[]): Promise<Ran> {
  const child = startAnslag(where, ...args);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  const [code] = (await ended) as [number | null];
  return { code, stdout, stderr };
}
