import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { anslag } from './anslag';
import { balancesIn, check, describeWithHledger, hledger, type Balances } from './hledger';
import { describeWithData } from './shared-data';

// A few hundred grants are imported twice, on a machine that may be busy.
jest.setTimeout(300_000);

const body = 'trafford-metropolitan-borough-council';

// oxlint-disable-next-line typescript/no-explicit-any -- answers of many shapes are looked into
type Row = any;

describeWithData('the grants of Trafford Council, as published in 2022 and again in 2024', (data) => {
  describeWithHledger('as a journal', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'anslag-journal-'));
    let ledger: LedgerProcess;
    let journal: string;

    beforeAll(async () => {
      ledger = await LedgerProcess.start();
      for (const year of ['2022', '2024']) {
        const { code } = await anslag(ledger, 'import', join(data, `trafford/grants-${year}.json`));
        expect(code).toBe(0);
      }
      journal = await exported();
    });

    afterAll(async () => {
      await ledger.stop();
      rmSync(scratch, { recursive: true, force: true });
    });

    async function exported(...cut: string[]): Promise<string> {
      const out = join(scratch, 'out.journal');
      const { code, stdout } = await anslag(ledger, 'export', '--format', 'hledger', '--out', out, ...cut);
      expect([code, stdout]).toEqual([0, '']);
      return readFileSync(out, 'utf8');
    }

    async function get(path: string): Promise<Row> {
      const { status, body: answer, text } = await clientOf(ledger)('GET', path, { as: 'auditor' });
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
      return answer;
    }

    /** What every account has by the reports, at a day or over all days. */
    async function reported(day = ''): Promise<Balances> {
      const { rows } = await get(`/balances?limit=1000${day && `&effectiveAt=${day}`}`);
      const sums: [string, string][] = [];
      for (const { year, recipientId, currency, remaining, disbursed, reserved } of rows) {
        expect([disbursed, reserved]).toEqual(['0.00', '0.00']);
        sums.push([`${body}:${year}:COMMITTED:${recipientId} ${currency}`, remaining]);
      }
      const { rows: years } = await get(`/balances?groupBy=year${day && `&effectiveAt=${day}`}`);
      // Without an appropriation, what was given is all that there is on the budget itself.
      for (const { year, currency, remaining } of years)
        sums.push([`${body}:${year}:AVAILABLE ${currency}`, `-${remaining}`]);
      return Object.fromEntries(sums);
    }

    test('is in order by hledger’s strict checks', () => check(journal));

    test('has on each of its accounts what the reports say, to the penny', async () => {
      const sums = balancesIn(journal);
      expect(Object.keys(sums)).toHaveLength(500 + 11);
      expect(sums).toEqual(await reported());
    });

    test('has it at an effective day too, cut by the ledger or by hledger', async () => {
      const sums = await reported('2018-12-31');
      expect(balancesIn(await exported('--effective-at', '2018-12-31'))).toEqual(sums);
      expect(balancesIn(journal, '-e', '2019-01-01')).toEqual(sums);
    });

    test('adds up to what the council has given, with the nine corrected recipients taken back', () => {
      const totals = balancesIn(journal, 'COMMITTED', '--depth', '1');
      expect(totals).toEqual({ [`${body} GBP`]: '1291436.54' });
      expect(hledger(journal, 'print', 'desc:AllocationReversed').match(/^\d/gm)).toHaveLength(9);
    });

    test('is the same in hledger’s JSON as in its CSV', () => {
      const [rows] = JSON.parse(hledger(journal, 'balance', '--flat', '-O', 'json')) as [
        [string, string, number, { acommodity: string; aquantity: { decimalMantissa: number } }[]][],
      ];
      const pennies = rows.flatMap(([account, , , amounts]) =>
        amounts.map(({ acommodity, aquantity }) => [`${account} ${acommodity}`, aquantity.decimalMantissa]),
      );
      const csv = Object.entries(balancesIn(journal)).map(([key, sum]) => [key, Number(sum.replace('.', ''))]);
      expect(Object.fromEntries(pennies)).toEqual(Object.fromEntries(csv));
    });
  });
});
