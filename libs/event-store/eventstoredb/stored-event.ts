import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import { BrokenStream, type StoredEvent } from '../port';

/**
 * An event as the client read it. Throws BrokenStream for one that no ledger wrote: the client hands on broken JSON as if it
 * were a string, and `$all` shows a stream's tombstone as an event of that stream.
 */
export function toStoredEvent({ event, commitPosition }: ResolvedEvent | AllStreamResolvedEvent): StoredEvent {
  if (!event) throw new BrokenStream(`The event at position ${commitPosition} can't be read`);
  const { id, type, streamId, revision, created, data, metadata } = event;
  const position = event.position?.commit ?? commitPosition;
  const where = `${streamId}, revision ${revision}`;
  if (type.startsWith('$'))
    throw new BrokenStream(`${where} holds ${type}: the stream was deleted or written by others`);
  if (!event.isJson || typeof data !== 'object') throw new BrokenStream(`${where} holds data that isn't JSON`);
  if (metadata instanceof Uint8Array) throw new BrokenStream(`${where} holds metadata that isn't JSON`);
  if (position === undefined) throw new BrokenStream(`${where} has no position: the server is older than 22.6`);
  const recordedAt = created.getTime();
  return { id, type, stream: streamId, revision: Number(revision), position, recordedAt, data, metadata };
}
