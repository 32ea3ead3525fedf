import type { LedgerClient } from '../ledger-client';
import { table } from '../table';

interface Balances {
  rows: {
    year: number;
    recipientName: string;
    currency: string;
    allocated: string | null;
    disbursed: string | null;
    remaining: string | null;
  }[];
}

interface Budget {
  year: number;
  currency: string;
  committed: string;
  proposed: { appropriationId: string; kind: string; amount: string | null }[];
}

interface Trail {
  rows: {
    recordedAt: string;
    actor: string;
    voucher: string | null;
    stream: string;
    type: string;
    effectiveOn: string | null;
    after: unknown;
  }[];
}

/** The demo's reports, asked for over HTTP as a dashboard or an auditor would. `at` is a position to wait for. */
export async function printReports(ledger: LedgerClient, token: string, at: string, print: (text: string) => void) {
  const balances = (query: string) => ledger.get<Balances>(token, `/balances?atLeast=${at}&${query}`);

  print('\nBalances per year and recipient, everything that is recorded:');
  print(balanceTable(await balances('')));
  print('\nPrimary care in 2019, as of 2019-11-11, the day before the board met:');
  print(balanceTable(await balances('effectiveAt=2019-11-11&recipientId=primarvarden')));
  print('\n… and as of 2019-11-12:');
  print(balanceTable(await balances('effectiveAt=2019-11-12&recipientId=primarvarden')));

  const budget = await ledger.get<Budget>(token, `/budgets/hsn/2020?atLeast=${at}`);
  print('\nThe budget of 2020: nothing decided yet, the proposal shown apart.');
  print(
    table(
      [
        { title: 'Decided', of: () => `${budget.committed} ${budget.currency}`, amount: true },
        { title: 'Proposed', of: (row) => row.appropriationId },
        { title: 'Kind', of: (row) => row.kind },
        { title: 'Amount', of: (row) => row.amount ?? 'not stated', amount: true },
      ],
      budget.proposed,
    ),
  );

  const trail = await ledger.get<Trail>(token, `/audit-trail?atLeast=${at}`);
  print('\nThe audit trail: who recorded what, when, effective from which day.');
  print(
    table(
      [
        { title: 'Recorded', of: (row) => row.recordedAt.slice(0, 19).replace('T', ' ') },
        { title: 'By', of: (row) => row.actor },
        { title: 'Voucher', of: (row) => row.voucher },
        { title: 'Event', of: (row) => row.type },
        { title: 'Effective', of: (row) => row.effectiveOn },
        { title: 'After', of: (row) => summary(row.after) },
      ],
      trail.rows,
    ),
  );
}

function balanceTable({ rows }: Balances): string {
  return table(
    [
      { title: 'Year', of: (row) => row.year },
      { title: 'Recipient', of: (row) => row.recipientName },
      { title: 'Allocated', of: (row) => row.allocated, amount: true },
      { title: 'Disbursed', of: (row) => row.disbursed, amount: true },
      { title: 'Remaining', of: (row) => row.remaining, amount: true },
      { title: 'Currency', of: (row) => row.currency },
    ],
    rows,
  );
}

function summary(after: unknown): string {
  if (after === null || typeof after !== 'object') return '—';
  const shown = Object.entries(after)
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .slice(0, 3);
  return shown.map(([key, value]) => `${key} ${String(value)}`).join(', ');
}
