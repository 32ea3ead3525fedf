import { join } from 'node:path';
import { largeBody, recipientOf, years } from './history.mjs';
import { callerOf } from './http-calls.mjs';
import { token, withLedger } from './ledger-service.mjs';
import { product } from './ledger.mjs';
import { closedLoop, inTurn } from './measure.mjs';
import { peakMemory } from './memory.mjs';
import { printFigure, printTails } from './report.mjs';
import { memoryLimit } from './rows-projections.mjs';

const row = 'P7';
const peerName = 'better-sqlite3 alone, one sum over the same entries';

/**
 * Balances at points of both time axes, asked of the whole service over HTTP on one connection, against a bare sum in SQLite.
 * Every request asks for another recipient, day and instant.
 * @param {import('./measure.mjs').Options & { events: number }} options
 * @param {string} history folder of the SQLite store, with the read models beside it or without
 */
export async function reportRows(options, history) {
  await withLedger(history, async ({ ledger }) => {
    const caller = callerOf(ledger.url, token);
    await caughtUp(caller, options.signal);
    await indexed(history, options.signal);
    const floor = openSums(history);
    const next = points(history);
    try {
      const what = '99th percentile of: GET the balances of one recipient';
      await compared(`${what} at an effectiveAt`, ({ effectiveAt, recipientId }) => ({ recipientId, effectiveAt }));
      await compared(`${what} at an effectiveAt and a knownAt`, ({ position: _, ...point }) => point);
      const large = { year: 2019, bodyId: largeBody };
      const allocations = floor.allocations(large);
      const year = `99th percentile of: GET the balances of a year of ${allocations} allocations`;
      await compared(`${year} at an effectiveAt`, ({ effectiveAt }) => ({ ...large, effectiveAt }));
      await compared(`${year} at an effectiveAt and a knownAt`, ({ effectiveAt, knownAt }) => ({
        ...large,
        effectiveAt,
        knownAt,
      }));
      const memory = 'peak memory of the ledger that catches up, hosts the projections and answers';
      printFigure(row, memory, 'MiB', peakMemory(ledger.child.pid), memoryLimit(options.events), 'the limit');
    } finally {
      caller.close();
      floor.close();
    }

    async function compared(what, asked) {
      const ours = () => caller.get(`/api/v1/balances?${new URLSearchParams(asked(next()))}`);
      const bare = () => {
        const point = next();
        floor.sums({ ...asked(point), ...('knownAt' in asked(point) && { position: point.position }) });
      };
      const [measured, peer] = await inTurn([closedLoop(1, ours), closedLoop(1, bare)], options);
      printTails(row, what, measured, peer, peerName);
    }
  });
}

async function caughtUp(caller, signal) {
  for (;;) {
    signal.throwIfAborted();
    const { projections } = await caller.get('/health');
    if (projections.length > 0 && projections.every(({ lag }) => lag.events === 0)) return;
    await new Promise((done) => setTimeout(done, 250));
  }
}

/** A ledger that has caught up makes the indexes next; until then a report looks at every row. */
async function indexed(history, signal) {
  const Database = product('better-sqlite3');
  const db = new Database(join(history, 'read.db'), { readonly: true });
  const names = db.prepare(
    "SELECT count(*) AS n FROM sqlite_master WHERE type = 'index' AND name LIKE 'entries_sums_by_%'",
  );
  while (names.get().n < 2) {
    signal.throwIfAborted();
    await new Promise((done) => setTimeout(done, 250));
  }
  db.close();
}

/** Points that differ from call to call: a recipient, a day, and an instant with the position that it stands for. */
function points(history) {
  const Database = product('better-sqlite3');
  const db = new Database(join(history, 'events.db'), { readonly: true });
  const { last } = db.prepare('SELECT max(position) AS last FROM events').get();
  const recordedAt = db.prepare('SELECT recorded_at AS at FROM events WHERE position = ?');
  let n = 0;
  return () => {
    n += 1;
    const position = 1 + ((n * 7_919 * 31) % last);
    const day = String(1 + (n % 28)).padStart(2, '0');
    return {
      recipientId: recipientOf(n * 13),
      effectiveAt: `${years[n % years.length]}-${String(1 + (n % 12)).padStart(2, '0')}-${day}`,
      knownAt: new Date(recordedAt.get(position).at).toISOString(),
      position,
    };
  };
}

/** The floor: one statement on the read model's file, without HTTP, names, or what a report says besides. */
function openSums(history) {
  const Database = product('better-sqlite3');
  const db = new Database(join(history, 'read.db'), { readonly: true });
  const sums = (where) =>
    db.prepare(
      `SELECT year, body_id, recipient_id, currency, sum(minor) AS remaining FROM entries
       WHERE ${where} AND effective_on <= @effectiveAt AND position <= @position AND account = 'COMMITTED'
       GROUP BY year, body_id, recipient_id, currency`,
    );
  const ofRecipient = sums('recipient_id = @recipientId');
  const ofBudget = sums('year = @year AND body_id = @bodyId');
  const decided = db.prepare('SELECT count(*) AS n FROM allocations WHERE year = @year AND body_id = @bodyId');
  return {
    sums: ({ knownAt: _, position = Number.MAX_SAFE_INTEGER, ...asked }) =>
      (asked.recipientId ? ofRecipient : ofBudget).all({ ...asked, position }),
    allocations: (budget) => decided.get(budget).n,
    close: () => db.close(),
  };
}
