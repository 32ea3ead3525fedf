/** An event as a writer hands it in; ids are lower-case UUIDs. */
export interface Proposed {
  id: string;
  type: string;
  json: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
}

/** A stored event. `position` is both its commit and its prepare position; `created` counts 100 ns since 1970. */
export interface Recorded extends Proposed {
  stream: string;
  revision: bigint;
  position: number;
  created: bigint;
}

/** What a reader may see of a stream: revisions `first` to `last`, which is empty where `first` is above `last`. */
export type Visible = { kind: 'none' } | { kind: 'closed' } | { kind: 'open'; first: number; last: number };

interface Limits {
  maxCount: number | null;
  truncateBefore: number | null;
}

/** `$tb` of a soft-deleted stream. Beyond the safe integers, so that a parsed 9223372036854775807 compares true. */
const DELETED_FROM = Number.MAX_SAFE_INTEGER;

export const metastreamOf = (stream: string) => `$$${stream}`;
export const originalOf = (stream: string) => (stream.startsWith('$$') ? stream.slice(2) : null);

/** The streams of a log, and how much of each is visible after deletes, tombstones and truncation. */
export class StreamViews {
  readonly #streams = new Map<string, (Recorded | null)[]>();
  readonly #tombstones = new Map<string, Recorded>();
  readonly #limits = new Map<string, Limits>();

  add(event: Recorded): void {
    const events = this.#streams.get(event.stream);
    if (events) events.push(event);
    else this.#streams.set(event.stream, [event]);
    const original = originalOf(event.stream);
    if (original !== null) this.#limits.set(original, parseLimits(event.data));
  }

  close(tombstone: Recorded): void {
    this.#tombstones.set(tombstone.stream, tombstone);
  }

  tombstone(stream: string): Recorded | null {
    return this.#tombstones.get(stream) ?? null;
  }

  remove(stream: string, revision: number): Recorded | null {
    const events = this.#streams.get(stream);
    const event = events?.[revision] ?? null;
    if (events && event) events[revision] = null;
    return event;
  }

  /** The last revision ever written, −1 for none. */
  last(stream: string): number {
    return (this.#streams.get(stream)?.length ?? 0) - 1;
  }

  isClosed(stream: string): boolean {
    const original = originalOf(stream);
    return this.#tombstones.has(stream) || (original !== null && this.#tombstones.has(original));
  }

  isSoftDeleted(stream: string): boolean {
    return (this.#limitsOf(stream).truncateBefore ?? 0) > DELETED_FROM;
  }

  hasMetadata(stream: string): boolean {
    return this.last(metastreamOf(stream)) >= 0;
  }

  /** The fields of the stream's last metadata event, `{}` where there is none that is JSON. */
  rawMetadata(stream: string): Record<string, unknown> {
    return parseObject(this.#streams.get(metastreamOf(stream))?.at(-1)?.data) ?? {};
  }

  storedAt(stream: string, revision: number): Recorded | null {
    return this.#streams.get(stream)?.[revision] ?? null;
  }

  visibleAt(stream: string, revision: number): Recorded | null {
    const visible = this.visible(stream);
    return visible.kind === 'open' && revision >= visible.first ? this.storedAt(stream, revision) : null;
  }

  visible(stream: string): Visible {
    if (this.isClosed(stream)) return { kind: 'closed' };
    const last = this.last(stream);
    if (last < 0 || this.isSoftDeleted(stream)) return { kind: 'none' };
    const { maxCount, truncateBefore } = this.#limitsOf(stream);
    const first = Math.max(0, truncateBefore ?? 0, maxCount === null ? 0 : last - maxCount + 1);
    return { kind: 'open', first, last };
  }

  #limitsOf(stream: string): Limits {
    if (originalOf(stream) !== null) return { maxCount: 1, truncateBefore: null };
    return this.#limits.get(stream) ?? { maxCount: null, truncateBefore: null };
  }
}

function parseLimits(data: Uint8Array): Limits {
  const fields = parseObject(data) ?? {};
  return { maxCount: asNumber(fields['$maxCount']), truncateBefore: asNumber(fields['$tb']) };
}

const asNumber = (value: unknown) => (typeof value === 'number' ? value : null);

function parseObject(data: Uint8Array | undefined): Record<string, unknown> | null {
  if (!data) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
