import type { RebuildStatus } from '@anslag/read-models/rebuilds';
import { observeRebuilds } from './rebuilds';
import { registry } from './registry';

const building: RebuildStatus = {
  id: 1,
  projection: 'balances',
  version: 1,
  state: 'building',
  requestedBy: 'admin',
  requestedAt: 0,
  position: 40n,
  target: 100n,
  compared: null,
  toCompare: null,
  differences: null,
  comparedAt: null,
  decidedBy: null,
  reason: null,
  detail: null,
  endedAt: null,
};

/** Every sample about rebuilds. */
async function samples(): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n');
  return lines.filter((line) => line.startsWith('anslag_rebuild_'));
}

test('a rebuild says its state, how far it has come and how far it must', async () => {
  observeRebuilds([building]);
  expect(await samples()).toEqual([
    'anslag_rebuild_state{projection="balances",state="building"} 1',
    'anslag_rebuild_position{projection="balances"} 40',
    'anslag_rebuild_target_position{projection="balances"} 100',
  ]);
  observeRebuilds([{ ...building, state: 'comparing', position: 100n, compared: 3, toCompare: 7, differences: 0 }]);
  expect(await samples()).toEqual([
    'anslag_rebuild_state{projection="balances",state="comparing"} 1',
    'anslag_rebuild_position{projection="balances"} 100',
    'anslag_rebuild_target_position{projection="balances"} 100',
    'anslag_rebuild_compared_rows{projection="balances"} 3',
    'anslag_rebuild_rows_to_compare{projection="balances"} 7',
    'anslag_rebuild_differences{projection="balances"} 0',
  ]);
});

test('one that has ended, or was withdrawn, or of which the database says nothing, is no longer told of', async () => {
  for (const none of [[], [{ ...building, state: 'withdrawn' as const }], null]) {
    observeRebuilds([building]);
    observeRebuilds(none);
    expect(await samples()).toEqual([]);
  }
});
