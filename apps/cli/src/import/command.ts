import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { partyId } from '../arguments';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { userPath } from '../paths';
import { ProgressBar } from '../progress';
import { carryOut } from './carry-out';
import { planImport } from './plan';
import { readGrantFile } from './read-file';
import { importReport, printed } from './report';

interface Options extends ConnectionOptions {
  body?: string;
  dryRun?: boolean;
  report?: string;
}

const more = `
Each award year becomes a budget without control, each grant an allocation that is dated and decided on its award date.
Recipients are registered under ids made of their published ids, which are kept. Importing a file again books nothing; a
newer file books what is new, replaces allocations whose recipient, amount or award date has changed, and notes changed
names and descriptions, each with its reason in the audit trail. Individuals are registered as persons: their names and ids
are sealed, and stand in no text, report or log (docs/360giving.md). A row that cannot be booked is listed with the reason,
the others are booked all the same, and the exit code is 1. An import that broke off goes on when it is started again.

Needs the role controller.

Examples:
  anslag import grants-2024.json
  anslag import grants-2024.csv --body trafford --dry-run
  anslag import grants-2024.json --report refused.json`;

export function addImport(program: Command): void {
  connects(
    program
      .command('import')
      .summary('record the grants of a 360Giving file')
      .description('Records the grants of a 360Giving file, JSON or CSV, in a running ledger.')
      .argument('<file>', 'a .json or .csv file with 360Giving data'),
  )
    .option('--body <id>', 'the deciding body; else the party that bears the funder’s id, or one named for it', partyId)
    .option('--dry-run', 'say what would be done, and book nothing')
    .option('--report <file>', 'write the report as JSON too')
    .addHelpText('after', more)
    .action(importFile);
}

async function importFile(path: string, options: Options): Promise<void> {
  const { body, dryRun = false } = options;
  const connection = new Connection(options);
  const file = await readGrantFile(userPath(path));
  const name = basename(path);
  const plan = await planImport(connection, file, { file: name, body });
  const progress = new ProgressBar(
    dryRun ? 'Asking' : 'Recording',
    plan.parties.length + plan.budgets.length + plan.grants.length,
  );
  const done = await carryOut(connection, plan, { dryRun }, progress).finally(() => progress.end());
  const report = importReport(name, dryRun, plan, done);
  process.stdout.write(`${printed(report)}\n`);
  if (options.report !== undefined) await writeFile(userPath(options.report), `${JSON.stringify(report, null, 2)}\n`);
  if (report.refused.length > 0) process.exitCode = 1;
}
