import { Command } from 'commander';
import { addBalances } from './balances/command';
import { addErase } from './erase/command';
import { addExport } from './export/command';
import { addFund } from './fund/command';
import { addImport } from './import/command';
import { addIndexation } from './indexation/command';
import { addRebuild } from './rebuild/command';
import { addReplay } from './replay/command';
import { addUsers } from './users/command';

const more = `
Commands talk to a running ledger: set ANSLAG_URL (http://127.0.0.1:3400 unless said) and ANSLAG_TOKEN. Under npm, options
come after two dashes, and paths are relative to where it was called:

  npm run anslag -- import grants-2024.json --dry-run
  npm run anslag -- balances --year 2024
  npm run anslag -- help import

Exit codes: 0 done, 1 failed or something was refused or differs, 2 called in a way that it does not take.`;

/** The command line. Rejects with a CommanderError where it is used wrongly. */
export function program(): Command {
  const anslag = new Command('anslag')
    .description('Anslag, a ledger of public budgets and grants, on the command line.')
    .addHelpText('after', more)
    .configureHelp({ sortSubcommands: true })
    .showHelpAfterError('(add --help for what it takes)')
    .exitOverride();
  const all = [addImport, addFund, addIndexation, addExport, addBalances, addReplay, addRebuild, addErase, addUsers];
  for (const add of all) add(anslag);
  return anslag;
}
