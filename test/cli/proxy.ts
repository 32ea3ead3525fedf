import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** What becomes of a connection on which one side has sent so many bytes. */
export type Mishap = 'stalls' | 'breaks';

/**
 * Stands between a client and a ledger, and lets the first connection on which `bytes` bytes are sent, by the client unless
 * said, stall or break there. All others pass.
 */
export class Proxy {
  /** Resolves when it has happened. */
  readonly happened: Promise<void>;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #happens!: () => void;
  #isOver = false;

  private constructor(to: URL, bytes: number, mishap: Mishap, by: 'client' | 'ledger') {
    this.happened = new Promise((resolve) => (this.#happens = resolve));
    this.#server = createServer((client) => {
      const ledger = connect(Number(to.port), to.hostname);
      const sides = by === 'client' ? ([client, ledger] as const) : ([ledger, client] as const);
      this.#join(...sides, bytes, mishap);
    });
  }

  static async before(url: string, bytes: number, mishap: Mishap, by: 'client' | 'ledger' = 'client') {
    const proxy = new Proxy(new URL(url), bytes, mishap, by);
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

  /** `counted` is the side whose bytes are counted. */
  #join(counted: Socket, other: Socket, bytes: number, mishap: Mishap): void {
    let sent = 0;
    for (const [one, another] of [
      [counted, other],
      [other, counted],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => another.destroy());
      one.on('close', () => another.destroy());
    }
    other.on('data', (piece) => counted.write(piece));
    counted.on('data', (piece) => {
      const room = this.#isOver ? Infinity : bytes - sent;
      sent += piece.length;
      other.write(piece.subarray(0, Math.max(0, Math.min(room, piece.length))));
      if (sent < bytes || this.#isOver) return;
      this.#isOver = true;
      if (mishap === 'breaks') counted.destroy();
      else counted.pause();
      this.#happens();
    });
  }
}
