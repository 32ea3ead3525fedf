import type { Batch, Reply, Waiting } from './batch';
import { addTo, emptyBatch } from './batch';
import type { CommandOutcome, CommandRequest, CommandResult, Decider, EventMetadata } from './decider';
import { StoreUnavailable, type EventStore } from './port';
import { settleAppend, type Settled } from './settle';
import type { SnapshotStore } from './snapshots';
import { advanceStored, startOf, type StreamPoint } from './stream-point';
import { jittered } from './backoff';

export interface LaneOptions {
  now: () => number;
  commandTimeoutMs: number;
  snapshots: SnapshotStore | null;
}

/** Events read at a time while a stream is folded. */
const pageSize = 1000;

/** A stream that grew by this many events since its last snapshot gets a new one when it comes to rest. */
const snapshotEvery = 1000;

/**
 * One stream's queue in this process. Commands are decided as they come, on top of those that wait or are being appended,
 * and each group is appended when the one before is settled (group commit). Nobody is answered before everything that the
 * answer rests on is settled; where it turns out otherwise, the whole queue is decided again on what the stream really has.
 */
export class StreamLane<S, C, E extends { type: string; data: unknown }> {
  readonly #decider: Decider<S, C, E>;
  readonly #stream: string;
  readonly #store: EventStore;
  readonly #options: LaneOptions;
  /** The stream as it is known to be stored; null before it is loaded and after an append that could not be settled. */
  #stored: StreamPoint<S> | null = null;
  /** Decided, not yet sent. */
  #next: Batch<S, C> | null = null;
  /** Not yet decided. */
  #queue: Waiting<C>[] = [];
  #running = false;
  #snapshotRevision = -1;

  constructor(decider: Decider<S, C, E>, stream: string, store: EventStore, options: LaneOptions) {
    this.#decider = decider;
    this.#stream = stream;
    this.#store = store;
    this.#options = options;
  }

  get idle(): boolean {
    return !this.#running;
  }

