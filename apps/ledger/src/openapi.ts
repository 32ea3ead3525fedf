import { writeOrCheck } from './generated-file';
import { openApiOf } from './http/openapi/document';
import { createLedger } from './ledger';

/** Writes docs/openapi.json, or with `--check` says whether it is up to date. Opens no store and no port. */
async function main(): Promise<void> {
  const text = JSON.stringify(openApiOf(await createLedger({ preview: true })));
  await writeOrCheck({ path: 'docs/openapi.json', parser: 'json', text, script: 'openapi' });
}

void main();
