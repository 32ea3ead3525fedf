import { clientOf, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { ProjectorProcess } from './projector-process';

/** Who folds: a thread of the ledger, or a process apart. */
export const hostings = ['hosted', 'apart'] as const;

export type Hosting = (typeof hostings)[number];

export interface ServiceOptions {
  projector: Hosting;
  readDb: string;
  /** Of the ledger, where its store is on SQLite. */
  directory: string;
  /** Another store than the one in the directory. */
  store?: string;
}

/** The whole service, as it is shipped: the ledger, and the projector in it or beside it. */
export class Service {
  readonly call: Client;

  private constructor(
    readonly ledger: LedgerProcess,
    readonly projector: ProjectorProcess | null,
  ) {
    this.call = clientOf(ledger);
  }

  static async start({ projector, readDb, directory, store = `sqlite:${directory}` }: ServiceOptions) {
    const env = { ANSLAG_STORE: store, ANSLAG_READ_DB: readDb, ANSLAG_PROJECTOR: projector };
    const [ledger, apart] = await Promise.all([
      LedgerProcess.start({ directory, env }),
      projector === 'apart' ? ProjectorProcess.start(store, readDb) : null,
    ]);
    return new Service(ledger, apart);
  }

  /** What both have logged. */
  get log(): string {
    return this.ledger.stderr + (this.projector?.stderr ?? '');
  }

  /** The exit codes of both. */
  async stop(): Promise<(number | null)[]> {
    const codes = [await this.ledger.stop()];
    if (this.projector) codes.push(await this.projector.stop());
    return codes;
  }
}
