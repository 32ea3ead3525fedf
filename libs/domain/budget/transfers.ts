import { amountOf, formatAmount, parseAmount, type Amount } from '@anslag/money/amount';
import { effectiveDay } from '../decision';
import { unknownParty } from '../party/decide';
import { against, booked, invalid, isRefusal, missing, type Decided, type Refusal } from '../refusal';
import { statedAmount } from '../stated-amount';
import { controlled } from './control';
import type { BudgetEvent, BudgetName, NotTaken, Transfer } from './events';
import { closed, locked, notOpenFor } from './phase';
import { notAvailableIn } from './programme-pots';
import { total, transferKey, type BudgetState, type OpenBudget, type SentTransfer } from './state';
import type {
  OtherEnd,
  ReceiveTransfer,
  ReverseTransfer,
  SendTransfer,
  SettleTransfer,
  TransferCommand,
  TransferOnItsWay,
} from './transfer-commands';

/**
 * Money that goes from one budget to another: sent here, received or declined there, and settled here. Each step is booked
 * once on its own stream, whoever takes it how often. Source: bookkeeping.md, "transferred between budgets".
 */
export function decideTransfer(command: TransferCommand, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  switch (command.type) {
    case 'SendTransfer':
      return toItself(command) ?? notOpenFor(command, state, budget) ?? send(command, state, budget);
    case 'ReverseTransfer':
      return notOpenFor(command, state, budget) ?? giveBack(command, state, budget);
    case 'ReceiveTransfer':
      return receive(command, state, budget);
    case 'SettleTransfer':
      return settle(command, state);
  }
}

function send(command: SendTransfer, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { transferId, to, decision, note, other } = command;
  const { currency } = budget;
  const stated = statedAmount(parseAmount, command.amount, currency, '/amount');
  if ('refused' in stated) return stated;
  const effectiveOn = effectiveDay(command.effectiveOn, decision, null);
  if (typeof effectiveOn !== 'string') return effectiveOn;
  const stopped = taken(transferId, state) ?? notFor(to, other, budget);
  if (stopped) return stopped;
  if (command.unknown) return unknownParty(command.unknown);
  const short = notAvailable(state, budget, stated.amount);
  if (short) return short;
  const transfer = { transferId, amount: stated.text, currency, effectiveOn, decision };
  return controlled(state, budget, null, [
    { type: 'TransferSent', data: { ...transfer, ...(note !== undefined && { note }), to } },
  ]);
}

/** The whole of it, on its own day, as long as it is still available here: also where control would let more be used. */
function giveBack(command: ReverseTransfer, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { transferId, reason, other, reverses } = command;
  const { from: to } = reverses;
  const received = state.received.get(transferKey(to, reverses.transferId));
  if (!received) return against('transfer-under-way', `The transfer ${reverses.transferId} has not arrived yet.`);
  if (received.declined) return against('transfer-returned', 'The transfer came back, so nothing is to be given back.');
  if (received.isReversal) return against('not-reversible', 'A transfer that gives another back cannot be reversed.');
  if (received.reversedBy !== null)
    return against('already-reversed', `The transfer has been given back already, as ${received.reversedBy}.`);
  const stopped = taken(transferId, state) ?? notFor(to, other, budget);
  if (stopped) return stopped;
  const { amount, effectiveOn } = received;
  const { currency } = budget;
  const short = notAvailable(state, budget, amountOf(amount));
  if (short) return short;
  const transfer = { transferId, amount, currency, effectiveOn, reason, reverses: reverses.transferId };
  return controlled(state, budget, null, [{ type: 'TransferSent', data: { ...transfer, to } }]);
}

/** Money on its way is never turned down for what is available, only where it could not be used or counted any more. */
function receive({ transfer }: ReceiveTransfer, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  if (state.received.has(transferKey(transfer.from, transfer.transferId))) return settled(transfer.transferId);
  if (state.phase !== 'open' && state.phase !== 'locked') return closed(budget, state.phase);
  // A lock can be lifted again: that it stood in the way has to be on this stream, or another could book it after all.
  if (state.phase === 'locked') return booked({ type: 'TransferDeclined', data: bare(transfer, 'budget-locked') });
  const answer = controlled(state, budget, null, [{ type: 'TransferReceived', data: transfer }]);
  return isRefusal(answer) ? booked({ type: 'TransferDeclined', data: bare(transfer, 'ledger-overflow') }) : answer;
}

