import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { clientOf, openBudget, given, allocations, anAllocation } from '../api/client';
import { LedgerProcess, tokens } from '../api/ledger-process';
import { anslag } from './anslag';

const scratch = mkdtempSync(join(tmpdir(), 'anslag-cli-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function file(name: string, content: string): string {
  writeFileSync(join(scratch, name), content);
  return join(scratch, name);
}

const grant = (id: string, more: object = {}) => ({
  id,
  title: `Grant ${id}`,
  description: 'For this',
  currency: 'GBP',
  amountAwarded: 100,
  awardDate: '2020-03-01',
  recipientOrganization: [{ id: 'GB-CHC-1', name: 'Be Active' }],
  fundingOrganization: [{ id: 'GB-LAE-TRF', name: 'Trafford' }],
  ...more,
});

const grants = (name: string, ...all: object[]) => file(name, JSON.stringify({ grants: all }));

describe('with a running ledger', () => {
  let ledger: LedgerProcess;
  /** An answer that shows all that was booked. */
  const get = async (path: string) => {
    const call = clientOf(ledger);
    const { body } = await call('GET', '//health', { as: null });
    return (await call('GET', `${path}${path.includes('?') ? '&' : '?'}atLeast=${body.store.position ?? 0}`)).body;
  };

  beforeEach(async () => {
    ledger = await LedgerProcess.start();
  });

  afterEach(() => ledger.stop());

  test('what the ledger refuses is printed in Swedish where the environment or --language asks for it', async () => {
    const said = async (env: Record<string, string>, ...args: string[]) =>
      (await anslag({ url: ledger.url, env }, 'balances', '--group-by', 'colour', ...args)).stderr;
    const [english, swedish] = ['Must be some of year, ', 'Måste vara några av year, '];
    expect(await said({})).toContain(english);
    expect(await said({ LANG: 'sv_SE.UTF-8' })).toContain(swedish);
    expect(await said({ LANG: 'sv_SE.UTF-8', LC_ALL: 'C' })).toContain(english);
    expect(await said({ LANG: 'en_GB.UTF-8' }, '--language', 'sv')).toContain(swedish);
    const person = grant('360G-1', { recipientOrganization: [{ id: 'SE-ON-811218-9876', name: 'Anna Andersson' }] });
    const refused = await anslag({ url: ledger.url }, 'import', grants('person.json', person), '--language', 'sv');
    expect(refused.stdout).toContain('Detta är ett personnummer: det sparas, förseglat, bara för en part av slaget');
    expect((await anslag(ledger, 'balances', '--language', 's v')).code).toBe(2);
  });

  test('rows that cannot be booked are listed with their reason, the others are booked, and the exit code is 1', async () => {
    const path = grants(
      'mixed.json',
      grant('360G-1'),
      grant('360G-2', { amountAwarded: 0 }),
      grant('360G-3', { amountAwarded: 1.005 }),
      grant('360G-4', { currency: 'EUR' }),
      grant('360G-1'),
      grant('360G-6', { title: 'Two\nlines' }),
      grant('360G-7', { recipientOrganization: [{ id: 'SE-ON-811218-9876', name: 'Anna Andersson' }] }),
      grant('360G-8', { awardDate: '2021-03-01', currency: 'EUR' }),
    );
    const report = join(scratch, 'report.json');
    for (const args of [['--dry-run'], ['--report', report]]) {
      const { code, stdout, stderr } = await anslag(ledger, 'import', path, ...args);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout).toContain('row 2, 360G-2: not-above-zero: The amount awarded is 0; an allocation is above zero.');
    }
    const { refused, ...said } = JSON.parse(readFileSync(report, 'utf8'));
    expect(said).toMatchObject({
      file: 'mixed.json',
      booked: 2,
      bodies: ['trafford'],
      budgetsOpened: 2,
      partiesRegistered: 2,
    });
    expect(refused.map(({ row, id, code }: Record<string, unknown>) => [row, id, code])).toEqual([
      [2, '360G-2', 'not-above-zero'],
      [3, '360G-3', 'too-many-decimals'],
      [4, '360G-4', 'currency-mismatch'],
      [5, '360G-1', 'twice'],
      [6, '360G-6', 'control-character'],
      [7, '360G-7', 'personal-data'],
    ]);
    const { rows } = await get('/balances?limit=1000');
    expect(rows.map(({ year, currency, allocated }: Record<string, unknown>) => [year, currency, allocated])).toEqual([
      [2020, 'GBP', '100.00'],
      [2021, 'EUR', '100.00'],
    ]);
  });

  test('a body and a recipient that are there are used, also where they have an id of their own', async () => {
    await given(clientOf(ledger), [
      ['/parties', { partyId: 'council', name: 'The council', kind: 'body' }],
      [
        '/parties',
        { partyId: 'active', name: 'Active', kind: 'association', identifiers: [{ scheme: 'GB-CHC', id: '1' }] },
      ],
    ]);
    const { code } = await anslag(ledger, 'import', grants('own.json', grant('360G-1')), '--body', 'council');
    expect(code).toBe(0);
    const { rows } = await get('/balances');
    expect(rows).toMatchObject([{ bodyId: 'council', recipientId: 'active', recipientName: 'Active' }]);
    expect((await get('/parties/council')).identifiers).toEqual([{ scheme: 'GB-LAE', id: 'TRF' }]);
    // The body is known by its published id from now on.
    expect((await anslag(ledger, 'import', grants('own.json', grant('360G-1')))).stdout).toContain('1 unchanged');
  });

  test('a replacement that a rule forbids is refused with that rule, and the grant stays as it was', async () => {
    await anslag(ledger, 'import', grants('first.json', grant('360G-1')));
    const { rows } = await get('/allocations');
    await given(clientOf(ledger), [
      [`/budgets/trafford/2020/allocations/${rows[0].allocationId}/disbursements`, { amount: '10' }],
    ]);
    const second = grants('second.json', grant('360G-1', { amountAwarded: 90 }));
    for (const args of [['--dry-run'], []]) {
      const { code, stdout } = await anslag(ledger, 'import', second, ...args);
      expect(code).toBe(1);
      expect(stdout).toMatch(/row 1, 360G-1: already-disbursed/);
    }
  });

  test('paths are relative to where npm was called, and a result is written there', async () => {
    const folder = join(scratch, 'called');
    mkdirSync(folder);
    grants('called/there.json', grant('360G-1'));
    const env = { npm_lifecycle_event: 'anslag', INIT_CWD: folder };
    const where = { url: ledger.url, cwd: scratch, env };
    expect((await anslag(where, 'import', 'there.json')).code).toBe(0);
    const out = ['export', '--format', '360giving-json', '--body', 'trafford', '--out', 'out.json'];
    expect((await anslag(where, ...out)).code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')).grants).toHaveLength(1);
  });

  test('what was not imported is exported too, under ids of the ledger’s', async () => {
    await openBudget(clientOf(ledger));
    await given(clientOf(ledger), [
      [allocations, anAllocation({ allocationId: 'a', purposes: ['äldre', 'stöd'] })],
      [allocations, anAllocation({ allocationId: 'b' })],
      [`${allocations}/a/disbursements`, { amount: '25.50', effectiveOn: '2019-12-01' }],
      [`${allocations}/b/reversal`, { reason: 'Wrong' }],
    ]);
    const { stdout } = await anslag(ledger, 'export', '--format', '360giving-json', '--body', 'hsn');
    expect(JSON.parse(stdout).grants).toEqual([
      {
        id: '360G-hsn-2019-a',
        title: 'Grant to Primärvården',
        description: 'äldre; stöd',
        currency: 'SEK',
        amountAwarded: 100,
        amountDisbursed: 25.5,
        awardDate: '2019-11-12',
        recipientOrganization: [{ id: '360G-hsn-primarvarden', name: 'Primärvården' }],
        fundingOrganization: [{ id: '360G-hsn-hsn', name: 'Hälso- och sjukvårdsnämnden' }],
      },
    ]);
    const none = await anslag(ledger, 'export', '--format', '360giving-json', '--body', 'hsn', '--year', '2018');
    expect([none.code, none.stdout]).toEqual([1, '']);
  });

  test('balances are shown as a table, or as JSON, on both axes', async () => {
    await openBudget(clientOf(ledger));
    await given(clientOf(ledger), [[allocations, anAllocation({ amount: '30000000.00' })]]);
    const { stdout } = await anslag(ledger, 'balances', '--year', '2019');
    expect(stdout.replaceAll('\u202f', '')).toMatch(/│ 2019 │ hsn\s+│ Primärvården │ SEK\s+│ 30000000\.00 │/);
    const before = await anslag(
      ledger,
      'balances',
      '--recipient',
      'primarvarden',
      '--effective-at',
      '2019-11-11',
      '--json',
    );
    expect(JSON.parse(before.stdout)).toMatchObject({
      basis: { effectiveAt: '2019-11-11' },
      rows: [{ recipientId: 'primarvarden', allocated: '0.00' }],
    });
    await given(clientOf(ledger), [
      ['/budgets/hsn/2019/programmes', { programmeId: 'unga', name: 'Unga' }],
      [allocations, anAllocation({ allocationId: 'u', amount: '70', programme: 'unga' })],
    ]);
    const apart = (await anslag(ledger, 'balances', '--group-by', 'programme')).stdout.replaceAll('\u202f', '');
    expect(apart).toMatch(
      /│ Programme │ Currency │ +Allocated │[^]*│ — +│ SEK +│ +30000000\.00 │[^]*│ unga +│ SEK +│ +70\.00 │/,
    );
    const one = await anslag(ledger, 'balances', '--programme', 'unga', '--json');
    expect(JSON.parse(one.stdout)).toMatchObject({ totals: [{ allocated: '70.00' }] });
    expect((await anslag(ledger, 'balances', '--known-position', '1')).stdout).toBe('No balances (position 1).\n');
  });

  test('a fault is told as a sentence, with exit code 1, or 2 where the command is used wrongly, and never with a token', async () => {
    const [here, viewer] = [{ url: ledger.url }, { url: ledger.url, as: 'viewer' as const }];
    const some = grants('some.json', grant('360G-1'));
    const cases: [Parameters<typeof anslag>[0], string[], number, RegExp][] = [
      [here, [], 2, /Usage: anslag/],
      [here, ['fly'], 2, /unknown command/],
      [here, ['import'], 2, /missing required argument/],
      [here, ['import', 'a.xlsx'], 2, /neither a \.json nor a \.csv/],
      [here, ['balances', '--year', 'all'], 2, /Give a year/],
      [here, ['export', '--format', 'pdf', '--body', 'x'], 2, /Allowed choices/],
      [here, ['import', join(scratch, 'none.json')], 1, /ENOENT/],
      [
        here,
        ['import', file('bad.json', '{"grants":[1,]}')],
        1,
        /bad\.json is not 360Giving data: It is not JSON at line 1\./,
      ],
      [here, ['import', file('bad.csv', 'a,b\n')], 1, /lacks the headings Identifier/],
      [here, ['replay'], 1, /forbidden \(403\)/],
      [viewer, ['import', some], 1, /forbidden \(403\)/],
      [{ ...here, env: { ANSLAG_TOKEN: 'secret-and-wrong' } }, ['balances'], 1, /unauthenticated \(401\)/],
      [{ ...here, env: { ANSLAG_TOKEN: '' } }, ['balances'], 2, /A token is needed/],
      [{ url: 'http://127.0.0.1:9' }, ['balances'], 1, /No ledger answers at http:\/\/127\.0\.0\.1:9/],
      [here, ['replay', '--store', `sqlite:${ledger.directory}`], 1, /Another process has the ledger/],
      [here, ['replay', '--store', `sqlite:${scratch}/none`], 1, /There is no ledger in/],
      [here, ['replay', '--store', 'esdb://x'], 2, /sqlite:DIRECTORY/],
    ];
    for (const [where, args, code, says] of cases) {
      const ran = await anslag(where, ...args);
      expect({ args, code: ran.code }).toEqual({ args, code });
      expect(ran.stderr).toMatch(says);
      expect(ran.stderr).not.toMatch(/\n\s+at /);
      for (const token of [...Object.values(tokens), 'secret-and-wrong'])
        expect(ran.stdout + ran.stderr).not.toContain(token);
    }
  });
});

test('a file that is not UTF-8 is refused rather than read with other letters', async () => {
  const path = join(scratch, 'latin1.csv');
  writeFileSync(path, Buffer.from('Identifier,Title\n1,F\xf6rening\n', 'latin1'));
  const { code, stderr } = await anslag({ url: 'http://127.0.0.1:9' }, 'import', path);
  expect([code, stderr]).toEqual([1, `anslag: ${path} is not UTF-8.\n`]);
});

describe('a replay', () => {
  const directory = join(scratch, 'replayed');
  let ledger: LedgerProcess | null = null;
  const start = async () => (ledger = await LedgerProcess.start({ directory }));
  const auditor = () => ({ url: ledger!.url, as: 'auditor' as const });

  afterAll(() => ledger?.stop());

  test('finds nothing where log and reports agree, at the head and at each earlier position', async () => {
    const client = clientOf(await start());
    await openBudget(client);
    await given(client, [
      [allocations, anAllocation({ allocationId: 'a' })],
      [`${allocations}/a/disbursements`, { amount: '60', effectiveOn: '2019-12-01' }],
      [`${allocations}/a/release`, { reason: 'Not used' }],
    ]);
    const { body } = await client('GET', '//health');
    const head = Number(body.store.position);
    for (const to of [head, head - 1, head - 2, 1]) {
      const { code, stdout } = await anslag(auditor(), 'replay', '--compare', '--to', String(to));
      expect([to, code, stdout]).toEqual([
        to,
        0,
        expect.stringContaining('The report of that position says the same.'),
      ]);
    }
  });

  test('reads the store alone, where no ledger runs on it, to the same balances', async () => {
    const running = await anslag(auditor(), 'replay', '--json');
    await ledger!.stop();
    const alone = await anslag(
      { url: 'http://127.0.0.1:9', cwd: scratch },
      'replay',
      '--store',
      'sqlite:replayed',
      '--json',
    );
    expect(alone.code).toBe(0);
    expect(JSON.parse(alone.stdout)).toEqual(JSON.parse(running.stdout));
    expect(JSON.parse(alone.stdout).rows).toMatchObject([
      { year: 2019, bodyId: 'hsn', allocated: '100.00', disbursed: '60.00', released: '40.00', remaining: '0.00' },
    ]);
  });

  test('lists every figure that a report has otherwise than the log, with exit code 1', async () => {
    const read = new Database(join(directory, 'read.db'));
    read.prepare('update balances set disbursed = disbursed + 1').run();
    read.close();
    await start();
    const { code, stdout } = await anslag(auditor(), 'replay', '--compare', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).differences).toEqual([
      {
        year: 2019,
        bodyId: 'hsn',
        recipientId: 'primarvarden',
        figure: 'disbursed SEK',
        replayed: '60.00',
        reported: '60.01',
      },
    ]);
  });
});
