import type { BudgetEvent, NotTaken, Transfer } from '@anslag/domain/budget/events';
import { command, decision, decisionDay, type Body } from './hsn';

// Money between the health board's budget for 2019 and the regional executive board's, as the first of them holds it.

export const rs = { bodyId: 'rs', year: 2019 };

const transfer = (amount: string, transferId: string): Transfer => ({
  transferId,
  amount,
  currency: 'SEK',
  effectiveOn: decisionDay,
});

export const sent = (amount: string, transferId = 't1', more: Partial<Transfer> = {}): BudgetEvent => ({
  type: 'TransferSent',
  data: { ...transfer(amount, transferId), decision, to: rs, ...more },
});

/** Sent to give back what {@link received} brought. */
export const sentBack = (amount: string, transferId = 'back'): BudgetEvent => ({
  type: 'TransferSent',
  data: { ...transfer(amount, transferId), reason: 'A mistake', reverses: 't1', to: rs },
});

export const received = (amount: string, transferId = 't1', more: Partial<Transfer> = {}): BudgetEvent => ({
  type: 'TransferReceived',
  data: { ...transfer(amount, transferId), decision, from: { ...rs, revision: 3 }, ...more },
});

export const declined = (amount: string, transferId = 't1'): BudgetEvent => ({
  type: 'TransferDeclined',
  data: { ...transfer(amount, transferId), from: { ...rs, revision: 3 }, because: 'budget-locked' },
});

export const completed = (transferId = 't1'): BudgetEvent => ({
  type: 'TransferCompleted',
  data: { transferId, to: rs },
});

export const cameBack = (amount: string, transferId = 't1', more: Partial<Transfer> = {}): BudgetEvent => ({
  type: 'TransferReturned',
  data: {
    ...transfer(amount, transferId),
    ...more,
    to: rs,
    because: 'budget-locked',
    reason: 'The budget of rs for 2019 was locked when it came.',
  },
});

const other = { currency: 'SEK', phase: 'open' as const };

export const send = (amount: string, more: Partial<Body<'SendTransfer'>> = {}) =>
  command('SendTransfer', { transferId: 't1', to: rs, amount, decision, other, ...more });

export const giveBack = (more: Partial<Body<'ReverseTransfer'>> = {}) =>
  command('ReverseTransfer', {
    transferId: 'back',
    reverses: { from: rs, transferId: 't1' },
    reason: 'A mistake',
    other,
    ...more,
  });

export const receive = (amount: string, transferId = 't1', more: Partial<Transfer> = {}) =>
  command('ReceiveTransfer', {
    transfer: { ...transfer(amount, transferId), decision, from: { ...rs, revision: 3 }, ...more },
  });

export const settle = (because: NotTaken | null, transferId = 't1') =>
  command('SettleTransfer', { transferId, because });
