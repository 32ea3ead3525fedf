import { isClaimEvent } from '@anslag/domain/budget/claims';
import { isDutyEvent } from '@anslag/domain/budget/duties';
import { isDay } from '@anslag/domain/decision';
import { erasedIn } from '@anslag/personal-data/sealed-text';
import type { ReadTransaction } from './database';
import { sealedRowsOf } from './audit-party';
import { subjectOf } from './audit-subjects';
import { isMandateEvent } from './mandate-facts';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { folded, padded } from './searching';
import { optionalJson, optionalText, text, type Json } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** One readable row per event: who, when, what, why, by which decision, and what it changed. */
const trailTable = table({
  name: 'audit_trail',
  columns: {
    position: 'integer',
    recorded_at: 'integer',
    actor: 'text',
    stream: 'text',
    revision: 'integer',
    type: 'text',
    body_id: 'text?',
    year: 'integer?',
    recipient_id: 'text?',
    allocation_id: 'text?',
    appropriation_id: 'text?',
    effective_on: 'text?',
    reason: 'text?',
    decision: 'text?',
    /** JSON of what changed; figures in minor units of `currency`. */
    before: 'text?',
    after: 'text?',
    currency: 'text?',
    /** All that the event says, folded. */
    search: 'text',
  },
  primaryKey: ['position'],
  indexes: {
    audit_trail_by_budget: ['year', 'body_id'],
    audit_trail_by_recipient: ['recipient_id'],
    audit_trail_by_allocation: ['allocation_id'],
    audit_trail_by_instant: ['recorded_at'],
  },
});

/** The latest state of every thing in the trail, from which the next event's `before` is told. */
const subjectsTable = table({
  name: 'audit_subjects',
  columns: { subject: 'text', state: 'text' },
  primaryKey: ['subject'],
  large: true,
});

declare module './database' {
  interface ReadTables {
    audit_trail: RowsOf<typeof trailTable>;
    audit_subjects: RowsOf<typeof subjectsTable>;
  }
}

const trailWriter = new RowWriter(trailTable);
const subjectWriter = new RowWriter(subjectsTable, { add: [] });

export const auditTrail: Projection = {
  name: 'audit_trail',
  version: 7,
  handles: ['party', 'agreement', 'budget', 'index'],
  tables: [trailTable, subjectsTable],
  async fold(batch, tx) {
    const subjects = batch.map(subjectOf);
    const states = await statesOf(tx, [...new Set(subjects.map(({ key }) => key))]);
    const erased: bigint[] = [];
    const rows = batch.map((event, at) => {
      const { key, evolve } = subjects[at]!;
      if (event.type === 'ErasureRecorded') erased.push(...sealedRowsOf(states.get(key) ?? null));
      const { state, before, after } = evolve(states.get(key) ?? null, event);
      states.set(key, state);
      return rowOf(event, before, after);
    });
    await trailWriter.write(tx, rows);
    await subjectWriter.write(
      tx,
      Array.from(states, ([subject, state]) => ({ subject, state: JSON.stringify(state) })),
    );
    for (const position of erased) await erase(tx, position);
  },
};

/** A row stays, and says what it said but for what was sealed. */
async function erase(tx: ReadTransaction, position: bigint): Promise<void> {
  const { before, after } = await tx
    .selectFrom('audit_trail')
    .select(['before', 'after'])
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('audit_trail')
    .set({ before: before && erasedIn(before), after: after && erasedIn(after) })
    .where('position', '=', position)
    .execute();
}

async function statesOf(tx: ReadTransaction, keys: readonly string[]): Promise<Map<string, Json>> {
  const states = new Map<string, Json>();
  for (let from = 0; from < keys.length; from += 512) {
    const rows = await tx
      .selectFrom('audit_subjects')
      .select(['subject', 'state'])
      .where('subject', 'in', padded(keys.slice(from, from + 512)))
      .execute();
    for (const { subject, state } of rows) states.set(subject, JSON.parse(state) as Json);
  }
  return states;
}

function rowOf(event: RecordedEvent, before: Json | null, after: Json | null): NewRow<typeof trailTable> {
  const { position, recordedAt, stream, revision, type, data, actor } = event;
  const budget = event.category === 'budget' ? event.budget : null;
  return {
    position,
    recorded_at: recordedAt,
    actor,
    stream,
    revision,
    type,
    body_id: budget?.bodyId ?? optionalText(data, 'bodyId'),
    year: budget?.year ?? null,
    // What is said of a party itself is of the recipient that it is.
    recipient_id: event.category === 'party' ? event.subject : optionalText(data, 'recipientId'),
    allocation_id: optionalText(data, 'allocationId'),
    appropriation_id: optionalText(data, 'appropriationId'),
    effective_on: effectiveOn(event),
    reason: optionalText(data, 'reason'),
    decision: optionalJson(data, 'decision'),
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
    currency: event.category === 'budget' ? currencyOf(event) : null,
    search: folded(`${actor} ${type} ${stream}/${revision + 1} ${spoken(data)}`),
  };
}

/** The day of what the event posts or says; null where it has none, or several. */
function effectiveOn(event: RecordedEvent): string | null {
  if (event.category !== 'budget') {
    const from = optionalText(event.data, 'effectiveFrom') ?? undefined;
    return isDay(from) ? from : null;
  }
  if (isMandateEvent(event.type)) return optionalText(event.data, 'effectiveOn') ?? text(event.data, 'validFrom');
  if (isDutyEvent(event.type)) return optionalText(event.data, 'receivedOn') ?? optionalText(event.data, 'waivedOn');
  if (isClaimEvent(event.type)) return optionalText(event.data, 'withdrawnOn');
  const [first, ...others] = event.postings;
  return first && others.every((posting) => posting.effectiveOn === first.effectiveOn) ? first.effectiveOn : null;
}

const currencyOf = ({ postings, data }: RecordedEvent): string | null =>
  postings[0]?.currency ?? optionalText(data, 'currency');

/** Every text and number in stored JSON, but for what is sealed. */
function spoken(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  let all = '';
  for (const [name, one] of Object.entries(value)) if (name !== 'sealed') all += ` ${spoken(one)}`;
  return all;
}
