import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { tokens } from './ledger-process';

export interface Heard {
  id: string;
  data: string;
}

/** A client of a stream of server-sent events, which reads as fast as it can. */
export class SseClient {
  readonly heard: Heard[] = [];
  /** As a browser keeps it: of the last message, one without data included. */
  lastEventId = '';
  status = 0;
  contentType = '';
  /** Lines that are comments. */
  comments = 0;
  retryMs: number | null = null;
  /** Resolves when the stream is over: whether the server had ended it, rather than cut it off. */
  readonly over: Promise<boolean>;
  /** Resolves when the answer has begun. */
  readonly begun: Promise<void>;
  readonly #request: ClientRequest;
  #rest = '';
  #looking: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string> = {}) {
    const bearer = { authorization: `Bearer ${tokens.auditor}` };
    this.#request = request(url, { agent: false, headers: { ...bearer, ...headers } });
    let begun = () => {};
    let over = (_clean: boolean) => {};
    this.begun = new Promise((resolve) => (begun = resolve));
    this.over = new Promise((resolve) => (over = resolve));
    this.#request.on('error', () => {
      begun();
      over(false);
    });
    this.#request.on('response', (response: IncomingMessage) => {
      this.status = response.statusCode!;
      this.contentType = response.headers['content-type'] ?? '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => this.#take(text));
      response.on('error', () => {});
      response.on('close', () => over(response.complete));
      begun();
    });
    this.#request.end();
  }

  /** Resolves when something holds that only what was heard can make true. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((look) => this.#looking.push(look));
  }

  /** Goes away without a word. */
  leave(): void {
    this.#request.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop()!;
    for (const block of blocks) this.#dispatch(block.split('\n'));
    for (const look of this.#looking.splice(0)) look();
  }

  #dispatch(lines: readonly string[]): void {
    let data: string | null = null;
    for (const line of lines) {
      const colon = line.indexOf(':');
      const [field, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
      if (field === '') this.comments += 1;
      else if (field === 'id') this.lastEventId = value;
      else if (field === 'retry') this.retryMs = Number(value);
      else if (field === 'data') data = value;
      else throw new Error(`A field that nobody sends: ${line}`);
    }
    if (data !== null) this.heard.push({ id: this.lastEventId, data });
  }
}
