import { LedgerInMemory, booked } from '../../test/read-models/ledger-in-memory';
import { MemoryLog } from '../../test/read-models/memory-log';
import { databaseKind, newReadDatabase } from '../../test/read-models/new-database';
import { ReadModelsOn, refusalOf } from '../../test/read-models/read-models-on';
import { sql } from 'kysely';
import { auditTrail } from './audit-trail';
import { balances } from './balances';
import { budgets } from './budgets';
import { moveCheckpoint, prepareBookkeeping, prepareTables } from './checkpoints';
import { openReadDatabase } from './open-database';
import { entries } from './entries';
import { parties } from './parties';
import type { Projection } from './projection';
import { projections } from './projections';
import { timeline } from './timeline';

const entry = (allocationId: string, amount: unknown = '10.00') => ({
  allocationId,
  recipientId: 'novahuset',
  kind: 'one-off',
  originYear: 2019,
  amount,
  currency: 'SEK',
  effectiveOn: '2019-11-12',
  decision: {
    bodyId: 'hsn',
    decidedOn: '2019-11-12',
  },
});

const opening = {
  bodyId: 'hsn',
  year: 2019,
  currency: 'SEK',
  control: 'none',
  approval: { policy: 'none' },
  reuse: false,
};

let log: MemoryLog;
let models: ReadModelsOn;

beforeEach(() => {
  log = new MemoryLog();
  log.record('party-hsn', 'PartyRegistered', { partyId: 'hsn', name: 'HSN', kind: 'body', identifiers: [] });
  log.record('budget-hsn.2019', 'BudgetOpened', opening);
  log.record('budget-hsn.2019', 'AllocationDecided', entry('first'));
});

afterEach(() => models?.close());

const stopped = () => models.progress.statuses.filter((status) => status.stopped).map(({ name }) => name);

const ofMoney = ['agreements', 'entries', 'balances', 'budgets', 'allocations', 'approvals', 'dues', 'audit_trail'];

test.each([
  ['an event of an unknown type', 'budget-hsn.2019', 'AllocationEaten', entry('bad'), ofMoney],
  ['an amount that is a number', 'budget-hsn.2019', 'AllocationDecided', entry('bad', 10), ofMoney],
  ['an amount finer than the currency', 'budget-hsn.2019', 'AllocationDecided', entry('bad', '1.005'), ofMoney],
  ['an amount beyond 64 bits', 'budget-hsn.2019', 'AllocationDecided', entry('bad', '92233720368547758.08'), ofMoney],
  ['data that is no object', 'budget-hsn.2019', 'AllocationDecided', '{"broken', ofMoney],
  ['a day that is none', 'budget-hsn.2019', 'AllocationDecided', { ...entry('bad'), effectiveOn: 20191112 }, ofMoney],
  ['a budget stream without a year', 'budget-hsn', 'AllocationDecided', entry('bad'), ofMoney.slice(1)],
  ['a party event of an unknown type', 'party-hsn', 'PartyDissolved', { partyId: 'hsn' }, ['parties', 'audit_trail']],
  ['an agreement event of an unknown type', 'agreement-iop', 'AgreementEaten', {}, ['agreements', 'audit_trail']],
])('%s stops each projection that has to fold it, and no other', async (_, stream, type, data, stops) => {
  const poison = log.record(stream, type, data);
  log.record('party-hsn', 'PartyRenamed', { partyId: 'hsn', name: 'Nämnden', effectiveFrom: '2020-01-01' });
  models = await ReadModelsOn.start(log);
  expect(stopped()).toEqual(stops);
  const before = log.events.findLast(({ position }) => position < poison.position)!.position;
  const at = { position: poison.position, stream, revision: poison.revision, type };
  for (const { position, stopped: why } of models.progress.statuses) {
    expect(position).toBe(why ? before : await log.head());
    expect(why ?? { ...at, error: 'none' }).toEqual({ ...at, error: expect.stringMatching(/./) });
  }
  expect(models.warnings).toHaveLength(stopped().length);
});

