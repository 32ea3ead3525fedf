import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { serveAppend } from './append';
import { serveBatchAppend } from './batch-append';
import { serveDelete, serveTombstone } from './delete';
import { Faults } from './faults';
import { serveGossip, serveServerFeatures } from './gossip';
import { EventLog } from './log';
import { type EsdbNode, nothingSeen, type Seen } from './node';
import { serveRead } from './read';

/** A running server. */
export interface EsdbServer {
  /** The connection string, without TLS: `esdb://127.0.0.1:PORT?tls=false`. */
  url: string;
  port: number;
  faults: Faults;
  /** What it keeps: `events()`, `now`, and the ways to delete and truncate behind a client's back. */
  log: EventLog;
  seen: Seen;
  /** How many subscriptions clients hold open. */
  readonly subscriptions: number;
  /** Cuts every connection and frees the port. The log outlives it: hand it to the next server. */
  stop(): Promise<void>;
}

const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

/**
 * Starts an EventStoreDB of one node in this process, in memory, on 127.0.0.1. It answers @eventstore/db-client as
 * 23.10.8 does; `test/contract/esdb-behaviour.spec.ts` holds it to that. Other processes connect to it by TCP.
 * Two servers on one `log` are two nodes of a cluster without a lag. Port 0, the default, takes a free one.
 */
export async function startEsdbServer(options: { port?: number; log?: EventLog } = {}): Promise<EsdbServer> {
  const node: EsdbNode = { log: options.log ?? new EventLog(), faults: new Faults(), seen: nothingSeen(), port: 0 };
  const { faults, log, seen } = node;

  const grpc = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  });
  grpc.addService(StreamsService, {
    append: serveAppend(node),
    batchAppend: serveBatchAppend(node),
    read: serveRead(node),
    delete: serveDelete(node),
    tombstone: serveTombstone(node),
  });
  grpc.addService(ServerFeaturesService, { getSupportedMethods: serveServerFeatures(node) });
  grpc.addService(GossipService, { read: serveGossip(node) });

  // The sockets are ours, handed on to gRPC, so that a fault can reset one.
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer((socket: Socket) => {
    faults.connections.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => faults.connections.delete(socket));
    socket.on('error', () => socket.destroy());
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  node.port = (listener.address() as AddressInfo).port;

  return {
    url: `esdb://127.0.0.1:${node.port}?tls=false`,
    port: node.port,
    faults,
    log,
    seen,
    get subscriptions() {
      return faults.open.size;
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      faults.cutConnections();
      injector.destroy();
      grpc.forceShutdown();
      await closed;
    },
  };
}
