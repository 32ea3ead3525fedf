import { Buffer } from 'node:buffer';
import { canonicalJson } from './canonical-json';
import type { CommandOutcome, CommandRequest, CommandResult, Decider, EventMetadata, Notice } from './decider';
import { newEventId } from './event-id';
import type { NewEvent } from './port';
import { advance, knownCommand, type KnownCommand, type StreamPoint } from './stream-point';

/** An event above this is refused; so that a group always fits, a group is at most twice as much (design.md §5). */
export const maxEventBytes = 256 * 1024;
export const maxBatchBytes = 512 * 1024;

/** A command on its way, with where its answer goes. */
export interface Waiting<C> {
  request: CommandRequest<C>;
  /** On the clock of `performance.now()`: after it, it is answered with 503 rather than tried again. */
  deadline: number;
  answer(outcome: CommandOutcome<never>): void;
  fail(error: unknown): void;
}

/** What a command led to, valid once the batch that it stands in is settled, since it was decided on top of it. */
export type Reply =
  | { kind: 'final'; outcome: CommandOutcome<never> }
  | { kind: 'replay'; known: KnownCommand }
  | { kind: 'stored'; events: CommandResult['events']; warnings: Notice[] };

/** Commands decided one after another on the evolving state, to be appended as one. */
export interface Batch<S, C> {
  base: StreamPoint<S>;
  tip: StreamPoint<S>;
  decided: { waiting: Waiting<C>; reply: Reply }[];
  events: NewEvent[];
  bytes: number;
  /** A command did not fit any more: what comes after it waits for the next batch too. */
  full: boolean;
}

export function emptyBatch<S, C>(base: StreamPoint<S>): Batch<S, C> {
  return { base, tip: base, decided: [], events: [], bytes: 0, full: false };
}

/**
 * Decides a command on the batch's tip and adds it, as if recorded at `now` (ms since 1970). Returns false, and leaves the batch as it was, where its events would
 * make the append too large: it then belongs in the next one.
 */
export function addTo<S, C, E extends { type: string; data: unknown }>(
  batch: Batch<S, C>,
  decider: Decider<S, C, E>,
  waiting: Waiting<C>,
  now: number,
): boolean {
  const { request } = waiting;
  const final = (outcome: CommandOutcome<never>) => {
    batch.decided.push({ waiting, reply: { kind: 'final', outcome } });
    return true;
  };
  const known = knownCommand(batch.tip, request.commandId);
  if (known) {
    if (known.hash !== request.commandHash) return final({ outcome: 'key-reused' });
    batch.decided.push({ waiting, reply: { kind: 'replay', known } });
    return true;
  }
  if (request.expectedRevision !== undefined && request.expectedRevision !== batch.tip.revision)
    return final({ outcome: 'revision-moved', revision: batch.tip.revision });

  const decided = decider.decide(request.command, batch.tip.state);
  if ('refused' in decided) return final({ outcome: 'refused', refusal: decided as never });
  if (decided.events.length === 0)
    throw new Error(`${decider.category}: a command was neither refused nor led to an event`);

  const metadata = metadataOf(request, decided.warnings);
  const metadataBytes = Buffer.byteLength(metadata);
  const events: NewEvent[] = [];
  let bytes = 0;
  let largest = 0;
  for (const { type, data: object } of decided.events) {
    const data = canonicalJson(object);
    const size = Buffer.byteLength(data) + metadataBytes;
    events.push({ id: newEventId(), type, data, metadata });
    bytes += size;
    largest = Math.max(largest, size);
  }
  if (bytes > maxBatchBytes || largest > maxEventBytes) return final({ outcome: 'event-too-large' });
  if (batch.bytes + bytes > maxBatchBytes) {
    batch.full = true;
    return false;
  }

  const { warnings } = decided;
  const reply: Reply = { kind: 'stored', events: [], warnings };
  let { tip } = batch;
  for (const [index, event] of decided.events.entries()) {
    const { id, type } = events[index]!;
    tip = advance(decider, tip, event, request, { id, recordedAt: now });
    reply.events.push({ eventId: id, type, revision: tip.revision });
  }
  batch.tip = tip;
  for (const event of events) batch.events.push(event);
  batch.bytes += bytes;
  batch.decided.push({ waiting, reply });
  return true;
}

function metadataOf(request: CommandRequest<unknown>, warnings: Notice[]): string {
  const { commandId, commandHash, correlationId, causationId, actor, basedOn } = request;
  // In canonical order, which spares copying it.
  const metadata: EventMetadata = {
    actor,
    basedOn: basedOn && basedOn.length > 0 ? basedOn : undefined,
    causationId,
    commandHash,
    commandId,
    correlationId,
    schemaVersion: 1,
    warnings: warnings.length > 0 ? warnings : undefined,
  };
  return canonicalJson(metadata);
}
