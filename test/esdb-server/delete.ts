import { type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import {
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import type { Expected } from './append-decision';
import type { Refusal, Stored } from './log';
import type { EsdbNode } from './node';
import { type RpcError, streamDeleted, streamName, wrongVersionOfDelete } from './wire';

type Options = DeleteReq.Options | TombstoneReq.Options;
type Removal = { kind: 'removed'; position: string } | { kind: 'refused'; error: RpcError };

export function serveDelete(node: EsdbNode) {
  return (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void => {
    node.seen.delete += 1;
    const options = call.request.getOptions();
    const removal = remove(options, (stream, expected) => node.log.softDelete(stream, expected));
    if (removal.kind === 'refused') return callback(removal.error);
    const { position } = removal;
    const at = new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
    callback(null, new DeleteResp().setPosition(at));
  };
}

export function serveTombstone(node: EsdbNode) {
  return (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>): void => {
    node.seen.tombstone += 1;
    const options = call.request.getOptions();
    const removal = remove(options, (stream, expected) => node.log.tombstone(stream, expected));
    if (removal.kind === 'refused') return callback(removal.error);
    const { position } = removal;
    const at = new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
    callback(null, new TombstoneResp().setPosition(at));
  };
}

function remove(options: Options | undefined, act: (stream: string, expected: Expected) => Stored | Refusal): Removal {
  const stream = streamName(options?.getStreamIdentifier());
  const expected = expectedOf(options);
  const outcome = act(stream, expected);
  if (outcome.kind === 'stored') return { kind: 'removed', position: String(outcome.position) };
  if (outcome.kind === 'stream-deleted') return { kind: 'refused', error: streamDeleted(stream) };
  return { kind: 'refused', error: wrongVersionOfDelete(stream, numbered(expected), outcome.actual) };
}

function expectedOf(options: Options | undefined): Expected {
  if (options?.hasNoStream()) return 'no_stream';
  if (options?.hasStreamExists()) return 'stream_exists';
  return options?.hasRevision() ? Number(options.getRevision()) : 'any';
}

/** The numbers that a node uses for the three words, as they show in its errors. */
function numbered(expected: Expected): number {
  if (expected === 'no_stream') return -1;
  if (expected === 'any') return -2;
  return expected === 'stream_exists' ? -4 : expected;
}
