import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import type { Posting } from '@anslag/domain/accounts/account';
import { formatMinor, toMinor } from '@anslag/money/amount';

const isInstalled = spawnSync('hledger', ['--version']).status === 0;

/** A suite that needs hledger. Without it the suite is skipped, and says so. */
export function describeWithHledger(name: string, suite: () => void): void {
  if (isInstalled) return describe(name, suite);
  process.stderr.write(`SKIPPED: "${name}" needs hledger, which .ci/run installs.\n`);
  describe.skip(name, () => test('needs hledger', () => {}));
}

/** What hledger prints of a journal. Throws with what it says where it does not take the journal. */
export function hledger(journal: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('hledger', ['-f', '-', ...args], {
    input: journal,
    encoding: 'utf8',
    // It decodes by the locale's encoding, and takes no UTF-8 in another.
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`hledger ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** hledger's basic and strict checks: all dates, amounts and balances hold, all accounts and currencies are declared. */
export function check(journal: string): void {
  expect(hledger(journal, 'check', '--strict')).toBe('');
}

/** Sums by account and currency, those that aren't zero. */
export type Balances = Record<string, string>;

/** What hledger adds up on each account by itself. `-e DAY` counts what takes effect before that day. */
export function balancesIn(journal: string, ...args: string[]): Balances {
  const csv = hledger(journal, 'balance', '--flat', '-N', '-O', 'csv', '--layout=bare', ...args);
  const rows = parse(csv, { columns: true }) as { account: string; commodity: string; balance: string }[];
  return Object.fromEntries(rows.map(({ account, commodity, balance }) => [`${account} ${commodity}`, balance]));
}

/** A posting and the budget that it is in. */
type Booked = Posting & { bodyId: string; year: number };

/** What postings add up to by the accounts' names in docs/hledger.md, written down once more. */
export function foldOf(postings: readonly Booked[]): Balances {
  return sumsBy(postings, ({ bodyId, year, account, allocation, currency }) => {
    const below = allocation && account !== 'AVAILABLE' ? `:${allocation.recipientId}` : '';
    return `${bodyId}:${year}:${account}${below} ${currency}`;
  });
}

/** Sums by a key that ends with the currency, those that aren't zero. */
export function sumsBy<P extends Posting>(postings: readonly P[], keyOf: (posting: P) => string): Balances {
  const sums = new Map<string, bigint>();
  for (const posting of postings) {
    const key = keyOf(posting);
    sums.set(key, (sums.get(key) ?? 0n) + toMinor(posting.amount, posting.currency));
  }
  const left = [...sums].filter(([, sum]) => sum !== 0n);
  return Object.fromEntries(left.map(([key, sum]) => [key, formatMinor(sum, key.slice(-3))]));
}
