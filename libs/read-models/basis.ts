import type { EventLog } from '@anslag/event-store/port';
import { readCheckpoints } from './checkpoints';
import type { Cut } from './cut';
import type { ReadDatabase } from './dialect';
import type { ReadTransaction } from './database';
import type { Progress } from './progress';
import type { Projection } from './projection';
import { readFrom } from './read-from';
import { positionKnownAt, timeline } from './timeline';

/** Where a report is asked to stand. All may be null: then it stands where the projections are. */
export interface Ask {
  effectiveAt: string | null;
  /** Ms since 1970. */
  knownAt: number | null;
  knownPosition: bigint | null;
  /** Where the cursor has pinned the list. */
  pinned: bigint | null;
  atLeast: bigint | null;
}

/** Where a report stood: asked again with this position (and day), it is the same answer. */
export interface Basis {
  position: string;
  effectiveAt: string | null;
  knownAt: string | null;
  projectionVersion: number;
}

export type BasisRefusal = {
  refused: 'not-yet-visible' | 'projection-stopped' | 'beyond-head' | 'known-in-future' | 'known-twice';
  detail: string;
};

export interface ReadSideOptions {
  database: ReadDatabase;
  progress: Progress;
  log: Pick<EventLog, 'head'>;
  /** What the projections must have seen before anything is answered: the store's head when the process started. */
  floor?: () => bigint;
  now?: () => number;
  /** How long a report waits for the projections. */
  waitMs?: number;
}

/** How far ahead of our clock another's may be. */
const skewMs = 5_000;

/** Answers reports from the read models, each at one point of the two time axes. Source: design.md §6. */
export class ReadSide {
  readonly #options: ReadSideOptions;
  readonly #now: () => number;

  constructor(options: ReadSideOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /**
   * As {@link report}, at two points in one and the same transaction. What `against` leaves out of the known axis is as in
   * `ask`.
   */
  async compare<T>(
    projections: readonly Projection[],
    ask: Ask,
    against: Ask,
    answer: (cut: Cut, against: Cut) => Promise<T>,
  ): Promise<{ basis: Basis; against: Basis; answer: T } | (BasisRefusal & { of: 'basis' | 'against' })> {
    const isOwn = against.knownAt !== null || against.knownPosition !== null || against.pinned !== null;
    const other = isOwn ? against : { ...ask, effectiveAt: against.effectiveAt };
    const needed = withTimeline(projections, [ask, other]);
    for (const [of, point] of [
      ['basis', ask],
      ['against', other],
    ] as const) {
      const refusal = await this.#wait(needed, point);
      if (refusal) return { ...refusal, of };
    }
    return this.#transaction(async (tx) => {
      const [at, before] = [await this.#stand(tx, needed, ask), await this.#stand(tx, needed, other)];
      const version = projections[0]!.version;
      return {
        basis: basisOf(ask, at, version),
        against: basisOf(other, before, version),
        answer: await answer(at, before),
      };
    });
  }

  /**
   * Runs `answer` in one read transaction at the point asked for, over the named projections; the first of them gives
   * `projectionVersion`. Waits for the projections as long as it may, and answers with a refusal rather than short.
   */
  async report<T>(
    projections: readonly Projection[],
    ask: Ask,
    answer: (cut: Cut) => Promise<T>,
  ): Promise<{ basis: Basis; answer: T } | BasisRefusal> {
    const needed = withTimeline(projections, [ask]);
    const refusal = await this.#wait(needed, ask);
    if (refusal) return refusal;
    return this.#transaction(async (tx) => {
      const cut = await this.#stand(tx, needed, ask);
      return { basis: basisOf(ask, cut, projections[0]!.version), answer: await answer(cut) };
    });
  }

  #transaction<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    const { database } = this.#options;
    return readFrom(database, (db) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (tx) => {
          await database.dialect.holdTables(tx);
          return work(tx);
        }),
    );
  }

  async #wait(needed: readonly Projection[], ask: Ask): Promise<BasisRefusal | null> {
    const { knownAt, knownPosition, pinned, atLeast } = ask;
    if (knownAt !== null && knownPosition !== null)
      return { refused: 'known-twice', detail: 'Give knownAt or knownPosition, not both.' };
    if (knownAt !== null && knownAt > this.#now() + skewMs)
      return { refused: 'known-in-future', detail: 'knownAt is ahead of now.' };
    const floors = [this.#options.floor?.() ?? 0n, atLeast ?? 0n, pinned ?? 0n, knownPosition ?? 0n];
    // What is known by now must all be counted: without this wait an answer could be silently short.
    if (knownAt !== null || knownPosition !== null || pinned !== null) {
      const head = (await this.#options.log.head()) ?? 0n;
      if ((knownPosition ?? pinned ?? 0n) > head)
        return { refused: 'beyond-head', detail: `The ledger ends at position ${head}.` };
      if (pinned === null) floors.push(head);
    }
    const floor = floors.reduce((most, one) => (one > most ? one : most));
    const names = needed.map(({ name }) => name);
    switch (await this.#options.progress.reached(names, floor, this.#options.waitMs ?? 2_000)) {
      case 'reached':
        return null;
      case 'late':
        return { refused: 'not-yet-visible', detail: `The reports have not come to position ${floor} yet; try again.` };
      case 'stopped':
        return {
          refused: 'projection-stopped',
          detail: 'A projection that this report needs has stopped at an event.',
        };
    }
  }

  /** The position that the report stands at, and whether the tables of current figures are just there. */
  async #stand(tx: ReadTransaction, needed: readonly Projection[], ask: Ask): Promise<Cut> {
    const checkpoints = await readCheckpoints(tx);
    const positions = needed.map(({ name }) => checkpoints.get(name)?.position ?? 0n);
    const least = positions.reduce((a, b) => (a < b ? a : b));
    const position = await this.#resolve(tx, least, ask);
    const { effectiveAt } = ask;
    const current = effectiveAt === null && positions.every((one) => one === position);
    const epoch = needed.reduce((sum, { name }) => sum + (checkpoints.get(name)?.epoch ?? 0), 0);
    return { tx, position, effectiveAt, current, epoch };
  }

  async #resolve(tx: ReadTransaction, least: bigint, { knownAt, knownPosition, pinned }: Ask): Promise<bigint> {
    if (pinned !== null) return pinned;
    if (knownPosition !== null) return knownPosition;
    // A little ahead is another clock's now.
    if (knownAt === null || knownAt >= this.#now()) return least;
    const known = await positionKnownAt(tx, knownAt);
    return known < least ? known : least;
  }
}

function basisOf({ knownAt }: Ask, { position, effectiveAt }: Cut, projectionVersion: number): Basis {
  return {
    position: String(position),
    effectiveAt,
    knownAt: knownAt === null ? null : new Date(knownAt).toISOString(),
    projectionVersion,
  };
}

/** Instants are resolved to positions by the timeline, which must then have come as far. */
function withTimeline(projections: readonly Projection[], asks: readonly Ask[]): readonly Projection[] {
  const isNeeded = asks.some(({ knownAt }) => knownAt !== null) && !projections.includes(timeline);
  return isNeeded ? [...projections, timeline] : projections;
}
