import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { exchangeLines, type OtherAnswer, type Posted } from './ndjson-exchange';

/** A ledger's refusal or failure, as its problem detail says it. */
export class LedgerProblem extends Error {
  override name = 'LedgerProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${code} (${status}): ${detail}`);
  }
}

/** No ledger answers there. */
export class LedgerUnreachable extends Error {
  override name = 'LedgerUnreachable';
}

/** What a line of a batch was answered with; lines count from 1. */
export interface LineAnswer {
  line: number;
  status: number;
  body: unknown;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Talks to a running ledger over /api/v1. Rejects with {@link LedgerProblem} on every answer that is not a success. */
export class LedgerClient {
  readonly #url: string;
  /** What it is asked to tell its sentences in. */
  readonly #language: Record<string, string>;

  constructor(url: string, language?: string) {
    this.#url = url.replace(/\/+$/, '');
    this.#language = language === undefined ? {} : { 'accept-language': language };
  }

  async post<T>(token: string, path: string, body: object, key?: string): Promise<T> {
    return succeeded<T>(await this.#command(token, path, body, key));
  }

  async get<T>(token: string, path: string): Promise<T> {
    return succeeded<T>(await this.query(token, path));
  }

  /** Asks a query; its answer, whatever it is. */
  query(token: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(`/api/v1${path}`, { headers: { ...this.#headers(token), ...headers } });
  }

  /** The answer of each line of a batch, in their order. Rejects with {@link LedgerUnreachable} where the connection breaks. */
  async *batch(token: string, lines: Readable, dryRun: boolean): AsyncIterable<LineAnswer> {
    const posted = { type: 'application/x-ndjson', body: lines } as const;
    yield* this.#exchange<LineAnswer>(token, `/batches${dryRun ? '?dryRun=true' : ''}`, posted);
  }

  /** The lines that a command's body is answered with. Rejects as {@link batch}. */
  async *run<T>(token: string, path: string, body: object, headers: (all: IncomingHttpHeaders) => void) {
    const posted = {
      type: 'application/json',
      body: Readable.from([JSON.stringify(body)], { objectMode: false }),
    } as const;
    yield* this.#exchange<T>(token, path, posted, headers);
  }

  async *#exchange<T>(
    token: string,
    path: string,
    posted: Posted,
    headers?: (all: IncomingHttpHeaders) => void,
  ): AsyncIterable<T> {
    const other = ({ status, body }: OtherAnswer) => problem(status, body);
    try {
      const url = new URL(`${this.#url}/api/v1${path}`);
      yield* exchangeLines(url, this.#headers(token), posted, other, headers) as AsyncIterable<T>;
    } catch (error) {
      throw (error as { code?: unknown; syscall?: string }).code === undefined || error instanceof LedgerProblem
        ? error
        : this.#unreachable(error as { code: string });
    }
  }

  #headers(token: string): Record<string, string> {
    return { authorization: `Bearer ${token}`, ...this.#language };
  }

  #command(token: string, path: string, body: object, key?: string): Promise<Answer> {
    return this.#send(`/api/v1${path}`, {
      method: 'POST',
      headers: {
        ...this.#headers(token),
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
  }

  /** The position of the last event in the store; null where there is none. Needs no token. */
  async head(): Promise<string | null> {
    const { body } = await this.#send('/health', {});
    return (body as { store?: { position?: string | null } } | null)?.store?.position ?? null;
  }

  async #send(path: string, request: RequestInit): Promise<Answer> {
    const { status, headers, text } = await this.#fetch(path, request);
    return { status, headers, body: headers.get('content-type')?.includes('json') ? JSON.parse(text) : null };
  }

  async #fetch(path: string, request: RequestInit) {
    try {
      const response = await fetch(this.#url + path, request);
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      throw this.#unreachable((error as Error).cause as { code?: string });
    }
  }

  #unreachable(cause: { code?: string } | undefined): LedgerUnreachable {
    return new LedgerUnreachable(`No ledger answers at ${this.#url} (${cause?.code ?? 'no connection'}).`);
  }
}

/** The body of an answer that is a success. Throws a {@link LedgerProblem} on any other. */
export function succeeded<T>({ status, body }: Answer): T {
  if (status >= 200 && status < 300) return body as T;
  throw problem(status, body);
}

/** An answer that is no success, as an error. */
export function problem(status: number, body: unknown): LedgerProblem {
  const { code, detail } = problemOf(body);
  return new LedgerProblem(status, code, detail);
}

/** What a problem detail says, with the fields that were found wrong. */
export function problemOf(body: unknown): { code: string; detail: string } {
  const { code = 'unknown', detail = 'The answer is none of a ledger.', errors } = (body ?? {}) as Partial<Problem>;
  // The detail of one wrong field is the whole detail; of which field, only its pointer says.
  const [first] = errors ?? [];
  const where = first && (first.pointer ?? first.name);
  return { code: first?.code ?? code, detail: where ? `${detail} (${where})` : detail };
}

interface Problem {
  code: string;
  detail: string;
  errors: { pointer?: string; name?: string; code: string }[];
}
