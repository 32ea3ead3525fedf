import type { Readable } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { pathOf, recipientHeadings, requiredHeadings } from './columns';
import { grantOf, type GrantRow, type RefusedRow } from './grant';
import { Not360Giving } from './read-json';

interface Line {
  record: string[];
  info: { lines: number };
}

/**
 * The grants of a CSV file with 360Giving's headings, in any order, others left aside; a row at a time. Throws
 * {@link Not360Giving} where it is no CSV, is not UTF-8, or lacks a heading.
 */
export async function* readGrantsCsv(file: Readable): AsyncIterable<GrantRow | RefusedRow> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  file.once('error', (error) => parser.destroy(error));
  let paths: (string | null)[] | null = null;
  let begins = 1;
  try {
    for await (const { record, info } of file.pipe(parser) as AsyncIterable<Line>) {
      const row = begins;
      begins = info.lines + 1;
      if (!paths) paths = headed(record);
      else if (record.length !== paths.length)
        yield { row, id: null, code: 'wrong-columns', reason: `It has ${record.length} cells, not ${paths.length}.` };
      else yield grantOf(row, fieldsOf(record, paths));
    }
  } catch (error) {
    if (!(error as CsvError).code?.startsWith('CSV_')) throw error;
    throw new Not360Giving(`It is not CSV: ${(error as Error).message}.`);
  }
  if (!paths) throw new Not360Giving('It is empty.');
}

function headed(headings: readonly string[]): (string | null)[] {
  const paths = headings.map(pathOf);
  const lacking = (wanted: readonly string[]) => wanted.filter((heading) => !paths.includes(pathOf(heading)));
  const { organisation, individual } = recipientHeadings;
  const missing = lacking(requiredHeadings);
  if (lacking(individual).length > 0) missing.push(...lacking(organisation));
  if (missing.length > 0) throw new Not360Giving(`It lacks the headings ${missing.join(', ')}.`);
  const twice = paths.find((path, at) => path !== null && paths.indexOf(path) !== at);
  if (twice) throw new Not360Giving(`The heading "${headings[paths.lastIndexOf(twice)]}" stands twice.`);
  return paths;
}

function fieldsOf(record: readonly string[], paths: readonly (string | null)[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [at, cell] of record.entries()) {
    const path = paths[at];
    if (path && cell.trim() !== '') fields.set(path, cell);
  }
  return fields;
}
