import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerOf, openBudgets, token, withLedger } from './ledger-service.mjs';
import { closedLoop, inTurn } from './measure.mjs';
import { printRates } from './report.mjs';
import { start } from './service.mjs';
import { openFloor } from './sqlite-floor.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const connections = 32;
const budgets = 8;
/** About what a group commit of a batch holds. */
const eventsPerCommit = 256;
const decision = { bodyId: 'hsn', decidedOn: '2019-11-12', caseNumber: 'HSN 2019-123', item: '§ 95' };
export const allocation = {
  recipientId: 'primarvarden',
  kind: 'one-off',
  amount: '1250.50',
  supplementTo: 'unknown',
  purposes: ['äldre', 'komplexa behov'],
  title: 'Engångsersättning till primärvården',
  decision,
};

/**
 * The whole service over HTTP on the embedded store, against a Nest handler with the same access rules and DTO that answers
 * a ready-made 201. Services and load generator are processes of their own.
 * @param {import('./measure.mjs').Options} options
 * @param {string} folder for temporary data
 */
export async function httpRow(options, folder) {
  await withLedger(join(folder, 'P4-ledger'), async ({ ledger, env, running }) => {
    const canned = await start(here('canned-service.mjs'), env);
    running.push(canned.child);
    const load = fork(here('http-load.mjs'), { serialization: 'advanced' });
    running.push(load);
    const paths = await openBudgets(ledger.url, budgets);
    const contestant = (url) => async (seconds, latencies) => {
      load.send({ url, paths, token, body: JSON.stringify(allocation), connections, seconds });
      const done = await answerOf(load);
      for (const time of done.latencies) latencies.push(time);
      return done.rate;
    };
    const contestants = [contestant(ledger.url), contestant(canned.url)];
    // Services take longer than a function until the compiler has seen what is hot in them.
    for (const warmUp of contestants) await warmUp(3 * options.seconds, []);
    const [ours, peer] = await inTurn(contestants, options);
    const what = `POST allocations over HTTP, ${connections} connections, ${budgets} budgets`;
    printRates('P4', what, 'requests/s', ours, peer, 'Nest on Fastify, same guards and DTO, canned 201');
  });
}

/**
 * Lines of one batch after another on one connection, against better-sqlite3 alone with as many events a commit as a group of
 * the ledger's has. Every batch opens budgets of its own.
 * @param {import('./measure.mjs').Options} options
 * @param {string} folder for temporary data
 */
export async function batchesRow(options, folder) {
  await withLedger(join(folder, 'P5-ledger'), async ({ ledger, running }) => {
    const load = fork(here('batch-load.mjs'), { serialization: 'advanced' });
    running.push(load);
    await openBudgets(ledger.url, budgets);
    const bodyIds = Array.from({ length: budgets }, (_, number) => `namnd-${number}`);
    let year = 2019;
    const ours = async (seconds, latencies) => {
      year += 1;
      load.send({ url: ledger.url, token, bodyIds, year, allocation, seconds });
      const done = await answerOf(load);
      for (const time of done.latencies) latencies.push(time);
      return done.rate;
    };
    await ours(3 * options.seconds, []);
    const floor = openFloor(join(folder, 'P5-http-floor'), eventsPerCommit);
    try {
      const [measured, peer] = await inTurn([ours, closedLoop(1, floor.once, eventsPerCommit)], options);
      const what = `lines of /batches over HTTP, 1 connection, allocations on ${budgets} budgets`;
      const peerName = `better-sqlite3 alone, synchronous FULL, ${eventsPerCommit} events a commit`;
      printRates('P5', what, 'lines/s', measured, peer, peerName);
    } finally {
      floor.close();
    }
  });
}
