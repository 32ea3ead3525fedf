import type { Connection } from '../connection';
import type { ProgressBar } from '../progress';
import { runToEnd } from '../run-to-end';

/** What became of one agreement, as the ledger tells it. */
export interface FundingLine {
  agreementId: string;
  status: 'funded' | 'proposed' | 'already-funded' | 'skipped' | 'refused' | 'failed';
  code?: string;
  detail?: string;
  amount?: string;
  currency?: string;
  share?: { of: string; numerator: number; denominator: number };
  voucher?: string | null;
  warnings?: { code: string; detail: string }[];
}

export interface Funded {
  /** In the order of their ids. */
  lines: FundingLine[];
  withoutTerms: number;
}

/** Runs the funding to its end. */
export async function runFunding(
  connection: Connection,
  path: string,
  body: object,
  progress: ProgressBar,
): Promise<Funded> {
  const { lines, total } = await runToEnd<FundingLine, { withoutTerms: number }>(
    connection,
    {
      path,
      body,
      countedIn: 'anslag-agreements',
      idOf: ({ agreementId }) => agreementId,
      isBooked: ({ status }) => status === 'funded' || status === 'proposed',
    },
    progress,
  );
  return { lines, withoutTerms: total.withoutTerms };
}
