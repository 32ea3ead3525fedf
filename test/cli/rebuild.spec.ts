import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { allocations, anAllocation, clientOf, given, openBudget } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { anslag, startAnslag, type Ran } from './anslag';

const directory = mkdtempSync(join(tmpdir(), 'anslag-rebuild-'));
let ledger: LedgerProcess;

beforeAll(async () => {
  ledger = await LedgerProcess.start({ directory });
  const client = clientOf(ledger);
  await openBudget(client);
  await given(client, [[allocations, anAllocation({ allocationId: 'a' })]]);
});

afterAll(async () => {
  await ledger.stop();
  rmSync(directory, { recursive: true, force: true });
});

const rebuild = (...args: string[]): Promise<Ran> => anslag({ url: ledger.url, as: 'admin' }, 'rebuild', ...args);

/** The same where no ledger runs, and without a token. */
const alone = (...args: string[]): Promise<Ran> => {
  const where = { url: 'http://127.0.0.1:9', env: { ANSLAG_TOKEN: '' } };
  return anslag(where, 'rebuild', '--store', `sqlite:${directory}`, ...args);
};

/** What a bug would have left behind. */
function tamper(statement = 'update balances set allocated = allocated + 1'): void {
  const read = new Database(join(directory, 'read.db'), { timeout: 5_000 });
  read.prepare(statement).run();
  read.close();
}

const allocated = async (): Promise<string> => (await clientOf(ledger)('GET', '/balances')).body.rows[0].allocated;

/** The number of the rebuild that an output tells of. */
const idIn = (stdout: string): string => /Rebuild (\d+) of/.exec(stdout)![1]!;

test('a read model is made anew in place of the old, and the exit code is 0', async () => {
  const { code, stdout, stderr } = await rebuild('balances');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Rebuild 1 of balances is done: no difference in 1 rows at position \d+\.\n$/);
});

test('differences are shown as a table with how to accept them, and the exit code is 1 until somebody does', async () => {
  tamper();
  const { code, stdout } = await rebuild('balances');
  expect(code).toBe(1);
  expect(stdout).toMatch(/balances │ 2019 hsn primarvarden SEK one-off │ allocated │ 10001 +│ 10000/);
  expect(stdout).toMatch(/1 row differs of 1 at position/);
  const id = idIn(stdout);
  expect(stdout).toContain(`anslag rebuild --accept ${id} --reason`);
  expect((await rebuild('--watch', id)).stdout).toBe(stdout);
  expect(await allocated()).toBe('100.01');

  const accepted = await rebuild('--accept', id, '--reason', 'A cent too much');
  expect([accepted.code, accepted.stdout]).toEqual([
    0,
    `Rebuild ${id} of balances is done: 1 row differs, accepted by admin (A cent too much).\n`,
  ]);
  expect(await allocated()).toBe('100.00');
});

test('a row that only one side has is told whole', async () => {
  tamper(`insert into balances select year, body_id, 'nobody', currency, kind, ${columns()} from balances`);
  const { stdout } = await rebuild('balances', '--json');
  expect(JSON.parse(stdout).differences).toMatchObject([{ live: { allocated: '10000' }, rebuilt: null }]);
  const { id } = JSON.parse(stdout).rebuild;
  expect((await rebuild('--watch', String(id))).stdout).toMatch(/the whole row │ .*allocated 10000.* │ — /);
  const withdrawn = await rebuild('--withdraw', String(id), '--reason', 'Not today');
  expect([withdrawn.code, withdrawn.stdout]).toEqual([
    0,
    `Rebuild ${id} of balances was withdrawn (Not today); the tables in use stay.\n`,
  ]);
  tamper(`delete from balances where recipient_id = 'nobody'`);
  expect((await rebuild('--watch', String(id))).code).toBe(1);
});

function columns(): string {
  const read = new Database(join(directory, 'read.db'), { readonly: true });
  const all = read.prepare(`select name from pragma_table_info('balances')`).pluck().all() as string[];
  read.close();
  return all.filter((name) => !['year', 'body_id', 'recipient_id', 'currency', 'kind'].includes(name)).join(', ');
}

