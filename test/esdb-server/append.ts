import { type sendUnaryData, type ServerReadableStream, status } from '@grpc/grpc-js';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { type AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { Expected } from './append-decision';
import type { AppendOutcome } from './log';
import { type EsdbNode, storeUnderFaults } from './node';
import type { Proposed } from './stream-view';
import { rpcError, type RpcError, streamDeleted, streamName, timedOut, toProposed, unavailable } from './wire';

/** EventStoreDB's default. What counts is the events' data; their metadata and types come on top, uncounted. */
export const MAX_APPEND_BYTES = 1024 * 1024;

type Call = ServerReadableStream<AppendReq, AppendResp>;

/** The older way to append, one call each, which the client takes when it is given credentials per call. */
export function serveAppend(node: EsdbNode): (call: Call, callback: sendUnaryData<AppendResp>) => void {
  return (call, callback) => {
    let options: AppendReq.Options | undefined;
    let refusal: RpcError | null = null;
    let size = 0;
    const events: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (!message || refusal) return;
      const event = toProposed(message);
      if (!event) {
        refusal = rpcError(status.UNKNOWN, 'Exception was thrown by handler.');
        return;
      }
      events.push(event);
      size += event.data.length;
      if (size > MAX_APPEND_BYTES) refusal = tooLarge();
    });
    call.on('end', () => {
      node.seen.append += 1;
      if (refusal || !options) return callback(refusal ?? rpcError(status.UNKNOWN, 'Exception was thrown by handler.'));
      const stream = streamName(options.getStreamIdentifier());
      const expected = expectedOf(options);
      const fail = (error: RpcError) => callback(error);
      storeUnderFaults(node, stream, () => node.log.append(stream, expected, events), {
        peer: call.getPeer(),
        answer: (outcome) => answer(outcome, stream, expected, callback),
        fail,
        timeOut: () => fail(timedOut()),
        notReady: () => fail(unavailable('Server Is Not Ready')),
      });
    });
  };
}

function expectedOf(options: AppendReq.Options): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasRevision() ? Number(options.getRevision()) : 'any';
}

function answer(outcome: AppendOutcome, stream: string, expected: Expected, callback: sendUnaryData<AppendResp>): void {
  if (outcome.kind === 'stream-deleted') return callback(streamDeleted(stream));
  if (outcome.kind === 'wrong-revision') {
    return callback(null, new AppendResp().setWrongExpectedVersion(wrongVersion(expected, outcome.actual)));
  }
  const success = new AppendResp.Success();
  if (outcome.last < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(outcome.last));
  if (outcome.position === null) success.setNoPosition(new Empty());
  else {
    const at = String(outcome.position);
    success.setPosition(new AppendResp.Position().setCommitPosition(at).setPreparePosition(at));
  }
  callback(null, new AppendResp().setSuccess(success));
}

function wrongVersion(expected: Expected, actual: number): AppendResp.WrongExpectedVersion {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected === 'any') wrong.setExpectedAny(new Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedRevision(String(expected));
  return wrong;
}

const tooLarge = () =>
  rpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(MAX_APPEND_BYTES),
  });
