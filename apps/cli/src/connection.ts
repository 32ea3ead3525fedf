import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { WrongUsage } from './failing';
import { isLanguage, languageFrom } from './language';
import { LedgerClient, succeeded, type Answer, type LineAnswer } from './ledger-client';

export interface ConnectionOptions {
  url: string;
  token?: string;
  language?: string;
}

/** Adds what every command takes that talks to a running ledger. */
export function connects(command: Command): Command {
  return command
    .option('--url <url>', 'where the ledger runs; else ANSLAG_URL', httpUrl, httpUrl(process.env['ANSLAG_URL']))
    .option(
      '--token <token>',
      'whose name it is done in; better given as ANSLAG_TOKEN, since others can see a command line',
    )
    .option(
      '--language <tag>',
      'what the ledger tells its refusals in: sv or en; else as LC_ALL, LC_MESSAGES or LANG says',
      languageTag,
    );
}

function httpUrl(url: string | undefined): string {
  if (!url) return 'http://127.0.0.1:3400';
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url))
    throw new InvalidArgumentError('Give it as http://HOST:PORT.');
  return url;
}

function languageTag(tag: string): string {
  if (!isLanguage(tag)) throw new InvalidArgumentError('Give it as sv or en.');
  return tag;
}

/** A ledger and a token to use it with. */
export class Connection {
  readonly #client: LedgerClient;
  readonly #token: string;
  readonly #headers: Record<string, string>;

  /** `masked`: names and numbers of persons come as masks, whoever's token it is, since what is read will be published. */
  constructor(
    { url, token = process.env['ANSLAG_TOKEN'], language = languageFrom(process.env) }: ConnectionOptions,
    { masked = false } = {},
  ) {
    if (!token) throw new WrongUsage('A token is needed: set ANSLAG_TOKEN.');
    if (!/^[\x21-\x7e]+$/.test(token)) throw new WrongUsage('The token is not one: it must be visible ASCII.');
    this.#client = new LedgerClient(url, language);
    this.#token = token;
    this.#headers = masked ? { prefer: 'personal-data=masked' } : {};
  }

  head(): Promise<string | null> {
    return this.#client.head();
  }

  /** Sends NDJSON to /batches; the answer of each line, in their order. */
  batch(lines: Readable, dryRun: boolean): AsyncIterable<LineAnswer> {
    return this.#client.batch(this.#token, lines, dryRun);
  }

  /** The lines that a command over many things is answered with; `headers` hears the answer's. */
  run<T>(path: string, body: object, headers: (all: IncomingHttpHeaders) => void): AsyncIterable<T> {
    return this.#client.run<T>(this.#token, path, body, headers);
  }

  /** A query's answer. Waits while the reports are behind. */
  async get<T>(path: string, query: Query = {}): Promise<T> {
    return succeeded<T>(await patiently(() => this.#client.query(this.#token, path + search(query), this.#headers)));
  }

  /** Asks for something that is no command: nothing is recorded, and it has no key. */
  post<T>(path: string, body: object): Promise<T> {
    return this.#client.post<T>(this.#token, path, body);
  }

  /** All pages of a list, one after the other, at one position. */
  async *pages<T extends { next: string | null }>(path: string, query: Query = {}): AsyncIterable<T> {
    let page = await this.get<T>(path, { limit: 1_000, ...query });
    yield page;
    while (page.next !== null) {
      page = await this.get<T>(path, { limit: 1_000, cursor: page.next });
      yield page;
    }
  }
}

export type Query = Readonly<Record<string, string | number | null | undefined>>;

function search(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value == null ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** How often a ledger is asked again that says 503. */
const tries = 12;

/** Asks again, ever later, while the ledger says that it cannot answer just now. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const answer = await ask();
    if (answer.status !== 503 || tried === tries) return answer;
    await pause(tried);
  }
}

/** The wait before the next try: 100 ms at first, 4 s at most. */
export async function pause(tried: number): Promise<void> {
  await sleep(Math.min(4_000, 50 * 2 ** tried));
}
