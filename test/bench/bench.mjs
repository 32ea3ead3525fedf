import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsFrom } from './options.mjs';
import { eventStoreDbRows } from './rows-eventstoredb.mjs';
import { httpRows } from './rows-http.mjs';
import { writerRows } from './rows-writer.mjs';

/** Prints one JSON line per comparison; README.md says how to read them. */
const { rows, ...options } = optionsFrom(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), 'anslag-bench-'));
// However it ends, Ctrl-C included.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

await writerRows(rows, options, folder);
if (rows.has('P10')) await eventStoreDbRows(options);
if (rows.has('P4')) await httpRows(options, folder);
