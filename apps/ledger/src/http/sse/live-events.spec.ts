import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { MemoryLog } from '../../../../../test/read-models/memory-log';
import { LiveEvents } from './live-events';

let log: MemoryLog;
let live: LiveEvents;
let server: Server;
let warnings: string[];

beforeEach(async () => {
  log = new MemoryLog();
  warnings = [];
  live = new LiveEvents({ log, warn: (message) => warnings.push(message), heartbeatMs: 50, stuckMs: 1_000 });
  server = createServer((request, response) => {
    const after = BigInt(request.headers['last-event-id'] as string);
    void log.head().then((head) => live.tell(response, after, head ?? 0n));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  live.end();
  server.closeAllConnections();
  server.close();
});

/** A client on a bare socket, which reads only while it is told to. */
class Client {
  readonly closed: Promise<unknown>;
  /** The positions of the whole messages heard. */
  readonly heard: string[] = [];
  beats = 0;
  readonly #socket: Socket;
  #rest = '';

  constructor(after: string) {
    this.#socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (text: string) => this.#take(text));
    this.#socket.on('error', () => {});
    this.closed = once(this.#socket, 'close');
    // HTTP/1.0, so that the answer comes as it is and not in chunks.
    this.#socket.write(`GET / HTTP/1.0\r\nlast-event-id: ${after}\r\n\r\n`);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  leave(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop()!;
    for (const block of blocks) {
      if (block === ':') this.beats += 1;
      const id = /^id: (\d+)\ndata: .+$/.exec(block)?.[1];
      if (id !== undefined) this.heard.push(id);
    }
  }
}

const record = (count: number, bytes = 10): void => {
  for (let n = 0; n < count; n += 1) log.record('party-a', 'PartyRenamed', { name: 'x'.repeat(bytes) });
};

const positions = (): string[] => log.events.map(({ position }) => String(position));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a client that takes nothing is dropped, the others hear on; it resumes without a gap and hears nothing twice', async () => {
  record(1);
  const [begin] = positions();
  const slow = new Client(begin!);
  const quick = new Client('0');
  await until(() => live.readers === 2 && quick.heard.length === 1);
  slow.pause();
  // More than the machine's own buffers hold, in steps, so that it falls behind while the others are live.
  for (let n = 0; n < 100 || live.counts.dropped === 0; n += 1) {
    record(4, 50_000);
    await until(() => quick.heard.length === log.events.length);
  }
  expect(live.readers).toBe(1);
  expect(warnings).toHaveLength(1);
  slow.resume();
  await slow.closed;
  const before = [...slow.heard];
  expect(before.length).toBeLessThan(log.events.length - 1);

  const again = new Client(before.at(-1) ?? begin!);
  await until(() => before.length + again.heard.length >= log.events.length - 1);
  record(3);
  await until(() => before.length + again.heard.length >= log.events.length - 1);
  expect([...before, ...again.heard]).toEqual(positions().slice(1));
  await until(() => quick.heard.length === log.events.length);
  expect(quick.heard).toEqual(positions());
}, 30_000);

test('a connection without events shows that it lives', async () => {
  record(1);
  const client = new Client('0');
  await until(() => client.beats >= 3);
  expect(client.heard).toEqual(positions());
});

test('many who resume from far behind share the reading of the log', async () => {
  record(1000);
  let reads = 0;
  const { readAll } = log;
  log.readAll = (...asked) => {
    reads += 1;
    return readAll.apply(log, asked);
  };
  const clients = Array.from({ length: 100 }, (_, nth) => new Client(nth % 2 === 0 ? '0' : positions()[nth]!));
  await until(() => clients.every((client, nth) => client.heard.length === (nth % 2 === 0 ? 1000 : 999 - nth)));
  // 1,000 events are ten reads; a few more where somebody comes late. Each for itself would be a thousand.
  expect(reads).toBeLessThan(100);
});

test('a log that cannot be read for a while is read again, and nothing is left out', async () => {
  record(300);
  const { readAll } = log;
  let failures = 3;
  log.readAll = async (...asked) => {
    if (failures-- > 0) throw new Error('The disk is away');
    return readAll.apply(log, asked);
  };
  const client = new Client('0');
  await until(() => client.heard.length === 300);
  record(10);
  await until(() => client.heard.length === 310);
  expect(client.heard).toEqual(positions());
  expect(warnings.length).toBeGreaterThan(0);
});

test('when the last client has gone the log is no longer followed, and the next one hears on from where it is', async () => {
  record(5);
  const first = new Client('0');
  await until(() => first.heard.length === 5);
  first.leave();
  await until(() => live.readers === 0);
  record(5);
  const next = new Client(positions()[4]!);
  await until(() => next.heard.length === 5);
  record(5);
  await until(() => next.heard.length === 10);
  expect(next.heard).toEqual(positions().slice(5));
});

test('after the end nobody is told anything more', async () => {
  record(1);
  const client = new Client('0');
  await until(() => client.heard.length === 1);
  live.end();
  await client.closed;
  record(1);
  const late = new Client('0');
  await late.closed;
  expect([client.heard.length, late.heard.length, live.readers]).toEqual([1, 0, 0]);
});
