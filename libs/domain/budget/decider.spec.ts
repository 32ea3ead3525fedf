import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { golden, stored } from '../../../test/domain/golden';
import { budgetEventTypes } from '../../../test/domain/event-types';
import { budgetDecider } from './decider';
import type { RecordedBudgetEvent } from './events';
import type { BudgetState } from './state';

// The golden fold. If this fails, what a budget's events mean has changed, and snapshots taken before are wrong: raise
// stateVersion in decider.ts, write golden/state-vN.json for it from the new state, and leave the older files as they are.

const history = golden<RecordedBudgetEvent[]>(__dirname, 'history.json');
const stateFile = (version: number) => `state-v${version}.json`;

/** The state after each event of the history, from none to all of them. */
const states = history.reduce<BudgetState[]>(
  (before, event) => [...before, budgetDecider.evolve(before.at(-1) as BudgetState, event)],
  [budgetDecider.initial],
);

const encoded = (state: BudgetState) => stored(budgetDecider.encode(state));

/** A snapshot with its lists in one order: in which order they are kept says nothing. */
function sorted(snapshot: unknown): unknown {
  const lists = Object.entries(snapshot as Record<string, unknown>).map(([name, value]) => [
    name,
    Array.isArray(value) ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value,
  ]);
  return Object.fromEntries(lists) as unknown;
}

describe('the fold of a budget', () => {
  test('is what it was when its version was given', () => {
    const now = encoded(states.at(-1) as BudgetState);
    expect(sorted(now)).toEqual(sorted(golden(__dirname, stateFile(budgetDecider.stateVersion))));
  });

  test('was another in every version before', () => {
    const versions = Array.from({ length: budgetDecider.stateVersion }, (_, index) => index + 1);
    expect(versions.filter((version) => !existsSync(join(__dirname, 'golden', stateFile(version))))).toEqual([]);
    const folds = versions.map((version) => JSON.stringify(golden(__dirname, stateFile(version))));
    expect(new Set(folds).size).toBe(versions.length);
  });

  test('is of a history that has every type of event', () => {
    expect([...new Set(history.map(({ type }) => type))].sort()).toEqual(budgetEventTypes);
    expect(history.map(({ revision }) => revision)).toEqual(history.map((_, index) => index));
  });

  test('leaves the states before it as they were', () => {
    const before = states.map(encoded);
    const again = history.reduce((state, event) => budgetDecider.evolve(state, event), budgetDecider.initial);
    expect(states.map(encoded)).toEqual(before);
    expect(encoded(again)).toEqual(before.at(-1));
    expect(encoded(budgetDecider.initial)).toEqual(before[0]);
  });
});

describe('a snapshot', () => {
  test('is the state again, at every revision', () => {
    for (const state of states) {
      const snapshot = encoded(state);
      expect(encoded(budgetDecider.decode(snapshot))).toEqual(snapshot);
    }
  });

  test('with the events after it leads to the same state, from every revision', () => {
    const end = encoded(states.at(-1) as BudgetState);
    for (const [revision, state] of states.entries()) {
      const restored = budgetDecider.decode(encoded(state));
      expect(encoded(history.slice(revision).reduce(budgetDecider.evolve, restored))).toEqual(end);
    }
  });

  test('decides as the state itself does', () => {
    const state = states.at(-1) as BudgetState;
    const restored = budgetDecider.decode(encoded(state));
    const common = { bodyId: 'hsn', year: 2019, actor: 'bertil', today: '2019-12-31' };
    for (const allocationId of state.allocations.keys()) {
      for (const command of [
        { type: 'ApproveAllocation', allocationId, ...common } as const,
        { type: 'ReleaseAllocation', allocationId, reason: 'Not needed', ...common } as const,
        { type: 'ReverseAllocation', allocationId, reason: 'A mistake', ...common } as const,
      ])
        expect(budgetDecider.decide(command, restored)).toStrictEqual(budgetDecider.decide(command, state));
    }
  });
});

test('an entry on what the stream does not have stops the fold: it is a bug, not a refusal', () => {
  const [opened] = history as [RecordedBudgetEvent];
  const state = budgetDecider.evolve(budgetDecider.initial, opened);
  const on = (types: string[]) => history.filter(({ type }) => types.includes(type));
  for (const event of on(['AllocationApproved', 'DisbursementRecorded', 'AllocationReversed', 'AllocationAnnotated']))
    expect(() => budgetDecider.evolve(state, event)).toThrow('before its decision');
  for (const event of on(['AppropriationAdopted', 'AppropriationRejected', 'AppropriationReversed']))
    expect(() => budgetDecider.evolve(state, event)).toThrow('before its proposal');
  const unheard = { type: 'AllocationForgotten', data: {}, revision: 1, actor: 'anna' };
  expect(() => budgetDecider.evolve(state, unheard as unknown as RecordedBudgetEvent)).toThrow('No postings are known');
});
