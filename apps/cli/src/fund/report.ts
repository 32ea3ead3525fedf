import { amountOf, formatAmount, zero } from '@anslag/money/amount';
import type { Funded, FundingLine } from './run';

type Status = FundingLine['status'];

/** What a run came to; written by --report as JSON. */
export interface FundReport {
  bodyId: string;
  year: number;
  dryRun: boolean;
  counts: Record<Status, number>;
  amounts: { currency: string; funded: string; proposed: string; 'already-funded': string }[];
  withoutTerms: number;
  agreements: FundingLine[];
}

const statuses = ['funded', 'proposed', 'already-funded', 'skipped', 'refused', 'failed'] as const;

export function fundReport(bodyId: string, year: number, dryRun: boolean, { lines, withoutTerms }: Funded): FundReport {
  const of = (status: Status) => lines.filter((line) => line.status === status);
  const currencies = [...new Set(lines.flatMap(({ currency }) => (currency === undefined ? [] : [currency])))].sort();
  const sum = (status: Status, currency: string) => {
    const own = of(status).filter((line) => line.currency === currency);
    return formatAmount(
      own.reduce((total, { amount }) => total.add(amountOf(amount!)), zero),
      currency,
    );
  };
  return {
    bodyId,
    year,
    dryRun,
    counts: Object.fromEntries(statuses.map((status) => [status, of(status).length])) as Record<Status, number>,
    amounts: currencies.map((currency) => ({
      currency,
      funded: sum('funded', currency),
      proposed: sum('proposed', currency),
      'already-funded': sum('already-funded', currency),
    })),
    withoutTerms,
    agreements: lines,
  };
}

/** The report in words: what was booked as sums, what was not with its reason. */
export function printed(report: FundReport): string {
  const { bodyId, year, dryRun, counts, amounts, withoutTerms, agreements } = report;
  const money = (status: 'funded' | 'proposed' | 'already-funded') =>
    amounts.map((one) => ` ${one[status]} ${one.currency}`).join(',');
  const why = ({ agreementId, code, detail }: FundingLine) => `  ${agreementId}: ${code}: ${detail}`;
  const section = (title: string, lines: string[]) => (lines.length === 0 ? [] : ['', `${title}:`, ...lines]);
  const of = (status: Status) => agreements.filter((line) => line.status === status).map(why);
  const shared = agreements.flatMap(({ agreementId, amount, currency, share }) =>
    share ? [`  ${agreementId}: ${amount} ${currency}, ${share.numerator}/${share.denominator} of ${share.of}`] : [],
  );
  const warned = agreements.flatMap(({ agreementId, warnings = [] }) =>
    warnings.map(({ code, detail }) => `  ${agreementId}: ${code}: ${detail}`),
  );
  return [
    `${dryRun ? 'Dry run, nothing is booked: ' : ''}${bodyId}, ${year}`,
    `${counts.funded} funded${money('funded')}`,
    `${counts.proposed} proposed${money('proposed')}`,
    `${counts['already-funded']} funded already${money('already-funded')}`,
    `${counts.skipped} skipped, ${counts.refused} refused, ${counts.failed} failed; ${withoutTerms} agreements without funding terms`,
    ...section('Shared with others', shared),
    ...section('Booked, and to be looked at', warned),
    ...section('Skipped', of('skipped')),
    ...section('Refused', of('refused')),
    ...section('Failed, run it again', of('failed')),
  ].join('\n');
}
