import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { approvals } from './approvals';
import { budgets } from './budgets';
import { entries } from './entries';
import { programmesAt } from './programme-report';

const on = { bodyId: 'hsn', year: 2020 };
const decision = { bodyId: 'hsn', decidedOn: '2020-03-01' };
let ledger: LedgerInMemory;
let models: ReadModelsOn;

const booked = (refusal: string | null): void => expect(refusal).toBeNull();
const position = () => ledger.log.events.at(-1)!.position;
const report = async (ask = {}) =>
  (await models.at(ask, [budgets, entries, approvals], (cut) => programmesAt(cut, 'hsn', 2020))).answer!;

function command(body: object): void {
  booked(ledger.budget({ ...on, ...body } as unknown as BudgetCommand));
}

function allocate(allocationId: string, amount: string, programme?: string): void {
  const of = { allocationId, recipientId: 'novahuset', kind: 'one-off', amount, decision };
  command({ type: 'Allocate', ...of, ...(programme !== undefined && { programme }) });
}

function appropriate(appropriationId: string, amount: string, programmeId?: string): void {
  const of = { appropriationId, kind: 'original', amount, ...(programmeId !== undefined && { programmeId }) };
  command({ type: 'ProposeAppropriation', ...of });
  command({ type: 'AdoptAppropriation', appropriationId, decision, effectiveOn: '2020-01-01' });
}

beforeEach(() => {
  ledger = new LedgerInMemory();
  command({ type: 'OpenBudget', currency: 'SEK', control: 'none' });
});

afterEach(() => models.close());

const none = Object.fromEntries(
  [
    ...(['appropriated', 'moved', 'reserved', 'committed', 'disbursed', 'returned', 'lapsed'] as const),
    ...(['carriedIn', 'carriedOut', 'transferredIn', 'transferredOut', 'priorYear'] as const),
  ].map((figure) => [figure, '0.00']),
);

test('a budget without programmes has all under none', async () => {
  appropriate('ram', '100');
  allocate('a', '30', 'any text');
  models = await ReadModelsOn.start(ledger.log);
  expect(await report()).toEqual({
    ...on,
    currency: 'SEK',
    revision: '3',
    rows: [
      {
        ...none,
        programmeId: null,
        name: null,
        control: 'none',
        appropriated: '100.00',
        committed: '30.00',
        available: '70.00',
      },
    ],
  });
});

test('each programme has its own, on both axes, and what it has no limit for is of what none has', async () => {
  const before = position();
  command({ type: 'OpenProgramme', programmeId: 'unga', name: 'Unga' });
  command({ type: 'OpenProgramme', programmeId: 'nara-vard', name: 'Nära vård', control: 'stop' });
  appropriate('ram', '100');
  appropriate('nara', '50', 'nara-vard');
  allocate('a', '30', 'nara-vard');
  allocate('b', '10', 'unga');
  const unfunded = position();
  command({ type: 'TransferBetweenProgrammes', transferId: 'm1', toProgrammeId: 'unga', amount: '25', decision });
  command({
    type: 'RecordDisbursement',
    allocationId: 'a',
    disbursementId: 'u1',
    amount: '5',
    effectiveOn: '2020-04-01',
  });
  models = await ReadModelsOn.start(ledger.log);
  const near = { ...none, programmeId: 'nara-vard', name: 'Nära vård', control: 'stop', appropriated: '50.00' };
  const young = { ...none, programmeId: 'unga', name: 'Unga', control: 'none' };
  const rest = { ...none, programmeId: null, name: null, control: 'none', appropriated: '100.00' };
  expect((await report()).rows).toEqual([
    { ...near, available: '20.00', committed: '25.00', disbursed: '5.00' },
    { ...young, available: '15.00', moved: '25.00', committed: '10.00' },
    { ...rest, available: '75.00', moved: '-25.00' },
  ]);
  expect((await report({ effectiveAt: '2020-02-29' })).rows).toEqual([
    { ...near, available: '50.00' },
    { ...young, available: null },
    { ...rest, available: '100.00' },
  ]);
  expect((await report({ knownPosition: unfunded })).rows).toEqual([
    { ...near, available: '20.00', committed: '30.00' },
    { ...young, available: null, committed: '10.00' },
    { ...rest, available: '90.00' },
  ]);
  expect((await report({ knownPosition: before })).rows).toEqual([{ ...rest, appropriated: '0.00', available: null }]);
});
