import { zero } from '@anslag/money/amount';
import { said } from '../said';
import type { RecordedBudgetEvent } from './events';
import type { BudgetState } from './state';

type ProgrammeEvent = Extract<RecordedBudgetEvent, { type: `Programme${string}` }>;

/** What is known of programmes after one of their events; what they have follows from postings. Throws on a reversal of nothing. */
export function recordProgramme(state: BudgetState, event: ProgrammeEvent): BudgetState {
  switch (event.type) {
    case 'ProgrammeOpened': {
      const programme = { ...said(event.data, 'programmeId', 'name', 'control'), available: zero, funded: false };
      return { ...state, programmes: state.programmes.set(programme.programmeId, programme) };
    }
    case 'ProgrammeTransferred': {
      const moved = said(event.data, 'transferId', 'fromProgrammeId', 'toProgrammeId', 'amount', 'effectiveOn');
      const made = { ...moved, revision: event.revision, reversed: false };
      return { ...state, programmeTransfers: state.programmeTransfers.set(made.transferId, made) };
    }
    case 'ProgrammeTransferReversed': {
      const { transferId } = event.data;
      const made = state.programmeTransfers.get(transferId);
      if (!made) throw new Error(`The stream reverses the transfer ${transferId} before it was made`);
      return { ...state, programmeTransfers: state.programmeTransfers.set(transferId, { ...made, reversed: true }) };
    }
  }
}
