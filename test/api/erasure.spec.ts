import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { anslag } from '../cli/anslag';
import { allocations, anAllocation, clientOf, type Client } from './client';
import { LedgerProcess, roles } from './ledger-process';
import { anna, bosse, filesWith, pages, renamed, secrets, withPersons } from './personal-data-story';

const directory = mkdtempSync(join(tmpdir(), 'anslag-erasure-'));
let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start({ directory });
  call = clientOf(ledger);
  await withPersons(call);
});

afterAll(async () => {
  await ledger.stop();
  rmSync(directory, { recursive: true, force: true });
});

const of = { reason: 'Begäran om radering, ärende 12', decision: { bodyId: 'hsn', decidedOn: '2031-01-15' } };
const erase = (partyId: string, headers: Record<string, string> = {}, query = '') =>
  call('POST', `/parties/${partyId}/erasure${query}`, { body: of, headers });

const head = async (): Promise<string> =>
  (await call('GET', '/events?limit=1000', { as: 'auditor' })).body.events.at(-1).position;

const get = async (path: string, as: (typeof roles)[number] = 'controller') => {
  const { body } = await call('GET', `${path}${path.includes('?') ? '&' : '?'}atLeast=${await head()}`, { as });
  return body;
};

const health = async () => (await call('GET', '//health', { as: null })).body;

/** Waits for what the ledger does by itself. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((later) => setTimeout(later, 100));
}

const keyOf = (partyId: string): unknown =>
  inKeys((db) => db.prepare('select wrapped from subject_keys where subject = ?').pluck().get(partyId));

function inKeys<T>(work: (db: Database.Database) => T): T {
  const db = new Database(join(directory, 'keys.db'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** What everybody may go on seeing: the same before and after. */
async function figures() {
  const balances = await get('/balances?year=2019');
  const entries = await get('/entries');
  const statement = await get('/recipients/p-1/statement');
  return JSON.stringify([balances.rows, balances.totals, entries.rows, statement.rows]).replaceAll(
    /"(\(erased\)|Anna [^"]*)"/g,
    '"…"',
  );
}

let before: string;

test('a dry run and a refusal erase nothing', async () => {
  before = await figures();
  const dry = await erase('p-1', {}, '?dryRun=true');
  expect([dry.status, dry.body.would[0].type]).toEqual([200, 'ErasureRecorded']);
  for (const [partyId, status, code] of [
    ['hsn', 409, 'not-a-person'],
    ['nobody', 404, 'party-not-found'],
  ] as const) {
    const answer = await erase(partyId);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  }
  expect((await erase('p-1', { 'if-match': '"7"' })).status).toBe(412);
  expect((await get('/parties/p-1')).name).toBe(renamed);
});

test('an erasure is recorded, once, and its retry is answered as it was', async () => {
  const first = await erase('p-1', { 'idempotency-key': 'e-1' });
  expect([first.status, first.body.events]).toMatchObject([201, [{ type: 'ErasureRecorded' }]]);
  const again = await erase('p-1', { 'idempotency-key': 'e-1' });
  expect([again.status, again.body.replayed]).toEqual([200, true]);
  const other = await erase('p-1');
  expect([other.status, other.body.code]).toEqual([409, 'already-erased']);
});

test('afterwards the name and the number are erased for everybody, at every point of the axes', async () => {
  for (const role of roles)
    for (const cut of ['', '?effectiveAt=2019-06-01', '?knownPosition=6']) {
      const party = await get(`/parties/p-1${cut}`, role);
      expect(party).toMatchObject({
        name: '(erased)',
        erased: true,
        identifiers: [{ scheme: 'SE-PNR', id: '(erased)' }],
      });
    }
  expect((await get('/parties?q=testsdotter')).parties).toEqual([]);
  expect((await get('/parties/p-2')).name).toBe(bosse.name);
});

test('every figure is what it was', async () => {
  expect(await figures()).toBe(before);
});

test('the trail says that it happened, when, by whom and why', async () => {
  const { rows } = await get('/audit-trail?q=party-p-1', 'auditor');
  expect(rows).toMatchObject([
    { type: 'PartyRegistered', before: null, after: { name: '(erased)', kind: 'person' } },
    { type: 'PartyRenamed', before: { name: '(erased)' }, after: { name: '(erased)' } },
    { type: 'ErasureRecorded', actor: 'controller', ...of, before: { erased: false }, after: { erased: true } },
  ]);
});

test('nothing new is recorded of who it was, and no new money goes there; what is under way goes on', async () => {
  const refused: [string, object][] = [
    ['/parties/p-1/names', { name: 'Anna Igen', effectiveFrom: '2022-01-01' }],
    ['/parties/p-1/identifiers', { scheme: 'SE-PNR', id: anna.number }],
    [allocations, anAllocation({ recipientId: 'p-1' })],
    [`${allocations}/snickeri/replacement`, { reason: 'R', allocationId: 'n', recipientId: 'p-1' }],
  ];
  for (const [path, body] of refused) {
    const answer = await call('POST', path, { body });
    expect([path, answer.status, answer.body.code]).toEqual([path, 409, 'erased']);
  }
  const anew = await call('POST', '/parties', { body: { partyId: 'p-1', kind: 'person', name: anna.name } });
  expect([anew.status, anew.body.code]).toEqual([409, 'already-exists']);
  const paid = await call('POST', `${allocations}/stipendium/returns`, { body: { amount: '40.00', returnId: 'r-1' } });
  expect(paid.status).toBe(201);
});

