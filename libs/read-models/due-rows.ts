import { outstandingOf, settledOn } from '@anslag/domain/budget/claims';
import type { Claim, Duty, Settlement } from '@anslag/domain/budget/follow-up-events';
import { formatMinor, toMinor } from '@anslag/money/amount';
import type { RecordedEvent } from './recorded-event';
import { day, list, objectOf, optionalText, text, type Json } from './shape';
import { table, type NewRow, type RowsOf } from './table';

/**
 * What falls due on an allocation: each row says how that stood from one position of the log to another. What changes ends a
 * row and begins the next.
 */
export const duesTable = table({
  name: 'dues',
  columns: {
    /** Of the event that it stands so by, and which of that one's it is. */
    position: 'integer',
    nth: 'integer',
    year: 'integer',
    body_id: 'text',
    allocation_id: 'text',
    recipient_id: 'text',
    /** report: one that is owed. claim: one on what was disbursed. instalment: a part that is to be disbursed. */
    kind: 'text',
    item_id: 'text',
    what: 'text?',
    due_on: 'text',
    /** 1: nothing is disbursed while it is overdue. */
    withholds: 'integer?',
    /** Of an instalment: the reporting duty that must not be owed any more when it is paid. */
    after_duty_id: 'text?',
    /** The day by which nothing was left to be done, and of a report how; null while something is. */
    settled_on: 'text?',
    settled_as: 'text?',
    /** Of a claim or instalment: how much of what, and JSON of what was settled of it on which day. */
    amount: 'minor?',
    currency: 'text?',
    settlements: 'text?',
    /** Of the event that ended the row; null where it still stands so. */
    ended_at: 'integer?',
  },
  primaryKey: ['position', 'nth'],
  indexes: {
    // What is to be done is few among what has been.
    dues_by_day: ['settled_on', 'ended_at', 'due_on'],
    dues_by_allocation: ['allocation_id', 'year', 'body_id'],
  },
});

declare module './database' {
  interface ReadTables {
    dues: RowsOf<typeof duesTable>;
  }
}

export type DueRow = NewRow<typeof duesTable>;

/** Where an allocation is, as rows have it. */
export const placeOf = ({ budget, data }: RecordedEvent) => ({
  year: budget.year,
  body_id: budget.bodyId,
  allocation_id: text(data, 'allocationId'),
});

const noMoney = { amount: null, currency: null, settlements: null };
const none = { what: null, withholds: null, after_duty_id: null, settled_as: null, ...noMoney };

/** A row of which its kind says the rest. */
export const beginning = (event: RecordedEvent, nth: number) => ({
  position: event.position,
  nth,
  ...placeOf(event),
  recipient_id: text(event.data, 'recipientId'),
  ...none,
  ended_at: null,
});

export function rowOfDuty(duty: Duty, event: RecordedEvent, nth: number): DueRow {
  const { dutyId, what, dueOn, withholds, receivedOn, waivedOn } = duty;
  return {
    ...beginning(event, nth),
    kind: 'report',
    item_id: dutyId,
    what,
    due_on: dueOn,
    withholds: withholds ? 1 : 0,
    settled_on: receivedOn ?? waivedOn,
    settled_as: receivedOn !== null ? 'received' : waivedOn !== null ? 'waived' : null,
  };
}

/** The reporting duty that a row is about. */
export function dutyOf(row: DueRow): Duty {
  const on = (how: string) => (row.settled_as === how ? row.settled_on : null);
  return {
    dutyId: row.item_id,
    what: row.what ?? '',
    dueOn: row.due_on,
    withholds: BigInt(row.withholds ?? 0) === 1n,
    receivedOn: on('received'),
    waivedOn: on('waived'),
  };
}

export function rowOfClaim(claim: Claim, event: RecordedEvent, nth: number): DueRow {
  const { claimId, amount, dueOn, settled } = claim;
  const currency = text(event.data, 'currency');
  return {
    ...beginning(event, nth),
    kind: 'claim',
    item_id: claimId,
    due_on: dueOn,
    settled_on: settledOn(claim),
    amount: toMinor(amount, currency),
    currency,
    settlements: JSON.stringify(settled),
  };
}

/** The claim that a row is about. */
export const claimOf = (row: DueRow): Claim => ({
  claimId: row.item_id,
  amount: formatMinor(BigInt(row.amount!), row.currency!),
  dueOn: row.due_on,
  settled: JSON.parse(row.settlements!) as Settlement[],
});

/** Throw on what the ledger does not write. */
export function dutyIn(stored: unknown): Duty {
  const duty = objectOf(stored, 'duty');
  for (const field of ['dutyId', 'what'] as const) text(duty, field);
  for (const field of ['receivedOn', 'waivedOn'] as const) optionalText(duty, field);
  day(duty, 'dueOn');
  return duty as unknown as Duty;
}

export function claimIn(stored: unknown, currency: string): Claim {
  const claim = objectOf(stored, 'claim');
  text(claim, 'claimId');
  toMinor(text(claim, 'amount'), currency);
  day(claim, 'dueOn');
  for (const one of list(claim, 'settled')) settlementIn(objectOf(one, 'settlement'), currency);
  outstandingOf(claim as unknown as Claim);
  return claim as unknown as Claim;
}

const settlementIn = (one: Json, currency: string) => [day(one, 'on'), toMinor(text(one, 'amount'), currency)];
