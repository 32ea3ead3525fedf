import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredEvent } from '@anslag/event-store/port';
import { LedgerProcess } from '../api/ledger-process';
import { postingsAt } from '../read-models/naive';
import { allocation, budget, meeting, parties, Scenario, stores } from '../scenarios/ledger';
import { anslag } from './anslag';
import { balancesIn, check, describeWithHledger, foldOf, hledger } from './hledger';

// Each export and each reading is a process of its own, on a machine that may be busy.
jest.setTimeout(300_000);

describeWithHledger('the journal of facts F1 and F2', () => {
  describe.each(stores)('on %s', (store) => {
    let ledger: Scenario;
    let events: StoredEvent[];
    /** Before anything was corrected. */
    let before: string;
    let whole: string;

    beforeAll(async () => {
      ledger = await Scenario.start(store);
      const engangs = '/budgets/hsn/2019/allocations/engangs';
      const plan = { appropriationId: 'finansplan', kind: 'original', amount: null, decision: meeting };
      const adopted = { amount: '1000000000', decision: { bodyId: 'regionfullmaktige', decidedOn: '2019-11-27' } };
      const meant = { ...meeting, caseNumber: 'HSN 2019-0713, § 7: äldre', item: '7; a' };
      const agreement = { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['hsn'] };
      const terms = { recipientId: 'novahuset', amount: '700000', currency: 'SEK', firstYear: 2019 };
      await ledger.record(
        ...parties,
        budget(2019),
        budget(2020),
        [
          '/budgets/hsn/2019/allocations',
          allocation('engangs', '30000000.00', { supplementTo: 'unknown', decision: meant }),
        ],
        ['/budgets/hsn/2020/appropriations', plan],
        ['/budgets/hsn/2020/appropriations/finansplan/adoption', adopted],
        ['/agreements', { ...agreement, decision: meeting, term: { from: '2019-11-12' } }],
        ['/agreements/iop/funding-terms', terms],
        ['/agreements/iop/years/2019', { decision: meeting }],
        ['/agreements/iop/years/2020', {}],
        ['/budgets/hsn/2020/allocations/iop/disbursements', { amount: '350000', effectiveOn: '2020-02-01' }],
        ['/budgets/hsn/2020/allocations/iop/returns', { amount: '1000.50', effectiveOn: '2020-03-01' }],
        [`${engangs}/adjustments`, { difference: '-1.01', reason: 'Räknefel', effectiveOn: '2019-12-01' }],
      );
      before = ledger.position;
      await ledger.record([`${engangs}/reversal`, { reason: 'Fel mottagare i protokollet' }]);
      const { body } = await ledger.client('GET', '/events?limit=1000', { as: 'auditor' });
      events = body.events.map((event: StoredEvent) => ({ ...event, position: BigInt(event.position) }));
      whole = await journal();
    });

    afterAll(() => ledger.stop());

    async function journal(...args: string[]): Promise<string> {
      const { code, stdout } = await anslag(ledger, 'export', '--format', 'hledger', ...args);
      expect(code).toBe(0);
      return stdout;
    }

    test.each([null, '2019-11-11', '2019-12-31'])(
      'effective at %s adds up on every account to a fold of the log, now and before the correction',
      async (day) => {
        for (const position of [before, ledger.position]) {
          const cut = day === null ? [] : ['--effective-at', day];
          const text = await journal('--known-position', position, ...cut);
          const known = postingsAt(events, BigInt(position), day).filter(({ effective }) => effective);
          expect(balancesIn(text, '--strict')).toEqual(foldOf(known));
          expect(text).toContain(`Known at position: ${position}.\n`);
        }
      },
    );

    test('the whole journal, cut by hledger at a day, says the same: a reversal counts on each entry’s own day', async () => {
      check(whole);
      for (const [end, day] of [
        ['2019-11-12', '2019-11-11'],
        ['2019-12-01', '2019-11-30'],
        ['2020-02-02', '2020-02-01'],
      ] as const) {
        const known = postingsAt(events, BigInt(ledger.position), day).filter(({ effective }) => effective);
        expect(balancesIn(whole, '-e', end)).toEqual(foldOf(known));
      }
    });

    test('hledger’s accounts are what the reports of balances and budgets say', async () => {
      const sums = balancesIn(whole);
      const on = (account: string) => sums[`${account} SEK`] ?? '0.00';
      const { rows } = await ledger.get('/balances');
      expect(rows).toHaveLength(2);
      for (const { year, recipientId, reserved, disbursed, remaining, returned } of rows)
        expect([reserved, disbursed, remaining, negated(returned)]).toEqual(
          ['RESERVED', 'DISBURSED', 'COMMITTED', 'RECOVERED'].map((name) => on(`hsn:${year}:${name}:${recipientId}`)),
        );
      const { available, appropriated } = await ledger.get('/budgets/hsn/2020');
      expect([available, negated(appropriated)]).toEqual([on('hsn:2020:AVAILABLE'), on('hsn:2020:AUTHORITY')]);
    });

    test('a transaction says who recorded it, when and where, and what the board’s decision is found under', async () => {
      const [first] = JSON.parse(hledger(whole, 'print', 'tag:allocation=engangs', '-O', 'json'));
      const stored = events.find(({ type }) => type === 'AllocationDecided')!;
      expect([first.tdate, first.tcode, first.tdescription]).toEqual([
        '2019-11-12',
        'hsn/2019/2',
        'AllocationDecided engangs',
      ]);
      expect(first.ttags).toEqual([
        ['position', String(stored.position)],
        ['recorded', stored.recordedAt],
        ['stream', 'budget-hsn.2019@1'],
        ['actor', 'controller'],
        ['decided-by', 'hsn'],
        ['decided-on', '2019-11-12'],
        ['case', 'HSN 2019-0713; § 7: äldre'],
        ['item', '7; a'],
        ['allocation', 'engangs'],
      ]);
    });

    test('of one body and one year there is that budget alone', async () => {
      const accounts = hledger(await journal('--body', 'hsn', '--year', '2019'), 'accounts', '--declared');
      expect(accounts).toMatch(/^(hsn:2019:\S+\n){3,}$/);
      const none = await journal('--body', 'primarvarden');
      check(none);
      expect(none).toContain('Transactions: 0.');
    });
  });
});