test('no export has anything of a person, whoever makes it', async () => {
  for (const format of ['360giving-json', '360giving-csv', 'hledger']) {
    const { code, stdout } = await anslag({ url: ledger.url }, 'export', '--format', format, '--body', 'hsn');
    expect([format, code]).toEqual([format, 0]);
    expect([format, secrets.filter((one) => stdout.includes(one))]).toEqual([format, []]);
    if (format !== 'hledger') expect(stdout).toMatch(/\(erased\)[^]*\(sole trader\)/);
  }
});

test('after a rebuild of what showed it there is nothing either, and no difference', async () => {
  for (const name of ['parties', 'audit_trail']) {
    const { code, stdout } = await anslag({ url: ledger.url, as: 'admin' }, 'rebuild', name);
    expect([code, stdout]).toEqual([0, expect.stringContaining('no difference')]);
  }
  for (const path of pages) {
    const { text } = await call('GET', path, { as: 'controller' });
    if (text) expect([path, secrets.slice(0, 2).filter((one) => text.includes(one))]).toEqual([path, []]);
  }
});

test('the key is in no file any more, nor is anything that it had sealed in plain text', async () => {
  expect(keyOf('p-1')).toBeNull();
  expect(keyOf('p-2')).toBeInstanceOf(Buffer);
  await ledger.stop();
  expect(filesWith(directory, secrets)).toEqual([]);
  // The read models have not even the sealed texts left; the log has them, and nobody who could open them.
  const log = new Database(join(directory, 'events.db'), { readonly: true });
  const sealed = (log.prepare(`select * from events`).all() as { data: string }[])
    .map((row) => /"name":"(1\.[^"]+)"/.exec(JSON.stringify(row).replaceAll('\\', ''))?.[1])
    .filter((name): name is string => name !== undefined);
  log.close();
  expect(sealed.length).toBe(3);
  const read = new Database(join(directory, 'read.db'));
  read.pragma('wal_checkpoint(TRUNCATE)');
  const names = read.prepare('select name from party_names').pluck().all().join();
  read.close();
  expect(sealed.map((one) => names.includes(one))).toEqual([false, true, false]);
});

test('an erasure whose key was left behind is made good at the next start', async () => {
  // As if the process had been killed between the record and the destruction, or an old keys.db been restored.
  inKeys((db) => {
    db.prepare(
      `update subject_keys set wrapped = (select wrapped from subject_keys where subject = 'p-2'), destroyed_at = null where subject = 'p-1'`,
    ).run();
  });
  expect(keyOf('p-1')).toBeInstanceOf(Buffer);
  ledger = await LedgerProcess.start({ directory });
  call = clientOf(ledger);
  expect((await get('/parties/p-1')).name).toBe('(erased)');
  await until(async () => keyOf('p-1') === null);
  await until(async () => (await health()).ready);
  expect((await health()).keys).toEqual({ reachable: true, missing: 0 });
});

test('keys that are lost without an erasure are told loudly, and never shown as erased', async () => {
  await ledger.stop();
  const lost = inKeys((db) => {
    const row = db.prepare(`select * from subject_keys where subject = 'p-2'`).get();
    db.prepare(`delete from subject_keys`).run();
    return row as Record<string, unknown>;
  });
  ledger = await LedgerProcess.start({ directory, env: { ANSLAG_LOG_LEVEL: 'error' } });
  call = clientOf(ledger);
  await until(async () => (await health()).keys.missing === 1);
  const { status, ready, keys } = await health();
  expect([status, ready, keys]).toEqual(['not-ready', false, { reachable: true, missing: 1 }]);
  expect(ledger.stderr).toMatch(/keys of 1 persons are missing/);
  expect(await get('/parties/p-2')).toMatchObject({ name: '(unreadable: key missing)', erased: false });
  expect((await get('/parties/p-2', 'auditor')).name).toBe('(sole trader)');
  expect((await get('/parties/p-1')).name).toBe('(erased)');
  const rename = await call('POST', '/parties/p-2/names', { body: { name: 'B', effectiveFrom: '2022-01-01' } });
  expect([rename.status, rename.body.code]).toEqual([503, 'key-missing']);
  // Money goes on.
  expect((await call('POST', allocations, { body: anAllocation({ recipientId: 'p-2' }) })).status).toBe(201);

  // Restored, all is well again.
  await ledger.stop();
  inKeys((db) => {
    db.prepare('insert into subject_keys values (@subject, @wrapped, @made_at, @destroyed_at)').run(lost);
  });
  ledger = await LedgerProcess.start({ directory });
  call = clientOf(ledger);
  expect((await get('/parties/p-2')).name).toBe(bosse.name);
});

test('another master key is told at the start, and opens nothing', async () => {
  await ledger.stop();
  const env = { ANSLAG_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
  await expect(LedgerProcess.start({ directory, env })).rejects.toThrow(/another master key/);
  await expect(LedgerProcess.start({ directory, env: { ANSLAG_MASTER_KEY: 'short' } })).rejects.toThrow(/32 bytes/);
  ledger = await LedgerProcess.start({ directory });
  call = clientOf(ledger);
});
