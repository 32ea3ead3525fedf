import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A file of the repository that is made from the code, and committed. */
export interface GeneratedFile {
  /** Relative to where the program is called. */
  path: string;
  parser: 'json' | 'markdown';
  text: string;
  /** The npm script that makes it. */
  script: string;
}

/** Writes the file, or with `--check` says whether it is up to date. */
export async function writeOrCheck({ path, parser, text, script }: GeneratedFile): Promise<void> {
  const file = resolve(path);
  const made = await formatted(text, file, parser);
  if (!process.argv.includes('--check')) writeFileSync(file, made);
  else if (readFileSync(file, 'utf8') !== made) {
    process.stderr.write(`${path} is not what the code says: run "npm run ${script}" and commit it.\n`);
    process.exitCode = 1;
  }
}

/** As the repository's formatter has it, so that the drift check and the formatting check agree. */
async function formatted(text: string, file: string, parser: string): Promise<string> {
  const prettier = await import('prettier');
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), parser });
}
