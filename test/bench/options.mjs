import { parseArgs } from 'node:util';

export const allRows = ['P1', 'P2', 'P3', 'P5', 'P10', 'P4', 'P6', 'P7', 'P8', 'P9'];

/**
 * What was asked for on the command line.
 * @param {string[]} args
 * @returns {{ rows: Set<string>, seconds: number, rounds: number, events: number }} `seconds` that each contestant runs per
 *   round; `events` that the history of P6 and P7 has
 */
export function optionsFrom(args) {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: allRows.join(',') },
      seconds: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '9' },
      events: { type: 'string', default: '1000000' },
    },
  });
  const rows = new Set(values.rows.split(',').map((row) => row.trim().toUpperCase()));
  const unknown = [...rows].filter((row) => !allRows.includes(row));
  if (unknown.length > 0) throw new RangeError(`No such row: ${unknown.join(', ')}. There are ${allRows.join(', ')}.`);
  return {
    rows,
    seconds: above(0, 'seconds', values.seconds),
    rounds: above(0, 'rounds', values.rounds),
    events: above(999, 'events', values.events),
  };
}

function above(least, name, text) {
  const number = Number(text);
  if (!(number > least)) throw new RangeError(`--${name} must be a number above ${least}, not ${text}`);
  return number;
}
