import type { Command } from 'commander';
import { partyId } from '../arguments';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { decisionIn, takesDecision, type DecisionOptions } from '../decision';
import { Failure } from '../failing';
import { isTyped } from './asked';
import { question, shown, type Extent, type Party } from './told';

interface Options extends ConnectionOptions, DecisionOptions {
  reason: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

const more = `
The names and identifiers of a person or sole trader are gone for good, by destroying the key that they are sealed with. All
money stays as it is. What is erased and what stays is told; of who it was, nothing is, but in the question, so that the output
can be kept. The reason stays for ever: name a case there, not the person. See docs/personal-data.md for when one may erase.

It asks for the id to be typed, on a line of standard input, unless --yes is given. What the ledger refuses, it refuses before
that is asked. The exit code is 1 where nothing was erased.

Needs the role controller.

Examples:
  anslag erase p-1 --reason "Request 2031/12" --dry-run
  anslag erase p-1 --reason "Request 2031/12" --decided-on 2031-01-15 --decided-by hsn`;

export function addErase(program: Command): void {
  const command = connects(
    program
      .command('erase')
      .summary('erase the personal data of a person, for good')
      .description('Erases the personal data of a person or sole trader in a running ledger, for good.')
      .argument('<party>', 'whose data', partyId)
      .requiredOption('--reason <text>', 'why, such as the case that it was asked for in')
      .option('--dry-run', 'say what would be erased and what would stay, and erase nothing')
      .option('--yes', 'do not ask'),
  );
  takesDecision(command)
    .option('--json', 'as JSON: {dryRun, partyId, kind, erased, stays}')
    .addHelpText('after', more)
    .action(erase);
}

async function erase(id: string, options: Options): Promise<void> {
  const { reason, dryRun = false, yes = false, json = false } = options;
  const decision = decisionIn(options);
  const body = { reason, ...(decision && { decision }) };
  const connection = new Connection(options);
  const path = `/parties/${id}`;
  await connection.post(`${path}/erasure?dryRun=true`, body);
  const atLeast = await connection.head();
  const party = await connection.get<Party>(path, { atLeast });
  const extent: Extent = {
    partyId: id,
    kind: party.kind,
    erased: { names: party.names.length, identifiers: party.identifiers.length },
    stays: { allocations: await allocationsTo(connection, id, atLeast) },
  };
  if (!dryRun) {
    if (!yes && !(await isTyped(question(party), id)))
      throw new Failure(`Nothing is erased: ${id} was not typed. (--yes does not ask.)`);
    const { position } = await connection.post<{ position: string }>(`${path}/erasure`, body);
    await mustBeErased(connection, path, position);
  }
  process.stdout.write(`${json ? JSON.stringify({ dryRun, ...extent }, null, 2) : shown(extent, dryRun)}\n`);
}

async function allocationsTo(connection: Connection, recipientId: string, atLeast: string | null): Promise<number> {
  interface Page {
    rows: { recipientId: string }[];
    next: string | null;
  }
  let count = 0;
  // Those of parties merged into it are asked for with it, and are not its own.
  for await (const { rows } of connection.pages<Page>('/allocations', { recipientId, atLeast }))
    count += rows.filter((row) => row.recipientId === recipientId).length;
  return count;
}

/** Says nothing of an erasure that the reports do not show. */
async function mustBeErased(connection: Connection, path: string, atLeast: string): Promise<void> {
  const { erased, names, identifiers } = await connection.get<Party>(path, { atLeast });
  const left = [...names.map(({ name }) => name), ...identifiers.map(({ id }) => id)].filter(
    (text) => text !== '(erased)',
  );
  if (!erased || left.length > 0)
    throw new Failure('The erasure is recorded, but a report still shows what was to be erased: look at /health.');
}
