import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { built } from './ledger.mjs';
import { peakMemory } from './memory.mjs';

/** Plain-text accounting programs, and how many events each is given: one that takes minutes, fewer. */
const programs = [
  { command: 'ledger', args: ['balance', '--flat', '--no-total'], mostEvents: Infinity },
  { command: 'hledger', args: ['balance', '--flat', '--no-total'], mostEvents: 100_000 },
];

/** Those that are installed, with the first line of what they say of themselves. */
export function installedPrograms() {
  return programs.flatMap((program) => {
    const said = spawnSync(program.command, ['--version'], { encoding: 'utf8' });
    if (said.status !== 0) return [];
    const version = /\d+(\.\d+)+/.exec(said.stdout)?.[0] ?? '';
    return [{ ...program, name: `${program.command} ${version}` }];
  });
}

/**
 * Writes the postings of a store's first events as a journal that both programs read: an account for each balance that the
 * read model keeps apart.
 * @param {string} folder of the SQLite store
 * @param {string} file
 * @param {number} mostEvents
 * @returns {Promise<number>} how many events there were
 */
export async function writeJournal(folder, file, mostEvents) {
  const { SqliteLog } = built('libs/event-store/sqlite/sqlite-log');
  const { RecordedEvent } = built('libs/read-models/recorded-event');
  const { postingsOf } = built('libs/domain/accounts/postings');
  const log = new SqliteLog(folder);
  const journal = createWriteStream(file);
  let events = 0;
  for (let after = null; events < mostEvents;) {
    const page = await log.readAll(after, Math.min(10_000, mostEvents - events));
    if (page.length === 0) break;
    after = page.at(-1).position;
    events += page.length;
    const text = page.map((stored) => entryOf(new RecordedEvent(stored), postingsOf(stored))).join('');
    if (!journal.write(text)) await once(journal, 'drain');
  }
  await log.close();
  journal.end();
  await once(journal, 'close');
  return events;
}

function entryOf({ position, budget }, postings) {
  if (postings.length === 0) return '';
  const lines = postings.map(({ account, amount, currency, allocation }) => {
    const of = allocation && account !== 'AVAILABLE' ? `:${allocation.recipientId}:${allocation.kind}` : '';
    return `  ${budget.year}:${budget.bodyId}${of}:${account}  ${amount} ${currency}\n`;
  });
  return `${postings[0].effectiveOn} ${position}\n${lines.join('')}\n`;
}

/**
 * Has a program read a journal and print all balances.
 * @returns {Promise<{ seconds: number, peakMiB: number | null }>}
 */
export async function balancesBy({ command, args }, file, signal) {
  const start = performance.now();
  const child = spawn(command, ['-f', file, ...args], { stdio: ['ignore', 'ignore', 'inherit'], signal });
  let peakMiB = null;
  const watching = setInterval(() => (peakMiB = peakMemory(child.pid) ?? peakMiB), 50);
  try {
    const [status] = await once(child, 'exit');
    if (status !== 0) throw new Error(`${command} ended with ${status}`);
    return { seconds: (performance.now() - start) / 1000, peakMiB };
  } finally {
    clearInterval(watching);
  }
}
