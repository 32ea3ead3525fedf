import type { RebuildStatus } from '@anslag/read-models/rebuilds';
import { Gauge } from 'prom-client';
import { registry } from './registry';

/** What is told of rebuilds that have not ended: of each read model there is one at most. */
const registers = [registry];
const labelNames = ['projection'] as const;

const state = new Gauge({
  name: 'anslag_rebuild_state',
  help: '1 for the state that a rebuild is in; in state differs it waits for somebody to accept or withdraw it.',
  labelNames: ['projection', 'state'],
  registers,
});

const figures = [
  gauge('position', 'The position that the new tables have come to.', ({ position }) => position),
  gauge('target_position', 'The position that the new tables must come to.', ({ target }) => target),
  gauge('compared_rows', 'Rows compared so far.', ({ compared }) => compared),
  gauge('rows_to_compare', 'Rows to compare.', ({ toCompare }) => toCompare),
  gauge('differences', 'Rows found to differ.', ({ differences }) => differences),
];

function gauge(name: string, help: string, of: (rebuild: RebuildStatus) => bigint | number | null) {
  return { of, gauge: new Gauge({ name: `anslag_rebuild_${name}`, help, labelNames, registers }) };
}

/** `rebuilds`: those that have not ended; null where the database does not answer. */
export function observeRebuilds(rebuilds: readonly RebuildStatus[] | null): void {
  state.reset();
  for (const figure of figures) figure.gauge.reset();
  for (const rebuild of rebuilds ?? []) {
    const { projection } = rebuild;
    // Given up, while its tables are taken away; another may have been asked for.
    if (rebuild.state === 'withdrawn') continue;
    state.set({ projection, state: rebuild.state }, 1);
    for (const figure of figures) {
      const value = figure.of(rebuild);
      if (value !== null) figure.gauge.set({ projection }, Number(value));
    }
  }
}
