import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { SqliteSnapshots } from '@anslag/event-store/snapshots';
import { startOf } from '@anslag/event-store/stream-point';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { adjust, allocate, approve, command, disburse, release, replace, reverse, takeReturn } from '../domain/hsn';
import { availableIn, budgetIn, budgetStream } from './books';
import { FakeEventStore } from './fake-event-store';
import { count } from './tally';

const adopted = { appropriationId: 'ram', decision: { bodyId: 'hsn', decidedOn: '2019-11-12' } };

/** Each kind of entry, with what may be left out left out, or there and undefined. */
const commands: BudgetCommand[] = [
  command('OpenBudget', {
    currency: 'SEK',
    control: 'warn',
    approval: { policy: 'above', above: '500.00' },
    reuse: undefined,
  }),
  command('ProposeAppropriation', { appropriationId: 'ram', kind: 'original', amount: null, note: undefined }),
  command('AdoptAppropriation', { ...adopted, amount: '1000', effectiveOn: undefined }),
  allocate('100', { note: undefined, purposes: ['vård'], dimensions: { konto: '4' } }),
  allocate('900.5', { allocationId: 'large', supplementTo: 'unknown', title: undefined }),
  approve('berit', { allocationId: 'large' }),
  adjust('-10.00', { decision: undefined }),
  adjust('25'),
  disburse('one', '60.00', { reference: undefined }),
  takeReturn('back', '10.00', { reason: undefined }),
  release('5.00'),
  reverse('hsn/2019/7'),
  replace({ allocationId: 'large', newAllocationId: 'larger', amount: '950.00', note: undefined }),
  command('AnnotateAllocation', { allocationId: 'large', reason: 'a name', title: 'Large', note: undefined }),
];

const book = (writer: StreamWriter, given: BudgetCommand) => {
  const request = { ...count(1), command: given, actor: given.actor };
  return writer.execute(budgetDecider, budgetStream, request);
};

describe('a budget’s state that the writer has decided ahead', () => {
  it('is the one that its events tell, from the first one on and from a snapshot', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'anslag-rules-'));
    const snapshots = new SqliteSnapshots(directory);
    const store = new FakeEventStore();
    const writer = new StreamWriter(store);
    const outcomes = await Promise.all(commands.map((given) => book(writer, given)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(commands.map(() => 'done'));

    const ahead = (await writer.read(budgetDecider, budgetStream)).state;
    const replayed = (await new StreamWriter(store).read(budgetDecider, budgetStream)).state;
    snapshots.save(budgetStream, budgetDecider, { ...startOf(budgetDecider), state: ahead });
    const restored = snapshots.load(budgetStream, budgetDecider)!.state;
    const told = canonicalize(budgetDecider.encode(budgetIn(store.log)));
    for (const state of [ahead, replayed, restored]) expect(canonicalize(budgetDecider.encode(state))).toBe(told);
    expect(availableIn(store.log)).toBe('-60.00');

    snapshots.close();
    rmSync(directory, { recursive: true });
  });
});
