import type { Socket } from 'node:net';
import type { Endpoint, RpcError } from './wire';
import { consumerTooSlow, unavailable } from './wire';

/** Why a node turns a request away: it is away, it has no leader yet, or the leader is elsewhere. */
export type Refusal = 'unavailable' | 'not-ready' | Endpoint;

export type AppendFault =
  | { do: 'drop'; stored: boolean; cut: 'call' | 'connection' }
  | { do: 'delay'; stored: 'first' | 'last'; until: number | Promise<unknown> }
  | { do: 'silence'; stored: boolean }
  | { do: 'timeout'; stored: boolean }
  | { do: 'refuse'; why: Refusal };

export type ReadFault =
  | { do: 'drop'; after: number; cut: 'call' | 'connection' }
  | { do: 'delay'; ms: number }
  | { do: 'silence' }
  | { do: 'refuse'; why: Refusal };

export type SubscribeFault = { do: 'delay'; ms: number } | { do: 'silence' } | { do: 'refuse'; why: Refusal };

/** How often a fault strikes (once unless said), and on streams of which prefix alone (all unless said). */
export interface Scope {
  times?: number;
  stream?: string;
}

/** A subscription that a client holds open. */
export interface OpenSubscription {
  end(): void;
  fail(error: RpcError): void;
}

/** Another node, or this one, as gossip describes it. */
export interface Member extends Endpoint {
  state: 'leader' | 'follower' | 'unknown';
  alive?: boolean;
}

/** Faults waiting for their request, oldest first. */
class Plan<Fault> {
  #waiting: { fault: Fault; left: number; stream: string }[] = [];

  add(fault: Fault, { times = 1, stream = '' }: Scope): void {
    this.#waiting.push({ fault, left: times, stream });
  }

  take(stream = ''): Fault | null {
    const found = this.#waiting.find((plan) => stream.startsWith(plan.stream));
    if (!found) return null;
    found.left -= 1;
    this.#waiting = this.#waiting.filter((plan) => plan.left > 0);
    return found.fault;
  }

  get size(): number {
    return this.#waiting.reduce((sum, plan) => sum + plan.left, 0);
  }

  clear(): void {
    this.#waiting = [];
  }
}

/**
 * Misbehaviour on purpose. Each method plans a fault for the requests to come, for one unless `times` says more;
 * planned faults strike in the order planned. A cut `call` ends the gRPC stream with UNAVAILABLE, which every append
 * under way on it gets, also one that was stored; a cut `connection` is the TCP connection reset. Appends, reads and
 * subscriptions can be struck, deletes and tombstones only by `cutConnections()`.
 *
 * - `dropBeforeStoring`, `dropAfterStoring`: cut off, with nothing stored or with the events stored and no answer
 * - `answerLate(until, 'first' | 'last')`: stored at once and answered late, or stored late, right before its answer; so
 *   many ms later, or when a promise is kept
 * - `neverAnswer(stored)`: silence, with the events stored or not
 * - `answerTimeout(stored)`: the node's own time-out, which says nothing about what was stored
 * - `refuseAppends`, `refuseReads`, `refuseSubscriptions`: unavailable, not ready (an election), or not the leader
 * - `dropReads(after)`, `delayReads(ms)`, `silenceReads()`: counted reads; `after` events are sent before the cut
 * - `delaySubscriptions(ms)`, `silenceSubscriptions()`: taken and confirmed late, or taken and then left without a word
 * - `endSubscriptions()`, `dropSubscriptions(why)`: now, all that are open, cleanly or with an error
 * - `liveBufferLimit`: a live reader that lags by more unsent events is dropped, once it got what was buffered
 * - `failServerFeatures('broken' | 'unavailable')`, `silenceServerFeatures()`, `failGossip()`: the calls the client
 *   makes of itself; it asks again after "unavailable" but never after "broken"
 * - `members`: what gossip answers; null is this node alone, as leader
 * - `deadlineSkewMs`: how far the clock that judges a batch append's absolute deadline runs ahead of the client's
 * - `cutConnections()`: now, every TCP connection
 */
