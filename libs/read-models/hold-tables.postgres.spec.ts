import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { MemoryLog } from '../../test/read-models/memory-log';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { parties } from './parties';

let models: ReadModelsOn;

afterEach(() => models.close());

test('a report that comes while tables are put in place of others reads the new ones, whole', async () => {
  const log = new MemoryLog();
  log.record('party-a', 'PartyRegistered', { partyId: 'a', name: 'A', kind: 'company', identifiers: [] });
  models = await ReadModelsOn.start(log);
  const { db, dialect } = models.writer;
  const waiting = sql<{ waits: bigint }>`
    select count(*) as waits from pg_locks join pg_stat_activity using (pid)
    where not granted and relation = 'projections'::regclass and application_name = 'anslag reports'`;
  let found: Promise<string[]>;
  await db.transaction().execute(async (tx) => {
    await dialect.takeTables(tx);
    found = models
      .at({}, [parties], ({ tx: reading }) => reading.selectFrom('parties').select('party_id').execute())
      .then(({ answer }) => answer.map(({ party_id }) => party_id));
    // Not in the transaction, which would see the same sessions again and again.
    while ((await waiting.execute(models.reader.db)).rows[0]!.waits === 0n) await sleep(5);
    await dialect.liftViews(tx, ['parties']);
    await sql`create table parties_of_after (like parties including all)`.execute(tx);
    await sql`insert into parties_of_after select * from parties`.execute(tx);
    await sql`drop table parties`.execute(tx);
    await sql`alter table parties_of_after rename to parties`.execute(tx);
    await dialect.putViews(tx);
  });
  expect(await found!).toEqual(['a']);
});
