import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf, given, type Client } from '../api/client';
import { agreed, amountOfAll } from '../api/funding-client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { anslag } from './anslag';
import { Proxy } from './proxy';

const scratch = mkdtempSync(join(tmpdir(), 'anslag-fund-'));
let ledger: LedgerProcess;
let call: Client;

beforeEach(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
});

afterEach(() => ledger.stop());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const agreement = (agreementId: string, amount: string | null, currency = 'SEK'): [string, object][] => [
  [
    '/agreements',
    { agreementId, name: agreementId, kind: 'service', bodyId: 'hsn', parties: [], term: { from: '2019-01-01' } },
  ],
  [`/agreements/${agreementId}/funding-terms`, { recipientId: 'novahuset', amount, currency, firstYear: 2019 }],
];

test('a year is funded and told: sums of what is booked, and why the others are not; refused ends with 1', async () => {
  await agreed(ledger, 3);
  await given(call, [
    ...agreement('a-unstated', null),
    ...agreement('z-euro', '1', 'EUR'),
    ['/agreements', { agreementId: 'z-talks', name: 'Z', kind: 'service', bodyId: 'hsn', parties: [] }],
  ]);
  const decided = ['--decided-on', '2018-11-13', '--case-number', 'HSN 2018/7', '--item', '§ 84', '--note', 'Budget'];
  const expected = [
    '3 funded 3000.03 SEK',
    '0 proposed 0.00 SEK',
    '0 funded already 0.00 SEK',
    '1 skipped, 1 refused, 0 failed; 1 agreements without funding terms',
    '',
    'Skipped:',
    '  a-unstated: amount-not-stated: The funding terms of a-unstated state no amount for 2019.',
    '',
    'Refused:',
    '  z-euro: currency-mismatch: The terms are in EUR, the budget in SEK.',
    '',
  ].join('\n');
  const dry = await anslag(ledger, 'fund', 'hsn', '2019', '--dry-run', ...decided);
  expect(dry).toEqual({ code: 1, stderr: '', stdout: `Dry run, nothing is booked: hsn, 2019\n${expected}` });
  expect((await storedEvents(ledger.directory)).filter(({ type }) => type === 'AllocationDecided')).toEqual([]);

  const file = join(scratch, 'report.json');
  const ran = await anslag(ledger, 'fund', 'hsn', '2019', '--report', file, ...decided);
  expect(ran).toEqual({ code: 1, stderr: '', stdout: `hsn, 2019\n${expected}` });
  const booked = (await storedEvents(ledger.directory)).filter(({ type }) => type === 'AllocationDecided');
  expect(booked.map(({ data }) => data)).toMatchObject(
    Array.from({ length: 3 }, () => ({
      decision: { bodyId: 'hsn', decidedOn: '2018-11-13', caseNumber: 'HSN 2018/7', item: '§ 84' },
      effectiveOn: '2019-01-01',
      note: 'Budget',
    })),
  );
  const report = JSON.parse(readFileSync(file, 'utf8'));
  expect(report).toMatchObject({
    bodyId: 'hsn',
    year: 2019,
    dryRun: false,
    counts: { funded: 3, proposed: 0, 'already-funded': 0, skipped: 1, refused: 1, failed: 0 },
    amounts: [{ currency: 'SEK', funded: '3000.03', proposed: '0.00', 'already-funded': '0.00' }],
    withoutTerms: 1,
  });
  expect(report.agreements).toHaveLength(5);
});

test('a run whose connection breaks goes on by itself, tells each as it was told first, and ends with 0', async () => {
  await agreed(ledger, 600);
  const proxy = await Proxy.before(ledger.url, 10_000, 'breaks', 'ledger');
  const first = await anslag(proxy, 'fund', 'hsn', '2019');
  await proxy.happened;
  proxy.close();
  const sums = /^(\d+) funded (\S+) SEK\n0 proposed 0.00 SEK\n(\d+) funded already (\S+) SEK$/m.exec(first.stdout)!;
  expect(first.code).toBe(0);
  // Of those it had not been told of, nobody can say in which run they were funded.
  expect(Number(sums[1]) + Number(sums[3])).toBe(600);
  expect(Number(sums[1])).toBeGreaterThan(0);
  const booked = (await storedEvents(ledger.directory)).filter(({ type }) => type === 'AllocationDecided');
  expect(new Set(booked.map(({ data }) => (data as { agreementId: string }).agreementId)).size).toBe(600);
  expect(booked).toHaveLength(600);

  const again = await anslag(ledger, 'fund', 'hsn', '2019');
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`600 funded already ${amountOfAll(600)} SEK`),
  });
});

test('what is coded is so, once for each dimension', async () => {
  await agreed(ledger, 2);
  await given(call, [
    ['/budgets/hsn/2019/dimensions', { dimensionId: 'konto', name: 'Konto', required: true }],
    ['/budgets/hsn/2019/dimensions/konto/codes', { codes: [{ code: '4510', name: 'Bidrag' }] }],
  ]);
  const without = await anslag(ledger, 'fund', 'hsn', '2019');
  expect(without).toMatchObject({ code: 1, stdout: expect.stringContaining('dimension-required') });
  const coded = await anslag(ledger, 'fund', 'hsn', '2019', '--dimension', 'konto=4510', '--dimension', 'eget.id=a=b');
  expect(coded).toMatchObject({ code: 0, stdout: expect.stringContaining('2 funded') });
  const booked = (await storedEvents(ledger.directory)).filter(({ type }) => type === 'AllocationDecided');
  const named = { coding: { konto: '4510' }, dimensions: { konto: '4510', 'eget.id': 'a=b' } };
  expect(booked.map(({ data }) => data)).toMatchObject([named, named]);
});

test('what is wrong is told as a sentence', async () => {
  await agreed(ledger, 1);
  const cases: [string[], number, RegExp][] = [
    [['hsn'], 2, /missing required argument 'year'/],
    [['hsn', 'all'], 2, /Give a year/],
    [['hsn', '2019', '--item', '§ 1'], 2, /--decided-on/],
    [['hsn', '2019', '--dimension', 'konto'], 2, /Give a dimension and a code/],
    [['hsn', '2020'], 1, /budget-not-found \(404\)/],
    [['hsn', '2019', '--decided-on', '2018'], 1, /effective-on-required/],
    [['hsn', '2019', '--decided-on', '2018-11-13', '--decided-by', 'nobody'], 1, /unknown-body/],
  ];
  for (const [args, code, says] of cases) {
    const ran = await anslag(ledger, 'fund', ...args);
    expect({ args, code: ran.code }).toEqual({ args, code });
    expect(ran.stderr).toMatch(says);
  }
  const viewer = await anslag({ url: ledger.url, as: 'viewer' }, 'fund', 'hsn', '2019');
  expect(viewer).toMatchObject({ code: 1, stderr: expect.stringContaining('forbidden (403)') });
});
