import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { GrantRow, RefusedRow } from '@anslag/interchange/360giving/grant';
import { readGrantsCsv } from '@anslag/interchange/360giving/read-csv';
import { readGrantsJson } from '@anslag/interchange/360giving/read-json';
import { Failure, WrongUsage } from '../failing';

export interface GrantFile {
  grants: GrantRow[];
  refused: RefusedRow[];
}

/** Reads a 360Giving file, by its ending. A grant's id that stands twice is refused the second time. */
export async function readGrantFile(path: string): Promise<GrantFile> {
  const file: GrantFile = { grants: [], refused: [] };
  const firstRows = new Map<string, number>();
  for await (const read of rowsOf(path)) {
    if ('reason' in read) {
      file.refused.push(read);
      continue;
    }
    const { row, grant } = read;
    const first = firstRows.get(grant.id);
    if (first === undefined) {
      firstRows.set(grant.id, row);
      file.grants.push(read);
    } else file.refused.push({ row, id: grant.id, code: 'twice', reason: `It stands in row ${first} already.` });
  }
  return file;
}

async function* rowsOf(path: string): AsyncIterable<GrantRow | RefusedRow> {
  try {
    switch (extname(path).toLowerCase()) {
      case '.json':
        return yield* readGrantsJson(await utf8(path));
      case '.csv':
        return yield* readGrantsCsv(Readable.from(decoded(path), { objectMode: false }));
      default:
        throw new WrongUsage(`${path} is neither a .json nor a .csv file.`);
    }
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'MalformedJson' && name !== 'Not360Giving') throw error;
    throw new Failure(`${path} is not 360Giving data: ${message.replace(/\.?$/, '.')}`);
  }
}

async function utf8(path: string): Promise<string> {
  const bytes = await readFile(path);
  if (!isUtf8(bytes)) throw notUtf8(path);
  return bytes.toString('utf8');
}

/** The file's text, piece by piece; never with characters that were not in it. */
async function* decoded(path: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
      yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? notUtf8(path) : error;
  }
}

const notUtf8 = (path: string): Failure => new Failure(`${path} is not UTF-8.`);