describe('an export of a journal', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'anslag-journal-'));
  let ledger: LedgerProcess;

  beforeAll(async () => {
    ledger = await LedgerProcess.start();
  });

  afterAll(async () => {
    await ledger.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  test('is refused as a sentence to a viewer, beyond the head, and where options do not go together', async () => {
    const [here, viewer] = [ledger, { url: ledger.url, as: 'viewer' as const }];
    const cases: [typeof viewer | LedgerProcess, string[], number, RegExp][] = [
      [viewer, ['hledger'], 1, /forbidden \(403\)/],
      [here, ['hledger', '--known-position', '99'], 1, /beyond-head \(400\)/],
      [here, ['hledger', '--known-position', '1', '--known-at', '2019-01-01T00:00:00Z'], 2, /cannot be used with/],
      [here, ['hledger', '--store', `sqlite:${ledger.directory}`], 1, /Another process has the ledger/],
      [here, ['hledger', '--store', `sqlite:${scratch}/none`], 1, /There is no ledger in/],
      [here, ['360giving-json'], 2, /name it with --body/],
      [here, ['360giving-csv', '--body', 'hsn', '--store', 'sqlite:x'], 2, /go with --format hledger/],
    ];
    for (const [where, [format, ...args], code, says] of cases) {
      const out = join(scratch, 'out.journal');
      const ran = await anslag(where, 'export', '--format', format!, ...args, '--out', out);
      expect({ args, code: ran.code, stdout: ran.stdout }).toEqual({ args, code, stdout: '' });
      expect(ran.stderr).toMatch(says);
    }
    // Nothing half written is left behind.
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('of an empty ledger says so, and goes to a file', async () => {
    const out = join(scratch, 'empty.journal');
    expect(await anslag(ledger, 'export', '--format', 'hledger', '--out', out)).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(out, 'utf8')).toMatch(/The end\. Transactions: 0\. Known at position: 0\.\n$/);
  });
});

const negated = (amount: string): string =>
  /^[0.]+$/.test(amount) ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
