import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStoreDb } from '@anslag/event-store/eventstoredb/eventstoredb-store';
import type { EventStore } from '@anslag/event-store/port';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';

/** Protocol test servers and stores on them, which the test's end stops and closes. */
export class EsdbRig {
  readonly #opened: (() => Promise<void>)[] = [];

  async server(options?: Parameters<typeof startEsdbServer>[0]): Promise<EsdbServer> {
    const server = await startEsdbServer(options);
    this.#opened.push(() => server.stop());
    return server;
  }

  /** A store on a server; on several, as a cluster whose first member leads. */
  store(...servers: EsdbServer[]): EventStore {
    if (servers.length > 1) leads(servers[0]!, servers);
    const store = openEventStoreDb(urlOf(servers), { streamPrefixes: ['budget-', 'party-'] });
    this.#opened.push(() => store.close());
    return store;
  }

  async end(): Promise<void> {
    for (const close of this.#opened.splice(0).toReversed()) await close();
  }
}

export const urlOf = (servers: readonly EsdbServer[]) =>
  `esdb://${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;

/** Makes all servers say that one of them leads and the others follow, but for those that are away. */
export function leads(leader: EsdbServer, servers: readonly EsdbServer[], away: readonly EsdbServer[] = []): void {
  const members = servers.map((server) => ({
    host: '127.0.0.1',
    port: server.port,
    state: server === leader ? ('leader' as const) : ('follower' as const),
    alive: !away.includes(server),
  }));
  for (const server of servers) server.faults.members = members;
}

/** The gRPC calls that the store's client keeps open: reads and subscriptions. */
export function openCalls(store: EventStore): number {
  const { connection } = store as unknown as { connection: { client: { disposableStreams: Set<unknown> } } };
  return connection.client.disposableStreams.size;
}

/** Longer than any stall of the machine, ms: for appends that a test expects to hear of. */
export const inTime = 20_000;

/** Waits until it is so, for at most five seconds. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (await isSo()) return;
    await sleep(10);
  }
  throw new Error(`Never so: ${isSo}`);
}
