import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import { BrokenStream, StoreUnavailable, type StoredEvent } from '../port';

/** Where an event stands in the whole store. Throws where the server doesn't say, as one before 22.6. */
export function positionOf({ event, commitPosition }: ResolvedEvent | AllStreamResolvedEvent): bigint {
  const position = event?.position?.commit ?? commitPosition;
  if (position === undefined) throw new StoreUnavailable('The server gives no positions: it is older than 22.6');
  return position;
}

/**
 * An event as the client read it. Throws BrokenStream for one that no ledger wrote: the client hands on broken JSON as if it
 * were a string, and `$all` shows a stream's tombstone as an event of that stream.
 */
export function toStoredEvent(resolved: ResolvedEvent | AllStreamResolvedEvent): StoredEvent {
  const { event } = resolved;
  const position = positionOf(resolved);
  if (!event) throw new BrokenStream(`The event at position ${position} can't be read`);
  const { id, type, streamId, revision, created, data, metadata } = event;
  const where = `${streamId}, revision ${revision}`;
  if (type.startsWith('$'))
    throw new BrokenStream(`${where} holds ${type}: the stream was deleted or written by others`);
  if (!event.isJson || typeof data !== 'object') throw new BrokenStream(`${where} holds data that isn't JSON`);
  if (metadata instanceof Uint8Array) throw new BrokenStream(`${where} holds metadata that isn't JSON`);
  const recordedAt = created.getTime();
  return { id, type, stream: streamId, revision: Number(revision), position, recordedAt, data, metadata };
}
