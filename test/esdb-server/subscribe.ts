import { type ServerWritableStream, status } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { isReadable, pointOf } from './all-order';
import type { OpenSubscription } from './faults';
import { type EsdbNode, later, refusalError } from './node';
import { AllSource, filterOf, type Source, StreamSource } from './sources';
import { confirmation, consumerTooSlow, rpcError, type RpcError, streamDeleted, streamName, unavailable } from './wire';

type Call = ServerWritableStream<ReadReq, ReadResp>;

export function serveSubscription(node: EsdbNode, call: Call, options: ReadReq.Options): void {
  const stream = options.hasStream() ? streamName(options.getStream()?.getStreamIdentifier()) : '$all';
  const fault = node.faults.subscribes.take(stream);
  switch (fault?.do) {
    case 'refuse': {
      const { why } = fault;
      return void call.emit('error', why === 'not-ready' ? unavailable('Server Is Not Ready') : refusalError(why));
    }
    case 'silence':
      return;
    case 'delay':
      return later(fault.ms, () => !call.cancelled && serve(node, call, options, stream));
  }
  serve(node, call, options, stream);
}

function serve(node: EsdbNode, call: Call, options: ReadReq.Options, stream: string): void {
  const source = options.hasStream() ? streamSource(node, stream, options) : allSource(node, options);
  if (source instanceof Error) return void call.emit('error', source);
  new Subscription(node, call, source).start();
}

function streamSource(node: EsdbNode, stream: string, options: ReadReq.Options): Source | RpcError {
  const streamOptions = options.getStream();
  if (streamOptions?.hasEnd()) return new StreamSource(node.log, stream, 'end');
  if (node.log.views.isClosed(stream)) return streamDeleted(stream);
  const after = streamOptions?.hasRevision() ? Number(streamOptions.getRevision()) : -1;
  return new StreamSource(node.log, stream, after);
}

function allSource(node: EsdbNode, options: ReadReq.Options): Source | RpcError {
  const all = options.getAll();
  const filter = filterOf(options);
  if (!all?.hasPosition()) return new AllSource(node.log, filter, all?.hasEnd() ? 'end' : 'start');
  const point = pointOf(all);
  if (isReadable(node.log, point, false)) return new AllSource(node.log, filter, point);
  return rpcError(status.UNKNOWN, 'Exception was thrown by handler.');
}

/** Sends what its source has, as fast as the client takes it, until the client or a fault ends it. */
class Subscription implements OpenSubscription {
  readonly #node: EsdbNode;
  readonly #call: Call;
  readonly #source: Source;
  readonly #unfollow: () => void;
  #blocked = false;
  #scheduled = false;
  #over = false;
  /** How many more messages a reader gets that was found too slow. */
  #allowance = Number.POSITIVE_INFINITY;

  constructor(node: EsdbNode, call: Call, source: Source) {
    this.#node = node;
    this.#call = call;
    this.#source = source;
    this.#unfollow = node.log.follow(() => this.#wake());
    node.faults.open.add(this);
    call.on('cancelled', () => this.#leave());
  }

  start(): void {
    this.#call.write(confirmation(crypto.randomUUID()));
    this.#run();
  }

  end(): void {
    if (this.#leave()) this.#call.end();
  }

  fail(error: RpcError): void {
    if (this.#leave()) this.#call.emit('error', error);
  }

  #leave(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#unfollow();
    this.#node.faults.open.delete(this);
    return true;
  }

  #wake(): void {
    const lagsBehind = this.#blocked && this.#source.live && this.#source.backlog > this.#node.faults.liveBufferLimit;
    if (lagsBehind) this.#allowance = Math.min(this.#allowance, this.#node.faults.liveBufferLimit);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Like a real node, an append does not wait for its readers.
    setImmediate(() => {
      this.#scheduled = false;
      this.#run();
    });
  }

  #run(): void {
    while (!this.#blocked && !this.#over) {
      if (this.#allowance === 0) return this.fail(consumerTooSlow());
      const next = this.#source.pull();
      if (next === null) return;
      if (next instanceof Error) return this.fail(next);
      this.#allowance -= 1;
      if (this.#call.write(next)) continue;
      this.#blocked = true;
      this.#call.once('drain', () => {
        this.#blocked = false;
        this.#run();
      });
    }
  }
}
