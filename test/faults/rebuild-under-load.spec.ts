import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

jest.setTimeout(180_000);

const program = resolve(__dirname, '../bench/rebuild-under-load.mjs');

/** What test/bench/README.md has anyone run with a million events. */
async function underLoad(events: number) {
  const args = ['--disable-warning=ExperimentalWarning', program, '--events', String(events)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 170_000 });
  return JSON.parse(stdout);
}

test('readers meet no error, no gap and no wrong sum while read models of a history are made anew under load', async () => {
  const { rebuilds, during } = await underLoad(5_000);
  expect(rebuilds).toMatchObject([
    { projection: 'balances', state: 'done', differences: 0 },
    { projection: 'entries', state: 'done', differences: 0 },
  ]);
  expect(during).toMatchObject({ failures: 0, wrong: 0 });
  expect(during.reads).toBeGreaterThan(20);
  expect(during.writes).toBeGreaterThan(5);
});
