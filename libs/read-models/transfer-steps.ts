import { toMinor } from '@anslag/money/amount';
import type { RecordedEvent } from './recorded-event';
import { day, integer, objectOf, optionalJson, optionalText, text, type Json } from './shape';
import { table, type NewRow, type RowsOf } from './table';

/** Each step of a transfer, on whichever of its two budgets it was booked; the steps of one have its origin and id in common. */
export const transfersTable = table({
  name: 'transfers',
  columns: {
    year: 'integer',
    body_id: 'text',
    position: 'integer',
    step: 'text',
    transfer_id: 'text',
    from_year: 'integer',
    from_body: 'text',
    to_year: 'integer',
    to_body: 'text',
    /** Of the sending, as all that follows but `because`. */
    minor: 'minor?',
    currency: 'text?',
    effective_on: 'text?',
    decision: 'text?',
    note: 'text?',
    reason: 'text?',
    /** The transfer that it gives back. */
    reverses: 'text?',
    /** Why it was not taken. */
    because: 'text?',
  },
  primaryKey: ['year', 'body_id', 'position'],
  indexes: {
    transfers_by_origin: ['from_body', 'from_year', 'transfer_id'],
    transfers_by_destination: ['to_body', 'to_year'],
  },
});

declare module './database' {
  interface ReadTables {
    transfers: RowsOf<typeof transfersTable>;
  }
}

export type TransferStep = 'sent' | 'received' | 'declined' | 'completed' | 'returned';

/** What an event makes of a transfer. */
const transferSteps: Readonly<Record<string, TransferStep>> = {
  TransferSent: 'sent',
  TransferReceived: 'received',
  TransferDeclined: 'declined',
  TransferCompleted: 'completed',
  TransferReturned: 'returned',
};

const noSending = {
  minor: null,
  currency: null,
  effective_on: null,
  decision: null,
  note: null,
  reason: null,
  reverses: null,
};

function sendingIn(data: Json) {
  const currency = text(data, 'currency');
  return {
    minor: toMinor(text(data, 'amount'), currency),
    currency,
    effective_on: day(data, 'effectiveOn'),
    decision: optionalJson(data, 'decision'),
    note: optionalText(data, 'note'),
    reason: optionalText(data, 'reason'),
    reverses: optionalText(data, 'reverses'),
  };
}

/** The row of an event that is a step of a transfer; null of any other. */
export function transferRow(event: RecordedEvent): NewRow<typeof transfersTable> | null {
  const step = transferSteps[event.type];
  if (!step) return null;
  const { data, budget, position } = event;
  const here = { bodyId: budget.bodyId, year: budget.year };
  const end = (name: 'from' | 'to') => {
    if (data[name] === undefined) return here;
    const other = objectOf(data[name], name);
    return { bodyId: text(other, 'bodyId'), year: integer(other, 'year') };
  };
  const [from, to] = [end('from'), end('to')];
  return {
    year: here.year,
    body_id: here.bodyId,
    position,
    step,
    transfer_id: text(data, 'transferId'),
    from_year: from.year,
    from_body: from.bodyId,
    to_year: to.year,
    to_body: to.bodyId,
    ...(step === 'sent' ? sendingIn(data) : noSending),
    because: optionalText(data, 'because'),
  };
}
