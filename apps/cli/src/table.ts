import Table from 'cli-table3';

/** A column of a printed table; amounts stand to the right. */
export interface Column<T> {
  title: string;
  of: (row: T) => string | number | null | undefined;
  amount?: boolean;
}

/** Above this many rows a table is drawn without a frame: framing takes more than its share of time and memory. */
const mostFramed = 500;

/** Rows as a table for a terminal. Digits of an amount are grouped by thousands; absent values are an em dash. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const head = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ of, amount }) => cell(of(row), amount ?? false)));
  const sides = columns.map(({ amount }) => (amount ? ('right' as const) : ('left' as const)));
  if (rows.length > mostFramed) return unframed([head, ...cells], sides);
  const printed = new Table({ head, colAligns: sides, style: { head: [], border: [], compact: true } });
  printed.push(...cells);
  return printed.toString();
}

function unframed(lines: readonly string[][], sides: readonly ('left' | 'right')[]): string {
  const widths = sides.map((_, at) => lines.reduce((most, line) => Math.max(most, line[at]!.length), 0));
  const padded = (text: string, at: number) =>
    sides[at] === 'right' ? text.padStart(widths[at]!) : text.padEnd(widths[at]!);
  return lines.map((line) => line.map(padded).join('  ').trimEnd()).join('\n');
}

function cell(value: string | number | null | undefined, amount: boolean): string {
  if (value === null || value === undefined) return '—';
  return amount ? String(value).replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, '\u202f') : String(value);
}
