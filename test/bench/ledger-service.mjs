import { once } from 'node:events';
import { root } from './ledger.mjs';
import { start, stop } from './service.mjs';

/** The token of one who may do everything that rows ask for. */
export const token = 'bench-controller-0123456789';

/**
 * Starts the built ledger on the embedded store of a folder, and ends it after some work, as it does everything that the
 * work adds to `running`.
 * @param {string} folder
 * @param {(given: { ledger: { child: import('node:child_process').ChildProcess, url: string }, env: NodeJS.ProcessEnv,
 *   running: import('node:child_process').ChildProcess[] }) => Promise<void>} work
 */
export async function withLedger(folder, work) {
  const env = { ...process.env, NODE_ENV: 'production', ANSLAG_TOKEN_CONTROLLER: token, ANSLAG_TOKEN_AUDITOR: token };
  const store = `sqlite:${folder}`;
  const own = { ANSLAG_PORT: '0', ANSLAG_STORE: store, ANSLAG_READ_DB: store, ANSLAG_LOG_LEVEL: 'warn' };
  const running = [];
  try {
    const ledger = await start(`${root}dist/apps/ledger/src/main.js`, { ...env, ...own });
    running.push(ledger.child);
    await work({ ledger, env, running });
  } finally {
    for (const child of running) await stop(child);
  }
}

/** The load generator's next message. Throws where it ends instead. */
export async function answerOf(load) {
  const over = new AbortController();
  const ended = once(load, 'exit', over).then(() => {
    throw new Error('The load generator ended');
  });
  try {
    const [message] = await Promise.race([once(load, 'message', over), ended]);
    return message;
  } finally {
    ended.catch(() => undefined);
    over.abort();
  }
}

/** Registers the parties and opens so many budgets; returns the paths that allocations are posted to. */
export async function openBudgets(url, budgets) {
  const post = async (path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  };
  const bodies = Array.from({ length: budgets }, (_, number) => `namnd-${number}`);
  await post('/parties', { partyId: 'hsn', name: 'Hälso- och sjukvårdsnämnden', kind: 'body' });
  await post('/parties', { partyId: 'primarvarden', name: 'Primärvården', kind: 'cost-object' });
  for (const bodyId of bodies) {
    await post('/parties', { partyId: bodyId, name: `Nämnden ${bodyId}`, kind: 'body' });
    await post('/budgets', { bodyId, year: 2019, currency: 'SEK', control: 'none' });
  }
  return bodies.map((bodyId) => `/api/v1/budgets/${bodyId}/2019/allocations`);
}
