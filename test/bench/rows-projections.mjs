import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from './emmett.mjs';
import { copyRows, insertRows, sumInMemory } from './fold-floors.mjs';
import { balancesBy, installedPrograms, writeJournal } from './journal.mjs';
import { printFigure } from './report.mjs';

const row = 'P6';
const rate = 'events/s';
const limits = { of: 512, ofMillion: 1024 };

/** The most memory that a process may take, in MiB, by how long the history is. */
export const memoryLimit = (events) => (events >= 1_000_000 ? limits.ofMillion : limits.of);

/**
 * Catching up from the first event: balances alone, then all read models in SQLite and in PostgreSQL. One go each, in a
 * process of its own, since each takes longer than any warm-up.
 * @param {{ events: number, signal: AbortSignal }} options
 * @param {string} history folder of the SQLite store; the read models of all end up beside it
 * @param {string} folder for temporary data
 */
export async function projectionRows({ events, signal }, history, folder) {
  await balancesAlone();
  await allInSqlite();
  await allInPostgres();

  async function balancesAlone() {
    const ours = await fold(`sqlite:${join(folder, 'P6-balances')}`, ['balances']);
    const what = `catching up from event 1: balances alone, ${events} events, SQLite`;
    printFigure(
      row,
      what,
      rate,
      ours.rate,
      events / sumInMemory(history),
      'better-sqlite3 and JSON.parse alone, summed in memory',
    );
    const memory = `peak memory of: ${what}`;
    printFigure(row, memory, 'MiB', ours.peakMiB, memoryLimit(events), 'the limit');
    for (const program of installedPrograms()) {
      const file = join(folder, 'P6.journal');
      const given = await writeJournal(history, file, program.mostEvents);
      const { seconds, peakMiB } = await balancesBy(program, file, signal);
      const name = given < events ? `${program.name}, the first ${given} events` : program.name;
      printFigure(row, what, rate, ours.rate, given / seconds, `${name}, the same postings as a journal`);
      if (peakMiB !== null) printFigure(row, memory, 'MiB', ours.peakMiB, peakMiB, name);
      rmSync(file);
    }
  }

  async function allInSqlite() {
    const ours = await fold(`sqlite:${history}`, null);
    const what = `catching up from event 1: all read models, ${events} events, SQLite`;
    const floor = events / insertRows(history, join(folder, 'P6-floor.db'));
    rmSync(join(folder, 'P6-floor.db'));
    printFigure(row, what, rate, ours.rate, floor, 'better-sqlite3 alone, inserts of the same rows');
    printFigure(row, `peak memory of: ${what}`, 'MiB', ours.peakMiB, memoryLimit(events), 'the limit');
  }

  async function allInPostgres() {
    const own = join(folder, 'P6-postgres');
    mkdirSync(own);
    chmodSync(folder, 0o755);
    const server = await startPostgres(own);
    // As root, the server runs as a user of its own, who writes files here.
    chmodSync(own, 0o777);
    try {
      const ours = await fold(server.url, null);
      const what = `catching up from event 1: all read models, ${events} events, PostgreSQL`;
      const floor = events / (await copyRows(server.url, own));
      printFigure(row, what, rate, ours.rate, floor, `PostgreSQL ${server.version} alone, COPY of the same rows`);
      printFigure(row, `peak memory of: ${what}`, 'MiB', ours.peakMiB, memoryLimit(events), 'the limit');
    } finally {
      await server.stop();
    }
  }

  /** The built runner in a process of its own. */
  async function fold(readDb, names) {
    const child = fork(fileURLToPath(new URL('fold.mjs', import.meta.url)), { signal });
    const ended = once(child, 'exit').then(([status]) => {
      throw new Error(`The projections ended with ${status}`);
    });
    ended.catch(() => undefined);
    child.send({ store: `sqlite:${history}`, readDb, names });
    const [{ seconds, peakMiB }] = await Promise.race([once(child, 'message'), ended]);
    return { rate: events / seconds, peakMiB };
  }
}
