import { Option, type Command } from 'commander';
import { day, instant, partyId, position, year } from '../arguments';
import { connects } from '../connection';
import { grantsText } from './grants';
import { journalText } from './journal';
import { formats, type ExportOptions } from './options';
import { writeOut } from './output';

const more = `
360Giving data is what a body has awarded: allocations that are decided and not taken back, with their present amounts. Which
of 360Giving's fields the ledger keeps stands in docs/360giving.md.

A journal for hledger has a transaction for each event that moved money, on both time axes as with balances; accounts and
tags stand in docs/hledger.md. It needs another role than viewer; with --store no running ledger and no token, but nobody
else may use the store meanwhile.

Examples:
  anslag export --format 360giving-json --body trafford --out grants.json
  anslag export --format 360giving-csv --body trafford --year 2024 > grants-2024.csv
  anslag export --format 360giving-json --body trafford --known-at 2024-01-01T00:00:00Z --out then.json
  anslag export --format hledger | hledger -f - balance
  anslag export --format hledger --store sqlite:var/ledger --effective-at 2024-12-31 --out 2024.journal`;

export function addExport(program: Command): void {
  connects(
    program
      .command('export')
      .summary('write grants as 360Giving data, or the books as a journal for hledger')
      .description(
        'Writes the grants of a body as 360Giving data, JSON or CSV, or the entries as a journal for hledger.',
      ),
  )
    .addOption(new Option('--format <format>', 'how they are written').choices(formats).makeOptionMandatory())
    .option('--body <id>', 'of this deciding body; needed for 360Giving data', partyId)
    .option('--year <year>', 'only those of this budget year', year)
    .option('--effective-at <day>', 'what takes effect up to this day (hledger)', day)
    .addOption(
      new Option('--known-at <instant>', 'as the ledger knew it then').argParser(instant).conflicts('knownPosition'),
    )
    .option('--known-position <position>', 'as the ledger knew it at a position', position)
    .option('--store <url>', 'of an embedded store (sqlite:DIRECTORY) that no ledger runs on (hledger)')
    .option('--out <file>', 'where to; else standard output')
    .addHelpText('after', more)
    .action(exportBooks);
}

async function exportBooks(options: ExportOptions): Promise<void> {
  const text = options.format === 'hledger' ? journalText(options) : await grantsText(options);
  await writeOut(text, options.out);
}
