import type { AppendFault, Faults, Refusal } from './faults';
import type { AppendOutcome, EventLog } from './log';
import { notLeader, type RpcError, unavailable } from './wire';

/** How often each call came, so that a test can say which calls a client makes. */
export type Seen = Record<
  'append' | 'batchAppend' | 'read' | 'subscribe' | 'delete' | 'tombstone' | 'serverFeatures' | 'gossip',
  number
>;

/** One server: what it keeps, how it misbehaves, what it was asked. */
export interface EsdbNode {
  log: EventLog;
  faults: Faults;
  seen: Seen;
  port: number;
}

type Store = () => AppendOutcome | null;

/** The ways an append can end on the path that it took. */
export interface AppendReply {
  /** The call's own word for its connection. */
  peer: string;
  answer(outcome: AppendOutcome): void;
  fail(error: RpcError): void;
  timeOut(): void;
  notReady(): void;
}

export const nothingSeen = (): Seen => ({
  append: 0,
  batchAppend: 0,
  read: 0,
  subscribe: 0,
  delete: 0,
  tombstone: 0,
  serverFeatures: 0,
  gossip: 0,
});

/** Does not keep the process alive: a late answer must not outlast its test. */
export const later = (ms: number, work: () => void) => void setTimeout(work, ms).unref();

export const refusalError = (why: Exclude<Refusal, 'not-ready'>) =>
  why === 'unavailable' ? unavailable() : notLeader(why);

/** Stores and answers, unless a planned fault for this stream says otherwise. */
export function storeUnderFaults(node: EsdbNode, stream: string, store: Store, reply: AppendReply): void {
  const fault = node.faults.appends.take(stream);
  if (fault === null) answer(store(), reply);
  else strike(node, fault, store, reply);
}

function answer(outcome: AppendOutcome | null, reply: AppendReply): void {
  if (outcome !== null) reply.answer(outcome);
}

function strike(node: EsdbNode, fault: AppendFault, store: Store, reply: AppendReply): void {
  switch (fault.do) {
    case 'drop':
      if (fault.stored) store();
      if (fault.cut === 'connection') node.faults.cutConnectionOf(reply.peer);
      else reply.fail(unavailable());
      return;
    case 'delay': {
      const stored = fault.stored === 'first' ? store() : null;
      const late = () => answer(stored ?? store(), reply);
      if (typeof fault.until === 'number') later(fault.until, late);
      else void fault.until.then(late);
      return;
    }
    case 'silence':
      if (fault.stored) store();
      return;
    case 'timeout':
      if (fault.stored) store();
      reply.timeOut();
      return;
    case 'refuse':
      if (fault.why === 'not-ready') reply.notReady();
      else reply.fail(refusalError(fault.why));
      return;
  }
}
