import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { maxAppendBytes, type NewEvent, noStream } from '../port';

const utf8 = new TextEncoder();

/**
 * One append as the server's batch path takes it. The events' bytes are sent as they are, declared as JSON. There is no
 * deadline in it: the server would compare that with its own clock, and refuse good appends where clocks differ.
 *
 * Throws RangeError for what no server would take, TypeError for what isn't JSON text.
 */
export function batchAppendOf(stream: string, expectedRevision: number, events: readonly NewEvent[]): BatchAppendReq {
  if (!Number.isSafeInteger(expectedRevision) || expectedRevision < noStream)
    throw new RangeError(`${stream}: ${expectedRevision} is no revision`);
  if (events.length === 0) throw new RangeError(`${stream}: an append needs an event`);
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(new StreamIdentifier().setStreamName(utf8.encode(stream)));
  if (expectedRevision === noStream) options.setNoStream(new Empty());
  else options.setStreamPosition(String(expectedRevision));

  let size = 0;
  const messages = events.map(({ id, type, data, metadata }) => {
    const message = new BatchAppendReq.ProposedMessage();
    const bytes = jsonBytes(type, data);
    const metadataBytes = jsonBytes(type, metadata);
    // The server counts two bytes for each character of the type.
    size += bytes.length + metadataBytes.length + 2 * type.length;
    message.setId(new UUID().setString(id));
    message.getMetadataMap().set('type', type).set('content-type', 'application/json');
    message.setData(bytes).setCustomMetadata(metadataBytes);
    return message;
  });
  if (size > maxAppendBytes)
    throw new RangeError(`${stream}: an append of ${size} bytes; the store takes ${maxAppendBytes}`);
  return new BatchAppendReq().setOptions(options).setProposedMessagesList(messages).setIsFinal(true);
}

/** A bare JSON string is refused because the client's reader can't tell it from broken JSON. */
function jsonBytes(type: string, json: string): Uint8Array {
  if (typeof json !== 'string' || (json[0] !== '{' && json[0] !== '['))
    throw new TypeError(`${type}: an event's data and metadata must be the text of a JSON object or array`);
  return utf8.encode(json);
}
