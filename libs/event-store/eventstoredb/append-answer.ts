import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { type Appended, BrokenStream } from '../port';

/**
 * What the server's answer to one append says. `lastRevision` is where the last event had to come to stand.
 * Throws BrokenStream where the stream isn't what the caller believes it to be, RangeError where the server says that no
 * such append can be stored. Whatever else goes wrong on the server says nothing about what it stored.
 */
export function outcomeOf(answer: BatchAppendResp, stream: string, lastRevision: number): Appended {
  const success = answer.getSuccess();
  if (success) {
    const revision = Number(success.getCurrentRevision());
    const position = success.getPosition()?.getCommitPosition();
    // A deleted stream takes an append for a new stream and goes on at its old revision.
    if (!success.hasCurrentRevision() || revision !== lastRevision)
      throw new BrokenStream(
        `${stream} went on at revision ${revision}, not ${lastRevision}: its beginning was deleted`,
      );
    if (position === undefined)
      throw new BrokenStream(`${stream}: revision ${revision} is stored already and can't be read: it was deleted`);
    return { outcome: 'appended', revision, position: BigInt(position) };
  }
  const error = answer.getError();
  switch (error?.getDetails()?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion':
      return { outcome: 'wrong-revision' };
    case 'event_store.client.StreamDeleted':
      throw new BrokenStream(`${stream} was deleted for ever`);
    case 'event_store.client.MaximumAppendSizeExceeded':
      throw new RangeError(`${stream}: the append is larger than the server takes`);
    case 'event_store.client.BadRequest':
      throw new RangeError(`${stream}: the server can't read the append: ${error?.getMessage()}`);
    default:
      return {
        outcome: 'unknown',
        cause: new Error(`EventStoreDB: ${error?.getMessage() || 'an answer without a result'}`),
      };
  }
}
