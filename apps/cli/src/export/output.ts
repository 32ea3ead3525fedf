import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { userPath } from '../paths';
import { ProgressBar } from '../progress';

/** Writes text, piece by piece, to a file or to standard output. */
export async function writeOut(text: AsyncIterable<string>, out: string | undefined): Promise<void> {
  if (out === undefined) {
    await pipeline(Readable.from(text), process.stdout, { end: false });
    return;
  }
  // A file is there whole or not at all.
  const [path, partial] = [userPath(out), `${userPath(out)}.partial`];
  try {
    await pipeline(Readable.from(text), createWriteStream(partial));
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Null where the bar would stand in the midst of what is written: on the terminal itself. */
export function progressBeside(out: string | undefined, what: string): ProgressBar | null {
  return out === undefined && process.stdout.isTTY ? null : new ProgressBar(what, null);
}
