import type { ReadTransaction } from './database';
import type { Projection } from './projection';
import type { MinorPosting, RecordedEvent } from './recorded-event';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** One row per posting: what every figure at a cut of the two axes is summed from. */
export const entriesTable = table({
  name: 'entries',
  columns: {
    position: 'integer',
    /** Counts the postings of one event. */
    line: 'integer',
    event_id: 'text',
    revision: 'integer',
    recorded_at: 'integer',
    effective_on: 'text',
    body_id: 'text',
    year: 'integer',
    recipient_id: 'text?',
    allocation_id: 'text?',
    kind: 'text?',
    fact: 'text',
    account: 'text',
    minor: 'minor',
    currency: 'text',
    origin_year: 'integer?',
    /** The closed year that a late correction is about. */
    concerns_year: 'integer?',
    /** Of the programmes that the budget has opened; null where it is booked under none. */
    programme_id: 'text?',
    /** JSON: the code of each dimension that it is coded with; null where it is with none. */
    dimensions: 'text?',
  },
  primaryKey: ['position', 'line'],
  // Each in the order of a report's keys and with all that its figures are summed from: a year of 100,000 allocations is
  // then added up in passing, without looking at its rows, and one recipient's entries account by account.
  indexes: {
    entries_sums_by_budget: {
      by: ['year', 'body_id', 'recipient_id', 'currency'],
      holds: ['kind', 'account', 'fact', 'effective_on', 'minor', 'position'],
    },
    entries_sums_by_recipient: {
      by: ['recipient_id', 'year', 'body_id', 'currency', 'account', 'fact'],
      holds: ['kind', 'effective_on', 'minor', 'position'],
    },
  },
});

declare module './database' {
  interface ReadTables {
    entries: RowsOf<typeof entriesTable>;
  }
}

const writer = new RowWriter(entriesTable);

export const entries: Projection = {
  name: 'entries',
  version: 4,
  handles: ['budget'],
  tables: [entriesTable],
  fold: (batch, tx: ReadTransaction) =>
    writer.write(
      tx,
      batch.flatMap((event) => event.postings.map((posting, line) => rowOf(event, posting, line))),
    ),
};

function rowOf(event: RecordedEvent, posting: MinorPosting, line: number): NewRow<typeof entriesTable> {
  const { allocation } = posting;
  return {
    position: event.position,
    line,
    event_id: event.id,
    revision: event.revision,
    recorded_at: event.recordedAt,
    effective_on: posting.effectiveOn,
    body_id: event.budget.bodyId,
    year: event.budget.year,
    recipient_id: allocation?.recipientId ?? null,
    allocation_id: allocation?.allocationId ?? null,
    kind: allocation?.kind ?? null,
    fact: posting.fact,
    account: posting.account,
    minor: posting.minor,
    currency: posting.currency,
    origin_year: allocation?.originYear ?? null,
    concerns_year: posting.concernsYear ?? null,
    programme_id: posting.programmeId ?? null,
    dimensions: posting.coding ? JSON.stringify(posting.coding) : null,
  };
}
