import type { BudgetEvent, Control } from '@anslag/domain/budget/events';
import { adopted, command, decision, decisionDay, proposedAppropriation, type Body } from './hsn';

// Programmes of the health board's budget for 2019: near care, and whatever else a spec opens.

export const programmeOpened = (programmeId = 'nara-vard', control: Control = 'stop'): BudgetEvent => ({
  type: 'ProgrammeOpened',
  data: { programmeId, name: 'Nära vård', control },
});

/** The event as it is on what is booked under a programme. */
export const booksUnder = (event: BudgetEvent, programmeId = 'nara-vard'): BudgetEvent =>
  ({ ...event, data: { ...event.data, programmeId } }) as BudgetEvent;

/** An appropriation to a programme: its proposal and adoption. */
export function appropriatedTo(programmeId: string, amount: string, appropriationId = `anslag-${programmeId}`) {
  const [proposal, adoption] = [proposedAppropriation(amount, appropriationId), adopted(amount, appropriationId)];
  return [booksUnder(proposal, programmeId), booksUnder(adoption, programmeId)];
}

type Ends = { fromProgrammeId?: string; toProgrammeId?: string };

export const movedBetween = (amount: string, ends: Ends, transferId = 'm1'): BudgetEvent => ({
  type: 'ProgrammeTransferred',
  data: { transferId, ...ends, amount, currency: 'SEK', effectiveOn: decisionDay, decision },
});

export const movedBack = (amount: string, ends: Ends, reverses: number, transferId = 'm1'): BudgetEvent => ({
  type: 'ProgrammeTransferReversed',
  data: {
    transferId,
    ...ends,
    amount,
    currency: 'SEK',
    effectiveOn: decisionDay,
    reason: 'A mistake',
    reverses,
  },
});

export const openProgramme = (more: Partial<Body<'OpenProgramme'>> = {}) =>
  command('OpenProgramme', { programmeId: 'nara-vard', name: 'Nära vård', ...more });

export const moveBetween = (amount: string, more: Partial<Body<'TransferBetweenProgrammes'>> = {}) =>
  command('TransferBetweenProgrammes', { transferId: 'm1', amount, decision, ...more });

export const moveBack = (transferId = 'm1') => command('ReverseProgrammeTransfer', { transferId, reason: 'A mistake' });
