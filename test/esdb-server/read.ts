import { type ServerWritableStream, status } from '@grpc/grpc-js';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { after, before, isReadable, pointOf } from './all-order';
import { type EsdbNode, later, refusalError } from './node';
import type { Recorded } from './stream-view';
import { serveSubscription } from './subscribe';
import { rpcError, type RpcError, streamDeleted, streamName, streamNotFound, toReadResp, unavailable } from './wire';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** One call for four things: a stream or $all, read to an end or subscribed to. */
export function serveRead(node: EsdbNode): (call: ReadCall) => void {
  return (call) => {
    const options = call.request.getOptions() ?? new ReadReq.Options();
    if (options.hasSubscription()) {
      node.seen.subscribe += 1;
      return serveSubscription(node, call, options);
    }
    node.seen.read += 1;
    const stream = options.hasStream() ? streamName(options.getStream()?.getStreamIdentifier()) : '$all';
    const fault = node.faults.reads.take(stream);
    const cut = () =>
      fault?.do === 'drop' && fault.cut === 'connection'
        ? node.faults.cutConnectionOf(call.getPeer())
        : fail(call, unavailable());
    if (fault?.do === 'silence') return;
    if (fault?.do === 'refuse') {
      return fail(call, fault.why === 'not-ready' ? unavailable('Server Is Not Ready') : refusalError(fault.why));
    }
    const serve = () => deliver(call, plan(node, options), fault?.do === 'drop' ? { after: fault.after, cut } : null);
    if (fault?.do === 'delay') later(fault.ms, serve);
    else serve();
  };
}

type Plan = Iterator<ReadResp, void> | RpcError;

function plan(node: EsdbNode, options: ReadReq.Options): Plan {
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  const kind = options.hasStream() ? 'ReadStreamResult' : 'ReadAllResult';
  if (count === 0) return rpcError(status.UNKNOWN, `Unexpected ${kind}: Error`);
  return options.hasStream() ? planStream(node, options, backwards, count) : planAll(node, options, backwards, count);
}

function planStream(node: EsdbNode, options: ReadReq.Options, backwards: boolean, count: number): Plan {
  const streamOptions = options.getStream() ?? new ReadReq.Options.StreamOptions();
  const stream = streamName(streamOptions.getStreamIdentifier());
  const { views } = node.log;
  if (streamOptions.hasEnd() && !backwards) return rpcError(status.UNKNOWN, 'Unexpected ReadStreamResult: Error');
  const visible = views.visible(stream);
  if (visible.kind === 'closed') return streamDeleted(stream);
  if (visible.kind === 'none') return [streamNotFound(stream)].values();
  const asked = streamOptions.hasRevision() ? Number(streamOptions.getRevision()) : 0;
  const from = streamOptions.hasEnd() ? visible.last : asked;

  return (function* () {
    let left = count;
    const step = backwards ? -1 : 1;
    let revision = backwards ? Math.min(from, visible.last) : Math.max(from, visible.first);
    // The end is looked up at each step: what is appended during a read belongs to it.
    for (; left > 0 && revision >= visible.first && revision <= views.last(stream); revision += step) {
      const event = views.storedAt(stream, revision);
      if (!event) continue;
      left -= 1;
      yield toReadResp(event);
    }
  })();
}

function planAll(node: EsdbNode, options: ReadReq.Options, backwards: boolean, count: number): Plan {
  const { log } = node;
  const point = pointOf(options.getAll());
  if (!isReadable(log, point, backwards)) return rpcError(status.UNKNOWN, 'Unexpected ReadAllResult: Error');
  const events: Iterator<Recorded, void> = backwards ? before(log, point) : after(log, point);
  return (function* () {
    for (let left = count; left > 0; left -= 1) {
      const next = events.next();
      if (next.done) return;
      yield toReadResp(next.value);
    }
  })();
}

/** Sends as fast as the client takes it. */
function deliver(call: ReadCall, answer: Plan, drop: { after: number; cut: () => void } | null): void {
  if (answer instanceof Error) return fail(call, answer);
  let sent = 0;
  const run = (): void => {
    while (!call.cancelled) {
      if (drop && sent === drop.after) {
        // What was sent is given the time to leave before the cut.
        return later(20, drop.cut);
      }
      const next = answer.next();
      if (next.done) return void call.end();
      sent += 1;
      if (!call.write(next.value)) return void call.once('drain', run);
    }
  };
  run();
}

function fail(call: ReadCall, error: RpcError): void {
  if (!call.cancelled && !call.writableEnded) call.emit('error', error);
}
