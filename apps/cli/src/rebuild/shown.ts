import type { RebuildJson } from '@anslag/read-models/rebuild-json';
import type { Difference } from '@anslag/read-models/rebuilds';
import { table } from '../table';

/** How a rebuild stands, for people. `command`: what they call this program by, with the store where they named one. */
export function shownRebuild(rebuild: RebuildJson, differences: readonly Difference[], command: string): string {
  const { id, projection, state, compared, comparedAt, reason, detail } = rebuild;
  const name = `Rebuild ${id} of ${projection}`;
  const count = rebuild.differences ?? 0;
  switch (state) {
    case 'done':
      return count === 0
        ? `${name} is done: no difference in ${compared} rows at position ${comparedAt}.`
        : `${name} is done: ${differ(count)}, accepted by ${rebuild.decidedBy} (${reason}).`;
    case 'differs':
      return [
        listed(differences),
        ...(count > differences.length ? [`… and ${count - differences.length} more.`] : []),
        `${name}: ${differ(count)} of ${compared} at position ${comparedAt}; amounts are in minor units.`,
        'The tables in use stay, until the differences are accepted or the rebuild is given up:',
        `  ${command} --accept ${id} --reason "why the rows may differ"`,
        `  ${command} --withdraw ${id} --reason "why not"`,
      ].join('\n');
    case 'withdrawn':
      return `${name} was withdrawn (${reason}); the tables in use stay.`;
    case 'refused':
    case 'failed':
      return `${name} is ${state}; the tables in use stay. ${detail ?? ''}`.trimEnd();
    default:
      return `${name} is ${state}.`;
  }
}

const differ = (count: number): string => (count === 1 ? '1 row differs' : `${count} rows differ`);

export function shownList(rebuilds: readonly RebuildJson[]): string {
  if (rebuilds.length === 0) return 'No rebuild was asked for yet.';
  return table<RebuildJson>(
    [
      { title: 'Id', of: ({ id }) => id },
      { title: 'Read model', of: ({ projection }) => projection },
      { title: 'State', of: ({ state }) => state },
      { title: 'Asked for', of: ({ requestedAt }) => requestedAt },
      { title: 'By', of: ({ requestedBy }) => requestedBy },
      { title: 'Rows', of: ({ compared }) => compared },
      { title: 'Differ', of: ({ differences }) => differences },
      { title: 'Why', of: ({ reason, detail }) => reason ?? detail },
    ],
    rebuilds,
  );
}

interface Line {
  table: string;
  key: string;
  column: string;
  live: unknown;
  rebuilt: unknown;
}

function listed(differences: readonly Difference[]): string {
  return table<Line>(
    [
      { title: 'Table', of: (line) => line.table },
      { title: 'Row', of: ({ key }) => key },
      { title: 'Column', of: ({ column }) => column },
      { title: 'In use', of: ({ live }) => asText(live) },
      { title: 'Rebuilt', of: ({ rebuilt }) => asText(rebuilt) },
    ],
    differences.flatMap(linesOf),
  );
}

/** A line a column that differs; a row that is on one side only is told in one. */
function linesOf({ table: name, key, live, rebuilt }: Difference): Line[] {
  const row = { table: name, key: Object.values(key).join(' ') };
  if (live && rebuilt)
    return Object.keys(live).map((column) => ({ ...row, column, live: live[column], rebuilt: rebuilt[column] }));
  const whole = (side: Record<string, unknown> | null) => (side === null ? null : figuresOf(side, key));
  return [{ ...row, column: 'the whole row', live: whole(live), rebuilt: whole(rebuilt) }];
}

/** A row's columns beside its key, without those that are zero or absent. */
function figuresOf(row: Record<string, unknown>, key: Record<string, unknown>): string {
  const told = Object.entries(row).filter(([name, value]) => !(name in key) && value !== null && value !== '0');
  const text = told.map(([name, value]) => `${name} ${asText(value)}`).join(', ');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text || 'there';
}

const asText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
