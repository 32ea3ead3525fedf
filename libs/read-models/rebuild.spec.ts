import { LedgerInMemory, booked } from '../../test/read-models/ledger-in-memory';
import { MemoryLog } from '../../test/read-models/memory-log';
import { newReadDatabase } from '../../test/read-models/new-database';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { balances } from './balances';
import { readCheckpoints } from './checkpoints';
import { openReadDatabase } from './open-database';
import type { Projection } from './projection';
import { projections } from './projections';
import { decideRebuild, findRebuild, listDifferences, requestRebuild, type RebuildStatus } from './rebuilds';

const decided = (log: MemoryLog, allocationId: string, recipientId = 'novahuset') =>
  log.record('budget-hsn.2019', 'AllocationDecided', {
    allocationId,
    recipientId,
    kind: 'one-off',
    originYear: 2019,
    amount: '10.00',
    currency: 'SEK',
    effectiveOn: '2019-11-12',
    decision: { bodyId: 'hsn', decidedOn: '2019-11-12' },
  });

let log: MemoryLog;
let models: ReadModelsOn;

beforeEach(() => {
  log = new MemoryLog();
  const ledger = new LedgerInMemory(log);
  booked(ledger.party({ type: 'RegisterParty', partyId: 'hsn', name: 'HSN', kind: 'body' }));
  log.record('budget-hsn.2019', 'BudgetOpened', {
    bodyId: 'hsn',
    year: 2019,
    currency: 'SEK',
    control: 'none',
    approval: { policy: 'none' },
    reuse: false,
  });
  for (let n = 0; n < 40; n += 1) decided(log, `a-${n}`, `recipient-${n % 7}`);
});

afterEach(() => models.close());

/** Folds as it should, but for recipients with a 3 in their ids. */
const buggy: Projection = {
  ...balances,
  fold: (batch, tx) =>
    balances.fold(
      batch.filter(({ data }) => !String(data['recipientId']).includes('3')),
      tx,
    ),
};

const having = (one: Projection) => projections.map((each) => (each.name === one.name ? one : each));

async function request(name: string): Promise<RebuildStatus> {
  const { version } = projections.find((one) => one.name === name)!;
  const asked = await models.writer.db
    .transaction()
    .execute((tx) => requestRebuild(tx, { projection: name, version, by: 'admin', now: Date.now() }));
  if ('refused' in asked) throw new Error(asked.refused);
  return asked;
}

async function until(id: number, ...states: string[]): Promise<RebuildStatus> {
  for (;;) {
    const rebuild = (await findRebuild(models.writer.db, id))!;
    if (states.includes(rebuild.state)) return rebuild;
    if (rebuild.endedAt !== null) throw new Error(`It is ${rebuild.state}: ${rebuild.detail}`);
    await Promise.race([new Promise((done) => setTimeout(done, 5)), models.rebuildsEnded]);
  }
}

const decide = (id: number, accept: boolean, reason: string) =>
  models.writer.db.transaction().execute((tx) => decideRebuild(tx, id, { accept, reason, by: 'admin' }));

test('every projection can be made anew, and is in place where nothing differs', async () => {
  models = await ReadModelsOn.start(log);
  for (const { name, tables } of projections) {
    const before = await Promise.all(tables.map((one) => models.rowsOf(one.name)));
    const done = await until((await request(name)).id, 'done');
    expect(done).toMatchObject({ differences: 0, comparedAt: await log.head(), detail: null });
    expect(await Promise.all(tables.map((one) => models.rowsOf(one.name)))).toEqual(before);
  }
  decided(log, 'later', 'recipient-0');
  await models.caughtUp();
  expect(await models.rowsOf('entries')).toHaveLength(82);
  expect((await readCheckpoints(models.writer.db)).size).toBe(projections.length);
});

test('a projection can be made anew again and again: its indexes are there each time', async () => {
  models = await ReadModelsOn.start(log);
  for (let round = 0; round < 3; round += 1) await until((await request('entries')).id, 'done');
  const checkpoints = await readCheckpoints(models.writer.db);
  expect(checkpoints.get('entries')).toMatchObject({ mark: '_r3', epoch: 0, position: await log.head() });
  const indexes = (await models.writer.db.introspection.getTables()).filter(
    ({ name, isView }) => name.startsWith('entries') && !isView,
  );
  expect(indexes.map(({ name }) => name)).toEqual(['entries']);
});

