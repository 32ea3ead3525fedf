import type { Grant } from '@anslag/interchange/360giving/grant';
import { writeGrantsCsv, writeGrantsJson } from '@anslag/interchange/360giving/write-grants';
import { Connection } from '../connection';
import { Failure, WrongUsage } from '../failing';
import { readParties, type KnownParties } from '../import/books';
import type { ExportOptions } from './options';
import { progressBeside } from './output';
import { grantOf, isAwarded, type AwardedAllocation } from './published';

/** What a body has awarded as 360Giving data, in pieces. */
export async function grantsText(options: ExportOptions): Promise<AsyncIterable<string>> {
  const { body } = options;
  if (body === undefined) throw new WrongUsage('360Giving data is of one body: name it with --body.');
  if (options.effectiveAt !== undefined || options.store !== undefined)
    throw new WrongUsage('--effective-at and --store go with --format hledger.');
  const connection = new Connection(options, { masked: true });
  const now = { atLeast: await connection.head() };
  const parties = await readParties(connection, now);
  const grants = awarded(connection, parties, body, options, now);
  const first = await grants.next();
  if (first.done) throw new Failure(`${body} has awarded no grants there; 360Giving data holds at least one.`);
  const all = startingWith(first.value, grants);
  if (options.format === '360giving-json') return writeGrantsJson(all);
  return writeGrantsCsv(all, { individuals: parties.hasIndividuals });
}

async function* awarded(
  connection: Connection,
  parties: KnownParties,
  bodyId: string,
  options: ExportOptions,
  now: { atLeast: string | null },
): AsyncGenerator<Grant> {
  const { year, knownAt, knownPosition, out } = options;
  const body = await connection.get<{ name: string }>(`/parties/${bodyId}`, now);
  const query = { ...now, knownAt, knownPosition, bodyId, year };
  const pages = connection.pages<{ rows: AwardedAllocation[]; next: string | null }>('/allocations', query);
  const progress = progressBeside(out, 'Writing');
  for await (const { rows } of pages) {
    progress?.add(rows.length);
    for (const row of rows) if (isAwarded(row)) yield grantOf(row, body, parties);
  }
  progress?.end();
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncIterable<T> {
  yield first;
  yield* rest;
}
