import type { Done } from './carry-out';
import type { Plan } from './plan';

/** What an import did, or would do; written by --report as JSON. */
export interface ImportReport {
  file: string;
  dryRun: boolean;
  bodies: string[];
  partiesRegistered: number;
  budgetsOpened: number;
  booked: number;
  replaced: number;
  noted: number;
  unchanged: number;
  changes: Done['told'];
  left: Plan['left'];
  refused: Done['refused'];
}

export function importReport(file: string, dryRun: boolean, plan: Plan, done: Done): ImportReport {
  return {
    file,
    dryRun,
    bodies: plan.bodies,
    partiesRegistered: done.parties,
    budgetsOpened: done.budgets,
    ...done.counts,
    unchanged: plan.unchanged,
    changes: done.told,
    left: plan.left,
    refused: done.refused,
  };
}

/** The report in words. */
export function printed(report: ImportReport): string {
  const { file, dryRun, bodies, changes, left, refused } = report;
  const counts = (['booked', 'replaced', 'noted', 'unchanged'] as const).map((deed) => `${report[deed]} ${deed}`);
  return [
    `${dryRun ? 'Dry run, nothing is booked: ' : ''}${file}, decided by ${bodies.join(', ') || 'nobody'}`,
    `${[...counts, `${refused.length} refused`].join(', ')} (${report.partiesRegistered} parties and ${report.budgetsOpened} budgets new)`,
    ...section('Changed', changes, ({ says, deed }) => `${deed}, ${says}`),
    ...section('Left as it is', left, ({ says }) => says),
    ...section('Refused', refused, ({ code, reason }) => `${code}: ${reason}`),
  ].join('\n');
}

/** A line each: reasons are too long for a table. */
function section<T extends { row: number; id: string | null }>(
  title: string,
  rows: readonly T[],
  says: (row: T) => string,
): string[] {
  if (rows.length === 0) return [];
  return ['', `${title}:`, ...rows.map((row) => `  row ${row.row}, ${row.id ?? 'without id'}: ${says(row)}`)];
}
