import type { AllocationKind } from '@anslag/domain/accounts/account';
import type { Projection } from './projection';
import type { MinorPosting, RecordedEvent } from './recorded-event';
import { day, integer, list, objectOf, optionalJson, optionalText, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** What each allocation was decided or proposed with; its figures are summed from `entries`. */
const allocationsTable = table({
  name: 'allocations',
  columns: {
    /** Of its decision or proposal. */
    position: 'integer',
    revision: 'integer',
    year: 'integer',
    body_id: 'text',
    allocation_id: 'text',
    recipient_id: 'text',
    kind: 'text',
    origin_year: 'integer',
    status: 'text',
    /** As decided or proposed, before any adjustment; or what was brought forward. */
    amount: 'minor',
    currency: 'text',
    effective_on: 'text',
    agreement_id: 'text?',
    supplement_to: 'text?',
    programme: 'text?',
    /** JSON, like the two below. */
    decision: 'text?',
    purposes: 'text?',
    dimensions: 'text?',
    name_as_published: 'text?',
    title: 'text?',
    note: 'text?',
    replaces: 'text?',
  },
  primaryKey: ['position'],
  indexes: {
    allocations_by_budget: ['year', 'body_id'],
    allocations_by_recipient: ['recipient_id'],
  },
});

/** What happened to an allocation afterwards: each row holds only what changed. */
const stepsTable = table({
  name: 'allocation_steps',
  columns: {
    year: 'integer',
    body_id: 'text',
    allocation_id: 'text',
    position: 'integer',
    revision: 'integer',
    status: 'text?',
    replaced_by: 'text?',
    name_as_published: 'text?',
    title: 'text?',
    note: 'text?',
  },
  primaryKey: ['allocation_id', 'year', 'body_id', 'position'],
});

declare module './database' {
  interface ReadTables {
    allocations: RowsOf<typeof allocationsTable>;
    allocation_steps: RowsOf<typeof stepsTable>;
  }
}

const allocationWriter = new RowWriter(allocationsTable);
const stepWriter = new RowWriter(stepsTable);

/** `moved`: a later year has taken it over. */
export type AllocationStatus = 'waiting' | 'decided' | 'rejected' | 'reversed' | 'moved';

/** The status that an event gives an allocation that is there. */
const statuses: Readonly<Record<string, AllocationStatus>> = {
  AllocationApproved: 'decided',
  AllocationRejected: 'rejected',
  AllocationReversed: 'reversed',
  CarriedForward: 'moved',
};

export const allocations: Projection = {
  name: 'allocations',
  version: 1,
  handles: ['budget'],
  tables: [allocationsTable, stepsTable],
  async fold(batch, tx) {
    const made: NewRow<typeof allocationsTable>[] = [];
    const steps: NewRow<typeof stepsTable>[] = [];
    for (const event of batch) {
      // Of every event, since they are what throws on a type that no budget holds.
      const into = event.postings.at(-1);
      const isAllocation = event.data['allocationId'] !== undefined;
      if (event.type === 'AllocationDecided') made.push(allocationRow(event, into!, 'decided'));
      else if (event.type === 'AllocationProposed') made.push(allocationRow(event, into!, 'waiting'));
      else if (event.type === 'BroughtForward' && isAllocation)
        made.push(allocationRow(event, into ?? handedOver(event), 'decided'));
      else if (event.type === 'CarriedForward' && !isAllocation) continue;
      else if (event.type in statuses || event.type === 'AllocationAnnotated') steps.push(stepRow(event));
    }
    await allocationWriter.write(tx, made);
    await stepWriter.write(tx, steps);
  },
};

function allocationRow(
  event: RecordedEvent,
  { minor, currency, effectiveOn, allocation }: MinorPosting,
  status: AllocationStatus,
): NewRow<typeof allocationsTable> {
  const { data, budget, position, revision } = event;
  const { allocationId, recipientId, kind, originYear } = allocation!;
  return {
    position,
    revision,
    year: budget.year,
    body_id: budget.bodyId,
    allocation_id: allocationId,
    recipient_id: recipientId,
    kind,
    origin_year: originYear,
    status,
    amount: minor,
    currency,
    effective_on: effectiveOn,
    agreement_id: optionalText(data, 'agreementId'),
    supplement_to: optionalText(data, 'supplementTo'),
    programme: optionalText(data, 'programme'),
    decision: optionalJson(data, 'decision'),
    purposes: data['purposes'] === undefined ? null : JSON.stringify(list(data, 'purposes')),
    dimensions: data['dimensions'] === undefined ? null : JSON.stringify(objectOf(data['dimensions'], 'dimensions')),
    ...described(event),
    replaces: optionalText(data, 'replaces'),
  };
}

/** An allocation on which nothing was committed any more when the year took it over: it posts nothing. */
function handedOver({ data }: RecordedEvent): MinorPosting {
  const allocation = {
    allocationId: text(data, 'allocationId'),
    recipientId: text(data, 'recipientId'),
    kind: text(data, 'kind') as AllocationKind,
    originYear: integer(data, 'originYear'),
  };
  return {
    account: 'COMMITTED',
    fact: 'carried-in',
    minor: 0n,
    currency: text(data, 'currency'),
    effectiveOn: day(data, 'effectiveOn'),
    allocation,
  };
}

function stepRow(event: RecordedEvent): NewRow<typeof stepsTable> {
  const { data, budget, position, revision, type } = event;
  const annotated = type === 'AllocationAnnotated';
  return {
    year: budget.year,
    body_id: budget.bodyId,
    allocation_id: text(data, 'allocationId'),
    position,
    revision,
    status: statuses[type] ?? null,
    replaced_by: type === 'AllocationReversed' ? optionalText(data, 'replacedBy') : null,
    // An approval's note is about the approval, not about the allocation.
    ...(annotated ? described(event) : { name_as_published: null, title: null, note: null }),
  };
}

const described = ({ data }: RecordedEvent) => ({
  name_as_published: optionalText(data, 'recipientNameAsPublished'),
  title: optionalText(data, 'title'),
  note: optionalText(data, 'note'),
});
