import { pause, type Connection } from '../connection';
import { LedgerProblem, LedgerUnreachable, problem } from '../ledger-client';
import type { ProgressBar } from '../progress';

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

interface FundingEnd {
  total: { withoutTerms: number; stopped?: { code: string; detail: string } };
}

export interface Funded {
  /** In the order of their ids. */
  lines: FundingLine[];
  withoutTerms: number;
}

/** How often a run is sent again that comes no further, before that is given up. */
const tries = 8;

/**
 * Runs the funding to its end. A run that broke off, or left agreements of which nobody can say, is sent again: what it had
 * funded is then funded already, and is told as it was at first.
 */
export async function runFunding(
  connection: Connection,
  path: string,
  body: object,
  progress: ProgressBar,
): Promise<Funded> {
  const told = new Map<string, FundingLine>();
  for (let tried = 1; ; tried += 1) {
    const settled = told.size;
    let failure: Error | null = new LedgerUnreachable('The ledger broke its answer off.');
    let withoutTerms = 0;
    let failed = 0;
    try {
      let total: number | null = null;
      let heard = 0;
      const all = (headers: Record<string, unknown>) => (total = Number(headers['anslag-agreements'] ?? NaN) || null);
      for await (const line of connection.run<FundingLine | FundingEnd>(path, body, all)) {
        if ('total' in line) {
          const { stopped } = line.total;
          failure = stopped ? problem(503, stopped) : null;
          withoutTerms = line.total.withoutTerms;
          continue;
        }
        heard += 1;
        progress.at(heard, total);
        if (line.status === 'failed') failed += 1;
        const before = told.get(line.agreementId);
        const isOurs = before?.status === 'funded' || before?.status === 'proposed';
        if (!(isOurs && line.status === 'already-funded')) told.set(line.agreementId, line);
      }
    } catch (error) {
      const passes = error instanceof LedgerUnreachable || (error instanceof LedgerProblem && error.status === 503);
      if (!passes) throw error;
      failure = error;
    }
    if (failure === null && (failed === 0 || tried >= tries)) return { lines: inOrder(told), withoutTerms };
    if (told.size > settled) tried = 1;
    if (tried >= tries) throw failure!;
    await pause(tried);
  }
}

const inOrder = (told: ReadonlyMap<string, FundingLine>): FundingLine[] =>
  [...told.values()].sort((a, b) => (a.agreementId < b.agreementId ? -1 : 1));
