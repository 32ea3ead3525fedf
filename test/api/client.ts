import { tokens, type LedgerProcess, type Role } from './ledger-process';

export interface Call {
  /** Whose token is sent; null: none. The controller's unless said. */
  as?: Role | null;
  /** Another token than the role's. */
  token?: string;
  /** JSON to send. */
  body?: unknown;
  /** Or the very text or bytes. */
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it, and fail where something is not there
  body: any;
  text: string;
}

export type Client = (method: string, path: string, call?: Call) => Promise<Answer>;

/** Calls a ledger under /api/v1 (or at its root, for a path that begins with `//`). */
export function clientOf(ledger: { url: LedgerProcess['url'] }): Client {
  return async (method, path, { as = 'controller', token, body, raw, headers = {} } = {}) => {
    const bearer = token ?? (as === null ? undefined : tokens[as]);
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(ledger.url + (path.startsWith('//') ? path.slice(1) : `/api/v1${path}`), {
      method,
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(sent !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    // A stream has no end; those who want to hear it use sse-client.ts.
    const endless = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (endless) await response.body?.cancel();
    const text = endless ? '' : await response.text();
    const type = response.headers.get('content-type') ?? '';
    // Lines of JSON are no JSON.
    const json = type.includes('json') && !type.includes('ndjson');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json && text ? JSON.parse(text) : undefined,
    };
  };
}

/** Sends commands that must succeed, one after another. */
export async function given(client: Client, commands: readonly (readonly [path: string, body: object, as?: Role])[]) {
  for (const [path, body, as = 'controller'] of commands) {
    const { status, text } = await client('POST', path, { body, as });
    if (status !== 201) throw new Error(`${path} was answered with ${status}: ${text}`);
  }
}

export const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };

/** A body, a recipient and an open budget: where most tests begin. */
export function openBudget(client: Client, budget: object = {}): Promise<void> {
  return given(client, [
    ['/parties', { partyId: 'hsn', name: 'Hälso- och sjukvårdsnämnden', kind: 'body' }],
    ['/parties', { partyId: 'primarvarden', name: 'Primärvården', kind: 'cost-object' }],
    ['/budgets', { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none', ...budget }],
  ]);
}

export const allocations = '/budgets/hsn/2019/allocations';

/** An allocation's body, with what a test wants otherwise. */
export const anAllocation = (change: object = {}): object => ({
  recipientId: 'primarvarden',
  kind: 'one-off',
  amount: '100.00',
  decision,
  ...change,
});
