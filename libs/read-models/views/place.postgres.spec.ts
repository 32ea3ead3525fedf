import { sql } from 'kysely';
import { booked, LedgerInMemory } from '../../../test/read-models/ledger-in-memory';
import { newReadDatabase } from '../../../test/read-models/new-database';
import { ReadModelsOn } from '../../../test/read-models/read-models-on';
import { ViewsReader } from '../../../test/read-models/views-reader';
import { onServer } from '../../../test/postgres/server';
import { prepareBookkeeping, prepareTables } from '../checkpoints';
import { openReadDatabase } from '../open-database';
import { projections } from '../projections';
import { findRebuild, requestRebuild } from '../rebuilds';
import { views } from './all';
import { balances } from './balances';
import { lockViews } from './lock-views';
import { putViews } from './place';
import { text } from './view';

let ledger: LedgerInMemory;
let models: ReadModelsOn;
let reader: ViewsReader;

beforeEach(async () => {
  ledger = new LedgerInMemory();
  for (const partyId of ['hsn', 'novahuset'])
    booked(ledger.party({ type: 'RegisterParty', partyId, name: partyId, kind: 'association' }));
  booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' }));
  allocate('a', '100');
  const on = { bodyId: 'hsn', year: 2019, allocationId: 'a' };
  booked(ledger.budget({ type: 'SetReportingDuty', ...on, dutyId: 'slut', what: 'Redovisning', dueOn: '2020-01-31' }));
  const dimension = { bodyId: 'hsn', year: 2019, dimensionId: 'konto' };
  booked(ledger.budget({ type: 'OpenDimension', ...dimension, name: 'Konto' }));
  booked(ledger.budget({ type: 'OpenCodes', ...dimension, codes: [{ code: '4510', name: 'Bidrag' }] }));
  booked(ledger.index({ type: 'RegisterIndexSeries', indexId: 'kpi', name: 'KPI', measure: 'level' }));
  const values = [{ year: 2019, value: '100.5', status: 'final' as const }];
  booked(ledger.index({ type: 'PublishIndex', indexId: 'kpi', version: '1', values }));
  models = await ReadModelsOn.start(ledger.log);
  reader = await ViewsReader.on(models.url);
});

afterEach(async () => {
  await reader.close();
  await models.close();
});

function allocate(allocationId: string, amount: string): void {
  const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
  const given = { bodyId: 'hsn', year: 2019, recipientId: 'novahuset', kind: 'one-off' as const, amount, decision };
  booked(ledger.budget({ type: 'Allocate', allocationId, ...given }));
}

async function rebuild(name: string): Promise<void> {
  const { version } = projections.find((one) => one.name === name)!;
  const { db } = models.writer;
  const asked = await db
    .transaction()
    .execute((tx) => requestRebuild(tx, { projection: name, version, by: 'admin', now: Date.now() }));
  if ('refused' in asked) throw new Error(asked.refused);
  for (;;) {
    const { state, endedAt, detail } = (await findRebuild(db, asked.id))!;
    if (state === 'done') return;
    if (endedAt !== null || state === 'differs') throw new Error(`It is ${state}: ${detail}`);
    await Promise.race([new Promise((done) => setTimeout(done, 5)), models.rebuildsEnded]);
  }
}

const allocated = () => reader.rows('select allocated::text from anslag.balances');

const put = (some = views) => models.writer.db.transaction().execute((tx) => putViews(tx, some));

const oidOf = async (view: string) =>
  (await onServer(models.url, `select 'anslag.${view}'::regclass::oid as oid`))[0]!['oid'];

test('every view is there, and it and each of its columns says what it is', async () => {
  const comments = await onServer(
    models.url,
    `select c.relname as view, a.attname as column, format_type(a.atttypid, null) as type,
      obj_description(c.oid, 'pg_class') as about, col_description(c.oid, a.attnum) as comment
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'anslag'::regnamespace order by c.relname, a.attnum`,
  );
  const defined = views.flatMap(({ name, comment, columns }) =>
    Object.entries(columns).map(([column, of]) => ({
      view: name,
      column,
      type: of.type === 'timestamptz' ? 'timestamp with time zone' : of.type,
      about: comment,
      comment: of.comment,
    })),
  );
  expect(comments).toHaveLength(defined.length);
  expect(comments).toEqual(expect.arrayContaining(defined));
  for (const { about, comment } of comments) for (const said of [about, comment]) expect(said).toMatch(/\w.*[.)}]$/);
});

test('after a rebuild of each projection the views stand on the new tables, and are kept up with them', async () => {
  for (const { name } of projections) await rebuild(name);
  allocate('b', '50');
  await models.caughtUp();
  expect(await allocated()).toEqual([{ allocated: '150.00' }]);
  for (const { name } of views.filter((view) => view.name !== 'agreements'))
    expect(await reader.rows(`select * from anslag.${name} limit 1`)).toHaveLength(1);
});

