import { EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { CallOptions, Metadata } from '@grpc/grpc-js';
import { StoreUnavailable } from '../port';

type CallArguments = [metadata: Metadata, options: CallOptions];

/**
 * What the client offers its own commands and this adapter's need as well (see append-line.ts, all-request.ts): `protected` in
 * the client, whose version is pinned.
 */
interface ClientInternals {
  execute<T>(service: typeof StreamsClient, name: string, action: (grpc: StreamsClient) => Promise<T>): Promise<T>;
  callArguments(options: { requiresLeader?: boolean }, callOptions: { deadline: number }): CallArguments;
  handleError(grpc: StreamsClient, error: Error): Promise<void>;
}

/** One client of an EventStoreDB, which finds the node to talk to, and finds another when that one fails. */
export class Connection {
  readonly client: EventStoreDBClient;
  readonly #internals: ClientInternals;
  readonly #closing = new AbortController();
  #node: StreamsClient | null = null;

  /** Connects at the first use. Throws RangeError where the URL asks for what the client would leave out silently. */
  constructor(url: string) {
    refuseWhatIsIgnored(url);
    this.client = EventStoreDBClient.connectionString(url);
    this.#internals = this.client as unknown as ClientInternals;
    // The client lets this promise go. It rejects where a call fails while the client looks for a node in vain, and an
    // unhandled rejection would end the process.
    const handleError = this.#internals.handleError;
    this.#internals.handleError = (grpc, error) => handleError(grpc, error).catch(() => {});
  }

  /** Aborted by {@link close}. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** The gRPC client of the node that calls go to at present. Rejects where no node can be found. */
  async node(): Promise<StreamsClient> {
    if (this.closed.aborted) throw new StoreUnavailable('The event store is closed');
    this.#node = await this.#internals.execute(StreamsClient, 'node', async (grpc) => grpc);
    return this.#node;
  }

  /** Before a call that the client makes by itself: lets {@link close} know of the connection. */
  prepare(): void {
    this.node().catch(() => {});
  }

  openBatchAppend(node: StreamsClient): ReturnType<StreamsClient['batchAppend']> {
    return node.batchAppend(...this.#internals.callArguments({}, { deadline: Infinity }));
  }

  read(node: StreamsClient, request: ReadReq): ReturnType<StreamsClient['read']> {
    return node.read(request, ...this.#internals.callArguments({ requiresLeader: true }, { deadline: Infinity }));
  }

  /** Tells the client how a call to a node failed, so that it decides whether to look for another. */
  failed(node: StreamsClient, cause: Error): void {
    void this.#internals.handleError(node, cause);
  }

  /** A node that doesn't answer may be frozen, which the client notices only after 20 s: it looks for another now. */
  silent(node: StreamsClient): void {
    this.failed(node, new UnavailableError(undefined, 'No answer'));
  }

  /** Cancels what is under way and lets go of the network, so that the process can end. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.client.dispose();
    this.#node?.close();
  }
}

function refuseWhatIsIgnored(url: string): void {
  if (/[?&]tlsVerifyCert=false/i.test(url))
    throw new RangeError('The event store URL: tlsVerifyCert=false has no effect; name the certificate with tlsCAFile');
  if (/[?&]tls=false/i.test(url) && /^[^/]+:\/\/[^/?]*@/.test(url))
    throw new RangeError('The event store URL: credentials are not sent with tls=false; leave out one of the two');
}
