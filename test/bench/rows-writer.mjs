import { join } from 'node:path';
import { openEmmett, startPostgres } from './emmett.mjs';
import { built, writerOn } from './ledger.mjs';
import { closedLoop, inTurn } from './measure.mjs';
import { printRates } from './report.mjs';
import { openFloor } from './sqlite-floor.mjs';
import { allocationsPerBudget, oneBudget, requestOf, shortBudgets, stoppingBudget, streamOf } from './workload.mjs';

const short = `each on budgets of its own, ${allocationsPerBudget} allocations a budget`;

/** The stream writer with the real decider on the embedded store, without HTTP. */
const rows = [
  { row: 'P1', callers: 1, perCommit: 1, what: `stream writer, 1 caller, ${short}`, work: shortBudgets },
  { row: 'P2', callers: 16, perCommit: 16, what: `stream writer, 16 callers, ${short}`, work: shortBudgets },
  {
    row: 'P3',
    callers: 32,
    perCommit: 32,
    what: 'stream writer, 32 callers on one budget in stop control',
    work: null,
  },
  {
    row: 'P5',
    callers: 4000,
    // About what the writer puts into one append of 512 KiB.
    perCommit: 600,
    what: 'allocations recorded on one budget in stop control, 4,000 in flight, no HTTP',
    work: null,
    // Its command handler loads the whole stream for each command: nothing is bulk to it.
    isBesideEmmett: false,
  },
];

/**
 * @param {Set<string>} wanted
 * @param {import('./measure.mjs').Options} options
 * @param {string} folder for temporary data
 */
export async function writerRows(wanted, options, folder) {
  const chosen = rows.filter(({ row }) => wanted.has(row));
  if (chosen.length === 0) return;
  const postgres = chosen.some(besideEmmett) ? await startPostgres(folder) : null;
  try {
    for (const row of chosen) await writerRow(row, options, folder, besideEmmett(row) ? postgres : null);
  } finally {
    await postgres?.stop();
  }
}

const besideEmmett = ({ isBesideEmmett = true }) => isBesideEmmett;

async function writerRow({ row, callers, perCommit, what, work }, options, folder, postgres) {
  const { SqliteStore } = built('libs/event-store/sqlite/sqlite-store');
  const store = await SqliteStore.open(join(folder, `${row}-ours`));
  const writer = writerOn(store);
  const emmett = postgres && (await openEmmett(postgres.url));
  const floor = openFloor(join(folder, `${row}-floor`), perCommit);
  try {
    const [ours, bottom, peer] = await inTurn(
      [
        await contestant(`${row}-ours`.toLowerCase(), writer),
        closedLoop(1, floor.once, perCommit),
        ...(emmett ? [await contestant(`${row}-emmett`.toLowerCase(), emmett)] : []),
      ],
      options,
    );
    if (peer)
      printRates(row, what, 'commands/s', ours, peer, `emmett-postgresql 0.42.0 on PostgreSQL ${postgres.version}`);
    const commits = perCommit === 1 ? 'one event a commit' : `${perCommit} events a commit`;
    printRates(row, what, 'commands/s', ours, bottom, `better-sqlite3 alone, synchronous FULL, ${commits}`);
  } finally {
    floor.close();
    await emmett?.close();
    await writer.drain();
    await store.close();
  }

  async function contestant(name, { execute }) {
    const next = work ? work(name) : oneBudget(name);
    if (!work)
      for (const command of stoppingBudget(name))
        await execute({ stream: streamOf(name), request: requestOf(command) });
    return closedLoop(callers, (caller) => {
      const { stream, command } = next(caller);
      return execute({ stream, request: requestOf(command) });
    });
  }
}
