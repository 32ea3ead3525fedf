import Table from 'cli-table3';

/** A column of a printed table; amounts stand to the right. */
export interface Column<T> {
  title: string;
  of: (row: T) => string | number | null | undefined;
  amount?: boolean;
}

/** Rows as a table for a terminal. Digits of an amount are grouped by thousands; absent values are an em dash. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const printed = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ amount }) => (amount ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  printed.push(...rows.map((row) => columns.map(({ of, amount }) => cell(of(row), amount ?? false))));
  return printed.toString();
}

function cell(value: string | number | null | undefined, amount: boolean): string {
  if (value === null || value === undefined) return '—';
  return amount ? String(value).replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, '\u202f') : String(value);
}