test('what came before a poison event in its batch is kept, what comes after it is not folded', async () => {
  log.record('budget-hsn.2019', 'AllocationDecided', entry('second'));
  log.record('budget-hsn.2019', 'AllocationEaten', entry('bad'));
  log.record('budget-hsn.2019', 'AllocationDecided', entry('third'));
  models = await ReadModelsOn.start(log);
  log.record('budget-hsn.2019', 'AllocationDecided', entry('fourth'));
  await models.caughtUp();
  const rows = await models.reader.db.selectFrom('balances').select('allocated').execute();
  expect(rows).toEqual([{ allocated: 2000n }]);
  expect(await models.reader.db.selectFrom('entries').select('position').execute()).toHaveLength(4);
});

test('a report that needs a stopped projection is refused, another is answered', async () => {
  log.record('budget-hsn.2019', 'AllocationEaten', entry('bad'));
  models = await ReadModelsOn.start(log);
  expect(refusalOf(await models.ask({}, [balances, entries], async () => 0))).toBe('projection-stopped');
  expect(refusalOf(await models.ask({ knownPosition: log.events[0]!.position }, [budgets], async () => 0))).toBe(
    'projection-stopped',
  );
  expect(refusalOf(await models.ask({}, [parties], async () => 0))).toBeNull();
});

test('a stopped projection is at the event again after a restart, and goes on once it can fold it', async () => {
  const url = await newReadDatabase();
  const picky: Projection = {
    ...balances,
    fold: async (batch, tx) => {
      if (batch.some(({ type }) => type === 'AllocationAnnotated')) throw new Error('I do not know notes');
      await balances.fold(batch, tx);
    },
  };
  log.record('budget-hsn.2019', 'AllocationAnnotated', { ...entry('first'), reason: 'Why not' });
  log.record('budget-hsn.2019', 'AllocationDecided', entry('second'));
  for (let restart = 0; restart < 2; restart += 1) {
    models = await ReadModelsOn.start(log, { url, projections: [picky, parties] });
    expect(models.progress.statuses[0]!.stopped).toMatchObject({
      type: 'AllocationAnnotated',
      error: 'I do not know notes',
    });
    await models.close();
  }
  models = await ReadModelsOn.start(log, { url, projections: [balances, parties] });
  expect(stopped()).toEqual([]);
  expect(await models.reader.db.selectFrom('balances').select('allocated').execute()).toEqual([{ allocated: 2000n }]);
});

test('sums that pass 64 bits stop the projection instead of wrapping or rounding', async () => {
  const most = '92233720368547758.07';
  for (const [body, amount] of [
    ['plus', most],
    ['plus', '0.01'],
  ] as const)
    log.record(`budget-${body}.2019`, 'AllocationDecided', entry(`a-${log.events.length}`, amount));
  models = await ReadModelsOn.start(log, { limit: 1 });
  expect(stopped()).toEqual(expect.arrayContaining(['balances', 'budgets']));
  const { allocated } = await models.reader.db
    .selectFrom('balances')
    .select('allocated')
    .where('body_id', '=', 'plus')
    .executeTakeFirstOrThrow();
  expect(allocated).toBe(2n ** 63n - 1n);
});

test.each([1, 1_000])('a sum below the smallest 64-bit integer is an error too (batches of %i)', async (limit) => {
  const least = (id: string, amount: string) =>
    log.record('budget-minus.2019', 'AllocationAdjusted', { ...entry(id, amount), reason: 'Less' });
  least('a', '-92233720368547758.07');
  least('a', '-0.01');
  models = await ReadModelsOn.start(log, { limit });
  expect(stopped()).toEqual(expect.arrayContaining(['balances', 'budgets']));
});

