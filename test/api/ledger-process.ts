import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Starting a process on a busy machine takes a while.
jest.setTimeout(120_000);

const running = new Set<ChildProcess>();

// Whatever a failed test left behind would keep Jest from ending.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export const roles = ['controller', 'approver', 'auditor', 'viewer', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Fixed tokens, one a role. */
export const tokens = Object.fromEntries(roles.map((role) => [role, `${role}-token-of-the-tests`])) as Record<
  Role,
  string
>;

export interface StartOptions {
  /** Where the ledger lies; a new directory, removed by `stop`, unless said. */
  directory?: string;
  env?: Record<string, string>;
  /** Without it the tokens above are fixed. */
  makeTokens?: boolean;
}

/** The built service as a process of its own, on a free port of 127.0.0.1. */
export class LedgerProcess {
  readonly directory: string;
  url = '';
  stdout = '';
  stderr = '';
  readonly #process: ChildProcess;
  readonly #ownsDirectory: boolean;

  private constructor({ directory, env = {}, makeTokens = false }: StartOptions) {
    this.#ownsDirectory = directory === undefined;
    this.directory = directory ?? mkdtempSync(join(tmpdir(), 'anslag-api-'));
    const main = resolve(__dirname, '../../dist/apps/ledger/src/main.js');
    if (!existsSync(main)) throw new Error(`${main} is not there: run "npm run build" first`);
    const fixed = Object.entries(tokens).map(([role, token]) => [`ANSLAG_TOKEN_${role.toUpperCase()}`, token]);
    this.#process = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      env: {
        PATH: process.env['PATH'],
        ANSLAG_HOST: '127.0.0.1',
        ANSLAG_PORT: '0',
        ANSLAG_STORE: `sqlite:${this.directory}`,
        ANSLAG_DATA_DIR: this.directory,
        ANSLAG_LOG_LEVEL: 'warn',
        ...(makeTokens ? {} : Object.fromEntries(fixed)),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.#process);
    this.#process.once('close', () => running.delete(this.#process));
    this.#process.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#process.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** Resolves when the service says where it listens; rejects with what it wrote where it ends before that. */
  static async start(options: StartOptions = {}): Promise<LedgerProcess> {
    const ledger = new LedgerProcess(options);
    const child = ledger.#process;
    await new Promise<void>((listening, ended) => {
      child.stdout!.on('data', () => {
        const found = /^Anslag listens on (http:\S+)$/m.exec(ledger.stdout);
        if (!found) return;
        ledger.url = found[1]!;
        listening();
      });
      child.once('close', (code) => ended(new Error(`The ledger ended with ${code}: ${ledger.stderr}`)));
    });
    return ledger;
  }

  get pid(): number {
    return this.#process.pid!;
  }

  /** The exit code, null while it runs or where a signal ended it. */
  get exitCode(): number | null {
    return this.#process.exitCode;
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Resolves when the process has ended, with its exit code. */
  async ended(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'close');
    return this.#process.exitCode;
  }

  /** Ends it by a signal, at once; its directory stays. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.signal(signal);
    await this.ended();
  }

  /** Stops gracefully; the exit code. A directory that `start` made is removed. */
  async stop(): Promise<number | null> {
    this.signal('SIGTERM');
    const code = await this.ended();
    if (this.#ownsDirectory) rmSync(this.directory, { recursive: true, force: true });
    return code;
  }
}
