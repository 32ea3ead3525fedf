import { isDeepStrictEqual } from 'node:util';
import type { Decider } from '@anslag/event-store/decider';
import { stored } from '../domain/golden';

interface AnyEvent {
  type: string;
  data: unknown;
}

export type Recorded<E> = E & { revision: number; actor: string };

/**
 * One stream in memory, decided and folded as the writer does it. Beside the running state it keeps the state of a replay
 * of the events as stored, and a snapshot at every revision; whatever differs between them is a problem.
 */
export class Stream<S, C, E extends AnyEvent> {
  readonly events: Recorded<E>[] = [];
  readonly problems: string[] = [];
  state: S;
  #replayed: S;
  /** One for each revision, the last of what is there now. */
  readonly #snapshots: string[];

  constructor(
    readonly name: string,
    readonly decider: Decider<S, C, E>,
  ) {
    this.state = decider.initial;
    this.#replayed = decider.initial;
    this.#snapshots = [this.#encoded(this.state)];
  }

  /** What the command leads to; the state changes only if that is booked. */
  send(command: C): { refused: string } | { booked: Recorded<E>[] } {
    const before = this.#snapshots.at(-1)!;
    const answer = this.decider.decide(command, this.state);
    const restored = this.decider.decide(command, this.decider.decode(JSON.parse(before)));
    this.#same('a snapshot decides otherwise than the state', JSON.stringify(answer), JSON.stringify(restored));
    this.#same('deciding changed the state', this.#encoded(this.state), before);
    if ('refused' in answer) return { refused: answer.refused };
    const { actor = 'anna' } = command as { actor?: string };
    const booked = answer.events.map((event) => this.#append({ ...event, actor }));
    return { booked };
  }

  /** Folds the events after each snapshot onto it: every one of them must end where the stream is. */
  checkSnapshots(): void {
    const end = this.#encoded(this.state);
    for (const [revision, snapshot] of this.#snapshots.entries()) {
      const restored = this.decider.decode(JSON.parse(snapshot));
      const tail = this.events.slice(revision);
      const state = tail.reduce((before: S, event) => this.decider.evolve(before, event), restored);
      this.#same(`the snapshot at ${revision} with what follows is not the state`, this.#encoded(state), end);
    }
  }

  #append(event: E & { actor: string }): Recorded<E> {
    const recorded = { ...event, revision: this.events.length };
    const kept = stored(recorded);
    if (!isDeepStrictEqual(kept, recorded)) this.problems.push(`${this.name}: ${event.type} is not stored as it is`);
    this.events.push(kept);
    this.state = this.decider.evolve(this.state, recorded);
    this.#replayed = this.decider.evolve(this.#replayed, kept);
    const now = this.#encoded(this.state);
    this.#same('a replay of what is stored is not the state', this.#encoded(this.#replayed), now);
    this.#snapshots.push(now);
    return kept;
  }

  #encoded(state: S): string {
    return JSON.stringify(this.decider.encode(state));
  }

  #same(what: string, one: string, other: string): void {
    if (one !== other) this.problems.push(`${this.name} at ${this.events.length}: ${what}\n${one}\n${other}`);
  }
}