test('tables that are missing, or of another version, are made anew from the first event; others stay', async () => {
  const url = await newReadDatabase();
  models = await ReadModelsOn.start(log, { url });
  const before = await models.rowsOf('balances');
  await models.close();
  const writer = openReadDatabase(url, 'write');
  // With the views that stand on it, where there are some.
  await sql.raw(`drop table balances ${databaseKind === 'PostgreSQL' ? 'cascade' : ''}`).execute(writer.db);
  await writer.close();
  const folded: string[] = [];
  const watched = projections.map((one): Projection => ({
    ...one,
    version: one === parties ? one.version + 1 : one.version,
    fold: (batch, tx) => (folded.push(one.name), one.fold(batch, tx)),
  }));
  models = await ReadModelsOn.start(log, { url, projections: watched });
  expect(await models.rowsOf('balances')).toEqual(before);
  expect(folded.sort()).toEqual(['balances', 'parties']);
  expect(await models.rowsOf('party_names')).toHaveLength(1);
});

test('read models of another store are refused: they are ahead of this one', async () => {
  const url = await newReadDatabase();
  models = await ReadModelsOn.start(log, { url });
  await models.close();
  const other = new MemoryLog();
  await expect(ReadModelsOn.start(other, { url })).rejects.toThrow(/ahead of the event store/);
});

test('a checkpoint that somebody else has moved is not moved again', async () => {
  const database = openReadDatabase(await newReadDatabase(), 'write');
  await prepareBookkeeping(database);
  await prepareTables(database, [timeline]);
  const move = (from: bigint | null, to: bigint) =>
    database.db.transaction().execute((tx) => moveCheckpoint(tx, timeline, from, to));
  expect(await move(null, 5n)).toBe(true);
  expect(await move(null, 5n)).toBe(false);
  expect(await move(5n, 9n)).toBe(true);
  expect(await move(5n, 9n)).toBe(false);
  await database.close();
});

test('two runners on one database apply no event twice', async () => {
  const ledger = new LedgerInMemory(log);
  for (let n = 0; n < 300; n += 1)
    booked(ledger.party({ type: 'RegisterParty', partyId: `p-${n}`, name: `Party ${n}`, kind: 'company' }));
  for (let n = 0; n < 300; n += 1) log.record('budget-hsn.2019', 'AllocationDecided', entry(`a-${n}`));
  const url = await newReadDatabase();
  const both = await Promise.all([
    ReadModelsOn.start(log, { url, limit: 7 }),
    ReadModelsOn.start(log, { url, limit: 11 }),
  ]);
  for (let n = 0; n < 200; n += 1) {
    log.record('budget-hsn.2019', 'AllocationDecided', entry(`b-${n}`));
    if (n % 20 === 0) await new Promise((done) => setTimeout(done, 3));
  }
  await Promise.all(both.map((one) => one.caughtUp()));
  models = both[0];
  expect(await models.reader.db.selectFrom('balances').select('allocated').execute()).toEqual([
    { allocated: 501_000n },
  ]);
  expect(await models.reader.db.selectFrom('audit_trail').select('position').execute()).toHaveLength(log.events.length);
  expect(both.flatMap(({ progress }) => progress.statuses).every((status) => !status.stopped)).toBe(true);
  await both[1].close();
});

test('a reader sees all read models at one position, whatever is written meanwhile', async () => {
  models = await ReadModelsOn.start(log, { limit: 3 });
  expect(models.warnings).toEqual([]);
  const needed = [balances, entries, auditTrail];
  for (let round = 0; round < 30; round += 1) {
    for (let n = 0; n < 10; n += 1) log.record('budget-hsn.2019', 'AllocationDecided', entry(`c-${round}-${n}`));
    const { answer } = await models.at({}, needed, async ({ tx, position, current }) => {
      expect(current).toBe(true);
      const [balance] = await tx.selectFrom('balances').select('allocated').execute();
      await new Promise((done) => setTimeout(done, 1));
      const trail = await tx
        .selectFrom('audit_trail')
        .select('position')
        .where('type', '=', 'AllocationDecided')
        .execute();
      const known = log.events.filter((one) => one.type === 'AllocationDecided' && one.position <= position);
      return { allocated: balance!.allocated, trail: trail.length, known: known.length };
    });
    expect(answer).toEqual({ allocated: BigInt(answer.known) * 1000n, trail: answer.known, known: answer.known });
  }
});
