import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import type { Grant } from '@anslag/interchange/360giving/grant';
import { writeGrantsCsv, writeGrantsJson } from '@anslag/interchange/360giving/write-grants';
import { instant, partyId, position, year } from '../arguments';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { Failure } from '../failing';
import { readParties } from '../import/books';
import { userPath } from '../paths';
import { ProgressBar } from '../progress';
import { grantOf, isAwarded, type AwardedAllocation } from './published';

interface Options extends ConnectionOptions {
  format: '360giving-json' | '360giving-csv';
  body: string;
  year?: string;
  knownAt?: string;
  knownPosition?: string;
  out?: string;
}

const more = `
Writes what was awarded: allocations that are decided and not taken back, with their present amounts. Which of 360Giving's
fields the ledger keeps stands in docs/360giving.md.

Examples:
  anslag export --format 360giving-json --body trafford --out grants.json
  anslag export --format 360giving-csv --body trafford --year 2024 > grants-2024.csv
  anslag export --format 360giving-json --body trafford --known-at 2024-01-01T00:00:00Z --out then.json`;

export function addExport(program: Command): void {
  connects(
    program
      .command('export')
      .summary('write the grants of a body as 360Giving data')
      .description('Writes the grants of a deciding body as 360Giving data, JSON or CSV.'),
  )
    .addOption(
      new Option('--format <format>', 'how they are written')
        .choices(['360giving-json', '360giving-csv'])
        .makeOptionMandatory(),
    )
    .requiredOption('--body <id>', 'whose grants', partyId)
    .option('--year <year>', 'only those of this budget year', year)
    .addOption(
      new Option('--known-at <instant>', 'as the ledger knew it then').argParser(instant).conflicts('knownPosition'),
    )
    .option('--known-position <position>', 'as the ledger knew it at a position', position)
    .option('--out <file>', 'where to; else standard output')
    .addHelpText('after', more)
    .action(exportGrants);
}

async function exportGrants(options: Options): Promise<void> {
  const connection = new Connection(options);
  const grants = awarded(connection, options);
  const first = await grants.next();
  if (first.done) throw new Failure(`${options.body} has awarded no grants there; 360Giving data holds at least one.`);
  const write = options.format === '360giving-json' ? writeGrantsJson : writeGrantsCsv;
  const text = write(startingWith(first.value, grants));
  if (options.out === undefined) {
    await pipeline(Readable.from(text), process.stdout, { end: false });
    return;
  }
  // A file is there whole or not at all.
  const [path, partial] = [userPath(options.out), `${userPath(options.out)}.partial`];
  try {
    await pipeline(Readable.from(text), createWriteStream(partial));
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}

async function* awarded(connection: Connection, options: Options): AsyncGenerator<Grant> {
  const { body: bodyId, year: budgetYear, knownAt, knownPosition } = options;
  const now = { atLeast: await connection.head() };
  const known = { knownAt, knownPosition };
  const parties = await readParties(connection, now);
  const body = await connection.get<{ name: string }>(`/parties/${bodyId}`, now);
  const query = { ...now, ...known, bodyId, year: budgetYear };
  const pages = connection.pages<{ rows: AwardedAllocation[]; next: string | null }>('/allocations', query);
  const progress = new ProgressBar('Writing', null);
  for await (const { rows } of pages) {
    // On a terminal the bar would stand in the midst of the grants.
    if (options.out !== undefined) progress.add(rows.length);
    for (const row of rows) if (isAwarded(row)) yield grantOf(row, body, parties);
  }
  if (options.out !== undefined) progress.end();
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncIterable<T> {
  yield first;
  yield* rest;
}
