import { hash } from 'node:crypto';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';
import { allocations, anAllocation, clientOf, given, openBudget, type Client } from './client';
import { LedgerProcess } from './ledger-process';
import { SseClient } from './sse-client';

describe.each(['SQLite', 'EventStoreDB'])('on %s', (store) => {
  let server: EsdbServer | null = null;
  let ledger: LedgerProcess;
  let call: Client;
  let clients: SseClient[];

  beforeAll(async () => {
    if (store === 'EventStoreDB') server = await startEsdbServer();
    ledger = await LedgerProcess.start({ env: server ? { ANSLAG_STORE: server.url } : {} });
    call = clientOf(ledger);
    await openBudget(call);
  });

  beforeEach(() => {
    clients = [];
  });

  afterEach(() => {
    for (const client of clients) client.leave();
  });

  afterAll(async () => {
    await ledger.stop();
    await server?.stop();
  });

  function listen(query = '', headers: Record<string, string> = {}): SseClient {
    const client = new SseClient(`${ledger.url}/api/v1/events/stream${query}`, headers);
    clients.push(client);
    return client;
  }

  const resume = (id: string) => listen('', { 'last-event-id': id });

  const book = (count: number) =>
    Promise.all(Array.from({ length: count }, () => given(call, [[allocations, anAllocation()]])));

  /** All events after a position, as /events has them. */
  async function eventsAfter(position: string): Promise<Record<string, unknown>[]> {
    const events: Record<string, unknown>[] = [];
    for (let after: string | null = position; after !== null;) {
      const { body }: Awaited<ReturnType<Client>> = await call('GET', `/events?limit=1000&after=${after}`, {
        as: 'auditor',
      });
      events.push(...body.events);
      after = body.next;
    }
    return events;
  }

  const headNow = async () => String((await eventsAfter('0')).at(-1)!['position']);

  test('from the start a client hears what /events says, and goes on with what is recorded then', async () => {
    const client = listen('?after=0');
    await client.begun;
    expect([client.status, client.contentType]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await book(5);
    const events = await eventsAfter('0');
    await client.until(() => client.heard.length >= events.length);
    expect(client.heard.map(({ data }) => JSON.parse(data))).toEqual(events);
    expect(client.heard.map(({ id }) => id)).toEqual(events.map(({ position }) => position));
    expect(client.retryMs).toBeGreaterThan(0);
  });

  test('without a position a client hears what is recorded from now on, and can resume before it has heard anything', async () => {
    const head = await headNow();
    const first = listen();
    await first.until(() => first.lastEventId !== '');
    expect([first.lastEventId, first.heard]).toEqual([head, []]);
    first.leave();
    await book(3);
    const second = resume(first.lastEventId);
    await second.until(() => second.heard.length >= 3);
    expect(second.heard.map(({ id }) => id)).toEqual((await eventsAfter(head)).map(({ position }) => position));
  });

  test('Last-Event-ID goes before the position that a client first connected with', async () => {
    const head = await headNow();
    await book(2);
    const client = listen('?after=0', { 'last-event-id': head });
    await client.until(() => client.heard.length >= 2);
    expect(client.heard.map(({ id }) => id)).toEqual((await eventsAfter(head)).map(({ position }) => position));
  });

  test.each([
    ['?after=999999999999', {}, { in: 'query', name: 'after', code: 'beyond-head' }],
    ['?after=x', {}, { in: 'query', name: 'after', code: 'not-a-position' }],
    ['?colour=red', {}, { in: 'query', name: 'colour', code: 'unknown-field' }],
    ['', { 'last-event-id': '999999999999' }, { in: 'header', name: 'Last-Event-ID', code: 'beyond-head' }],
    ['', { 'last-event-id': '-1' }, { in: 'header', name: 'Last-Event-ID', code: 'not-a-position' }],
  ])('a stream from where there is nothing is refused: %s %j', async (query, headers, error) => {
    const { status, body } = await call('GET', `/events/stream${query}`, { as: 'auditor', headers });
    expect({ status, errors: body.errors }).toMatchObject({ status: 400, errors: [error] });
  });

  test('who asks for the headers only gets them', async () => {
    const { status, text } = await call('HEAD', '/events/stream', { as: 'auditor' });
    expect([status, text]).toEqual([200, '']);
  });

  test('a client that is cut off again and again while others write misses nothing and hears nothing twice', async () => {
    const begin = await headNow();
    const count = 160;
    const writers = Array.from({ length: 4 }, async () => {
      for (let nth = 0; nth < count / 4; nth++) await book(1);
    });
    const heard: string[] = [];
    for (let [cut, last] = [1, begin]; heard.length < count; cut += 1) {
      const client = resume(last);
      const wanted = Math.min(1 + (cut % 7), count - heard.length);
      await client.until(() => client.heard.length >= wanted);
      client.leave();
      heard.push(...client.heard.map(({ id }) => id));
      last = client.lastEventId;
    }
    await Promise.all(writers);
    expect(heard).toEqual((await eventsAfter(begin)).map(({ position }) => position));
  });

  test('500 clients, from wherever they begin, all hear the same events in the same order', async () => {
    const all = (await eventsAfter('0')).map(({ position }) => String(position));
    const readers = Array.from({ length: 500 }, (_, nth) => {
      const begin = nth % 3 === 0 ? all.at(-1)! : nth % 3 === 1 ? '0' : all[nth % all.length]!;
      return { begin, client: listen(`?after=${begin}`) };
    });
    await Promise.all(readers.map(({ client }) => client.begun));
    expect(new Set(clients.map(({ status }) => status))).toEqual(new Set([200]));
    await book(60);
    const events = await eventsAfter('0');
    const expected = (begin: string) => events.slice(events.findIndex(({ position }) => position === begin) + 1);
    const sums = new Map<string, string>();
    for (const { begin, client } of readers) {
      const wanted = expected(begin);
      await client.until(() => client.heard.length >= wanted.length);
      if (!sums.has(begin)) sums.set(begin, hash('sha256', wanted.map((event) => JSON.stringify(event)).join('\n')));
      expect(hash('sha256', client.heard.map(({ data }) => data).join('\n'))).toBe(sums.get(begin));
    }
  });

  test('a stop ends the streams and does not wait for them; after the next start a client goes on where it was', async () => {
    const listening = [listen('?after=0'), listen(), listen()];
    for (const client of listening) await client.until(() => client.lastEventId !== '');
    const events = await eventsAfter('0');
    await listening[0]!.until(() => listening[0]!.heard.length === events.length);
    ledger.signal('SIGTERM');
    // An answer that the stop had to cut off would not be complete.
    expect(await Promise.all(listening.map(({ over }) => over))).toEqual([true, true, true]);
    expect(await ledger.ended()).toBe(0);
    ledger = await LedgerProcess.start({
      directory: ledger.directory,
      env: server ? { ANSLAG_STORE: server.url } : {},
    });
    call = clientOf(ledger);
    const again = resume(listening[0]!.lastEventId);
    await again.begun;
    await book(2);
    await again.until(() => again.heard.length >= 2);
    expect(again.heard.map(({ id }) => id)).toEqual(
      (await eventsAfter(listening[0]!.lastEventId)).map(({ position }) => position),
    );
  });
});