export class Faults {
  readonly appends = new Plan<AppendFault>();
  readonly reads = new Plan<ReadFault>();
  readonly subscribes = new Plan<SubscribeFault>();
  readonly features = new Plan<'unavailable' | 'broken' | 'silence'>();
  readonly gossip = new Plan<'fail'>();
  readonly open = new Set<OpenSubscription>();
  readonly connections = new Set<Socket>();
  deadlineSkewMs = 0;
  liveBufferLimit = Number.POSITIVE_INFINITY;
  members: Member[] | null = null;

  dropBeforeStoring({ cut = 'call', ...scope }: Scope & { cut?: 'call' | 'connection' } = {}): void {
    this.appends.add({ do: 'drop', stored: false, cut }, scope);
  }

  dropAfterStoring({ cut = 'call', ...scope }: Scope & { cut?: 'call' | 'connection' } = {}): void {
    this.appends.add({ do: 'drop', stored: true, cut }, scope);
  }

  answerLate(until: number | Promise<unknown>, stored: 'first' | 'last', scope: Scope = {}): void {
    this.appends.add({ do: 'delay', stored, until }, scope);
  }

  neverAnswer(stored: boolean, scope: Scope = {}): void {
    this.appends.add({ do: 'silence', stored }, scope);
  }

  answerTimeout(stored: boolean, scope: Scope = {}): void {
    this.appends.add({ do: 'timeout', stored }, scope);
  }

  refuseAppends(why: Refusal, scope: Scope = {}): void {
    this.appends.add({ do: 'refuse', why }, scope);
  }

  dropReads({ after = 0, cut = 'call', ...scope }: Scope & { after?: number; cut?: 'call' | 'connection' } = {}): void {
    this.reads.add({ do: 'drop', after, cut }, scope);
  }

  delayReads(ms: number, scope: Scope = {}): void {
    this.reads.add({ do: 'delay', ms }, scope);
  }

  silenceReads(scope: Scope = {}): void {
    this.reads.add({ do: 'silence' }, scope);
  }

  refuseReads(why: Refusal, scope: Scope = {}): void {
    this.reads.add({ do: 'refuse', why }, scope);
  }

  refuseSubscriptions(why: Refusal, scope: Scope = {}): void {
    this.subscribes.add({ do: 'refuse', why }, scope);
  }

  delaySubscriptions(ms: number, scope: Scope = {}): void {
    this.subscribes.add({ do: 'delay', ms }, scope);
  }

  silenceSubscriptions(scope: Scope = {}): void {
    this.subscribes.add({ do: 'silence' }, scope);
  }

  endSubscriptions(): void {
    for (const subscription of this.open) subscription.end();
  }

  dropSubscriptions(why: 'unavailable' | 'too-slow'): void {
    const error = why === 'unavailable' ? unavailable() : consumerTooSlow();
    for (const subscription of this.open) subscription.fail(error);
  }

  failServerFeatures(how: 'unavailable' | 'broken' = 'broken', scope: Scope = {}): void {
    this.features.add(how, scope);
  }

  silenceServerFeatures(scope: Scope = {}): void {
    this.features.add('silence', scope);
  }

  failGossip(scope: Scope = {}): void {
    this.gossip.add('fail', scope);
  }

  cutConnections(): void {
    for (const socket of this.connections) socket.resetAndDestroy();
  }

  /** Cuts the connection on which a call came; `peer` is the call's own word for it, "address:port". */
  cutConnectionOf(peer: string): void {
    for (const socket of this.connections) {
      if (`${socket.remoteAddress}:${socket.remotePort}` === peer) socket.resetAndDestroy();
    }
  }

  /** How many planned faults have not struck yet. A test that expects them all to strike looks at it at its end. */
  get planned(): number {
    const plans = [this.appends, this.reads, this.subscribes, this.features, this.gossip];
    return plans.reduce((sum, plan) => sum + plan.size, 0);
  }

  /** Well-behaved again; what is under way stays as it is. */
  clear(): void {
    for (const plan of [this.appends, this.reads, this.subscribes, this.features, this.gossip]) plan.clear();
    this.deadlineSkewMs = 0;
    this.liveBufferLimit = Number.POSITIVE_INFINITY;
    this.members = null;
  }
}
