import { clientOf } from '../api/client';
import { LedgerProcess, type Role } from '../api/ledger-process';
import { anslag, type Ran } from './anslag';

let ledger: LedgerProcess;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
});

afterAll(() => ledger.stop());

const users = (as: Role, ...args: string[]): Promise<Ran> => anslag({ url: ledger.url, as }, 'users', ...args);

const done = (stdout: string): Ran => ({ code: 0, stdout: `${stdout}\n`, stderr: '' });

test('an empty directory says so', async () => {
  expect(await users('auditor')).toEqual(done('No user is in the directory.'));
});

test('who is put in is listed, as the ledger has it, and put anew in the place of before', async () => {
  const put = ['put', 'u-4711', '--name', 'Greta Registersdotter', '--email', 'greta@example.org'];
  expect(await users('admin', ...put)).toEqual(done('u-4711 is in the directory.'));
  await users('admin', 'put', 'https://issuer.example/1', '--name', 'N');
  const { stdout } = await users('controller', 'list');
  expect(stdout).toMatch(/Id +│ Name +│ E-mail/);
  expect(stdout).toMatch(
    /https:\/\/issuer.example\/1 │ N +│ — +│\n.*u-4711 +│ Greta Registersdotter │ greta@example.org/,
  );

  await users('admin', 'put', 'u-4711', '--name', 'Greta Omregistrerad');
  const json = JSON.parse((await users('auditor', '--json')).stdout);
  expect(json.users).toEqual([
    { subject: 'https://issuer.example/1', name: 'N', email: null },
    { subject: 'u-4711', name: 'Greta Omregistrerad', email: null },
  ]);
  expect((await clientOf(ledger)('GET', '/users', { as: 'auditor' })).body.users).toEqual(json.users);
});

test('who is taken out is gone, once', async () => {
  const out = await users('admin', 'remove', 'u-4711');
  expect(out).toEqual(done('u-4711 is taken out: no report names this user any more.'));
  expect((await users('auditor')).stdout).not.toContain('u-4711');
  const again = await users('admin', 'remove', 'u-4711');
  expect(again).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('user-not-found (404)') });
});

test('a directory of several pages is listed whole', async () => {
  const call = clientOf(ledger);
  const subjects = Array.from({ length: 1_001 }, (_, at) => `v-${String(at).padStart(4, '0')}`);
  for (const subject of subjects) await call('POST', '/users', { as: 'admin', body: { subject, name: 'N' } });
  const json = JSON.parse((await users('auditor', '--json')).stdout) as { users: { subject: string }[] };
  expect(json.users.map(({ subject }) => subject).filter((one) => one.startsWith('v-'))).toEqual(subjects);
});

test.each<[Role, string[], number, RegExp]>([
  ['admin', ['put', 'u-1'], 2, /--name <name>' not specified/],
  ['admin', ['put', 'u 1', '--name', 'N'], 2, /visible ASCII/],
  ['admin', ['put', 'u-1', '--name', 'N', '--email', 'nobody'], 1, /not-an-email \(400\).*\/email/],
  ['admin', ['forget', 'u-1'], 2, /./],
  ['controller', ['put', 'u-1', '--name', 'N'], 1, /forbidden \(403\)/],
  ['controller', ['remove', 'u-1'], 1, /forbidden \(403\)/],
  ['viewer', [], 1, /forbidden \(403\)/],
])('as %s, %j ends with %i', async (as, args, code, says) => {
  const ran = await users(as, ...args);
  expect([ran.code, ran.stdout]).toEqual([code, '']);
  expect(ran.stderr).toMatch(says);
});
