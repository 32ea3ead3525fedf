import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { day, partyId, year } from '../arguments';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { decisionIn, takesDecision, type DecisionOptions } from '../decision';
import { userPath } from '../paths';
import { ProgressBar } from '../progress';
import { runToEnd } from '../run-to-end';
import { printed, type IndexationLine, type IndexationReport, type IndexationTotal } from './report';

interface Options extends ConnectionOptions, DecisionOptions {
  dryRun?: boolean;
  effectiveOn?: string;
  reason?: string;
  report?: string;
}

const more = `
Each allocation of the budget whose amount was computed with an index is computed again with what is published of the index
now, and the difference is booked: once, run it as often as you like. An allocation that was carried forward is adjusted in
the year that has it now. What an index has not published, and what is paid beyond the new amount, is listed with its reason.
The exit code is 1 where something was refused.

Needs the role controller.

Examples:
  anslag indexation hsn 2025 --dry-run
  anslag indexation hsn 2025 --effective-on 2025-11-30 --reason "Slutligt index för 2025"`;

export function addIndexation(program: Command): void {
  const command = connects(
    program
      .command('indexation')
      .summary('book the differences that newly published index values make')
      .description('Adjusts the allocations of a budget to what is published of their indexes, in a running ledger.')
      .argument('<body>', 'the body whose budget it is', partyId)
      .argument('<year>', 'the budget year', year)
      .option('--dry-run', 'say what would be booked, and book nothing'),
  );
  takesDecision(command, 'the body itself')
    .option('--effective-on <day>', 'the day that it takes effect; else the decision’s, or today', day)
    .option('--reason <text>', 'why; else the index, the year and its publications')
    .option('--report <file>', 'write the report as JSON too')
    .addHelpText('after', more)
    .action(adjust);
}

async function adjust(bodyId: string, yearText: string, options: Options): Promise<void> {
  const { dryRun = false, effectiveOn, reason } = options;
  const decision = decisionIn(options, bodyId);
  const run = {
    path: `/budgets/${bodyId}/${yearText}/indexation${dryRun ? '?dryRun=true' : ''}`,
    body: {
      ...(decision && { decision }),
      ...(effectiveOn !== undefined && { effectiveOn }),
      ...(reason !== undefined && { reason }),
    },
    countedIn: 'anslag-allocations',
    idOf: ({ allocationId }: IndexationLine) => allocationId,
    isBooked: ({ status }: IndexationLine) => status === 'adjusted' || status === 'proposed',
  };
  const progress = new ProgressBar(dryRun ? 'Asking' : 'Adjusting', null);
  const { lines } = await runToEnd<IndexationLine, IndexationTotal>(new Connection(options), run, progress).finally(
    () => progress.end(),
  );
  const report: IndexationReport = { bodyId, year: Number(yearText), dryRun, allocations: lines };
  process.stdout.write(`${printed(report)}\n`);
  if (options.report !== undefined) await writeFile(userPath(options.report), `${JSON.stringify(report, null, 2)}\n`);
  if (lines.some(({ status }) => status === 'refused' || status === 'failed')) process.exitCode = 1;
}
