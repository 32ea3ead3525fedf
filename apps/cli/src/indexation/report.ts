import { amountOf, formatAmount, zero } from '@anslag/money/amount';

/** What became of one allocation, as the ledger tells it. */
export interface IndexationLine {
  allocationId: string;
  status: 'adjusted' | 'proposed' | 'unchanged' | 'refused' | 'failed';
  code?: string;
  detail?: string;
  indexId: string;
  toYear: number;
  indexStatus: 'preliminary' | 'final';
  difference?: string;
  amount: string;
  currency: string;
  voucher?: string | null;
  warnings?: { code: string; detail: string }[];
}

export type IndexationTotal = Record<string, unknown>;

/** What a run came to; written by --report as JSON. */
export interface IndexationReport {
  bodyId: string;
  year: number;
  dryRun: boolean;
  allocations: IndexationLine[];
}

/** The report in words: each difference, what was not booked with its reason, and the sums. */
export function printed({ bodyId, year, dryRun, allocations }: IndexationReport): string {
  const of = (status: IndexationLine['status']) => allocations.filter((line) => line.status === status);
  const section = (title: string, lines: string[]) => (lines.length === 0 ? [] : ['', `${title}:`, ...lines]);
  const booked = ({ allocationId, indexId, toYear, indexStatus, difference, amount, currency }: IndexationLine) =>
    `  ${allocationId}: ${signed(difference ?? '?')} to ${amount} ${currency} (${indexId} ${toYear}, ${indexStatus})`;
  const why = ({ allocationId, code, detail }: IndexationLine) => `  ${allocationId}: ${code}: ${detail}`;
  const warned = allocations.flatMap(({ allocationId, warnings = [] }) =>
    warnings.map(({ code, detail }) => `  ${allocationId}: ${code}: ${detail}`),
  );
  return [
    `${dryRun ? 'Dry run, nothing is booked: ' : ''}${bodyId}, ${year}`,
    `${of('adjusted').length} adjusted${sumOf(of('adjusted'))}`,
    `${of('proposed').length} proposed${sumOf(of('proposed'))}`,
    `${of('unchanged').length} unchanged, ${of('refused').length} refused, ${of('failed').length} failed`,
    ...section('Adjusted', of('adjusted').map(booked)),
    ...section('Waiting for approval', of('proposed').map(booked)),
    ...section('Booked, and to be looked at', warned),
    ...section('Refused', of('refused').map(why)),
    ...section('Failed, run it again', of('failed').map(why)),
  ].join('\n');
}

const signed = (difference: string): string => (/^[1-9]|^0\.0*[1-9]/.test(difference) ? `+${difference}` : difference);

function sumOf(lines: readonly IndexationLine[]): string {
  const [first] = lines;
  if (!first) return '';
  const sum = lines.reduce((total, { difference = '0' }) => total.add(amountOf(difference)), zero);
  return ` ${signed(formatAmount(sum, first.currency))} ${first.currency}`;
}