function bare({ decision: _, note: __, reason: ___, ...transfer }: TransferOnItsWay, because: NotTaken) {
  return { ...transfer, because };
}

function settle({ transferId, because }: SettleTransfer, state: BudgetState): Decided<BudgetEvent> {
  const sent = state.sent.get(transferId);
  if (sent?.status !== 'under-way') return settled(transferId);
  const { to, amount, currency, effectiveOn, reverses } = sent;
  if (because === null) return booked({ type: 'TransferCompleted', data: { transferId, to } });
  const transfer: Transfer = { transferId, amount, currency, effectiveOn, ...(reverses && { reverses }) };
  const reason = `The budget of ${to.bodyId} for ${to.year} ${reasons[because]}.`;
  return booked({ type: 'TransferReturned', data: { ...transfer, to, because, reason } });
}

const reasons: Record<NotTaken, string> = {
  'budget-locked': 'was locked when it came',
  'budget-closed': 'was closed or being closed when it came',
  'ledger-overflow': 'would have passed the largest amount that the ledger can hold',
};

/** In every control mode: what nobody has appropriated would be money for another budget to use. What a programme keeps stays. */
function notAvailable(state: BudgetState, budget: OpenBudget, amount: Amount): Refusal | null {
  const available = total(state, 'AVAILABLE');
  if (available.gte(amount))
    return state.programmes.isEmpty() ? null : notAvailableIn(state, budget, undefined, amount);
  const { currency } = budget;
  const money = (one: Amount) => `${formatAmount(one, currency)} ${currency}`;
  return against('budget-exceeded', `Available is ${money(available)}, less than the ${money(amount)} to transfer.`);
}

/** The transfer that a path names: of the budget that sent it. */
export function sentBy({ bodyId, year }: BudgetName, state: BudgetState, transferId: string): SentTransfer | Refusal {
  if (state.budget === null) return missing('budget-not-found', `${bodyId} has no open budget for ${year}.`);
  const sent = state.sent.get(transferId);
  return sent ?? missing('transfer-not-found', `There is no transfer ${transferId} from this budget.`);
}

/** A budget with money on its way could get it back, so it does not end before that is settled. */
export function transfersUnderWay({ sent }: BudgetState): Refusal | null {
  const count = sent.count(({ status }) => status === 'under-way');
  return count === 0
    ? null
    : against(
        'transfer-under-way',
        `${count} transfers to other budgets are under way; they are settled by themselves.`,
      );
}

function toItself({ bodyId, year, to }: SendTransfer): Refusal | null {
  if (to.bodyId !== bodyId || to.year !== year) return null;
  return invalid('transfers-to-itself', 'A budget cannot transfer to itself.', '/toBodyId');
}

function taken(transferId: string, { sent }: BudgetState): Refusal | null {
  if (!sent.has(transferId)) return null;
  return against('already-exists', `The transfer ${transferId} exists already in this budget.`, '/transferId');
}

/** Why the budget at the other end takes nothing, as far as is known now. */
function notFor({ bodyId, year }: BudgetName, other: OtherEnd, budget: OpenBudget): Refusal | null {
  const at = '/toBodyId';
  if (!other) return against('budget-not-open', `${bodyId} has no open budget for ${year}.`, at);
  if (other.currency !== budget.currency)
    return against('currency-mismatch', `The budget of ${bodyId} is in ${other.currency}, not ${budget.currency}.`, at);
  if (other.phase === 'open') return null;
  const there = { ...budget, bodyId, year };
  return other.phase === 'locked' ? locked(there) : closed(there, other.phase);
}

const settled = (transferId: string): Refusal =>
  against('transfer-settled', `What became of the transfer ${transferId} is booked already.`);
