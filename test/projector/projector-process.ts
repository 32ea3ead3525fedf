import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

// Starting a process on a busy machine takes a while.
jest.setTimeout(120_000);

const running = new Set<ProjectorProcess>();

// Whatever a failed test left behind would keep Jest from ending.
afterAll(async () => {
  for (const one of running) await one.kill();
});

/** The built projector as a process of its own. */
export class ProjectorProcess {
  stdout = '';
  stderr = '';
  readonly #process: ChildProcess;

  private constructor(store: string, readDb: string) {
    const main = resolve(__dirname, '../../dist/apps/projector/src/main.js');
    this.#process = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      env: {
        PATH: process.env['PATH'],
        ANSLAG_STORE: store,
        ANSLAG_READ_DB: readDb,
        ANSLAG_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    this.#process.once('close', () => running.delete(this));
    this.#process.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#process.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** A process that may not be ready for a while. */
  static spawn(store: string, readDb: string): ProjectorProcess {
    return new ProjectorProcess(store, readDb);
  }

  /** Resolves when it says that it runs; rejects with what it wrote where it ends before that. */
  static async start(store: string, readDb: string): Promise<ProjectorProcess> {
    const projector = new ProjectorProcess(store, readDb);
    await projector.runs();
    return projector;
  }

  async runs(): Promise<void> {
    const child = this.#process;
    await new Promise<void>((runs, ended) => {
      const look = () => this.stdout.includes('The projector runs\n') && runs();
      child.stdout!.on('data', look);
      look();
      child.once('close', (code) => ended(new Error(`The projector ended with ${code}: ${this.stderr}`)));
    });
  }

  /** The exit code, null while it runs or where a signal ended it. */
  get exitCode(): number | null {
    return this.#process.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#ended();
  }

  /** Stops gracefully; the exit code. */
  async stop(): Promise<number | null> {
    this.signal('SIGTERM');
    await this.#ended();
    return this.exitCode;
  }

  async #ended(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'close');
  }
}
