import { clientOf, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { anna, bosse, filesWith, renamed, secrets, withPersons } from '../api/personal-data-story';
import { storedEvents } from '../api/stored-events';
import { anslag, type Ran } from './anslag';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await withPersons(call);
});

afterAll(() => ledger.stop());

const reason = 'Begäran 2031/12';
const erase = (partyId: string, input: string | undefined, ...args: string[]): Promise<Ran> =>
  anslag({ url: ledger.url, ...(input !== undefined && { input }) }, 'erase', partyId, '--reason', reason, ...args);

const erasures = async () => {
  const all = await storedEvents(ledger.directory);
  return all.filter(({ type }) => type === 'ErasureRecorded').map(({ data }) => data);
};

const stays = [
  'Stays:',
  '  the id p-1, and 1 allocation to it, with all amounts, vouchers and who recorded them',
  '  in the audit trail, who erased it, when and why',
  '  what people wrote themselves (titles, notes, reasons, purposes, ids): nobody looks into that',
  '  what was exported or printed before, and backups of the keys, for as long as they are kept',
  '',
].join('\n');

test('a dry run says what would go and what would stay, asks nothing and erases nothing', async () => {
  const { code, stdout, stderr } = await erase('p-1', undefined, '--dry-run');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    [
      'Dry run, nothing is erased: p-1, a person',
      '',
      'Would be erased:',
      '  2 names and 1 identifier, in every report and at every point of both time axes; the key that they were sealed with',
      '',
      stays,
    ].join('\n'),
  );
  expect(await erasures()).toEqual([]);
});

test.each([
  ['nothing at all', undefined],
  ['an empty line', '\n'],
  ['another id', 'p-2\n'],
  ['yes', 'yes\n'],
])('asked, and answered with %s, nothing is erased', async (_, input) => {
  const { code, stdout, stderr } = await erase('p-1', input);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  // Who it is stands in the question, and nowhere else.
  expect(stderr).toContain(`p-1 is a person: ${anna.name}; ${renamed}; SE-PNR `);
  expect(stderr).toMatch(/Type p-1 to erase: \n?anslag: Nothing is erased: p-1 was not typed\./);
  expect(await erasures()).toEqual([]);
});

test('what the ledger refuses is told before anybody is asked', async () => {
  for (const [partyId, code] of [
    ['hsn', 'not-a-person (409)'],
    ['nobody', 'party-not-found (404)'],
  ] as const) {
    const ran = await erase(partyId, `${partyId}\n`);
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(code) });
    expect(ran.stderr).not.toContain('Type');
  }
  const auditor = await anslag({ url: ledger.url, as: 'auditor' }, 'erase', 'p-1', '--reason', reason, '--yes');
  expect(auditor).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('forbidden (403)') });
  expect(await erasures()).toEqual([]);
});

test('with the id typed it is erased, and told what went and what stays', async () => {
  const decided = ['--decided-on', '2031-01-15', '--decided-by', 'hsn', '--item', '§ 3'];
  const { code, stdout, stderr } = await erase('p-1', 'p-1\n', ...decided);
  expect(code).toBe(0);
  expect(stderr).toMatch(/Type p-1 to erase: $/);
  expect(stdout).toBe(
    [
      'p-1, a person, is erased.',
      '',
      'Erased:',
      '  2 names and 1 identifier, in every report and at every point of both time axes; the key that they were sealed with',
      '',
      stays,
    ].join('\n'),
  );
  const decision = { bodyId: 'hsn', decidedOn: '2031-01-15', item: '§ 3' };
  expect(await erasures()).toMatchObject([{ partyId: 'p-1', reason, decision }]);
  const { body } = await call('GET', '/parties/p-1');
  expect(body).toMatchObject({ name: '(erased)', erased: true });
  const { body: balances } = await call('GET', '/balances?recipientId=p-1');
  expect(balances.rows).toMatchObject([{ recipientName: '(erased)', allocated: '100.00', disbursed: '40.00' }]);
  expect(await erase('p-1', 'p-1\n')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('already-erased (409)'),
  });
});

test('with --yes nobody is asked, and nothing of who it was is printed', async () => {
  const { code, stdout, stderr } = await erase('p-2', undefined, '--yes', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    dryRun: false,
    partyId: 'p-2',
    kind: 'sole-trader',
    erased: { names: 1, identifiers: 1 },
    stays: { allocations: 1 },
  });
  expect((await call('GET', '/parties/p-2')).body.name).not.toBe(bosse.name);
  expect(filesWith(ledger.directory, secrets)).toEqual([]);
});

test.each([
  [['p-1'], /--reason <text>' not specified/],
  [['P 1', '--reason', 'R'], /An id is/],
  [['p-1', '--reason', 'R', '--item', '§ 1'], /--decided-on/],
  [['p-1', '--reason', 'R', '--decided-on', '2031-01-15'], /--decided-by/],
])('%j is wrong usage', async (args, says) => {
  const ran = await anslag({ url: ledger.url }, 'erase', ...args);
  expect([ran.code, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).toMatch(says);
});
