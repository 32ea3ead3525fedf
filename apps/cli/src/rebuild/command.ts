import { InvalidArgumentError, type Command } from 'commander';
import type { RebuildJson } from '@anslag/read-models/rebuild-json';
import type { RebuildState } from '@anslag/read-models/rebuilds';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { WrongUsage } from '../failing';
import { embeddedStore } from '../paths';
import { rebuildsIn } from './alone';
import { rebuildsOver } from './over-http';
import type { Rebuilds } from './rebuilds';
import { shownList, shownRebuild } from './shown';
import { LeftRunning, watched } from './watch';

interface Options extends ConnectionOptions {
  watch?: number;
  accept?: number;
  withdraw?: number;
  reason?: string;
  list?: boolean;
  store?: string;
  json?: boolean;
}

const more = `
The new tables are made beside those in use, which readers go on reading, and both are compared row by row at one position.
Where nothing differs the new ones take their place. Where something does, the differences are listed (amounts in minor
units) and the tables in use stay, until somebody accepts them with a reason or withdraws the rebuild; the exit code is
then 1. Tables that came out empty never replace full ones. Ctrl-C leaves a rebuild to go on (exit code 130).

Needs the role admin; with --store no running ledger and no token, but nobody else may use the store meanwhile.

Examples:
  anslag rebuild balances
  anslag rebuild --list
  anslag rebuild --watch 3
  anslag rebuild --accept 3 --reason "Returns were counted twice until 0.2"
  anslag rebuild entries --store sqlite:var/ledger`;

export function addRebuild(program: Command): void {
  connects(
    program
      .command('rebuild')
      .summary('make a read model anew beside the one in use')
      .description('Makes a read model anew from the log, beside the one in use, and compares the two.')
      .argument('[projection]', 'the read model: balances, entries, … (/health names them)'),
  )
    .option('--watch <id>', 'go on watching a rebuild', rebuildId)
    .option('--accept <id>', 'accept its differences, with a reason', rebuildId)
    .option('--withdraw <id>', 'give it up, with a reason', rebuildId)
    .option('--reason <text>', 'why')
    .option('--list', 'show the last hundred rebuilds')
    .option('--store <url>', 'rebuild in an embedded store (sqlite:DIRECTORY) that no ledger runs on')
    .option('--json', 'as JSON: {rebuild, differences} or {rebuilds}')
    .addHelpText('after', more)
    .action(rebuild);
}

function rebuildId(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give the number of a rebuild; --list shows them.');
  return Number(text);
}

async function rebuild(projection: string | undefined, options: Options): Promise<void> {
  const { watch, accept, withdraw, reason, list, store, json = false } = options;
  const given = [projection, watch, accept, withdraw, list].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new WrongUsage('Name a read model, or one of --watch, --accept, --withdraw and --list.');
  const isDecision = accept !== undefined || withdraw !== undefined;
  if (isDecision !== (reason !== undefined)) throw new WrongUsage('--accept and --withdraw take a --reason each.');
  const rebuilds = store === undefined ? rebuildsOver(new Connection(options)) : await rebuildsIn(embeddedStore(store));
  try {
    if (list) {
      const all = await rebuilds.list();
      process.stdout.write(`${json ? JSON.stringify({ rebuilds: all }, null, 2) : shownList(all)}\n`);
      return;
    }
    const begun = await begin(rebuilds, projection, options);
    const rebuilt = await follow(rebuilds, begun, options);
    if (rebuilt !== (withdraw === undefined ? 'done' : 'withdrawn')) process.exitCode ??= 1;
  } finally {
    await rebuilds.close();
  }
}

function begin(rebuilds: Rebuilds, projection: string | undefined, options: Options): Promise<RebuildJson> {
  const { watch, accept, withdraw, reason } = options;
  if (projection !== undefined) return rebuilds.request(projection);
  if (accept !== undefined) return rebuilds.accept(accept, reason!);
  if (withdraw !== undefined) return rebuilds.withdraw(withdraw, reason!);
  return rebuilds.find(watch!);
}

/** Shows a rebuild until it has ended or waits for a decision; the state that it is in then, null where it was left alone. */
async function follow(rebuilds: Rebuilds, begun: RebuildJson, { store, json }: Options): Promise<RebuildState | null> {
  const command = `anslag rebuild${store === undefined ? '' : ` --store ${store}`}`;
  try {
    const rebuilt = await watched(rebuilds, begun);
    const differences = rebuilt.state === 'differs' ? await rebuilds.differences(rebuilt.id) : [];
    const shown = json
      ? JSON.stringify({ rebuild: rebuilt, differences }, null, 2)
      : shownRebuild(rebuilt, differences, command);
    process.stdout.write(`${shown}\n`);
    return rebuilt.state;
  } catch (error) {
    if (!(error instanceof LeftRunning)) throw error;
    const { id, projection } = begun;
    const again = `"${command} --watch ${id}" shows how far it is`;
    process.stderr.write(`Rebuild ${id} of ${projection} has not ended. ${rebuilds.leftAlone}; ${again}.\n`);
    process.exitCode = 130;
    return null;
  }
}
