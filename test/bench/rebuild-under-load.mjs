import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeHistory } from './history.mjs';
import { root } from './ledger.mjs';
import { Load } from './rebuild-load.mjs';
import { start, stop } from './service.mjs';

/**
 * Rebuilds read models of a long history while readers read and a writer writes, and prints one JSON line of what they met.
 * Ends with 1 where a reader met an error, a gap or a sum that the books do not have. README.md says how to run it.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    projections: { type: 'string', default: 'balances,entries' },
  },
});
const events = Number(values.events);
if (!(events >= 500)) throw new RangeError(`--events must be a number from 500 on, not ${values.events}`);
const token = 'under-load-0123456789';
const folder = mkdtempSync(join(tmpdir(), 'anslag-rebuild-'));
const say = (text) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
let ledger = null;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    interrupted = true;
    ledger?.child.kill('SIGKILL');
  });

async function call(method, path, body) {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(ledger.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const isJson = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, body: isJson ? await answer.json() : await answer.text() };
}

async function caughtUp() {
  for (;;) {
    const { body } = await call('GET', '/health');
    if (body.projections.length > 0 && body.projections.every(({ lag }) => lag.events === 0)) return;
    await new Promise((done) => setTimeout(done, 250));
  }
}

/** Asks for a rebuild and waits for its end; how it went. */
async function rebuilt(projection) {
  const asked = performance.now();
  const { status, body } = await call('POST', '/api/v1/rebuilds', { projection });
  if (status !== 202) throw new Error(`The rebuild of ${projection} was answered with ${status}: ${body.detail}`);
  let [rebuild, seen] = [body, ''];
  while (rebuild.endedAt === null && rebuild.state !== 'differs') {
    await new Promise((done) => setTimeout(done, 100));
    rebuild = (await call('GET', `/api/v1/rebuilds/${rebuild.id}`)).body;
    if (seen !== rebuild.state) say(`${projection}: ${(seen = rebuild.state)}`);
  }
  const seconds = Math.round((performance.now() - asked) / 100) / 10;
  const { state, differences, compared, detail } = rebuild;
  return { projection, state, seconds, rows: compared, differences, ...(detail && { detail }) };
}

try {
  say(`writes ${events} events`);
  await writeHistory(folder, events, (done) => say(`wrote ${done}`));
  const store = `sqlite:${folder}`;
  const named = Object.fromEntries(['CONTROLLER', 'ADMIN', 'AUDITOR'].map((role) => [`ANSLAG_TOKEN_${role}`, token]));
  const own = { ANSLAG_PORT: '0', ANSLAG_STORE: store, ANSLAG_READ_DB: store, ANSLAG_LOG_LEVEL: 'warn', ...named };
  ledger = await start(`${root}dist/apps/ledger/src/main.js`, { ...process.env, NODE_ENV: 'production', ...own });
  const began = performance.now();
  await caughtUp();
  const catchUp = Math.round((performance.now() - began) / 100) / 10;
  say(`the read models are there after ${catchUp} s`);
  const load = new Load(call);
  await load.begin();
  const before = await load.rest(2_000);
  const rebuilds = [];
  for (const projection of values.projections.split(',')) rebuilds.push(await rebuilt(projection));
  const found = await load.end();
  const isGood = found.failures === 0 && found.wrong === 0 && rebuilds.every(({ state }) => state === 'done');
  console.log(JSON.stringify({ events, catchUpSeconds: catchUp, rebuilds, before, during: found }));
  for (const example of load.examples) say(example);
  if (!isGood) process.exitCode = 1;
} catch (error) {
  console.error(interrupted ? 'Stopped by a signal' : error);
  process.exitCode = 1;
} finally {
  if (ledger) await stop(ledger.child);
  rmSync(folder, { recursive: true, force: true });
}
