import { pause, type Connection } from './connection';
import { LedgerProblem, LedgerUnreachable, problem } from './ledger-client';
import type { ProgressBar } from './progress';

/** What became of one thing, as the ledger tells it. */
export interface RunLine {
  status: string;
}

interface RunEnd<T> {
  total: T & { stopped?: { code: string; detail: string } };
}

/** A run as the ledger takes it: POST to a path, answered with a line for each thing and the totals. */
export interface Run<L extends RunLine> {
  path: string;
  body: object;
  /** The header that says how many things the run is about. */
  countedIn: string;
  idOf(line: L): string;
  /** Whether a line says that this run has booked something, so that it stays although a later try finds it done already. */
  isBooked(line: L): boolean;
}

/** How often a run is sent again that comes no further, before that is given up. */
const tries = 8;

/**
 * Sends a run until it has come to its end. One that broke off, or left things of which nobody can say, is sent again: what it
 * had booked is booked already then, and is told as it was at first. The lines are in the order of their ids.
 */
export async function runToEnd<L extends RunLine, T extends object>(
  connection: Connection,
  { path, body, countedIn, idOf, isBooked }: Run<L>,
  progress: ProgressBar,
): Promise<{ lines: L[]; total: T }> {
  const told = new Map<string, L>();
  let ended: T | null = null;
  for (let tried = 1; ; tried += 1) {
    const settled = told.size;
    let failure: Error | null = new LedgerUnreachable('The ledger broke its answer off.');
    let failed = 0;
    try {
      let all: number | null = null;
      let heard = 0;
      const counted = (headers: Record<string, unknown>) => (all = Number(headers[countedIn] ?? NaN) || null);
      for await (const line of connection.run<L | RunEnd<T>>(path, body, counted)) {
        if ('total' in line) {
          ended = line.total;
          failure = line.total.stopped ? problem(503, line.total.stopped) : null;
          continue;
        }
        heard += 1;
        progress.at(heard, all);
        if (line.status === 'failed') failed += 1;
        const before = told.get(idOf(line));
        if (!before || !isBooked(before) || isBooked(line)) told.set(idOf(line), line);
      }
    } catch (error) {
      const passes = error instanceof LedgerUnreachable || (error instanceof LedgerProblem && error.status === 503);
      if (!passes) throw error;
      failure = error;
    }
    if (failure === null && ended && (failed === 0 || tried >= tries)) return { lines: inOrder(told), total: ended };
    if (told.size > settled) tried = 1;
    if (tried >= tries) throw failure!;
    await pause(tried);
  }
}

const inOrder = <L>(told: ReadonlyMap<string, L>): L[] =>
  [...told].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
