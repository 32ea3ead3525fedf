import { changed } from './audit-changed';
import type { RecordedEvent } from './recorded-event';
import { integer, objectOf, text, type Json } from './shape';

/** Types of events, with what has become of the transfer by them. */
export const transferStatus: Readonly<Record<string, string>> = {
  TransferSent: 'under way',
  TransferReceived: 'received',
  TransferDeclined: 'declined',
  TransferCompleted: 'completed',
  TransferReturned: 'returned',
};

/** A transfer is one thing in both of its budgets: it is the sending one's. */
export function transferHome({ subject, data }: RecordedEvent): string {
  const from = data['from'] === undefined ? null : objectOf(data['from'], 'from');
  const home = from ? `${text(from, 'bodyId')}.${integer(from, 'year')}` : subject;
  return `${home} ${text(data, 'transferId')}`;
}

/** What an event changes of a transfer, for the audit trail: see audit-subjects.ts. */
export function transfer(state: Json | null, { type, data }: RecordedEvent) {
  const before = state ?? {};
  const status = transferStatus[type]!;
  const { transferId, from, to, amount, note, reverses, because } = data;
  const sent = {
    transferId,
    to,
    amount,
    ...(note !== undefined && { note }),
    ...(reverses !== undefined && { reverses }),
  };
  const how = because === undefined ? {} : { because };
  const change = changed(state, before, { ...before, ...(type === 'TransferSent' && sent), status, ...how });
  // Each row stands alone: which transfer it is about, and the other budget, is shown with every step.
  const about = { transferId, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return { ...change, after: { ...change.after, ...about, ...(amount !== undefined && { amount }) } };
}
