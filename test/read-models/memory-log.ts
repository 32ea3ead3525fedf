import { randomUUID } from 'node:crypto';
import type { EventLog, FollowOptions, StoredEvent } from '@anslag/event-store/port';

/** An event log in memory. Its positions have gaps, as those of a shared log have. */
export class MemoryLog implements EventLog {
  readonly events: StoredEvent[] = [];
  /** The store's clock, ms since 1970; replace it to let it step. */
  now: () => number = Date.now;
  readonly #revisions = new Map<string, number>();
  #wake: (() => void)[] = [];

  record(stream: string, type: string, data: unknown, actor = 'anna'): StoredEvent {
    const revision = (this.#revisions.get(stream) ?? -1) + 1;
    this.#revisions.set(stream, revision);
    const position = (this.events.at(-1)?.position ?? 540n) + BigInt(1 + ((this.events.length * 7) % 3));
    const stored = JSON.parse(JSON.stringify({ data, metadata: { actor, schemaVersion: 1 } }));
    const event = { id: randomUUID(), type, stream, revision, position, recordedAt: this.now(), ...stored };
    this.events.push(event);
    for (const wake of this.#wake.splice(0)) wake();
    return event;
  }

  async readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEvent[]> {
    return this.events.filter((event) => event.stream === stream && event.revision >= fromRevision).slice(0, limit);
  }

  async readAll(after: bigint | null, limit: number): Promise<StoredEvent[]> {
    const from = after === null ? 0 : this.events.findIndex(({ position }) => position > after);
    return from < 0 ? [] : this.events.slice(from, from + limit);
  }

  async head(): Promise<bigint | null> {
    return this.events.at(-1)?.position ?? null;
  }

  async *follow(after: bigint | null, { limit, signal }: FollowOptions): AsyncIterable<StoredEvent[]> {
    let last = after;
    while (!signal.aborted) {
      const batch = await this.readAll(last, limit);
      if (batch.length > 0) {
        yield batch;
        last = batch.at(-1)!.position;
      } else
        await new Promise<void>((done) => {
          this.#wake.push(done);
          signal.addEventListener('abort', () => done(), { once: true });
        });
    }
  }

  async close(): Promise<void> {}
}