test('whoever reads while tables are put in place waits a little, and never gets an error or half of the rows', async () => {
  const queries = views.map(({ name }) => name);
  let reads = 0;
  const stop = new AbortController();
  // Each reads the views in an order of its own, in transactions: what two of them hold and want can cross.
  const readers = [queries, queries.toReversed(), ['entries', 'balances', 'budgets', 'balances']].map(async (order) => {
    const one = await ViewsReader.on(models.url);
    while (!stop.signal.aborted) {
      await one.rows('begin');
      for (const name of order) {
        const [row] = await one.rows(`select count(*)::integer as rows from anslag.${name}`);
        const there = {
          balances: 1,
          budgets: 1,
          entries: 2,
          allocations: 1,
          parties: 2,
          agreements: 0,
          index_values: 1,
          dues: 1,
          codes: 1,
          audit_trail: 9,
        };
        expect({ [name]: row!['rows'] }).toEqual({ [name]: there[name as keyof typeof there] });
        reads += 1;
      }
      await one.rows('commit');
      await new Promise((rested) => setTimeout(rested, Math.random() * 60));
    }
    await one.close();
  });
  try {
    for (const { name } of projections) await rebuild(name);
    for (const name of ['entries', 'parties', 'entries', 'parties']) await rebuild(name);
  } finally {
    stop.abort();
    await Promise.all(readers);
  }
  expect(reads).toBeGreaterThan(100);
});

test('tables are not taken away from under a query that takes its time', async () => {
  await reader.rows('begin');
  expect(await allocated()).toEqual([{ allocated: '100.00' }]);
  const before = await oidOf('balances');
  const rebuilt = rebuild('balances');
  await new Promise((passed) => setTimeout(passed, 600));
  expect(await allocated()).toEqual([{ allocated: '100.00' }]);
  const open = await onServer(models.url, "select state from anslag_read.rebuilds where state <> 'done'");
  expect(open).toHaveLength(1);
  await reader.rows('commit');
  await rebuilt;
  expect(await oidOf('balances')).toBe(before);
});

test('views are locked against everybody, and the tables under them are not', async () => {
  const locks = await models.writer.db.transaction().execute(async (tx) => {
    await lockViews(tx, ['balances', 'parties']);
    const { rows } = await sql<{ name: string; mode: string }>`
      select relation::regclass::text as name, mode from pg_locks
      where pid = pg_backend_pid() and relation::regclass::text ~ '(balances|parties|party_names)$'`.execute(tx);
    return rows;
  });
  expect(locks).toHaveLength(2);
  for (const name of ['anslag.balances', 'anslag.parties'])
    expect(locks).toContainEqual({ name, mode: 'AccessExclusiveLock' });
});

test('what users have made on top of a view, and whom they let read it, is there after a rebuild', async () => {
  await onServer(
    models.url,
    'create view public.own as select body_id, sum(allocated) as sum from anslag.balances group by 1',
  );
  await onServer(models.url, 'grant select on anslag.balances to pg_monitor');
  for (const name of ['balances', 'parties', 'agreements']) await rebuild(name);
  expect(await onServer(models.url, 'select sum::text from public.own')).toEqual([{ sum: '100.00' }]);
  expect(
    await onServer(models.url, "select has_table_privilege('pg_monitor', 'anslag.balances', 'select') as may"),
  ).toEqual([{ may: true }]);
  await onServer(models.url, 'drop view public.own');
});

test('a release with another definition puts it in place; one that only has more columns keeps what stands on the view', async () => {
  const more = { ...balances, columns: { ...balances.columns, half: text('Half of it.', 'allocated / 2') } };
  const before = await oidOf('balances');
  await put([more]);
  expect(await reader.rows('select half from anslag.balances')).toEqual([{ half: '5000' }]);
  expect(await oidOf('balances')).toBe(before);
  await put();
  expect(await reader.refusal('select half from anslag.balances')).toBe('42703');
  expect(await allocated()).toEqual([{ allocated: '100.00' }]);
});

test('a definition for tables that are not there yet waits, and the view of before goes on', async () => {
  const early = { ...balances, columns: { ...balances.columns, half: text('Half.', 'not_there_yet') } };
  await put([early]);
  expect(await allocated()).toEqual([{ allocated: '100.00' }]);
});

test('views that are as they should be are left alone, so that a start waits for nobody', async () => {
  await reader.rows('begin');
  await allocated();
  await prepareTables(models.writer, projections);
  await reader.rows('commit');
});

test('many who prepare one new database at once all succeed', async () => {
  const url = await newReadDatabase();
  const many = Array.from({ length: 4 }, () => openReadDatabase(url, 'write'));
  await Promise.all(
    many.map(async (one) => {
      await prepareBookkeeping(one);
      await prepareTables(one, projections);
      await one.db.transaction().execute(async (tx) => {
        await one.dialect.prepare(tx);
        expect(await one.dialect.prepareReaders(tx)).toBeNull();
      });
    }),
  );
  const { rows } = await sql`select from pg_views where schemaname = 'anslag'`.execute(many[0]!.db);
  expect(rows).toHaveLength(views.length);
  for (const one of many) await one.close();
});
