import { randomUUID } from 'node:crypto';
import { openEventStore } from '@anslag/event-store/open-event-store';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { newDirectory } from '../read-models/new-database';
import { allocations, anAllocation, clientOf, given, openBudget, type Client } from './client';
import { LedgerProcess } from './ledger-process';

/** What an event holds, and nobody may read in a log or in /health, which asks for no token. */
const secret = 'Sällskapet Hemlig';

let directory: string;
let ledger: LedgerProcess;
let call: Client;

beforeEach(() => {
  directory = newDirectory();
});

afterEach(() => ledger.stop());

async function start(): Promise<void> {
  ledger = await LedgerProcess.start({ directory });
  call = clientOf(ledger);
}

/** Appended to the store itself, as a later version of the ledger, or a hand that should not, would have. */
async function poison(stream: string, revision: number, type: string, data: object): Promise<bigint> {
  const store = await openEventStore(`sqlite:${directory}`, { streamPrefixes });
  try {
    const event = { id: randomUUID(), type, data: JSON.stringify(data), metadata: '{"actor":"anna"}' };
    const appended = await store.append(stream, revision - 1, [event], 30_000);
    if (appended.outcome !== 'appended') throw new Error(appended.outcome);
    return appended.position;
  } finally {
    await store.close();
  }
}

interface Told {
  name: string;
  position: string;
  stopped?: string;
}

/** What /health says once each projection has come as far as it can. */
async function health(position: string): Promise<{ status: number; stopped: Told[]; others: Told[] }> {
  for (;;) {
    const { status, body } = await call('GET', '//health', { as: null });
    const told: Told[] = body.projections;
    const stopped = told.filter((one) => one.stopped !== undefined);
    const others = told.filter((one) => one.stopped === undefined);
    if (stopped.length > 0 && others.every((one) => one.position === position)) return { status, stopped, others };
  }
}

test('an event of an unknown type stops the projections that must fold it, aloud and also after a restart; the others go on', async () => {
  await start();
  await openBudget(call);
  await ledger.stop();
  const position = await poison('party-okand', 0, 'PartyDissolved', { partyId: 'okand', name: secret });
  for (let restart = 0; restart < 2; restart += 1) {
    await start();
    const { body } = await call('POST', allocations, { body: anAllocation({ allocationId: `later-${restart}` }) });
    const { status, stopped, others } = await health(body.position);
    expect(status).toBe(503);
    expect(stopped.map(({ name }) => name).sort()).toEqual(['audit_trail', 'parties']);
    for (const one of stopped) {
      expect(one.stopped).toContain(`PartyDissolved at position ${position}, party-okand@0: `);
      expect(one.position).toBe(String(position - 1n));
    }
    const { text: metrics } = await call('GET', '//metrics', { as: 'viewer' });
    for (const { name } of stopped) expect(metrics).toContain(`anslag_projection_stopped{projection="${name}"} 1\n`);
    for (const { name } of others) expect(metrics).toContain(`anslag_projection_stopped{projection="${name}"} 0\n`);

    const budget = await call('GET', `/budgets/hsn/2019?atLeast=${body.position}`);
    expect([budget.status, budget.body.basis?.position]).toEqual([200, body.position]);
    for (const named of ['/parties', '/balances?year=2019']) {
      const { status: refused, body: problem } = await call('GET', named);
      expect([refused, problem.code]).toEqual([503, 'projection-stopped']);
    }
    await ledger.stop();
    const line = ledger.stderr.split('\n').find((one) => one.includes('The projection parties has stopped'));
    expect(JSON.parse(line!)).toMatchObject({ service: 'anslag-ledger', context: 'Projector' });
    for (const part of [String(position), 'party-okand', 'PartyDissolved']) expect(line).toContain(part);
    expect(ledger.stderr).not.toContain(secret);
  }
});

test.each([
  ['an amount that is none', { amount: secret }],
  ['a day that is none', { effectiveOn: secret }],
  ['a currency that is none', { currency: secret }],
  ['a kind that is none', { kind: secret }],
])('%s stops what counts money, and nothing that the event holds is told', async (_, wrong) => {
  await start();
  await openBudget(call);
  await given(call, [[allocations, anAllocation({ allocationId: 'rule' })]]);
  const { body } = await call('GET', '/events?limit=1000', { as: 'auditor' });
  await ledger.stop();
  const last = body.events.at(-1);
  const data = { ...last.data, allocationId: 'bad', ...wrong };
  const position = await poison(last.stream, Number(last.revision) + 1, last.type, data);
  await start();
  const { status, stopped } = await health(String(position));
  expect([status, stopped.map(({ name }) => name)]).toEqual([503, expect.arrayContaining(['balances', 'entries'])]);
  expect(stopped.map((one) => one.stopped).join()).not.toContain(secret);
  await ledger.stop();
  expect(ledger.stderr).toContain('The projection balances has stopped');
  expect(ledger.stderr).not.toContain(secret);
});