test('what a bug has made of the rows is listed row by row, and waits until it is accepted with a reason', async () => {
  const url = await newReadDatabase();
  models = await ReadModelsOn.start(log, { url, projections: having(buggy) });
  expect(await models.rowsOf('balances')).toHaveLength(6);
  await models.close();

  models = await ReadModelsOn.start(log, { url });
  const { id } = await request('balances');
  const differing = await until(id, 'differs');
  expect(differing).toMatchObject({ differences: 1, compared: 7, toCompare: 7 });
  const zero = Object.fromEntries(['reserved', 'disbursed', 'returned', 'released'].map((name) => [name, '0']));
  expect(await listDifferences(models.reader.db, id, 0, 10)).toEqual([
    {
      table: 'balances',
      key: { year: '2019', body_id: 'hsn', recipient_id: 'recipient-3', currency: 'SEK', kind: 'one-off' },
      live: null,
      rebuilt: expect.objectContaining({ allocated: '6000', ...zero }),
    },
  ]);
  // Until then readers have what was there, and it is kept up.
  decided(log, 'later', 'recipient-0');
  await models.caughtUp();
  expect(await models.rowsOf('balances')).toHaveLength(6);

  expect(await decide(id, true, 'Recipients with a 3 were left out')).toMatchObject({ state: 'accepted' });
  const done = await until(id, 'done');
  expect(done).toMatchObject({ decidedBy: 'admin', reason: 'Recipients with a 3 were left out' });
  expect(await models.rowsOf('balances')).toHaveLength(7);
  expect((await readCheckpoints(models.writer.db)).get('balances')).toMatchObject({
    epoch: 1,
    position: await log.head(),
  });
});

test('of ten thousand differences and more all are counted, and the first are listed in lines without a gap', async () => {
  models = await ReadModelsOn.start(log);
  const row = await models.writer.db.selectFrom('balances').selectAll().limit(1).executeTakeFirstOrThrow();
  // Behind the seven rows that are right, so that the last line that is listed stands amid a page.
  const wrong = Array.from({ length: 10_600 }, (_, n) => ({
    ...row,
    recipient_id: `wrong-${String(n).padStart(5, '0')}`,
  }));
  for (let from = 0; from < wrong.length; from += 500)
    await models.writer.db
      .insertInto('balances')
      .values(wrong.slice(from, from + 500))
      .execute();
  const { id } = await request('balances');
  expect(await until(id, 'differs')).toMatchObject({ differences: 10_600, compared: 10_607 });
  const lines = await models.reader.db
    .selectFrom('rebuild_differences')
    .select(['line', 'key'])
    .where('rebuild', '=', BigInt(id))
    .orderBy('line')
    .execute();
  expect(lines.map(({ line }) => Number(line))).toEqual(Array.from({ length: 10_000 }, (_, at) => at + 1));
  expect(lines.at(-1)!.key).toContain('wrong-09999');
});

test('a row that the rebuild would lose, and one that it changes, are differences too', async () => {
  models = await ReadModelsOn.start(log);
  await models.writer.db
    .updateTable('balances')
    .set({ allocated: 1n })
    .where('recipient_id', '=', 'recipient-2')
    .execute();
  const [row] = await models.writer.db.selectFrom('balances').selectAll().limit(1).execute();
  await models.writer.db
    .insertInto('balances')
    .values({ ...row!, recipient_id: 'nobody' })
    .execute();
  const { id } = await request('balances');
  expect(await until(id, 'differs')).toMatchObject({ differences: 2 });
  expect(await listDifferences(models.reader.db, id, 0, 10)).toMatchObject([
    { key: { recipient_id: 'nobody' }, live: { allocated: expect.any(String) }, rebuilt: null },
    { key: { recipient_id: 'recipient-2' }, live: { allocated: '1' }, rebuilt: { allocated: '6000' } },
  ]);
  expect(await decide(id, false, 'Not now')).toMatchObject({ state: 'withdrawn' });
  expect(await models.rowsOf('balances')).toHaveLength(8);
});

test('an empty result is refused over a full one', async () => {
  const empty: Projection = { ...balances, fold: async () => {} };
  const url = await newReadDatabase();
  models = await ReadModelsOn.start(log, { url });
  await models.close();
  models = await ReadModelsOn.start(log, { url, projections: having(empty) });
  const { id } = await request('balances');
  expect(await until(id, 'refused')).toMatchObject({ detail: expect.stringMatching(/empty.*7 rows/) });
  expect(await models.rowsOf('balances')).toHaveLength(7);
  expect(await decide(id, true, 'I want it')).toEqual({ refused: 'not-waiting' });
});

