import { Metadata, status } from '@grpc/grpc-js';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { Proposed, Recorded } from './stream-view';

/** A gRPC error as the server sends it: status, text, and the trailers by which the client tells its kind. */
export interface RpcError extends Error {
  code: status;
  details: string;
  metadata: Metadata;
}

/** Where a node tells its clients to find the leader. */
export interface Endpoint {
  host: string;
  port: number;
}

export function rpcError(code: status, details: string, trailers: Record<string, string> = {}): RpcError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const unavailable = (details = 'Connection dropped') => rpcError(status.UNAVAILABLE, details);

export const notLeader = (leader: Endpoint) =>
  rpcError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  });

export const consumerTooSlow = () =>
  rpcError(
    status.ABORTED,
    'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
  );

export const timedOut = () => rpcError(status.ABORTED, 'Operation timed out: Request timed out.');

export const streamDeleted = (stream: string) =>
  aboutStream(stream, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted' });

/** `expected` and `actual` are numbers: −1 no stream, −2 any, −4 stream exists. */
export const wrongVersionOfDelete = (stream: string, expected: number, actual: number) =>
  aboutStream(
    stream,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
  );

/** Trailers carry ASCII alone: a real node breaks down with a bare HTTP 500 over any other stream name. */
function aboutStream(stream: string, details: string, trailers: Record<string, string>): RpcError {
  if (!/^[\x20-\x7e]*$/.test(stream)) return rpcError(status.UNKNOWN, 'Received HTTP status code 500');
  return rpcError(status.FAILED_PRECONDITION, details, { ...trailers, 'stream-name': stream });
}

export function streamIdentifier(stream: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
}

export function streamName(identifier: StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}

/** What the two append messages have in common. */
interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The event of an append message, or null where a node would answer "BadRequest". */
export function toProposed(message: ProposedMessage): Proposed | null {
  const id = message.getId()?.getString().toLowerCase() ?? '';
  const type = message.getMetadataMap().get('type') ?? '';
  const contentType = message.getMetadataMap().get('content-type');
  if (!UUID_TEXT.test(id) || id === NO_ID || type === '' || contentType === undefined) return null;
  const json = contentType === 'application/json';
  return { id, type, json, data: message.getData_asU8(), metadata: message.getCustomMetadata_asU8() };
}

export function toReadResp(event: Recorded): ReadResp {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new UUID().setString(event.id));
  recorded.setStreamIdentifier(streamIdentifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('created', String(event.created));
  recorded.getMetadataMap().set('content-type', event.json ? 'application/json' : 'application/octet-stream');
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const readEvent = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position));
  return new ReadResp().setEvent(readEvent);
}

export function checkpoint(commit: number, prepare: number): ReadResp {
  const at = new ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return new ReadResp().setCheckpoint(at);
}

export const confirmation = (id: string) =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUp = () => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

export const streamNotFound = (stream: string) =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));
