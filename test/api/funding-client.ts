import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { batch, type BatchLine } from './batch-client';
import { tokens, type LedgerProcess } from './ledger-process';

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into it, and fail where something is not there
export type FundingLine = Record<string, any>;

/** The agreement of a number; they stand in the order of their numbers. */
export const idOf = (number: number): string => `iop-${String(number).padStart(4, '0')}`;

/** What the agreement of a number gives a year: another amount each, in öre. */
export const oreOf = (number: number): number => 100_000 + number;

const text = (ore: number): string => `${Math.floor(ore / 100)}.${String(ore % 100).padStart(2, '0')}`;

export const amountOf = (number: number): string => text(oreOf(number));

/** What so many give together. */
export const amountOfAll = (many: number): string =>
  text(Array.from({ length: many }, (_, number) => oreOf(number)).reduce((sum, ore) => sum + ore, 0));

/** A body with an open budget and so many agreements with funding terms. */
export async function agreed(ledger: Pick<LedgerProcess, 'url'>, many: number): Promise<void> {
  const line = (path: string, body: object, key: string): BatchLine => ({ path, body, key });
  const lines = [
    line('/parties', { partyId: 'hsn', name: 'HSN', kind: 'body' }, 'hsn'),
    line('/parties', { partyId: 'novahuset', name: 'Novahuset', kind: 'association' }, 'novahuset'),
    line('/budgets', { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' }, 'budget'),
    ...Array.from({ length: many }, (_, number) => {
      const agreementId = idOf(number);
      const term = { from: '2019-01-01' };
      const agreement = { agreementId, name: agreementId, kind: 'partnership', bodyId: 'hsn', parties: [], term };
      const terms = { recipientId: 'novahuset', amount: amountOf(number), currency: 'SEK', firstYear: 2019 };
      return [
        line('/agreements', agreement, `agreement-${number}`),
        line(`/agreements/${agreementId}/funding-terms`, terms, `terms-${number}`),
      ];
    }).flat(),
  ];
  const failed = (await batch(ledger, lines)).filter(({ status }) => status !== 201);
  if (failed.length > 0) throw new Error(JSON.stringify(failed[0]));
}

/** A run whose lines are told as they come. */
export class OpenRun {
  readonly lines: FundingLine[] = [];
  readonly #request: ClientRequest;
  /** Whether it came to its end. Never rejects. */
  readonly ended: Promise<boolean>;
  #told: (() => void) | null = null;
  #isOver = false;

  constructor(ledger: Pick<LedgerProcess, 'url'>, path = '/budgets/hsn/2019/funding') {
    this.#request = request(`${ledger.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.controller}`, 'content-type': 'application/json' },
    });
    const response = new Promise<IncomingMessage>((resolve, reject) =>
      this.#request.once('response', resolve).on('error', reject),
    );
    this.#request.end('{}');
    this.ended = response
      .then((answer) => this.#read(answer))
      .then(
        () => this.total !== null,
        () => false,
      )
      .finally(() => {
        this.#isOver = true;
        this.#told?.();
      });
  }

  get total(): FundingLine | null {
    return (this.lines.at(-1)?.['total'] as FundingLine | undefined) ?? null;
  }

  /** Resolves when there is a line like that, or the run has ended. */
  async until(wanted: (line: FundingLine) => boolean): Promise<void> {
    while (!this.#isOver && !this.lines.some(wanted)) await new Promise<void>((resolve) => (this.#told = resolve));
  }

  /** Goes away without having heard the rest. */
  leave(): void {
    this.#request.destroy();
  }

  async #read(answer: IncomingMessage): Promise<void> {
    let rest = '';
    for await (const piece of answer.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop()!;
      this.lines.push(...lines.map((line) => JSON.parse(line) as FundingLine));
      this.#told?.();
    }
  }
}
