import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import { Code } from '@eventstore/db-client/generated/code_pb';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { type BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { MAX_APPEND_BYTES } from './append';
import type { Expected } from './append-decision';
import type { AppendOutcome } from './log';
import { type EsdbNode, storeUnderFaults } from './node';
import type { Proposed } from './stream-view';
import { rpcError, type RpcError, streamIdentifier, streamName, toProposed } from './wire';

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** An append of which not all parts have come. */
interface Pending {
  stream: string;
  expected: Expected;
  events: Proposed[];
  size: number;
}

/**
 * The client's usual way to append: one long call, many appends on it, told apart by correlation ids. What is wrong
 * with one append is answered in its own message; an error of the call ends all of them.
 */
export function serveBatchAppend(node: EsdbNode): (call: Call) => void {
  return (call) => {
    const pending = new Map<string, Pending>();
    call.on('data', (request: BatchAppendReq) => {
      try {
        receive(node, call, pending, request);
      } catch (error) {
        // A bug of this server must be seen: gRPC would leave the call hanging.
        call.emit('error', rpcError(status.INTERNAL, String(error)));
      }
    });
    call.on('end', () => call.end());
  };
}

function receive(node: EsdbNode, call: Call, pending: Map<string, Pending>, request: BatchAppendReq): void {
  const id = request.getCorrelationId()?.getString() ?? '';
  const options = request.getOptions();
  if (options) {
    const stream = streamName(options.getStreamIdentifier());
    const deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY;
    if (stream === '') return send(call, request, stream, badRequest());
    // The deadline is the client's wall-clock time: a node whose clock is ahead finds it past.
    if (deadline <= Date.now() + node.faults.deadlineSkewMs) return send(call, request, stream, timeout());
    pending.set(id, { stream, expected: expectedOf(options), events: [], size: 0 });
  }
  const append = pending.get(id);
  if (!append) return;

  for (const message of request.getProposedMessagesList()) {
    const event = toProposed(message);
    if (!event) {
      pending.delete(id);
      return send(call, request, append.stream, badRequest());
    }
    append.events.push(event);
    append.size += event.data.length;
  }
  if (append.size > MAX_APPEND_BYTES) {
    pending.delete(id);
    return send(call, request, append.stream, tooLarge());
  }
  if (!request.getIsFinal()) return;
  pending.delete(id);
  node.seen.batchAppend += 1;
  storeUnderFaults(node, append.stream, () => node.log.append(append.stream, append.expected, append.events), {
    peer: call.getPeer(),
    answer: (outcome) => send(call, request, append.stream, answer(outcome, append)),
    fail: (error: RpcError) => void (call.cancelled || call.writableEnded || call.emit('error', error)),
    timeOut: () => send(call, request, append.stream, timeout()),
    notReady: () => send(call, request, append.stream, notReady()),
  });
}

function send(call: Call, request: BatchAppendReq, stream: string, response: BatchAppendResp): void {
  // A late answer may find its call ended; there is nobody left to tell.
  if (call.cancelled || call.writableEnded) return;
  call.write(response.setCorrelationId(request.getCorrelationId()).setStreamIdentifier(streamIdentifier(stream)));
}

function expectedOf(options: BatchAppendReq.Options): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasStreamPosition() ? Number(options.getStreamPosition()) : 'any';
}

function answer(outcome: AppendOutcome, { stream, expected }: Pending): BatchAppendResp {
  if (outcome.kind === 'wrong-revision') return wrongVersion(expected, outcome.actual);
  if (outcome.kind === 'stream-deleted') {
    const details = new shared.StreamDeleted().setStreamIdentifier(streamIdentifier(stream));
    return failure(Code.NOT_FOUND, 'StreamDeleted', 'StreamDeleted', details);
  }
  const success = new BatchAppendResp.Success();
  if (outcome.last < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(outcome.last));
  if (outcome.position === null) success.setNoPosition(new Empty());
  else {
    const at = String(outcome.position);
    success.setPosition(new shared.AllStreamPosition().setCommitPosition(at).setPreparePosition(at));
  }
  return new BatchAppendResp().setSuccess(success);
}

function wrongVersion(expected: Expected, actual: number): BatchAppendResp {
  const details = new shared.WrongExpectedVersion();
  if (actual < 0) details.setCurrentNoStream(new Empty());
  else details.setCurrentStreamRevision(String(actual));
  if (expected === 'any') details.setExpectedAny(new Empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(new Empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new Empty());
  else details.setExpectedStreamPosition(String(expected));
  return failure(Code.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', details);
}

const timeout = () => failure(Code.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new shared.Timeout());
const notReady = () => failure(Code.OK, 'Server Is Not Ready', 'Empty', new shared.Empty());
const badRequest = () => failure(Code.INVALID_ARGUMENT, 'BadRequest', 'BadRequest', new shared.BadRequest());

function tooLarge(): BatchAppendResp {
  const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES);
  return failure(Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', 'MaximumAppendSizeExceeded', details);
}

function failure(
  code: Code,
  message: string,
  type: string,
  details: { serializeBinary(): Uint8Array },
): BatchAppendResp {
  const packed = new Any();
  packed.pack(details.serializeBinary(), `event_store.client.${type}`);
  return new BatchAppendResp().setError(new Status().setCode(code).setMessage(message).setDetails(packed));
}
