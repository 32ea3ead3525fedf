import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventLog } from '@anslag/event-store/open-event-store';
import type { StoredEvent } from '@anslag/event-store/port';
import { allocations, anAllocation, clientOf, decision, given, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { startEsdbServer, type EsdbServer } from '../esdb-server/server';
import { allocationsIn, availableIn, callers, openWithRoomFor, told } from './books';

let server: EsdbServer;
let directories: string[];
let ledgers: LedgerProcess[];
let calls: Client[];

/** One server, and two services on it that know nothing of each other. */
beforeAll(async () => {
  server = await startEsdbServer();
  directories = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'anslag-two-')));
  ledgers = await Promise.all(
    directories.map((directory) =>
      LedgerProcess.start({
        directory,
        env: { ANSLAG_STORE: server.url, ANSLAG_DATA_DIR: directory, ANSLAG_READ_DB: `sqlite:${directory}` },
      }),
    ),
  );
  calls = ledgers.map(clientOf);
}, 60_000);

afterAll(async () => {
  await Promise.all(ledgers.map((ledger) => ledger.stop()));
  await server.stop();
  for (const directory of directories) rmSync(directory, { recursive: true });
}, 60_000);

async function stored(): Promise<StoredEvent[]> {
  const log = await openEventLog(server.url, { streamPrefixes: ['party-', 'agreement-', 'budget-'] });
  try {
    return await log.readAll(null, 100_000);
  } finally {
    await log.close();
  }
}

describe('two ledgers on one event store', () => {
  it('let 64 callers book exactly what a budget has room for', async () => {
    await openWithRoomFor(calls[0]!, '50000.00');
    const answers = await callers(64, 10, (caller, turn) =>
      calls[caller % 2]!('POST', allocations, { body: anAllocation({ allocationId: `from-${caller}.${turn}` }) }),
    );
    const said = answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)).sort();
    expect(said).toEqual([...Array(500).fill('201'), ...Array(140).fill('409 budget-exceeded')]);
    const events = await stored();
    expect(allocationsIn(events)).toHaveLength(500);
    expect(availableIn(events)).toBe('0.00');
    const vouchers = answers.filter(({ status }) => status === 201).map(({ body }) => body.voucher);
    expect(new Set(vouchers).size).toBe(500);
  }, 60_000);

  it('book one command once that is sent to both under one key, and give one answer', async () => {
    await given(calls[1]!, [['/budgets', { bodyId: 'hsn', year: 2021, currency: 'SEK', control: 'none' }]]);
    const headers = { 'idempotency-key': 'to-both' };
    const answers = await callers(20, 1, (caller) =>
      calls[caller % 2]!('POST', '/budgets/hsn/2021/allocations', { body: anAllocation(), headers }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    for (const answer of answers) expect(told(answer)).toEqual(told(answers[0]!));
    const other = await calls[0]!('POST', '/budgets/hsn/2021/allocations', {
      body: anAllocation({ amount: '1.00' }),
      headers,
    });
    expect(other.body).toMatchObject({ status: 409, code: 'idempotency-key-reused' });
    expect((await stored()).filter(({ stream }) => stream === 'budget-hsn.2021')).toHaveLength(2);
  }, 30_000);

  it('fund a year of an agreement once, however often it is asked of both at once', async () => {
    const terms = { recipientId: 'primarvarden', amount: '700000.00', currency: 'SEK', firstYear: 2020, decision };
    await given(calls[0]!, [
      [
        '/agreements',
        {
          agreementId: 'iop',
          name: 'IOP',
          kind: 'partnership',
          bodyId: 'hsn',
          parties: ['hsn', 'primarvarden'],
          decision,
        },
      ],
      ['/agreements/iop/funding-terms', terms],
    ]);
    for (const year of [2022, 2023, 2024]) {
      await given(calls[year % 2]!, [['/budgets', { bodyId: 'hsn', year, currency: 'SEK', control: 'none' }]]);
      const effectiveOn = `${year}-01-01`;
      const answers = await callers(4, 1, (caller) =>
        calls[caller % 2]!('POST', `/agreements/iop/years/${year}`, { body: { decision, effectiveOn } }),
      );
      const said = answers.map(({ status, body }) => (status === 201 ? '201' : `${status} ${body.code}`)).sort();
      expect(said).toEqual(['201', ...Array(3).fill('409 already-funded')]);
      const events = await stored();
      expect(allocationsIn(events, `budget-hsn.${year}`)).toEqual(['iop']);
    }
  }, 30_000);
});
