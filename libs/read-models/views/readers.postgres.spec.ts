import { randomBytes } from 'node:crypto';
import { newReadDatabase } from '../../../test/read-models/new-database';
import { LedgerInMemory } from '../../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../../test/read-models/read-models-on';
import { ViewsReader } from '../../../test/read-models/views-reader';
import { onServer } from '../../../test/postgres/server';
import { openReadDatabase } from '../open-database';
import { projections } from '../projections';
import { ProjectionRunner } from '../runner';
import { views } from './all';
import { prepareReaders, readerRole } from './readers';

const insufficientPrivilege = '42501';

let models: ReadModelsOn;
let reader: ViewsReader;

beforeEach(async () => {
  models = await ReadModelsOn.start(new LedgerInMemory().log);
  reader = await ViewsReader.on(models.url);
});

afterEach(async () => {
  await reader.close();
  await models.close();
});

/** A role's name that nobody has: roles belong to the whole server, which other specs use as well. */
const someRole = () => `anslag_${randomBytes(6).toString('hex')}`;

test('the role reads every view, and nothing else', async () => {
  for (const { name } of views) {
    expect(await reader.refusal(`select * from anslag.${name}`)).toBeNull();
    for (const change of ['insert into anslag.$ default values', 'delete from anslag.$', 'truncate anslag.$'])
      expect(await reader.refusal(change.replace('$', name))).toMatch(/^(42501|42809|55000)$/);
    expect(await reader.refusal(`drop view anslag.${name}`)).toBe(insufficientPrivilege);
  }
  for (const { tables } of projections)
    for (const { name } of tables)
      expect(await reader.refusal(`select from anslag_read.${name}`)).toBe(insufficientPrivilege);
  expect(await reader.refusal('select from anslag_read.rebuilds')).toBe(insufficientPrivilege);
  expect(await reader.refusal('create table anslag.mine (id integer)')).toBe(insufficientPrivilege);
  const rights = await onServer(
    models.url,
    `select table_schema, privilege_type from information_schema.table_privileges
    where grantee in ('${readerRole}', 'PUBLIC') and table_schema like 'anslag%'`,
  );
  expect(rights).toEqual(views.map(() => ({ table_schema: 'anslag', privilege_type: 'SELECT' })));
});

test('the role cannot log in; a person whom it was granted to reads with it', async () => {
  const [role] = await onServer(
    models.url,
    `select rolcanlogin, rolsuper from pg_roles where rolname = '${readerRole}'`,
  );
  expect(role).toEqual({ rolcanlogin: false, rolsuper: false });
  const person = someRole();
  await onServer(models.url, `create role ${person} login password 'hemligt'`);
  const url = models.url.replace('//anslag:anslag@', `//${person}:hemligt@`);
  await expect(onServer(url, 'select from anslag.parties')).rejects.toMatchObject({ code: insufficientPrivilege });
  await onServer(models.url, `grant ${readerRole} to ${person}`);
  expect(await onServer(url, 'select from anslag.parties')).toEqual([]);
  await onServer(models.url, `drop role ${person}`);
});

test('two who make the role at once in two databases both have it', async () => {
  const databases = await Promise.all([newReadDatabase(), newReadDatabase(), newReadDatabase()]);
  const open = databases.map((url) => openReadDatabase(url, 'write'));
  for (const url of databases) await onServer(url, 'create schema anslag');
  for (let round = 0; round < 5; round += 1) {
    const role = someRole();
    const made = open.map(({ db }) => db.transaction().execute((tx) => prepareReaders(tx, role)));
    expect(await Promise.all(made)).toEqual([null, null, null]);
    for (const url of databases) await onServer(url, `drop owned by ${role}`);
    await onServer(models.url, `drop role ${role}`);
  }
  for (const one of open) await one.close();
});

test('where the user may make no roles, the read models go on and say what somebody has to do', async () => {
  const [user, role] = [someRole(), someRole()];
  const url = await newReadDatabase();
  const name = new URL(url).pathname.slice(1);
  await onServer(url, `create role ${user} login password 'hemligt'`);
  await onServer(url, `grant create on database ${name} to ${user}`);
  const own = openReadDatabase(url.replace('//anslag:anslag@', `//${user}:hemligt@`), 'write');
  const ask = () => own.db.transaction().execute((tx) => prepareReaders(tx, role));
  await own.db.schema.createSchema('anslag').execute();
  expect(await ask()).toContain(`CREATE ROLE ${role} NOLOGIN`);
  // What the message says is what helps.
  await onServer(url, `create role ${role} nologin`);
  expect(await ask()).toBeNull();
  await own.close();
  await onServer(url, `drop owned by ${user}, ${role} cascade`);
  await onServer(url, `drop role ${user}, ${role}`);
});

test('that the role is not there is told once, and keeps nothing from being folded', async () => {
  const url = await newReadDatabase();
  const database = openReadDatabase(url, 'write');
  const dialect = { ...database.dialect, prepareReaders: async () => 'There is no such role' };
  const stop = new AbortController();
  const warnings: string[] = [];
  const runner = new ProjectionRunner({
    log: new LedgerInMemory().log,
    database: { ...database, dialect },
    projections,
    onProgress: () => {},
    warn: (message) => void warnings.push(message),
  });
  const ended = runner.run(stop.signal);
  await Promise.race([runner.prepared, ended]);
  expect(warnings).toEqual(['There is no such role']);
  stop.abort();
  await ended;
  await database.close();
});
