import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf, given, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { anslag } from './anslag';
import { Proxy } from './proxy';

const scratch = mkdtempSync(join(tmpdir(), 'anslag-indexation-'));
let ledger: LedgerProcess;
let call: Client;

const publication = (version: string, value: string, status: string): [string, object] => [
  '/index-series/pris/publications',
  { version, values: [{ year: 2019, value, status }] },
];

const agreement = (agreementId: string, amount: string): [string, object][] => [
  [
    '/agreements',
    { agreementId, name: agreementId, kind: 'service', bodyId: 'hsn', parties: [], term: { from: '2019-01-01' } },
  ],
  [
    `/agreements/${agreementId}/funding-terms`,
    {
      recipientId: 'novahuset',
      amount,
      currency: 'SEK',
      firstYear: 2019,
      indexation: { indexId: 'pris', baseYear: 2018 },
    },
  ],
  [`/agreements/${agreementId}/years/2019`, {}],
];

beforeEach(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await given(call, [
    ['/parties', { partyId: 'hsn', name: 'Nämnden', kind: 'body' }],
    ['/parties', { partyId: 'novahuset', name: 'Novahuset', kind: 'association' }],
    ['/budgets', { bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' }],
    ['/index-series', { indexId: 'pris', name: 'Pris', measure: 'yearly-change' }],
    publication('1', '2.0', 'preliminary'),
  ]);
});

afterEach(() => ledger.stop());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('differences are told before and after they are booked; what is refused ends with 1', async () => {
  await given(call, [
    ...agreement('a-iop', '1000'),
    ...agreement('b-paid', '2000'),
    ['/budgets/hsn/2019/allocations/b-paid/disbursements', { amount: '2040', effectiveOn: '2019-02-01' }],
    publication('2', '1.5', 'final'),
  ]);
  const expected = [
    '1 adjusted -5.00 SEK',
    '0 proposed',
    '0 unchanged, 1 refused, 0 failed',
    '',
    'Adjusted:',
    '  a-iop: -5.00 to 1015.00 SEK (pris 2019, final)',
    '',
    'Refused:',
    expect.stringMatching(/^ {2}b-paid: exceeds-committed: .+\.$/),
    '',
  ];
  const dry = await anslag(ledger, 'indexation', 'hsn', '2019', '--dry-run');
  expect(dry.code).toBe(1);
  expect(dry.stdout.split('\n')).toEqual(['Dry run, nothing is booked: hsn, 2019', ...expected]);
  const adjusted = async () =>
    (await storedEvents(ledger.directory)).filter(({ type }) => type === 'AllocationAdjusted');
  expect(await adjusted()).toEqual([]);

  const file = join(scratch, 'report.json');
  const options = ['--report', file, '--effective-on', '2019-11-30', '--reason', 'Slutligt index'];
  const ran = await anslag(ledger, 'indexation', 'hsn', '2019', ...options, '--decided-on', '2019-11-12');
  expect(ran.code).toBe(1);
  expect(ran.stdout.split('\n')).toEqual(['hsn, 2019', ...expected]);
  expect((await adjusted()).map(({ data }) => data)).toMatchObject([
    {
      allocationId: 'a-iop',
      amount: '-5.00',
      effectiveOn: '2019-11-30',
      reason: 'Slutligt index',
      decision: { bodyId: 'hsn', decidedOn: '2019-11-12' },
    },
  ]);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  expect(report).toMatchObject({
    bodyId: 'hsn',
    year: 2019,
    dryRun: false,
    allocations: [{ difference: '-5.00' }, {}],
  });
});

test('a run whose connection breaks goes on by itself, books each difference once, and ends with 0', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => `avtal-${String(index).padStart(3, '0')}`);
  await given(call, [...ids.flatMap((id) => agreement(id, '1000')), publication('2', '2.5', 'final')]);
  const proxy = await Proxy.before(ledger.url, 10_000, 'breaks', 'ledger');
  const ran = await anslag(proxy, 'indexation', 'hsn', '2019');
  await proxy.happened;
  proxy.close();
  expect(ran.code).toBe(0);
  const counts = /^(\d+) adjusted \+(\S+) SEK\n0 proposed\n(\d+) unchanged, 0 refused, 0 failed$/m.exec(ran.stdout)!;
  expect(Number(counts[1]) + Number(counts[3])).toBe(300);
  const booked = (await storedEvents(ledger.directory)).filter(({ type }) => type === 'AllocationAdjusted');
  expect(booked.map(({ data }) => (data as { allocationId: string }).allocationId).sort()).toEqual(ids);
  const again = await anslag(ledger, 'indexation', 'hsn', '2019');
  expect(again.stdout).toContain('300 unchanged');
});
