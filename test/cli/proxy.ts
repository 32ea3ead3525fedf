import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** What becomes of a connection on which a client has sent so many bytes. */
export type Mishap = 'stalls' | 'breaks';

/**
 * Stands between a client and a ledger, and lets the first connection that sends `bytes` bytes stall or break there. All
 * others pass.
 */
export class Proxy {
  /** Resolves when it has happened. */
  readonly happened: Promise<void>;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #happens!: () => void;
  #isOver = false;

  private constructor(to: URL, bytes: number, mishap: Mishap) {
    this.happened = new Promise((resolve) => (this.#happens = resolve));
    this.#server = createServer((client) => this.#join(client, connect(Number(to.port), to.hostname), bytes, mishap));
  }

  static async before(url: string, bytes: number, mishap: Mishap): Promise<Proxy> {
    const proxy = new Proxy(new URL(url), bytes, mishap);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(client: Socket, ledger: Socket, bytes: number, mishap: Mishap): void {
    let sent = 0;
    for (const [one, other] of [
      [client, ledger],
      [ledger, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    ledger.on('data', (piece) => client.write(piece));
    client.on('data', (piece) => {
      const room = this.#isOver ? Infinity : bytes - sent;
      sent += piece.length;
      ledger.write(piece.subarray(0, Math.max(0, Math.min(room, piece.length))));
      if (sent < bytes || this.#isOver) return;
      this.#isOver = true;
      if (mishap === 'breaks') client.destroy();
      else client.pause();
      this.#happens();
    });
  }
}
