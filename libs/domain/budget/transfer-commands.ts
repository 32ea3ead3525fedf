import type { Decision, UnknownParty } from '../decision';
import type { BudgetName, NotTaken, Transfer } from './events';
import type { Phase } from './state';
import type { On } from './year-end-commands';

/** What a transfer must know of the budget at its other end; null where there is none. */
export type OtherEnd = { currency: string; phase: Phase } | null;

export interface SendTransfer extends On {
  type: 'SendTransfer';
  transferId: string;
  to: BudgetName;
  amount: string;
  decision: Decision;
  effectiveOn?: string;
  note?: string;
  other: OtherEnd;
  unknown?: UnknownParty;
}

/** Gives back what was received: on the budget that received it. */
export interface ReverseTransfer extends On {
  type: 'ReverseTransfer';
  /** What the transfer back is called. */
  transferId: string;
  reverses: { from: BudgetName; transferId: string };
  reason: string;
  other: OtherEnd;
}

/** As the budget that it goes to will book it: with the entry of the one that sent it. */
export type TransferOnItsWay = Transfer & { from: BudgetName & { revision: number } };

/** Has a budget take what another has sent it, or say for good that it does not. */
export interface ReceiveTransfer extends On {
  type: 'ReceiveTransfer';
  transfer: TransferOnItsWay;
}

/** What became of a transfer at its other end, told to the budget that sent it. */
export interface SettleTransfer extends On {
  type: 'SettleTransfer';
  transferId: string;
  /** null where it was taken. */
  because: NotTaken | null;
}

export type TransferCommand = SendTransfer | ReverseTransfer | ReceiveTransfer | SettleTransfer;
