import { toMinor } from '@anslag/money/amount';
import type { ReadTransaction } from './database';
import { isMandateEvent, mandateFactsTable, mandateRow } from './mandate-facts';
import type { Projection } from './projection';
import type { MinorPosting, RecordedEvent } from './recorded-event';
import { padded } from './searching';
import { optionalJson, optionalText, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** What was proposed and had to wait for a second person, and where in the log that was settled. */
const proposalsTable = table({
  name: 'proposals',
  columns: {
    position: 'integer',
    revision: 'integer',
    recorded_at: 'integer',
    proposed_by: 'text',
    year: 'integer',
    body_id: 'text',
    allocation_id: 'text',
    recipient_id: 'text',
    kind: 'text',
    /** allocation, funding (a year of an agreement's terms) or adjustment. */
    what: 'text',
    amount: 'minor',
    currency: 'text',
    effective_on: 'text',
    reason: 'text?',
    title: 'text?',
    decision: 'text?',
    /** Of the event that approved, rejected or withdrew it; null while it waits. */
    settled_at: 'integer?',
  },
  primaryKey: ['position'],
  // What waits is few among many that have been settled.
  indexes: {
    proposals_by_settlement: ['settled_at', 'position'],
    proposals_by_allocation: ['allocation_id', 'year', 'body_id'],
  },
});

/** What counts in an allocation's total although this year did not book it: what was carried in, and late corrections of it. */
const beforeTable = table({
  name: 'allocated_before',
  columns: { year: 'integer', body_id: 'text', allocation_id: 'text', position: 'integer', minor: 'minor' },
  primaryKey: ['allocation_id', 'year', 'body_id', 'position'],
});

declare module './database' {
  interface ReadTables {
    proposals: RowsOf<typeof proposalsTable>;
    allocated_before: RowsOf<typeof beforeTable>;
  }
}

type Proposal = NewRow<typeof proposalsTable>;

const proposalWriter = new RowWriter(proposalsTable, { add: [] });
const beforeWriter = new RowWriter(beforeTable);
const mandateWriter = new RowWriter(mandateFactsTable);

const proposes = new Set(['AllocationProposed', 'AllocationAdjustmentProposed']);

/** The reversal of an allocation withdraws what waits, if anything does. */
const settles = new Set([
  'AllocationApproved',
  'AllocationRejected',
  'AllocationAdjustmentApproved',
  'AllocationAdjustmentRejected',
  'AllocationAdjustmentWithdrawn',
  'AllocationReversed',
]);

export const approvals: Projection = {
  name: 'approvals',
  version: 1,
  handles: ['budget'],
  tables: [proposalsTable, beforeTable, mandateFactsTable],
  async fold(batch, tx) {
    const settling = batch.filter(({ type }) => settles.has(type));
    // Of each allocation that something is settled on, what waited when the batch began.
    const waiting = await waitingOn(tx, settling);
    const changed = new Map<Proposal['position'], Proposal>();
    const before: NewRow<typeof beforeTable>[] = [];
    const mandates: NewRow<typeof mandateFactsTable>[] = [];
    for (const event of batch) {
      const { position } = event;
      const place = placeOf(event);
      // Of every event: reading them stops at a type that nobody knows, and that might have settled something.
      const into = event.postings.at(-1);
      if (proposes.has(event.type)) {
        const proposal = proposalRow(event, into!);
        waiting.set(keyOf(proposal), proposal);
        changed.set(position, proposal);
      } else if (settles.has(event.type)) {
        const key = keyOf({ ...place, allocation_id: text(event.data, 'allocationId') });
        const settled = waiting.get(key);
        if (settled) changed.set(settled.position, { ...settled, settled_at: position });
        waiting.delete(key);
      } else if (isMandateEvent(event.type)) mandates.push(mandateRow(event));
      const minor = countedBefore(event);
      if (minor !== null) before.push({ ...place, allocation_id: text(event.data, 'allocationId'), position, minor });
    }
    await proposalWriter.write(tx, [...changed.values()]);
    await beforeWriter.write(tx, before);
    await mandateWriter.write(tx, mandates);
  },
};

const placeOf = ({ budget }: RecordedEvent) => ({ year: budget.year, body_id: budget.bodyId });

const keyOf = (row: { year: bigint | number; body_id: string; allocation_id: string }): string =>
  `${row.body_id}/${row.year}/${row.allocation_id}`;

async function waitingOn(tx: ReadTransaction, settling: readonly RecordedEvent[]): Promise<Map<string, Proposal>> {
  const ids = [...new Set(settling.map(({ data }) => text(data, 'allocationId')))];
  const waiting = new Map<string, Proposal>();
  for (let from = 0; from < ids.length; from += 512) {
    const rows = await tx
      .selectFrom('proposals')
      .selectAll()
      .where('settled_at', 'is', null)
      .where('allocation_id', 'in', padded(ids.slice(from, from + 512)))
      .execute();
    for (const row of rows) waiting.set(keyOf(row), row);
  }
  return waiting;
}

function proposalRow(event: RecordedEvent, { minor, currency, effectiveOn, allocation }: MinorPosting): Proposal {
  const { data, type, position, revision, recordedAt, actor } = event;
  const { allocationId, recipientId, kind } = allocation!;
  const isFunding = optionalText(data, 'agreementId') === allocationId;
  return {
    position,
    revision,
    recorded_at: recordedAt,
    proposed_by: actor,
    ...placeOf(event),
    allocation_id: allocationId,
    recipient_id: recipientId,
    kind,
    what: type === 'AllocationAdjustmentProposed' ? 'adjustment' : isFunding ? 'funding' : 'allocation',
    amount: minor,
    currency,
    effective_on: effectiveOn,
    reason: optionalText(data, 'reason'),
    title: optionalText(data, 'title'),
    decision: optionalJson(data, 'decision'),
    settled_at: null,
  };
}

/** What an event adds to an allocation's total without posting it as decided or adjusted here; null: nothing. */
function countedBefore({ type, data }: RecordedEvent): bigint | null {
  if (data['allocationId'] === undefined) return null;
  if (type === 'BroughtForward') return toMinor(text(data, 'allocated'), text(data, 'currency'));
  if (type === 'LateCorrectionRecorded' && data['figure'] === 'allocated')
    return toMinor(text(data, 'amount'), text(data, 'currency'));
  return null;
}
