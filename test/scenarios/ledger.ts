import { clientOf, given, type Client } from '../api/client';
import { LedgerProcess, type Role } from '../api/ledger-process';
import { startEsdbServer, type EsdbServer } from '../esdb-server/server';
import { newReadDatabase } from '../read-models/new-database';

export const stores = ['SQLite', 'EventStoreDB protocol'] as const;

/** A running ledger, spoken to as a controller, an approver and an auditor would. */
export class Scenario {
  #position = '0';

  private constructor(
    readonly client: Client,
    private readonly ledger: LedgerProcess,
    private readonly server: EsdbServer | null,
    readonly readDatabase: string,
  ) {}

  static async start(store: (typeof stores)[number], more: Record<string, string> = {}): Promise<Scenario> {
    const server = store === 'SQLite' ? null : await startEsdbServer();
    const env = { ANSLAG_READ_DB: await newReadDatabase(), ...(server && { ANSLAG_STORE: server.url }) };
    const ledger = await LedgerProcess.start({ env: { ...env, ...more } });
    return new Scenario(clientOf(ledger), ledger, server, env.ANSLAG_READ_DB);
  }

  async stop(): Promise<void> {
    await this.ledger.stop();
    await this.server?.stop();
  }

  get url(): string {
    return this.ledger.url;
  }

  /** Commands that succeed; the reports asked for afterwards show them. */
  async record(...commands: [path: string, body: object, as?: Role][]): Promise<void> {
    for (const command of commands) await given(this.client, [command]);
    const { body } = await this.client('GET', '/events?limit=1000', { as: 'auditor' });
    this.#position = body.events.at(-1)?.position ?? '0';
  }

  /** The position of what has been recorded so far. */
  get position(): string {
    return this.#position;
  }

  /** The code and status of a refusal. Fails where the command is not refused. */
  async refusal(path: string, body: object, as: Role = 'controller'): Promise<string> {
    const answer = await this.client('POST', path, { body, as });
    if (answer.status < 400) throw new Error(`${path} was not refused: ${answer.text}`);
    return `${answer.status} ${answer.body.code}`;
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- scenarios look into answers of many shapes
  async get(path: string): Promise<any> {
    const waiting = `${path}${path.includes('?') ? '&' : '?'}atLeast=${this.#position}`;
    const { status, body, text } = await this.client('GET', waiting, { as: 'auditor' });
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return body;
  }

  /** A figure of the one row that a balance query lists; null where it lists none. */
  async figures(query: string): Promise<Record<string, unknown> | null> {
    const { rows } = await this.get(`/balances?${query}`);
    if (rows.length > 1) throw new Error(`${query}: ${rows.length} rows`);
    return rows[0] ?? null;
  }
}

/** The board, the recipients and the meeting of facts F1 and F2. */
export const meeting = { bodyId: 'hsn', decidedOn: '2019-11-12' };

export const parties: [string, object][] = [
  ['/parties', { partyId: 'hsn', name: 'Hälso- och sjukvårdsnämnden', kind: 'body' }],
  ['/parties', { partyId: 'regionfullmaktige', name: 'Regionfullmäktige', kind: 'body' }],
  ['/parties', { partyId: 'primarvarden', name: 'Primärvården', kind: 'cost-object' }],
  ['/parties', { partyId: 'novahuset', name: 'Novahuset', kind: 'association' }],
];

export const budget = (year: number, terms: object = {}): [string, object] => [
  '/budgets',
  { bodyId: 'hsn', year, currency: 'SEK', control: 'none', ...terms },
];

export const allocation = (allocationId: string, amount: string, more: object = {}): object => ({
  allocationId,
  recipientId: 'primarvarden',
  kind: 'one-off',
  amount,
  decision: meeting,
  ...more,
});
