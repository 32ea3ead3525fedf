import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clientOf } from './client';
import { LedgerProcess, roles } from './ledger-process';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-start-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('tokens are made at the first start, shown once, and kept as hashes that only their owner can read', async () => {
  const first = await LedgerProcess.start({ directory, makeTokens: true, env: { ANSLAG_LOG_LEVEL: 'debug' } });
  const shown = roles.map((role) => new RegExp(`^ +${role} +(\\S+)$`, 'm').exec(first.stdout)?.[1] ?? '');
  expect(new Set(shown).size).toBe(roles.length);
  const file = join(directory, 'tokens.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await works(first, shown);
  expect(await first.stop()).toBe(0);
  for (const token of shown) {
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(first.stderr).not.toContain(token);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
  }

  const second = await LedgerProcess.start({ directory, makeTokens: true });
  expect(second.stdout.trim()).toBe(`Anslag listens on ${second.url}`);
  await works(second, shown);
  await second.stop();
});

async function works(ledger: LedgerProcess, shown: string[]): Promise<void> {
  const call = clientOf(ledger);
  const statuses = await Promise.all(
    shown.map(async (token) => (await call('POST', '/parties', { token, raw: '' })).status),
  );
  expect(statuses).toEqual(roles.map((role) => (role === 'controller' ? 400 : 403)));
}

test('fixed tokens are the only ones, and leave no file', async () => {
  const ledger = await LedgerProcess.start({
    directory,
    makeTokens: true,
    env: { ANSLAG_TOKEN_VIEWER: 'a-viewer-and-nobody-else', ANSLAG_TOKEN_ADMIN: '', NODE_ENV: 'production' },
  });
  expect(existsSync(join(directory, 'tokens.json'))).toBe(false);
  expect(ledger.stdout.trim()).toBe(`Anslag listens on ${ledger.url}`);
  const call = clientOf(ledger);
  expect((await call('POST', '/parties', { token: 'a-viewer-and-nobody-else' })).status).toBe(403);
  expect((await call('POST', '/parties', { token: '' })).status).toBe(401);
  await ledger.stop();
});

test('a damaged tokens file stops the start, rather than let anybody in or make others', async () => {
  writeFileSync(join(directory, 'tokens.json'), '{"version":1,"sha256":{}}', { mode: 0o600 });
  await expect(LedgerProcess.start({ directory, makeTokens: true })).rejects.toThrow(/tokens\.json/);
});

test('a second process on the same directory is told so', async () => {
  const ledger = await LedgerProcess.start({ directory });
  await expect(LedgerProcess.start({ directory })).rejects.toThrow(/Another process has the ledger/);
  await ledger.stop();
});

test('an environment that is wrong is told variable by variable, without repeating a value', async () => {
  const env = {
    ANSLAG_PORT: '99999',
    ANSLAG_STORE: 'mysql://secret',
    ANSLAG_TIME_ZONE: 'Mars',
    ANSLAG_TOKEN_ADMIN: 'a b',
  };
  const failed = await LedgerProcess.start({ directory, env }).catch((error: Error) => error.message);
  for (const name of Object.keys(env)) expect(failed).toContain(name);
  for (const value of ['mysql', 'secret', 'Mars', 'a b']) expect(failed).not.toContain(value);
});

test('an older Node is told to come by npm start before anything else is loaded', () => {
  const older = join(directory, 'older-node.js');
  writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '20.19.5' });");
  const main = resolve(__dirname, '../../dist/apps/ledger/src/main.js');
  const { status, stderr } = spawnSync(process.execPath, ['--require', older, main], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/needs Node 24[^]*npm start/);
});

test('health tells that the service is ready, and where its store is', async () => {
  const ledger = await LedgerProcess.start({ directory });
  const call = clientOf(ledger);
  const empty = await call('GET', '//health', { as: null });
  expect([empty.status, empty.body]).toMatchObject([
    200,
    { status: 'ready', live: true, ready: true, store: { reachable: true, position: null } },
  ]);
  const { body } = await call('POST', '/parties', { body: { partyId: 'hsn', name: 'H', kind: 'body' } });
  const { body: after } = await call('GET', '//health', { as: null });
  expect(after.store.position).toBe(body.position);
  expect((await call('HEAD', '//health', { as: null })).status).toBe(200);
  await ledger.stop();
});
