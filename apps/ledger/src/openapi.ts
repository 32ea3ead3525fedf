import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLedger } from './ledger';
import { openApiOf } from './http/openapi/document';

/**
 * Writes docs/openapi.json (relative to where it is called), or with `--check` says whether it is up to date.
 * Opens no store and no port.
 */
async function main(): Promise<void> {
  const file = resolve('docs/openapi.json');
  const text = await formatted(JSON.stringify(openApiOf(await createLedger({ preview: true }))), file);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('docs/openapi.json is not what the routes say: run "npm run openapi" and commit it.\n');
    process.exitCode = 1;
  }
}

/** As the repository's formatter has it, so that the drift check and the formatting check agree. */
async function formatted(text: string, file: string): Promise<string> {
  const prettier = await import('prettier');
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), parser: 'json' });
}

void main();
