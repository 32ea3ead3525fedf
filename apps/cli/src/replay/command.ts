import type { Command } from 'commander';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { WrongUsage } from '../failing';
import { embeddedStore } from '../paths';
import { ProgressBar } from '../progress';
import { table } from '../table';
import { differences, type Difference } from './compare';
import { amountOf, figureNames, isZero, Replay, type ReplayedEvent, type ReplayedRow } from './fold';
import { eventsIn, eventsOf } from './sources';
import { until, type Until } from './until';

interface Options extends ConnectionOptions {
  to?: () => Until;
  compare?: boolean;
  store?: string;
  json?: boolean;
}

const more = `
Every event is read and its postings are added up here; the ledger's own reports have no part in it. With --compare the
report of the same position is fetched and every figure that differs is listed; the exit code is then 1. A day given with
--to is meant whole, in ANSLAG_TIME_ZONE (Europe/Stockholm unless said).

Needs the role auditor or admin; with --store no running ledger and no token, but nobody else may use the store meanwhile.

Examples:
  anslag replay --compare
  anslag replay --to 2024-12-31
  anslag replay --to 18342 --compare
  anslag replay --store sqlite:var/ledger --json`;

export function addReplay(program: Command): void {
  connects(
    program
      .command('replay')
      .summary('add up the log from its first event, apart from the reports')
      .description('Adds up balances from the log itself, from its first event to a point, apart from the reports.'),
  )
    .option('--to <point>', 'a position, an instant or a day; else to the end', until)
    .option('--compare', 'compare with the report of that position')
    .option('--store <url>', 'read an embedded store (sqlite:DIRECTORY) that no ledger runs on')
    .option('--json', 'as JSON: {position, events, rows, differences}')
    .addHelpText('after', more)
    .action(replayLog);
}

async function replayLog(options: Options): Promise<void> {
  const { store, compare = false, json = false } = options;
  if (store !== undefined && compare) throw new WrongUsage('--compare asks a running ledger; leave out --store.');
  const connection = store === undefined ? new Connection(options) : null;
  const replay = await replayed(connection ? eventsOf(connection) : eventsIn(embeddedStore(store!)), options.to?.());
  const rows = replay.rows().filter((row) => !isZero(row));
  const found = compare ? await differences(connection!, replay) : null;
  process.stdout.write(`${json ? asJson(replay, rows, found) : shown(replay, rows, found)}\n`);
  if (found?.length) process.exitCode = 1;
}

async function replayed(pages: AsyncIterable<ReplayedEvent[]>, isKnown: Until = () => true): Promise<Replay> {
  const replay = new Replay();
  const progress = new ProgressBar('Events', null);
  try {
    for await (const events of pages)
      for (const event of events) {
        if (!isKnown(event)) return replay;
        replay.add(event);
        progress.add();
      }
    return replay;
  } finally {
    progress.end();
  }
}

function asJson({ position, events }: Replay, rows: readonly ReplayedRow[], found: Difference[] | null): string {
  const figures = (row: ReplayedRow) => Object.fromEntries(figureNames.map((name) => [name, amountOf(row, name)]));
  const shownRows = rows.map((row) => {
    const { sums: _, ...key } = row;
    return { ...key, ...figures(row) };
  });
  return JSON.stringify({ position, events, rows: shownRows, ...(found && { differences: found }) }, null, 2);
}

const titles = [
  'Allocated',
  'Reserved',
  'Disbursed',
  'Returned',
  'Released',
  'Carried in',
  'Carried out',
  'Prior year',
  'Remaining',
];

function shown({ position, events }: Replay, rows: readonly ReplayedRow[], found: Difference[] | null): string {
  if (position === null) return 'No event is known there.';
  const figures = figureNames.map((name, at) => {
    return { title: titles[at]!, amount: true, of: (row: ReplayedRow) => amountOf(row, name) };
  });
  const totals = new Map<string, ReplayedRow>();
  for (const row of rows) {
    const total = totals.get(row.currency) ?? { ...row, sums: { ...row.sums } };
    if (totals.has(row.currency)) for (const name of figureNames) total.sums[name] += row.sums[name];
    totals.set(row.currency, total);
  }
  const balances = table(
    [
      { title: 'Year', of: ({ year }) => year },
      { title: 'Body', of: ({ bodyId }) => bodyId },
      { title: 'Recipient', of: ({ recipientId }) => recipientId },
      { title: 'Currency', of: ({ currency }) => currency },
      ...figures,
    ],
    rows,
  );
  const sums = table([{ title: 'Total', of: ({ currency }) => currency }, ...figures], [...totals.values()]);
  const end = `${events} events up to position ${position}: ${rows.length} balances.`;
  return [...(rows.length > 0 ? [balances, '', sums] : []), end, ...(found ? [verdict(found)] : [])].join('\n');
}

function verdict(found: readonly Difference[]): string {
  if (found.length === 0) return 'The report of that position says the same.';
  const listed = table<Difference>(
    [
      { title: 'Year', of: ({ year }) => year },
      { title: 'Body', of: ({ bodyId }) => bodyId },
      { title: 'Recipient', of: ({ recipientId }) => recipientId },
      { title: 'Figure', of: ({ figure }) => figure },
      { title: 'Replayed', of: ({ replayed: one }) => one, amount: true },
      { title: 'Reported', of: ({ reported }) => reported, amount: true },
    ],
    found,
  );
  return `The report of that position differs in ${found.length} figures:\n${listed}`;
}
