import * as fc from 'fast-check';
import type { EventStore, StoredEvent } from '@anslag/event-store/port';
import { historiesOf } from '../read-models/histories';

/** Events of one append; many more are larger than a store takes. */
const atOnce = 200;

/** A random history of so many commands, most of them booked by the ledger's own rules, appended to a store piece by piece. */
export class LongHistory {
  readonly #events: readonly StoredEvent[];
  #next = 0;

  constructor(
    readonly store: EventStore,
    seed: number,
    commands: number,
    /** As {@link historiesOf} has it: where a ledger runs beside, which goes on every few seconds with what is under way. */
    { onOneStream = false } = {},
  ) {
    const long = historiesOf({ minLength: commands, maxLength: commands }, { settled: true, onOneStream });
    this.#events = fc.sample(long, { seed, numRuns: 1 })[0]!.log.events;
  }

  get left(): number {
    return this.#events.length - this.#next;
  }

  /** Appends the next so many events, each stream's together; the store's head after that. */
  async append(count: number): Promise<bigint> {
    const piece = this.#events.slice(this.#next, this.#next + count);
    this.#next += piece.length;
    const streams = Map.groupBy(piece, ({ stream }) => stream);
    await Promise.all(Array.from(streams, ([stream, events]) => this.#appendTo(stream, events)));
    return (await this.store.head()) ?? 0n;
  }

  async #appendTo(stream: string, events: readonly StoredEvent[]): Promise<void> {
    const stored = events.map(({ id, type, data, metadata }) => {
      return { id, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
    });
    for (let from = 0; from < stored.length; from += atOnce) {
      const { revision } = events[from]!;
      const { outcome } = await this.store.append(stream, revision - 1, stored.slice(from, from + atOnce), 30_000);
      if (outcome !== 'appended') throw new Error(`${stream}: ${outcome}`);
    }
  }
}
