import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { tokens, type LedgerProcess, type Role } from './ledger-process';

/** A line as a test has it: a command, or the very text. */
export type BatchLine = { path: string; key: string; body: unknown } | string;

export interface LineAnswer {
  line: number;
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it, and fail where something is not there
  body: any;
}

export interface BatchCall {
  as?: Role;
  dryRun?: boolean;
  /** Accept-Language. */
  language?: string;
}

export const textOf = (line: BatchLine): string => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`;

/** A batch whose lines are sent when the test wants, and whose answers are read when the test wants. */
export class OpenBatch {
  readonly request: ClientRequest;
  readonly response: Promise<IncomingMessage>;

  constructor(ledger: { url: LedgerProcess['url'] }, { as = 'controller', dryRun = false, language }: BatchCall = {}) {
    this.request = request(`${ledger.url}/api/v1/batches${dryRun ? '?dryRun=true' : ''}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens[as]}`,
        'content-type': 'application/x-ndjson',
        ...(language !== undefined && { 'accept-language': language }),
      },
    });
    this.response = new Promise((resolve, reject) => this.request.once('response', resolve).once('error', reject));
    this.response.catch(() => undefined);
    this.request.flushHeaders();
  }

  /** Resolves when there is room for more. */
  async send(text: string): Promise<void> {
    if (!this.request.write(text)) await new Promise((resolve) => this.request.once('drain', resolve));
  }

  end(): void {
    this.request.end();
  }

  /** Reads no further than the test asks. */
  async *answers(): AsyncGenerator<LineAnswer> {
    const response = await this.response;
    if (response.statusCode !== 200) throw new Error(`The batch was answered with ${response.statusCode}`);
    let begun = '';
    for await (const piece of response.setEncoding('utf8')) {
      const lines = (begun + (piece as string)).split('\n');
      begun = lines.pop()!;
      for (const line of lines) yield JSON.parse(line) as LineAnswer;
    }
    if (!response.complete) throw new Error('The answers were cut off');
  }
}

/** Sends a whole batch and hears it out. */
export async function batch(
  ledger: { url: LedgerProcess['url'] },
  lines: readonly BatchLine[],
  call: BatchCall = {},
): Promise<LineAnswer[]> {
  const open = new OpenBatch(ledger, call);
  open.request.write(lines.map(textOf).join(''));
  open.end();
  const answers: LineAnswer[] = [];
  for await (const answer of open.answers()) answers.push(answer);
  return answers;
}
