import { Map } from 'immutable';
import { amountOf, type Amount } from '@anslag/money/amount';
import { decide } from './decide';
import { evolve } from './evolve';
import {
  initial,
  transferKey,
  type Allocation,
  type Appropriation,
  type BudgetState,
  type Dimension,
  type Programme,
  type ReceivedTransfer,
  type SentTransfer,
  type StandingProgrammeTransfer,
} from './state';

type Plain<T> = { [K in keyof T]: T[K] extends Amount ? string : T[K] };

interface StoredState {
  budget: BudgetState['budget'];
  revision: number;
  phase: BudgetState['phase'];
  carrying: BudgetState['carrying'];
  accounts: [string, string][];
  turnover: string;
  appropriations: Appropriation[];
  allocations: Plain<Allocation>[];
  entryIds: [string, number][];
  mandates: BudgetState['mandates'];
  broughtFrom: [string, string][];
  corrected: [string, string][];
  programmes: Plain<Programme>[];
  programmeTransfers: StandingProgrammeTransfer[];
  dimensions: (Omit<Dimension, 'codes'> & { codes: [string, 'open' | 'closed'][] })[];
  sent: SentTransfer[];
  received: ReceivedTransfer[];
}

/**
 * The budget stream's rules, as the stream writer takes them. `stateVersion` changes whenever a fold of the same events
 * yields another state; the golden fold in decider.spec.ts fails until it does.
 */
export const budgetDecider = {
  category: 'budget',
  stateVersion: 7,
  initial,
  decide,
  evolve,
  encode,
  decode,
};

function encode(state: BudgetState): StoredState {
  return {
    budget: state.budget,
    revision: state.revision,
    phase: state.phase,
    carrying: state.carrying,
    accounts: Object.entries(state.accounts).map(([account, sum]) => [account, sum.toFixed()]),
    turnover: state.turnover.toFixed(),
    appropriations: [...state.appropriations.values()],
    allocations: [...state.allocations.values()].map((allocation) => ({
      ...allocation,
      allocated: allocation.allocated.toFixed(),
      reserved: allocation.reserved.toFixed(),
      committed: allocation.committed.toFixed(),
      disbursed: allocation.disbursed.toFixed(),
      recovered: allocation.recovered.toFixed(),
    })),
    entryIds: [...state.entryIds],
    mandates: state.mandates,
    broughtFrom: [...state.broughtFrom],
    corrected: [...state.corrected],
    programmes: Array.from(state.programmes.values(), (one) => ({ ...one, available: one.available.toFixed() })),
    programmeTransfers: [...state.programmeTransfers.values()],
    dimensions: Array.from(state.dimensions.values(), (one) => ({ ...one, codes: [...one.codes] })),
    sent: [...state.sent.values()],
    received: [...state.received.values()],
  };
}

function decode(stored: unknown): BudgetState {
  const { accounts, turnover, appropriations, allocations, entryIds, broughtFrom, ...others } = stored as StoredState;
  const { corrected, programmes, programmeTransfers, dimensions, sent, received, ...plain } = others;
  return {
    ...plain,
    accounts: Object.fromEntries(accounts.map(([account, sum]) => [account, amountOf(sum)])),
    turnover: amountOf(turnover),
    appropriations: Map(appropriations.map((one) => [one.appropriationId, one])),
    allocations: Map(
      allocations.map((one): [string, Allocation] => [
        one.allocationId,
        {
          ...one,
          allocated: amountOf(one.allocated),
          reserved: amountOf(one.reserved),
          committed: amountOf(one.committed),
          disbursed: amountOf(one.disbursed),
          recovered: amountOf(one.recovered),
        } as Allocation,
      ]),
    ),
    entryIds: Map(entryIds),
    broughtFrom: Map(broughtFrom),
    corrected: Map(corrected),
    programmes: Map(programmes.map((one) => [one.programmeId, { ...one, available: amountOf(one.available) }])),
    programmeTransfers: Map(programmeTransfers.map((one) => [one.transferId, one])),
    dimensions: Map(dimensions.map((one) => [one.dimensionId, { ...one, codes: Map(one.codes) }])),
    sent: Map(sent.map((one) => [one.transferId, one])),
    received: Map(received.map((one) => [transferKey(one.from, one.transferId), one])),
  };
}
