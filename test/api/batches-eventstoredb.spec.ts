import { setTimeout as sleep } from 'node:timers/promises';
import { startEsdbServer } from '../esdb-server/server';
import { batch, type BatchLine } from './batch-client';
import { anAllocation } from './client';
import { LedgerProcess } from './ledger-process';

test('a batch books in an EventStoreDB what its lines say, each once, though they name what the lines before made', async () => {
  const server = await startEsdbServer();
  const ledger = await LedgerProcess.start({ env: { ANSLAG_STORE: server.url } });
  try {
    const recipients = Array.from({ length: 200 }, (_, number) => `mottagare-${number}`);
    const lines: BatchLine[] = [
      { path: '/parties', key: 'hsn', body: { partyId: 'hsn', name: 'HSN', kind: 'body' } },
      { path: '/budgets', key: 'open', body: { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' } },
      ...recipients.flatMap((recipientId) => [
        { path: '/parties', key: recipientId, body: { partyId: recipientId, name: recipientId, kind: 'association' } },
        {
          path: '/budgets/hsn/2019/allocations',
          key: recipientId,
          body: anAllocation({ recipientId, allocationId: recipientId }),
        },
      ]),
    ];
    const first = await batch(ledger, lines);
    expect(first.map(({ status }) => status)).toEqual(lines.map(() => 201));
    const decided = server.log
      .events()
      .filter(({ stream }) => stream === 'budget-hsn.2019')
      .slice(1);
    expect(decided).toHaveLength(recipients.length);
    expect(first.filter((_, index) => index > 2 && index % 2 === 1).map(({ body }) => body.voucher)).toEqual(
      recipients.map((_, number) => `hsn/2019/${number + 2}`),
    );

    const again = await batch(ledger, lines);
    expect(again.map(({ status, body }) => [status, body.commandId, body.voucher])).toEqual(
      first.map(({ body }) => [200, body.commandId, body.voucher]),
    );
    expect(server.log.events().length).toBe(2 * recipients.length + 2);
  } finally {
    await ledger.stop();
    await server.stop();
  }
}, 120_000);

test('a batch whose store goes away is answered to its end: what was not tried says so, and sent again it is booked once', async () => {
  let server = await startEsdbServer();
  const ledger = await LedgerProcess.start({ env: { ANSLAG_STORE: server.url } });
  try {
    const lines: BatchLine[] = Array.from({ length: 1_000 }, (_, number) => ({
      path: '/budgets/hsn/2019/allocations',
      key: `a-${number}`,
      body: anAllocation({ recipientId: 'hsn', allocationId: `a-${number}` }),
    }));
    const made = await batch(ledger, [
      { path: '/parties', key: 'hsn', body: { partyId: 'hsn', name: 'HSN', kind: 'body' } },
      { path: '/budgets', key: 'open', body: { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' } },
    ]);
    expect(made.map(({ status }) => status)).toEqual([201, 201]);
    const { log, port } = server;
    await server.stop();
    // Until then what is known of the recipient is not looked up again.
    await sleep(1_500);
    // One after the other they would find it away for some seconds each, an hour in all.
    const away = await batch(ledger, lines);
    expect(new Set(away.map(({ status }) => status))).toEqual(new Set([503]));
    expect(away.filter(({ body }) => /not tried/.test(body.detail)).length).toBeGreaterThan(900);
    server = await startEsdbServer({ log, port });
    // The client looks for the store again in its own time.
    let again = await batch(ledger, lines);
    for (let tried = 1; tried < 20 && again.some(({ status }) => status === 503); tried += 1)
      again = await batch(ledger, lines);
    expect(new Set(again.map(({ status }) => status)).has(503)).toBe(false);
    expect(log.events()).toHaveLength(1_002);
  } finally {
    await ledger.stop();
    await server.stop();
  }
}, 120_000);