  /** How many events the cached state stands for. */
  get weight(): number {
    return (this.#stored?.revision ?? 0) + 1;
  }

  submit(request: CommandRequest<C>): Promise<CommandOutcome<never>> {
    return new Promise((answer, fail) => {
      const deadline = this.#options.now() + this.#options.commandTimeoutMs;
      this.#queue.push({ request, deadline, answer, fail });
      if (this.#next) this.#decideQueue();
      if (!this.#running) void this.#run();
    });
  }

  /** The stream as the store has it now; where other processes write too, its tail is read first. */
  async latest(): Promise<StreamPoint<S>> {
    if (this.#stored && this.#store.exclusive) return this.#stored;
    const point = await this.#load(this.#stored);
    if (this.idle && point.revision >= (this.#stored?.revision ?? -1)) this.#stored = point;
    return point;
  }

  saveSnapshot(): void {
    if (!this.#options.snapshots || !this.#stored) return;
    if (this.#stored.revision - this.#snapshotRevision < snapshotEvery) return;
    this.#options.snapshots.save(this.#stream, this.#decider, this.#stored);
    this.#snapshotRevision = this.#stored.revision;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Lets the callers of this very turn join the first group.
    await Promise.resolve();
    for (let attempt = 0; this.#queue.length > 0 || (this.#next && this.#next.decided.length > 0);) {
      if (!(await this.#ready(attempt))) continue;
      const batch = this.#next!;
      this.#next = emptyBatch(batch.tip);
      this.#decideQueue();
      const settled = await this.#commit(batch);
      if (settled.outcome === 'stored') {
        attempt = 0;
        this.#stored = batch.tip;
        await this.#answer(batch, settled.position);
      } else {
        attempt += 1;
        this.#takeBack(batch, settled);
      }
    }
    this.#next = null;
    this.#running = false;
  }

  /** Sees to it that the stream is loaded and the queue decided. False where that failed for now. */
  async #ready(attempt: number): Promise<boolean> {
    if (this.#next && this.#next.decided.length > 0) return true;
    if (this.#next === null) {
      this.#expire();
      if (this.#queue.length === 0) return false;
      try {
        if (attempt > 0) await jittered(attempt);
        // After a wrong revision, or for the first time: what is stored is read before anything is decided on it.
        if (this.#stored === null || attempt > 0) this.#stored = await this.#load(this.#stored);
      } catch (error) {
        await this.#cannotLoad(error);
        return false;
      }
      this.#next = emptyBatch(this.#stored);
    }
    this.#decideQueue();
    return this.#next.decided.length > 0;
  }

  #decideQueue(): void {
    const batch = this.#next!;
    while (this.#queue.length > 0) {
      const waiting = this.#queue[0]!;
      try {
        if (!addTo(batch, this.#decider, waiting, this.#options.now())) return;
      } catch (error) {
        waiting.fail(error);
      }
      this.#queue.shift();
    }
  }

  async #commit(batch: Batch<S, C>): Promise<Settled> {
    const deadline = Math.max(...batch.decided.map(({ waiting }) => waiting.deadline));
    if (batch.events.length > 0)
      return settleAppend(this.#store, this.#stream, batch.base.revision, batch.events, deadline, this.#options.now);
    // Nothing to append proves nothing: a refusal or a repeated answer must rest on what the stream really has.
    if (this.#store.exclusive) return { outcome: 'stored', position: null };
    try {
      const tail = await this.#store.readStream(this.#stream, batch.base.revision + 1, 1);
      return tail.length === 0 ? { outcome: 'stored', position: null } : { outcome: 'moved' };
    } catch (error) {
      return { outcome: 'failed', error };
    }
  }

  /** Puts everything that was decided on top of a failed append back into the queue, in its order. */
  #takeBack(batch: Batch<S, C>, settled: Settled): void {
    const affected = batch.decided.map(({ waiting }) => waiting);
    const behind = (this.#next?.decided ?? []).map(({ waiting }) => waiting);
    this.#next = null;
    if (settled.outcome === 'moved') {
      this.#queue = [...affected, ...behind, ...this.#queue];
      return;
    }
    this.#stored = null;
    this.#queue = [...behind, ...this.#queue];
    if (settled.outcome === 'failed') for (const { fail } of affected) fail(settled.error);
    else for (const { answer } of affected) answer({ outcome: 'unsettled' });
  }

  #expire(): void {
    const now = this.#options.now();
    const late = this.#queue.filter(({ deadline }) => deadline <= now);
    if (late.length === 0) return;
    this.#queue = this.#queue.filter(({ deadline }) => deadline > now);
    for (const { answer } of late) answer({ outcome: 'contended' });
  }

  async #cannotLoad(error: unknown): Promise<void> {
    this.#stored = null;
    const now = this.#options.now();
    const passing = error instanceof StoreUnavailable;
    const failing = passing ? this.#queue.filter(({ deadline }) => deadline - now < 1000) : this.#queue;
    this.#queue = this.#queue.filter((waiting) => !failing.includes(waiting));
    for (const { fail } of failing) fail(error);
    if (this.#queue.length > 0) await jittered(5);
  }

  async #load(from: StreamPoint<S> | null): Promise<StreamPoint<S>> {
    let point = from ?? this.#options.snapshots?.load(this.#stream, this.#decider) ?? startOf(this.#decider);
    if (from === null) this.#snapshotRevision = point.revision;
    for (;;) {
      const page = await this.#store.readStream(this.#stream, point.revision + 1, pageSize);
      point = advanceStored(this.#decider, point, page);
      if (page.length < pageSize) return point;
    }
  }

  async #answer(batch: Batch<S, C>, position: bigint | null): Promise<void> {
    const replays: Promise<void>[] = [];
    for (const { waiting, reply } of batch.decided) {
      if (reply.kind === 'final') waiting.answer(reply.outcome);
      else if (reply.kind === 'stored') waiting.answer(this.#done(waiting.request.commandId, reply, position!));
      else replays.push(this.#replay(waiting, reply));
    }
    await Promise.all(replays);
  }

  #done(commandId: string, reply: Extract<Reply, { kind: 'stored' }>, position: bigint): CommandOutcome<never> {
    const { firstRevision, warnings } = reply;
    const events = reply.events.map((event, index) => ({ ...event, revision: firstRevision + index }));
    const revision = events.at(-1)!.revision;
    const result = { commandId, stream: this.#stream, revision, position, events, warnings, replayed: false };
    return { outcome: 'done', result };
  }

  /** The first answer again, from the events themselves. */
  async #replay({ request, answer, fail }: Waiting<C>, { known }: Extract<Reply, { kind: 'replay' }>): Promise<void> {
    try {
      const stored = await this.#store.readStream(this.#stream, known.firstRevision, known.count);
      const last = stored.at(-1);
      if (!last || stored.length !== known.count)
        throw new Error(`${this.#stream} lost revision ${known.firstRevision}`);
      const result: CommandResult = {
        commandId: request.commandId,
        stream: this.#stream,
        revision: last.revision,
        position: last.position,
        events: stored.map(({ id, type, revision }) => ({
          eventId: id,
          type,
          revision,
        })),
        warnings: (last.metadata as EventMetadata).warnings ?? [],
        replayed: true,
      };
      answer({ outcome: 'done', result });
    } catch (error) {
      fail(error);
    }
  }
}
