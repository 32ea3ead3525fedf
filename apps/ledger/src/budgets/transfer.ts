import type { NotTaken } from '@anslag/domain/budget/events';
import { arrivalOf, onItsWay } from '@anslag/domain/budget/transfer-state';
import { budgetOf, type BudgetYear } from './budget-stream';
import { Steps, type Facts, type Progress, type Stepping } from './steps';

/** How far a transfer has come, and why it came back where it did. */
export interface TransferProgress extends Progress {
  cameBack: NotTaken | null;
}

/**
 * Sees a transfer through from wherever that stands: the other budget takes it or says that it does not, and the budget that
 * sent it books what became of it. Each step is decided on its own stream, so that any process may take it: it arrives once
 * or comes back once.
 */
export async function seeTransferThrough(
  at: BudgetYear,
  transferId: string,
  stepping: Stepping,
): Promise<TransferProgress> {
  const { writer, isStopping } = stepping;
  const sending: Facts = [];
  const sent = (await budgetOf(writer, at, sending))?.sent.get(transferId);
  if (sent?.status !== 'under-way') return { done: true, position: null, cameBack: sent?.because ?? null };
  const steps = new Steps(stepping, sent.by);
  if (!isStopping()) await steps.take(sent.to, 'ReceiveTransfer', { transfer: onItsWay(sent, at) }, sending);
  const seen: Facts = [];
  const taker = await budgetOf(writer, sent.to, seen);
  const became = taker && arrivalOf(taker, at, transferId);
  if (became && !isStopping()) await steps.take(at, 'SettleTransfer', { transferId, ...became }, seen);
  const after = (await budgetOf(writer, at, []))?.sent.get(transferId);
  return { done: after?.status !== 'under-way', position: steps.position, cameBack: after?.because ?? null };
}
