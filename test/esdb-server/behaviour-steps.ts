import {
  BACKWARDS,
  type EventStoreDBClient,
  eventTypeFilter,
  FORWARDS,
  jsonEvent,
  type Position,
  type ResolvedEvent,
  streamNameFilter,
} from '@eventstore/db-client';

/** The steps of data/eventstoredb/behaviour.json: `s` is a stream, `a` an event, revisions are strings. */
export type Step =
  | { append: { stream: string; expect: string; ids: string[]; size?: number; data?: Record<string, unknown> } }
  | { read: { stream: string; from?: string; max?: number; back?: boolean; data?: boolean } }
  | { remove: { stream: string; expect: string } }
  | { tombstone: { stream: string; expect: string } }
  | { readAll: { from: string; max: number; back?: boolean } }
  | { positions: { stream: string } }
  | { limit: { stream: string; maxCount?: number; truncateBefore?: number } }
  | { follow: Follow };

interface Follow {
  stream?: string;
  all?: boolean;
  prefix?: string[];
  regex?: string;
  type?: string[];
  from: string;
  then: [stream: string, expect: string, ids: string[]];
}

export interface Case {
  case: string;
  steps: Step[];
  outcome: unknown[];
}

const ANSWERS_WITHIN_MS = 3_000;
const CAUGHT_UP_WITHIN_MS = 3_000;
const ARRIVES_WITHIN_MS = 5_000;
const WORDS = ['any', 'no_stream', 'stream_exists'];
const ENDS = ['start', 'end'];

type Start = 'start' | 'end' | bigint;
const revisionOf = (text: string) => BigInt(text);
const expectedOf = (text: string) => (WORDS.includes(text) ? (text as 'any') : revisionOf(text));
const startOf = (text: string): Start => (ENDS.includes(text) ? (text as 'start') : revisionOf(text));

/** Plays cases to a server through a client and says what came back, in the words of the recording. */
export class BehaviourPlayer {
  readonly #client: EventStoreDBClient;
  readonly #suffix = crypto.randomUUID().slice(0, 8);
  readonly #ids = new Map<string, string>();
  readonly #symbols = new Map<string, string>();
  readonly #streams = new Set<string>();

  constructor(client: EventStoreDBClient) {
    this.#client = client;
  }

  async play(step: Step): Promise<unknown> {
    try {
      if ('append' in step) return await this.#append(step.append);
      if ('read' in step) return await this.#read(step.read);
      if ('readAll' in step) return await this.#readAll(step.readAll);
      if ('positions' in step) return await this.#positions(step.positions.stream);
      if ('follow' in step) return await this.#follow(step.follow);
      if ('limit' in step) return await this.#limit(step.limit);
      return await this.#remove(step);
    } catch (error) {
      return inTheWordsOfTheRecording(error);
    }
  }

