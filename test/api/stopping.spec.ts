import { connect } from 'node:net';
import { allocations, anAllocation, clientOf, openBudget } from './client';
import { LedgerProcess, tokens } from './ledger-process';
import { storedEvents } from './stored-events';

const allocationIds = async (directory: string): Promise<string[]> =>
  (await storedEvents(directory))
    .filter(({ type }) => type === 'AllocationDecided')
    .map(({ data }) => (data as { allocationId: string }).allocationId);

test('a command accepted before the stop is answered, a later one gets 503, and the service ends with 0', async () => {
  const ledger = await LedgerProcess.start();
  const call = clientOf(ledger);
  await openBudget(call);

  const body = JSON.stringify(anAllocation({ allocationId: 'accepted' }));
  const { hostname, port } = new URL(ledger.url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  let heard = '';
  socket.on('data', (text: string) => (heard += text));
  const hears = (form: RegExp) => until(() => form.test(heard));
  socket.write(
    `POST /api/v1${allocations} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.controller}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nExpect: 100-continue\r\n\r\n`,
  );
  await hears(/100 Continue/);

  ledger.signal('SIGTERM');
  let late = await call('GET', '//health', { as: null });
  while (late.status === 200) late = await call('GET', '//health', { as: null });
  expect([late.status, late.body.code, late.headers.get('connection')]).toEqual([503, 'stopping', 'close']);
  expect(late.headers.get('retry-after')).toBe('1');
  const refused = await call('POST', allocations, { body: anAllocation({ allocationId: 'too-late' }) });
  expect([refused.status, refused.body.code]).toEqual([503, 'stopping']);

  socket.write(body);
  await hears(/HTTP\/1\.1 201 Created[^]*"replayed":false/);
  expect(await ledger.ended()).toBe(0);
  expect(await allocationIds(ledger.directory)).toEqual(['accepted']);
  await ledger.stop();
});

test.each([
  ['SIGTERM', []],
  ['SIGINT', []],
  ['SIGTERM', ['SIGINT', 'SIGTERM', 'SIGINT']],
] as const)('under load, %s (and %j) loses nothing that was acknowledged', async (signal, more) => {
  const ledger = await LedgerProcess.start();
  const call = clientOf(ledger);
  await openBudget(call);
  const acknowledged: string[] = [];
  const others: number[] = [];
  let stopped = false;
  const caller = async (name: string) => {
    for (let nth = 0; !stopped; nth++) {
      const allocationId = `${name}-${nth}`;
      try {
        const { status } = await call('POST', allocations, { body: anAllocation({ allocationId }) });
        if (status === 201) acknowledged.push(allocationId);
        else others.push(status);
      } catch {
        stopped = true;
      }
    }
  };
  const callers = Array.from({ length: 16 }, (_, index) => caller(`c${index}`));
  await until(() => acknowledged.length > 100);
  ledger.signal(signal);
  for (const again of more) ledger.signal(again);
  expect(await ledger.ended()).toBe(0);
  stopped = true;
  await Promise.all(callers);

  expect(new Set(others)).toEqual(new Set(others.length > 0 ? [503] : []));
  const stored = await allocationIds(ledger.directory);
  expect(new Set(stored).size).toBe(stored.length);
  expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);

  const again = await LedgerProcess.start({ directory: ledger.directory });
  const { body } = await clientOf(again)('POST', allocations, { body: anAllocation() });
  expect(body.revision).toBe(String(stored.length + 1));
  await again.stop();
  await ledger.stop();
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
