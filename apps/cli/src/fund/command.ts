import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { day, dimensionsWith, partyId, year } from '../arguments';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { decisionIn, takesDecision, type DecisionOptions } from '../decision';
import { userPath } from '../paths';
import { ProgressBar } from '../progress';
import { fundReport, printed } from './report';
import { runFunding } from './run';

interface Options extends ConnectionOptions, DecisionOptions {
  dryRun?: boolean;
  effectiveOn?: string;
  note?: string;
  dimension?: Record<string, string>;
  report?: string;
}

const more = `
Each agreement of the body, or whose shares name it, that has funding terms for the year is booked in the body's budget of that year, which must be
open, once: run again, it funds what is not funded yet, also after it was broken off. What is not stated is skipped and never
0; each that is skipped or refused is listed with its reason. The exit code is 1 where something was refused.

Needs the role controller.

Examples:
  anslag fund hsn 2025 --dry-run
  anslag fund hsn 2025 --decided-on 2024-11-12 --item "§ 84"
  anslag fund hsn 2025 --dimension konto=4510 --dimension ansvar=1210`;

export function addFund(program: Command): void {
  const command = connects(
    program
      .command('fund')
      .summary('fund a year of all agreements of a body')
      .description('Funds a year of all agreements of a body by their terms, in a running ledger.')
      .argument('<body>', 'the body whose agreements and budget they are', partyId)
      .argument('<year>', 'the budget year', year)
      .option('--dry-run', 'say what would be booked, and book nothing'),
  );
  takesDecision(command, 'the body itself')
    .option('--effective-on <day>', 'the day that it takes effect; else the later of the decision and 1 January', day)
    .option('--note <text>', 'a note that each entry keeps')
    .option('--dimension <id=code>', 'what each entry is coded with, once for each dimension', dimensionsWith)
    .option('--report <file>', 'write the report as JSON too')
    .addHelpText('after', more)
    .action(fund);
}

async function fund(bodyId: string, yearText: string, options: Options): Promise<void> {
  const { dryRun = false, effectiveOn, note, dimension: dimensions } = options;
  const decision = decisionIn(options, bodyId);
  const body = {
    ...(decision && { decision }),
    ...(effectiveOn !== undefined && { effectiveOn }),
    ...(note !== undefined && { note }),
    ...(dimensions && { dimensions }),
  };
  const connection = new Connection(options);
  const path = `/budgets/${bodyId}/${yearText}/funding${dryRun ? '?dryRun=true' : ''}`;
  const progress = new ProgressBar(dryRun ? 'Asking' : 'Funding', null);
  const funded = await runFunding(connection, path, body, progress).finally(() => progress.end());
  const report = fundReport(bodyId, Number(yearText), dryRun, funded);
  process.stdout.write(`${printed(report)}\n`);
  if (options.report !== undefined) await writeFile(userPath(options.report), `${JSON.stringify(report, null, 2)}\n`);
  if (report.counts.refused + report.counts.failed > 0) process.exitCode = 1;
}
