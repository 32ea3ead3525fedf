import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of a spec's own, which it can stop, let crash and start again without disturbing others. */
export class OwnPostgres {
  /** Of its database `postgres`. */
  url = '';
  readonly #folder = mkdtempSync(join(tmpdir(), 'anslag-own-postgres-'));
  readonly #process: ChildProcess = fork(join(__dirname, 'own.mjs'), [this.#folder], { execArgv: [] });

  static async start(): Promise<OwnPostgres> {
    const server = new OwnPostgres();
    await server.#tell('initialise');
    await server.start();
    return server;
  }

  start(): Promise<void> {
    return this.#tell('start');
  }

  stop(): Promise<void> {
    return this.#tell('stop');
  }

  crash(): Promise<void> {
    return this.#tell('crash');
  }

  /** Stops it for good. */
  async remove(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #tell(what: 'initialise' | 'start' | 'stop' | 'crash'): Promise<void> {
    const told = once(this.#process, 'message');
    this.#process.send(what);
    const [{ url, failed }] = (await told) as [{ url?: string; failed?: string }];
    if (url === undefined) throw new Error(`PostgreSQL could not ${what}: ${failed}`);
    this.url = url;
  }
}
