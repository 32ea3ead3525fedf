import { dutiesAfter, isDutyEvent, type DutyEvent } from '@anslag/domain/budget/duties';
import type { Duty } from '@anslag/domain/budget/events';
import type { ReadTransaction } from './database';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { padded } from './searching';
import { day, list, objectOf, optionalText, text, type Json } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/**
 * What falls due on an allocation: each row says how that stood from one position of the log to another. What changes ends a
 * row and begins the next.
 */
const duesTable = table({
  name: 'dues',
  columns: {
    /** Of the event that it stands so by, and which of that one's it is. */
    position: 'integer',
    nth: 'integer',
    year: 'integer',
    body_id: 'text',
    allocation_id: 'text',
    recipient_id: 'text',
    /** report: one that is owed. */
    kind: 'text',
    item_id: 'text',
    what: 'text?',
    due_on: 'text',
    /** 1: nothing is disbursed while it is overdue. */
    withholds: 'integer?',
    /** The day on which it was done or waived, and which of them; null while it is to be done. */
    settled_on: 'text?',
    settled_as: 'text?',
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

type Row = NewRow<typeof duesTable>;

const dueWriter = new RowWriter(duesTable, { add: [] });

/** From here on nothing falls due on the allocation, or not in this year. */
const ends: ReadonlySet<string> = new Set(['AllocationReversed', 'CarriedForward']);

export const dues: Projection = {
  name: 'dues',
  version: 1,
  handles: ['budget'],
  tables: [duesTable],
  async fold(batch, tx) {
    // Where and what every event posts is read: that stops at a type that nobody knows, and that might have settled something.
    const concerned = batch.filter((event) => event.budget && event.postings && isConcerned(event));
    const standing = await standingOn(tx, concerned);
    const changed = new Map<string, Row>();
    for (const event of concerned) {
      const key = keyOf(rowPlace(event));
      const before = standing.get(key) ?? [];
      const after = rowsAfter(before, event);
      standing.set(key, after);
      for (const row of before)
        if (!after.includes(row)) changed.set(rowKey(row), { ...row, ended_at: event.position });
      for (const row of after) if (!before.includes(row)) changed.set(rowKey(row), row);
    }
    await dueWriter.write(tx, [...changed.values()]);
  },
};

function isConcerned({ type, data }: RecordedEvent): boolean {
  if (data['allocationId'] === undefined) return false;
  return isDutyEvent(type) || ends.has(type) || (type === 'BroughtForward' && data['duties'] !== undefined);
}

const rowPlace = ({ budget, data }: RecordedEvent) => ({
  year: budget.year,
  body_id: budget.bodyId,
  allocation_id: text(data, 'allocationId'),
});

const keyOf = (row: { year: bigint | number; body_id: string; allocation_id: string }): string =>
  `${row.body_id}/${row.year}/${row.allocation_id}`;

const rowKey = ({ position, nth }: Row): string => `${position}/${nth}`;

/** What stands on the allocations that some events are about, in order. */
async function standingOn(tx: ReadTransaction, events: readonly RecordedEvent[]): Promise<Map<string, Row[]>> {
  const ids = [...new Set(events.map(({ data }) => text(data, 'allocationId')))];
  const standing = new Map<string, Row[]>();
  for (let from = 0; from < ids.length; from += 512) {
    const rows = await tx
      .selectFrom('dues')
      .selectAll()
      .where('allocation_id', 'in', padded(ids.slice(from, from + 512)))
      .where('ended_at', 'is', null)
      .orderBy('position')
      .orderBy('nth')
      .execute();
    for (const row of rows) standing.set(keyOf(row), [...(standing.get(keyOf(row)) ?? []), row]);
  }
  return standing;
}

/** What stands on the allocation after the event: rows that it leaves as they were are the same objects. */
function rowsAfter(before: readonly Row[], event: RecordedEvent): Row[] {
  if (ends.has(event.type)) return [];
  const owed = before.map(dutyOf);
  let nth = 0;
  return dutiesOf(owed, event).map((duty) => {
    const at = owed.indexOf(duty);
    return at >= 0 ? before[at]! : rowOf(duty, event, nth++);
  });
}

function dutiesOf(before: readonly Duty[], { type, data }: RecordedEvent): readonly Duty[] {
  if (type === 'BroughtForward')
    return list(data, 'duties').map((one) => shaped(objectOf(one, 'duty')) as unknown as Duty);
  checked[type as DutyEvent['type']](data);
  text(data, 'dutyId');
  return dutiesAfter(before, { type, data } as unknown as DutyEvent);
}

/** What is relied on in each type of event. */
const checked: Record<DutyEvent['type'], (data: Json) => unknown> = {
  ReportingDutySet: (data) => [text(data, 'what'), day(data, 'dueOn')],
  ReportReceived: (data) => day(data, 'receivedOn'),
  ReportingDutyExtended: (data) => day(data, 'dueOn'),
  ReportingDutyWaived: (data) => day(data, 'waivedOn'),
};

function shaped(duty: Json): Json {
  for (const field of ['dutyId', 'what'] as const) text(duty, field);
  for (const field of ['receivedOn', 'waivedOn'] as const) optionalText(duty, field);
  day(duty, 'dueOn');
  return duty;
}

function rowOf(duty: Duty, event: RecordedEvent, nth: number): Row {
  const { dutyId, what, dueOn, withholds, receivedOn, waivedOn } = duty;
  return {
    position: event.position,
    nth,
    ...rowPlace(event),
    recipient_id: text(event.data, 'recipientId'),
    kind: 'report',
    item_id: dutyId,
    what,
    due_on: dueOn,
    withholds: withholds ? 1 : 0,
    settled_on: receivedOn ?? waivedOn,
    settled_as: receivedOn !== null ? 'received' : waivedOn !== null ? 'waived' : null,
    ended_at: null,
  };
}

/** The reporting duty that a row is about. */
export function dutyOf(row: Row): Duty {
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