  async #append(step: {
    stream: string;
    expect: string;
    ids: string[];
    size?: number;
    data?: Record<string, unknown>;
  }) {
    const data = step.data ?? { k: 'x'.repeat(step.size ?? 1) };
    const events = step.ids.map((symbol) => jsonEvent({ type: this.#type('T'), id: this.#id(symbol), data }));
    const append = this.#client.appendToStream(this.#stream(step.stream), events, {
      expectedRevision: expectedOf(step.expect),
    });
    append.catch(() => {});
    const result = await Promise.race([append, atMost(ANSWERS_WITHIN_MS)]);
    if (!result) return 'no answer';
    return { next: String(result.nextExpectedRevision), positioned: result.position !== undefined };
  }

  async #read(step: { stream: string; from?: string; max?: number; back?: boolean; data?: boolean }) {
    const found = await this.#readStream(step.stream, step);
    return found.map((event) =>
      step.data ? [this.#label(event), Object.keys(event.event?.data as object)] : this.#label(event),
    );
  }

  async #readStream(
    stream: string,
    { from = 'start', max, back }: { from?: string; max?: number; back?: boolean } = {},
  ) {
    const read = this.#client.readStream(this.#stream(stream), {
      fromRevision: startOf(from),
      direction: back ? BACKWARDS : FORWARDS,
      ...(max === undefined ? {} : { maxCount: max }),
    });
    const found: ResolvedEvent[] = [];
    for await (const event of read) found.push(event);
    return found;
  }

  async #readAll({ from, max, back }: { from: string; max: number; back?: boolean }) {
    const direction = back ? BACKWARDS : FORWARDS;
    const found: string[] = [];
    const fromPosition = await this.#positionOf(from);
    for await (const event of this.#client.readAll({ fromPosition, maxCount: max, direction })) {
      found.push(this.#label(event));
    }
    return found;
  }

  async #positions(stream: string) {
    const positions = (await this.#readStream(stream)).map(({ event }) => event?.position?.commit ?? -1n);
    const rising = positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? position));
    return rising ? 'rising' : positions.map(String);
  }

  async #remove(
    step: { remove: { stream: string; expect: string } } | { tombstone: { stream: string; expect: string } },
  ) {
    if ('remove' in step) {
      const expectedRevision = expectedOf(step.remove.expect) as 'any' | bigint;
      await this.#client.deleteStream(this.#stream(step.remove.stream), { expectedRevision });
      return { removed: true };
    }
    const expectedRevision = expectedOf(step.tombstone.expect);
    await this.#client.tombstoneStream(this.#stream(step.tombstone.stream), { expectedRevision });
    return { tombstoned: true };
  }

  /** Not in the recording: what of a stream is shown, as its metadata say. */
  async #limit({ stream, ...metadata }: { stream: string; maxCount?: number; truncateBefore?: number }) {
    const result = await this.#client.setStreamMetadata(this.#stream(stream), metadata);
    return { next: String(result.nextExpectedRevision) };
  }

  /** Subscribes, waits to be caught up, appends, and lists what came until the last appended event did. */
  async #follow(step: Follow): Promise<string[]> {
    const [stream, expect, ids] = step.then;
    const subscription = await this.#subscribe(step);
    const came: string[] = [];
    const awaited = new Set(ids.map((id) => this.#id(id)));
    const isCaughtUp = new Promise<void>((resolve) => {
      subscription.on('caughtUp', () => {
        if (awaited.size > 0) came.push('caught up');
        resolve();
      });
    });
    const hasArrived = new Promise<void>((resolve, reject) => {
      subscription.on('error', reject);
      subscription.on('data', (event: ResolvedEvent) => {
        if (awaited.size > 0) came.push(this.#label(event));
        if (awaited.delete(event.event?.id ?? '') && awaited.size === 0) resolve();
      });
    });
    hasArrived.catch(() => {});
    try {
      await Promise.race([isCaughtUp, hasArrived, atMost(CAUGHT_UP_WITHIN_MS)]);
      await this.#append({ stream, expect, ids });
      await Promise.race([hasArrived, atMost(ARRIVES_WITHIN_MS)]);
      return came;
    } finally {
      await subscription.unsubscribe();
    }
  }

  async #subscribe({ stream, prefix = [], regex, type, from }: Follow) {
    if (stream !== undefined)
      return this.#client.subscribeToStream(this.#stream(stream), { fromRevision: startOf(from) });
    const byName = () =>
      regex === undefined
        ? streamNameFilter({ prefixes: prefix.map((name) => this.#stream(name)) })
        : streamNameFilter({ regex: `^${this.#stream(regex)}$` });
    const filter = type ? eventTypeFilter({ prefixes: type.map((name) => this.#type(name)) }) : byName();
    const fromPosition = ENDS.includes(from) ? (from as 'start') : await this.#positionOf(from);
    return this.#client.subscribeToAll({ fromPosition, filter });
  }

  /** Where an event stands in $all. */
  async #positionOf(symbol: string): Promise<Position> {
    for (const stream of this.#streams) {
      const found = (await this.#readStream(stream)).find(({ event }) => event?.id === this.#id(symbol));
      if (found?.event?.position) return found.event.position;
    }
    throw new Error(`event ${symbol} is in none of the case's streams`);
  }

  #stream(symbol: string): string {
    this.#streams.add(symbol);
    return `${symbol}-${this.#suffix}`;
  }

  #type(symbol: string): string {
    return `${symbol}-${this.#suffix}`;
  }

  #id(symbol: string): string {
    const id = this.#ids.get(symbol) ?? crypto.randomUUID();
    this.#ids.set(symbol, id);
    this.#symbols.set(id, symbol);
    return id;
  }

  #label({ event }: ResolvedEvent): string {
    return `${this.#symbols.get(event?.id ?? '') ?? event?.id}@${event?.revision}`;
  }
}

const atMost = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

function inTheWordsOfTheRecording(error: unknown): unknown {
  const { type, code, actualVersion } = error as { type?: string; code?: number; actualVersion?: bigint | string };
  if (type === undefined) throw error;
  return {
    error: type,
    ...(actualVersion === undefined ? {} : { actual: String(actualVersion) }),
    ...(code === undefined ? {} : { code }),
  };
}
