import { formatMinor } from '@anslag/money/amount';
import type { Connection } from '../connection';
import { figureNames, isZero, keyOf, type FigureName, type Replay, type ReplayedRow } from './fold';

interface ReportedRow extends Record<FigureName, string | null> {
  year: number;
  bodyId: string;
  recipientId: string;
  currency: string;
}

/** A figure that the reports have otherwise than the log. */
export interface Difference {
  year: number;
  bodyId: string;
  recipientId: string;
  figure: string;
  replayed: string;
  reported: string;
}

/** Asks /balances as known at the replay's position, and lists every figure that differs. */
export async function differences(connection: Connection, replay: Replay): Promise<Difference[]> {
  const missing = new Map(replay.rows().map((row) => [keyOf(row), row]));
  const found: Difference[] = [];
  const pages = connection.pages<{ rows: ReportedRow[]; next: string | null }>('/balances', {
    knownPosition: replay.position ?? '0',
  });
  for await (const { rows } of pages)
    for (const row of rows) {
      const replayed = missing.get(keyOf(row as never));
      missing.delete(keyOf(row as never));
      found.push(...compared(row, replayed, row));
    }
  // The report leaves out rows whose figures are all zero.
  for (const row of missing.values()) if (!isZero(row)) found.push(...compared(row, row, undefined));
  return found;
}

function compared(
  { year, bodyId, recipientId, currency }: Omit<ReplayedRow, 'sums'>,
  replayed: ReplayedRow | undefined,
  reported: ReportedRow | undefined,
): Difference[] {
  return figureNames.flatMap((figure) => {
    const said = reported?.[figure] ?? null;
    const folded = replayed ? formatMinor(replayed.sums[figure], currency) : null;
    // Neither a row that is not there nor a figure that is not stated has money in it.
    const none = formatMinor(0n, currency);
    if ((said ?? none) === (folded ?? none)) return [];
    return [
      { year, bodyId, recipientId, figure: `${figure} ${currency}`, replayed: folded ?? '—', reported: said ?? '—' },
    ];
  });
}
