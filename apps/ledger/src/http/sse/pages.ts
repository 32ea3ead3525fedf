import { Buffer } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreUnavailable, type EventLog, type StoredEvent } from '@anslag/event-store/port';
import { shownEvent } from './shown-event';

/** Events of the log without a gap, as server-sent messages: all after one position, up to and with another. */
export interface Page {
  after: bigint;
  last: bigint;
  /** Of each message: its position, and where it ends in the bytes. */
  messages: readonly { position: bigint; end: number }[];
  bytes: Buffer;
}

/** A page ends with the message that brings it to this. */
const pageBytes = 128 * 1024;

const eventsRead = 100;
const bytesKept = 8 * 1024 * 1024;
const pagesKept = 256;

/** Makes pages of events that follow a position without a gap. */
export function pagesOf(after: bigint, events: readonly StoredEvent[]): Page[] {
  const pages: Page[] = [];
  let [begin, end] = [after, 0];
  let [messages, texts]: [{ position: bigint; end: number }[], Buffer[]] = [[], []];
  for (const [index, event] of events.entries()) {
    const { position } = event;
    const message = Buffer.from(`id: ${position}\ndata: ${JSON.stringify(shownEvent(event))}\n\n`);
    end += message.length;
    messages.push({ position, end });
    texts.push(message);
    if (end < pageBytes && index < events.length - 1) continue;
    pages.push({ after: begin, last: position, messages, bytes: Buffer.concat(texts) });
    [begin, end] = [position, 0];
    [messages, texts] = [[], []];
  }
  return pages;
}

/** What of a page comes after a position. */
export function unsentOf({ after, messages, bytes }: Page, position: bigint): { count: number; bytes: Buffer } {
  const sent = position <= after ? -1 : messages.findLastIndex((message) => message.position <= position);
  return { count: messages.length - 1 - sent, bytes: sent < 0 ? bytes : bytes.subarray(messages[sent]!.end) };
}

/**
 * The log in pages, for readers that catch up. One page is read at a time, and each serves all who stand within it, so that
 * many who resume at once cost about as much as one; between two reads everything else has its turn.
 */
export class Pages {
  readonly #log: Pick<EventLog, 'readAll'>;
  #kept: Page[] = [];
  #bytes = 0;
  #reading: Promise<void> | null = null;

  constructor(log: Pick<EventLog, 'readAll'>) {
    this.#log = log;
  }

  /** A page that holds what comes just after a position, which must be before the log's head. Rejects where it can't be read. */
  async after(position: bigint): Promise<Page> {
    for (;;) {
      const found = this.#kept.findLast((page) => page.after <= position && position < page.last);
      if (found) return found;
      this.#reading ??= this.#read(position).finally(() => (this.#reading = null));
      await this.#reading;
    }
  }

  /** Keeps a page for those who fall behind; the oldest go. */
  keep(page: Page): void {
    this.#kept.push(page);
    this.#bytes += page.bytes.length;
    while (this.#kept.length > 1 && (this.#bytes > bytesKept || this.#kept.length > pagesKept))
      this.#bytes -= this.#kept.shift()!.bytes.length;
  }

  clear(): void {
    this.#kept = [];
    this.#bytes = 0;
  }

  async #read(after: bigint): Promise<void> {
    await nextTurn();
    const events = await this.#log.readAll(after === 0n ? null : after, eventsRead);
    if (events.length === 0) throw new StoreUnavailable(`The log has nothing after position ${after} just now`);
    for (const page of pagesOf(after, events)) this.keep(page);
  }
}
