import type { BudgetName, NotTaken, RecordedBudgetEvent, Transfer } from './events';
import type { TransferOnItsWay } from './transfer-commands';
import { transferKey, type BudgetState, type ReceivedTransfer, type SentTransfer } from './state';

type TransferEvent = Extract<RecordedBudgetEvent, { type: `Transfer${string}` }>;

/** What is known of transfers after one of their events. Throws on one that settles what was never sent. */
export function recordTransfer(state: BudgetState, event: TransferEvent): BudgetState {
  switch (event.type) {
    case 'TransferSent': {
      const { data, revision, actor: by } = event;
      const sent = { ...data, status: 'under-way' as const, because: null, reversed: false, revision, by };
      const after = { ...state, sent: state.sent.set(data.transferId, sent) };
      return givingBack(after, data, data.transferId);
    }
    case 'TransferReceived': {
      const { reverses } = event.data;
      const after = arrived(state, event.data, null);
      return reverses === undefined ? after : sending(after, reverses, { reversed: true });
    }
    case 'TransferDeclined':
      return arrived(state, event.data, event.data.because);
    case 'TransferCompleted':
      return sending(state, event.data.transferId, { status: 'completed' });
    case 'TransferReturned':
      return givingBack(cameBack(state, event.data), event.data, null);
  }
}

/** A transfer under way, as the budget that it goes to will book it. */
export function onItsWay(sent: SentTransfer, { bodyId, year }: BudgetName): TransferOnItsWay {
  const { to: _, status: __, because: ___, reversed: ____, by: _____, revision, ...transfer } = sent;
  return { ...transfer, from: { bodyId, year, revision } };
}

/** What became of a transfer at the budget that it went to, for good; null where that is open. */
export function arrivalOf(at: BudgetState, from: BudgetName, transferId: string): { because: NotTaken | null } | null {
  const one = at.received.get(transferKey(from, transferId));
  if (one) return { because: one.declined };
  // A year that is being closed takes nothing any more: what it has not taken it never will.
  return at.phase === 'open' || at.phase === 'locked' ? null : { because: 'budget-closed' };
}

/** What was received is being given back by another transfer, or, where that came to nothing, is not. */
function givingBack(
  state: BudgetState,
  { to, reverses }: Pick<Transfer, 'reverses'> & { to: BudgetName },
  reversedBy: string | null,
): BudgetState {
  if (reverses === undefined) return state;
  const key = transferKey(to, reverses);
  const before = state.received.get(key);
  if (!before) throw new Error(`The stream gives back ${key} before it has come`);
  return { ...state, received: state.received.set(key, { ...before, reversedBy }) };
}

function arrived(
  state: BudgetState,
  { transferId, amount, effectiveOn, reverses, from: { bodyId, year } }: Transfer & { from: BudgetName },
  declined: NotTaken | null,
): BudgetState {
  const one: ReceivedTransfer = {
    from: { bodyId, year },
    transferId,
    amount,
    effectiveOn,
    declined,
    reversedBy: null,
    isReversal: reverses !== undefined,
  };
  return { ...state, received: state.received.set(transferKey(one.from, transferId), one) };
}

const cameBack = (state: BudgetState, { transferId, because }: { transferId: string; because: NotTaken }) =>
  sending(state, transferId, { status: 'returned', because });

function sending(state: BudgetState, transferId: string, change: Partial<SentTransfer>): BudgetState {
  const before = state.sent.get(transferId);
  if (!before) throw new Error(`The stream settles the transfer ${transferId} before its sending`);
  return { ...state, sent: state.sent.set(transferId, { ...before, ...change }) };
}