test('a rebuild that meets an event it cannot fold fails, says which, and leaves everything as it was', async () => {
  const picky: Projection = {
    ...balances,
    fold: async (batch, tx) => {
      if (batch.some(({ data }) => data['allocationId'] === 'a-20')) throw new Error('I do not like it');
      await balances.fold(batch, tx);
    },
  };
  const url = await newReadDatabase();
  models = await ReadModelsOn.start(log, { url });
  const before = await models.rowsOf('balances');
  await models.close();
  models = await ReadModelsOn.start(log, { url, projections: having(picky) });
  const { id } = await request('balances');
  expect(await until(id, 'failed')).toMatchObject({
    detail: 'It cannot fold AllocationDecided at budget-hsn.2019@21: I do not like it',
  });
  expect(await models.rowsOf('balances')).toEqual(before);
  expect([...(await readCheckpoints(models.writer.db)).keys()]).not.toContain('balances_next');
});

test('readers see no error and no gap, and the newest, while everything is made anew under load', async () => {
  // A busy machine may fold no faster than is written here: then readers wait longer than the product would let them.
  models = await ReadModelsOn.start(log, { limit: 20, waitMs: 30_000 });
  const stop = new AbortController();
  const writing = (async () => {
    for (let n = 0; !stop.signal.aborted; n += 1) {
      decided(log, `b-${n}`, `recipient-${n % 7}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  })();
  let reads = 0;
  const reading = (async () => {
    while (!stop.signal.aborted) {
      const written = log.events.filter(({ type }) => type === 'AllocationDecided').length;
      const atLeast = log.events.at(-1)!.position;
      const { answer } = await models.at({ atLeast }, projections, async ({ tx, position }) => {
        const rows = await tx.selectFrom('balances').select('allocated').execute();
        const entries = await tx.selectFrom('entries').select('position').execute();
        const trail = await tx.selectFrom('audit_trail').select('position').execute();
        return { sum: rows.reduce((sum, { allocated }) => sum + allocated, 0n), entries, trail, position };
      });
      const known = log.events.filter(
        ({ type, position }) => type === 'AllocationDecided' && position <= answer.position,
      );
      expect(known.length).toBeGreaterThanOrEqual(written);
      expect(answer.sum).toBe(BigInt(known.length) * 1000n);
      expect(answer.entries).toHaveLength(known.length * 2);
      expect(answer.trail).toHaveLength(known.length + 2);
      reads += 1;
      await new Promise((done) => setTimeout(done, 5));
    }
  })();
  reading.catch(() => {});
  try {
    for (const name of ['balances', 'entries', 'audit_trail', 'balances']) {
      const { id } = await request(name);
      await Promise.race([until(id, 'done'), reading]);
    }
  } finally {
    stop.abort();
  }
  await Promise.all([writing, reading]);
  expect(reads).toBeGreaterThan(5);
});

test('only one rebuild of a projection is under way, and one cut short goes on after a restart', async () => {
  const slow: Projection = {
    ...balances,
    fold: (batch, tx) => new Promise((done) => setTimeout(done, 30)).then(() => balances.fold(batch, tx)),
  };
  const url = await newReadDatabase();
  models = await ReadModelsOn.start(log, { url });
  await models.close();
  for (let n = 0; n < 3_000; n += 1) decided(log, `c-${n}`);
  models = await ReadModelsOn.start(log, { url, projections: having(slow) });
  const { id } = await request('balances');
  await expect(request('balances')).rejects.toThrow('rebuild-under-way');
  while (!(await readCheckpoints(models.writer.db)).get('balances_next')?.position)
    await new Promise((done) => setTimeout(done, 2));
  await models.close();
  models = await ReadModelsOn.start(log, { url });
  expect(await until(id, 'done')).toMatchObject({ differences: 0 });
});

test('a release with another version makes its tables beside the old ones, and says what has changed', async () => {
  const url = await newReadDatabase();
  models = await ReadModelsOn.start(log, { url, projections: having(buggy) });
  await models.close();
  const mended: Projection = { ...balances, version: balances.version + 1 };
  models = await ReadModelsOn.start(log, { url, projections: having(mended) });
  while ((await readCheckpoints(models.writer.db)).get('balances')!.version !== mended.version)
    await Promise.race([new Promise((done) => setTimeout(done, 5)), models.rebuildsEnded]);
  await models.caughtUp();
  expect(await models.rowsOf('balances')).toHaveLength(7);
  expect(await findRebuild(models.reader.db, 1)).toMatchObject({
    requestedBy: 'anslag',
    differences: 1,
    state: 'done',
  });
  await models.close();
  // And an old release does not touch the new tables.
  await expect(ReadModelsOn.start(log, { url })).rejects.toThrow(/Another version of the ledger/);
  const database = openReadDatabase(url, 'read');
  expect(await database.db.selectFrom('balances').select('allocated').execute()).toHaveLength(7);
  await database.close();
});
