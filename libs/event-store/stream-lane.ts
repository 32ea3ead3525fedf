import type { Batch, Reply, Waiting } from './batch';
import { addTo, emptyBatch } from './batch';
import type { CommandOutcome, CommandRequest, Decider } from './decider';
import { noStream, StoreUnavailable, type EventStore } from './port';
import { settleAppend, type Settled } from './settle';
import type { SnapshotStore } from './snapshots';
import { StreamHistory } from './stream-history';
import type { StreamPoint } from './stream-point';
import { tellInTime } from './tell-in-time';
import { jittered } from './backoff';

export interface LaneOptions {
  now: () => number;
  commandTimeoutMs: number;
  snapshots: SnapshotStore | null;
  onAppend: (append: AppendedGroup) => void;
}

/** A group of commands that was appended as one. */
export interface AppendedGroup {
  stream: string;
  /** Those that led to events, or were answered on top of them. */
  commands: number;
  events: number;
  /** From sending to settled. */
  ms: number;
}

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
  readonly #history: StreamHistory<S, C, E>;
  /** The stream as it is known to be stored; null before it is loaded and after an append that could not be settled. */
  #stored: StreamPoint<S> | null = null;
  /** The revision after which an unsettled append may still land; none can once the stream is past it. */
  #unsettledAt = noStream - 1;
  /** Decided, not yet sent. */
  #next: Batch<S, C> | null = null;
  /** Not yet decided. In the order in which they came, and so are their deadlines. */
  #queue: Waiting<C>[] = [];
  /** Why the store could not be asked, or did not answer, the last time; null where it did. */
  #away: unknown = null;
  /** How many are on their way to the store. */
  #sent = 0;
  #running: Promise<void> | null = null;

  constructor(decider: Decider<S, C, E>, stream: string, store: EventStore, options: LaneOptions) {
    this.#decider = decider;
    this.#stream = stream;
    this.#store = store;
    this.#options = options;
    this.#history = new StreamHistory(decider, stream, store, options.snapshots);
  }

  /** Whether it may be forgotten: nothing waits for it, and it holds nothing that the store would not say again. */
  get idle(): boolean {
    const isSettled = !this.#store.exclusive || (this.#stored?.revision ?? noStream) > this.#unsettledAt;
    return this.#running === null && isSettled;
  }

  /** While anybody waits for an answer: kept when the last one has it. */
  get running(): Promise<void> | null {
    return this.#running;
  }

  /** How many commands wait for their answer. */
  get waiting(): number {
    return this.#queue.length + (this.#next?.decided.length ?? 0) + this.#sent;
  }

  /** How many events the cached state stands for, and one for the lane itself. */
  get weight(): number {
    return (this.#stored?.revision ?? noStream) + 2;
  }

  submit(request: CommandRequest<C>): Promise<CommandOutcome<never>> {
    return new Promise((answer, fail) => {
      const deadline = performance.now() + this.#options.commandTimeoutMs;
      this.#queue.push({ request, deadline, answer, fail });
      if (this.#next) this.#decideQueue();
      this.#running ??= this.#run();
    });
  }

  /** The stream as the store has it now; where others may write to it too, its tail is read first. */
  async latest(): Promise<StreamPoint<S>> {
    if (this.#stored && this.#isAlone(this.#stored)) return this.#stored;
    const point = await this.#history.load(this.#stored);
    if (this.#running === null && point.revision >= (this.#stored?.revision ?? noStream)) this.#stored = point;
    return point;
  }

  saveSnapshot(): void {
    if (this.#stored) this.#history.saveSnapshot(this.#stored);
  }

  /** Whether nothing can have come to the stream since that point but what this lane appends. */
  #isAlone(point: StreamPoint<S>): boolean {
    return this.#store.exclusive && point.revision > this.#unsettledAt;
  }

  async #run(): Promise<void> {
    // Lets the callers of this very turn join the first group.
    await Promise.resolve();
    /** Answers the group that was stored last; put off until the next one is on its way to the store. */
    let answer: (() => Promise<void>) | null = null;
    for (let attempt = 0; this.#queue.length > 0 || this.#isNextDecided || answer;) {
      if (!this.#isNextDecided) {
        await answer?.();
        answer = null;
      }
      if (!(await this.#ready(attempt))) continue;
      const batch = this.#next!;
      this.#next = emptyBatch(batch.tip);
      this.#sent = batch.decided.length;
      const committing = this.#commit(batch);
      if (answer || this.#queue.length > 0) {
        // Sends it first: the store works on it while others are answered and decided.
        await new Promise(setImmediate);
        await answer?.();
        answer = null;
        this.#decideQueue();
      }
      const settled = await committing;
      this.#sent = 0;
      if (settled.outcome === 'stored') {
        this.#away = null;
        attempt = 0;
        this.#stored = batch.tip;
        this.#history.seen(batch.tip);
        answer = () => this.#answer(batch, settled.position);
      } else {
        attempt += 1;
        this.#takeBack(batch, settled);
      }
    }
    this.#next = null;
    this.#running = null;
  }

  get #isNextDecided(): boolean {
    return this.#next !== null && this.#next.decided.length > 0;
  }

  /** Sees to it that the stream is loaded and the queue decided. False where that failed for now. */
  async #ready(attempt: number): Promise<boolean> {
    if (this.#isNextDecided) return true;
    if (this.#next === null) {
      this.#expire();
      if (this.#queue.length === 0) return false;
      try {
        if (attempt > 0) await jittered(attempt);
        // After a wrong revision, or for the first time: what is stored is read before anything is decided on it.
        if (this.#stored === null || attempt > 0) {
          this.#stored = await this.#history.load(this.#stored);
          this.#away = null;
        }
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
    if (batch.full) return;
    let taken = 0;
    for (const waiting of this.#queue) {
      try {
        if (!addTo(batch, this.#decider, waiting, this.#options.now())) break;
      } catch (error) {
        waiting.fail(error);
      }
      taken += 1;
    }
    this.#queue.splice(0, taken);
  }

  async #commit(batch: Batch<S, C>): Promise<Settled> {
    const { base, decided, events } = batch;
    if (events.length > 0) {
      const stopTelling = tellInTime(decided.map(({ waiting }) => waiting));
      const deadline = decided.at(-1)!.waiting.deadline;
      const began = performance.now();
      const settled = await settleAppend(this.#store, this.#stream, base.revision, events, deadline);
      stopTelling();
      if (settled.outcome === 'stored') {
        const ms = performance.now() - began;
        this.#options.onAppend({ stream: this.#stream, commands: decided.length, events: events.length, ms });
      }
      return settled;
    }
    // Nothing to append proves nothing: a refusal or a repeated answer must rest on what the stream really has.
    if (this.#isAlone(base)) return { outcome: 'stored', position: null };
    try {
      const news = await this.#history.after(base, 1);
      return news.length === 0 ? { outcome: 'stored', position: null } : { outcome: 'moved' };
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
      this.#away = null;
      this.#queue = [...affected, ...behind, ...this.#queue];
      return;
    }
    this.#stored = null;
    this.#queue = [...behind, ...this.#queue];
    if (settled.outcome === 'failed') {
      this.#away = settled.error;
      for (const { fail } of affected) fail(settled.error);
      return;
    }
    this.#away = new StoreUnavailable('The event store has not answered in time');
    this.#unsettledAt = batch.base.revision;
    for (const { answer } of affected) answer({ outcome: 'unsettled' });
  }

  /** Answers those whose time is up by what held them up: a store that is away, or others who kept writing. */
  #expire(): void {
    const now = performance.now();
    const late = this.#queue.filter(({ deadline }) => deadline <= now);
    if (late.length === 0) return;
    this.#queue = this.#queue.filter(({ deadline }) => deadline > now);
    for (const { answer, fail } of late) {
      if (this.#away instanceof StoreUnavailable) fail(this.#away);
      else answer({ outcome: 'contended' });
    }
  }

  async #cannotLoad(error: unknown): Promise<void> {
    this.#stored = null;
    this.#away = error;
    const now = performance.now();
    const passing = error instanceof StoreUnavailable;
    const failing = new Set(passing ? this.#queue.filter(({ deadline }) => deadline - now < 1000) : this.#queue);
    this.#queue = this.#queue.filter((waiting) => !failing.has(waiting));
    for (const { fail } of failing) fail(error);
    if (this.#queue.length > 0) await jittered(5);
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
    const { events, warnings } = reply;
    const { revision } = events.at(-1)!;
    const result = { commandId, stream: this.#stream, revision, position, events, warnings, replayed: false };
    return { outcome: 'done', result };
  }

  /** The first answer again. */
  async #replay({ request, answer, fail }: Waiting<C>, { known }: Extract<Reply, { kind: 'replay' }>): Promise<void> {
    try {
      answer({ outcome: 'done', result: await this.#history.resultOf(request.commandId, known) });
    } catch (error) {
      fail(error);
    }
  }
}