test('rebuilds are listed, the latest first, with who asked for them', async () => {
  const { code, stdout } = await rebuild('--list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/│ 3 +│ balances +│ withdrawn │[^\n]*\n[^\n]*│ 2 +│ balances +│ done [^\n]*A cent too much/);
  const { rebuilds } = JSON.parse((await rebuild('--list', '--json')).stdout);
  expect(rebuilds).toHaveLength(3);
});

test('what is misused, refused or not there is told as a sentence', async () => {
  const cases: [string[], number, RegExp][] = [
    [[], 2, /Name a read model/],
    [['balances', '--list'], 2, /Name a read model/],
    [['--accept', '1'], 2, /take a --reason/],
    [['balances', '--reason', 'why'], 2, /take a --reason/],
    [['--watch', 'x'], 2, /number of a rebuild/],
    [['salaries'], 1, /unknown-projection \(409\).*\/projection/],
    [['--watch', '99'], 1, /rebuild-not-found \(404\)/],
    [['--accept', '1', '--reason', 'why'], 1, /rebuild-not-waiting \(409\)/],
    [['balances', '--store', 'esdb://x'], 2, /sqlite:DIRECTORY/],
    [['balances', '--store', `sqlite:${directory}`], 1, /Another process has the ledger/],
    [['balances', '--store', `sqlite:${directory}/none`], 1, /There is no ledger in/],
  ];
  for (const [args, code, says] of cases) {
    const ran = await rebuild(...args);
    expect({ args, code: ran.code }).toEqual({ args, code });
    expect(ran.stderr).toMatch(says);
  }
  expect((await anslag({ url: ledger.url, as: 'auditor' }, 'rebuild', 'balances')).stderr).toMatch(/forbidden \(403\)/);
});

test('Ctrl-C leaves a rebuild to go on, and says so', async () => {
  // A writer that holds the database keeps the rebuild from ending meanwhile.
  const read = new Database(join(directory, 'read.db'), { timeout: 5_000 });
  const child = startAnslag({ url: ledger.url, as: 'admin' }, 'rebuild', 'entries');
  const ended = once(child, 'close');
  const said = text(child.stderr!);
  for (;;) {
    const last = read.prepare('select state, ended_at from rebuilds where id > 3').get() as
      { state: string } | undefined;
    if (last) break;
    await new Promise((done) => setTimeout(done, 2));
  }
  read.exec('begin immediate');
  await new Promise((done) => setTimeout(done, 100));
  child.kill('SIGINT');
  const [code] = (await ended) as [number];
  read.exec('rollback');
  read.close();
  expect(code).toBe(130);
  expect(await said).toMatch(
    /^Rebuild 4 of entries has not ended\. The ledger goes on with it; "anslag rebuild --watch 4"/,
  );
  expect(await rebuild('--watch', '4')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Rebuild 4.*is done/),
  });
});

describe('where no ledger runs', () => {
  beforeAll(() => ledger.stop());

  afterAll(async () => {
    ledger = await LedgerProcess.start({ directory });
  });

  test('the embedded store is rebuilt under its lock', async () => {
    const { code, stdout, stderr } = await alone('entries');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Rebuild 5 of entries is done: no difference in 2 rows/);
  });

  test('what differs there is accepted there, also in a later run', async () => {
    tamper();
    const { code, stdout } = await alone('balances');
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining(`anslag rebuild --store sqlite:${directory} --accept 6`),
    ]);
    expect(await alone('--accept', '6', '--reason', 'A cent too much')).toMatchObject({ code: 0 });
    expect((await alone('balances')).stdout).toMatch(/no difference/);
    expect((await alone('--list')).stdout).toMatch(/local:/);
  });

  test('what is refused there is told as a sentence', async () => {
    expect(await alone('salaries')).toMatchObject({ code: 1, stderr: expect.stringMatching(/there are .*balances/) });
    expect(await alone('--watch', '99')).toMatchObject({ code: 1, stderr: 'anslag: There is no such rebuild.\n' });
  });

  test('read models that are not there yet are made first', async () => {
    rmSync(join(directory, 'read.db'));
    for (const more of ['-wal', '-shm'])
      if (existsSync(join(directory, `read.db${more}`))) rmSync(join(directory, `read.db${more}`));
    expect(await alone('balances')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/no difference in 1 rows/),
    });
  });
});
