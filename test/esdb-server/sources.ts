import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { indexOf, type Point } from './all-order';
import type { EventLog } from './log';
import type { Recorded } from './stream-view';
import { caughtUp, checkpoint, type RpcError, streamDeleted, toReadResp } from './wire';

/** What a subscription sends, message by message; null while there is nothing more. */
export interface Source {
  readonly live: boolean;
  /** How many events wait unsent, at most. */
  readonly backlog: number;
  pull(): ReadResp | RpcError | null;
}

/** A stream, from the revision after `after`, or, live at once, from its end. */
export class StreamSource implements Source {
  live = false;
  #started = false;
  #over = false;
  #next: number;

  constructor(
    readonly log: EventLog,
    readonly stream: string,
    after: number | 'end',
  ) {
    this.live = after === 'end';
    this.#next = after === 'end' ? log.views.last(stream) + 1 : after + 1;
    this.#over = this.live && log.views.isClosed(stream);
  }

  get backlog(): number {
    return this.log.views.last(this.stream) + 1 - this.#next;
  }

  pull(): ReadResp | RpcError | null {
    if (this.live && !this.#started) {
      this.#started = true;
      return caughtUp();
    }
    if (this.#over) return null;
    const visible = this.log.views.visible(this.stream);
    if (visible.kind === 'closed') return this.#close();
    // Nobody is told "caught up" about a stream that is not there.
    if (visible.kind === 'none') return null;
    for (let revision = Math.max(this.#next, visible.first); revision <= visible.last; revision += 1) {
      this.#next = revision + 1;
      const event = this.log.views.storedAt(this.stream, revision);
      if (event) return toReadResp(event);
    }
    if (this.live) return null;
    this.live = true;
    this.#started = true;
    return caughtUp();
  }

  /** A live reader gets the tombstone as an event before the error. */
  #close(): ReadResp | RpcError {
    const tombstone = this.log.views.tombstone(this.stream);
    if (!this.live || !tombstone || this.#next === Number.POSITIVE_INFINITY) return streamDeleted(this.stream);
    this.#next = Number.POSITIVE_INFINITY;
    return toReadResp(tombstone);
  }
}

export interface Filter {
  allows(event: Recorded): boolean;
  /** How many events a catch-up looks at before it turns the page. */
  window: number;
  /** After how many events looked at a checkpoint is due. */
  interval: number;
}

export const NO_FILTER: Filter = {
  allows: () => true,
  window: Number.POSITIVE_INFINITY,
  interval: Number.POSITIVE_INFINITY,
};

const PAGE = 32;

/** The filter of a request. What a client may ask for: prefixes or one regular expression, on stream or type. */
export function filterOf(options: ReadReq.Options): Filter {
  const asked = options.getFilter();
  if (!asked) return NO_FILTER;
  const onStream = asked.hasStreamIdentifier();
  const expression = onStream ? asked.getStreamIdentifier() : asked.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = expression?.getRegex() ? new RegExp(expression.getRegex()) : null;
  const window = asked.hasMax() ? asked.getMax() : PAGE;
  const allows = (event: Recorded) => {
    const text = onStream ? event.stream : event.type;
    return regex ? regex.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
  };
  return { allows, window, interval: window * asked.getCheckpointintervalmultiplier() };
}

/** $all, from the first event behind `from`. Checkpoints come as a node of 23.10 sends them, page by page, then live. */
export class AllSource implements Source {
  live = false;
  readonly #ready: ReadResp[] = [];
  #cursor: number;
  #pageStart: Point;
  #page = { considered: 0, allowed: 0, last: null as number | null };
  #considered = 0;

  constructor(
    readonly log: EventLog,
    readonly filter: Filter,
    from: Point | 'start' | 'end',
  ) {
    this.#pageStart = { commit: 0, prepare: 0 };
    this.#cursor = from === 'end' ? log.records.length : 0;
    if (typeof from === 'object') {
      this.#cursor = indexOf(log, from);
      // "Exclusive" leaves out the first event at the point or behind it, whatever the point is.
      while (this.#cursor < log.records.length && !log.records[this.#cursor]?.event) this.#cursor += 1;
      if (this.#cursor < log.records.length) this.#cursor += 1;
      this.#pageStart = this.#here();
    }
    if (from === 'end') this.#goLive();
  }

  get backlog(): number {
    return this.log.records.length - this.#cursor;
  }

  pull(): ReadResp | null {
    while (this.#ready.length === 0) if (!this.#step()) return null;
    return this.#ready.shift() ?? null;
  }

  #step(): boolean {
    if (this.#cursor >= this.log.records.length) {
      if (this.live) return false;
      this.#considered += this.#page.considered;
      this.#goLive();
      return true;
    }
    const event = this.log.records[this.#cursor]?.event;
    this.#cursor += 1;
    if (!event) return true;
    const allowed = this.filter.allows(event);
    if (allowed) this.#ready.push(toReadResp(event));
    if (this.live) this.#countLive(event);
    else this.#countPage(event, allowed);
    return true;
  }

  #goLive(): void {
    this.live = true;
    this.#ready.push(caughtUp());
  }

  #countLive(event: Recorded): void {
    this.#considered += 1;
    if (this.#considered < this.filter.interval) return;
    this.#considered = 0;
    this.#ready.push(checkpoint(event.position, event.position));
  }

  #countPage(event: Recorded, allowed: boolean): void {
    this.#page.considered += 1;
    if (allowed) {
      this.#page.allowed += 1;
      this.#page.last = event.position;
    }
    if (this.#page.considered < this.filter.window && this.#page.allowed < PAGE) return;
    this.#considered += this.#page.considered;
    if (this.#considered >= this.filter.interval) {
      this.#considered %= this.filter.interval;
      const { last } = this.#page;
      const { commit, prepare } = this.#pageStart;
      this.#ready.push(last === null ? checkpoint(commit, prepare) : checkpoint(last, last));
    }
    this.#page = { considered: 0, allowed: 0, last: null };
    this.#pageStart = this.#here();
  }

  #here(): Point {
    return { commit: this.log.records[this.#cursor]?.position ?? this.log.head, prepare: 0 };
  }
}
