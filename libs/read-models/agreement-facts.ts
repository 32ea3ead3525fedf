import type { AgreementEvent, AgreementEventData, AgreementEventType } from '@anslag/domain/agreement/events';
import { evolve } from '@anslag/domain/agreement/evolve';
import type { Agreement, AgreementState } from '@anslag/domain/agreement/state';
import type { Cut } from './cut';
import type { ReadTransaction } from './database';
import type { RecordedEvent } from './recorded-event';
import { padded } from './searching';
import { list, objectOf, optionalText, text, type Json } from './shape';
import { table, type NewRow, type RowsOf } from './table';

/**
 * What was recorded of agreements, as it was recorded. Reports fold it with the rules that commands are decided by, so that
 * the two never disagree on what holds.
 */
export const factsTable = table({
  name: 'agreement_facts',
  columns: {
    agreement_id: 'text',
    position: 'integer',
    type: 'text',
    data: 'text',
    /** Another agreement that it is about. */
    other_id: 'text?',
  },
  primaryKey: ['agreement_id', 'position'],
  indexes: { agreement_facts_by_other: ['other_id'] },
});

declare module './database' {
  interface ReadTables {
    agreement_facts: RowsOf<typeof factsTable>;
  }
}

/** What a report relies on in each type of event, beside what the tables' columns are read from. */
const shapes: Record<AgreementEventType, (data: Json) => unknown> = {
  AgreementRegistered: (data) => list(data, 'parties'),
  FundingTermsRecorded: (data) => text(data, 'recipientId'),
  AgreementPartyJoined: (data) => text(data, 'partyId'),
  AgreementPartyLeft: (data) => text(data, 'partyId'),
  AgreementTermRecorded: (data) => objectOf(data['term'], 'term'),
  AgreementExtended: (data) => optionalText(data, 'to'),
  AgreementTerminated: (data) => optionalText(data, 'endsOn'),
  AgreementTerminationWithdrawn: (data) => text(data, 'reason'),
  AgreementSuperseded: (data) => text(data, 'supersededBy'),
  AgreementSupersessionWithdrawn: (data) => text(data, 'reason'),
  OptionRecorded: (data) => text(data, 'optionId'),
  OptionExercised: (data) => text(data, 'optionId'),
  OptionDeclined: (data) => text(data, 'optionId'),
  OptionLapsed: (data) => text(data, 'optionId'),
  OptionReopened: (data) => text(data, 'optionId'),
  EntryConditionsRecorded: (data) => list(data, 'adopters'),
  AgreementConsidered: decided,
  AgreementRecommended: decided,
  AgreementAdopted: (data) => [text(data, 'partyId'), decided(data)],
  AdoptionRefused: (data) => [text(data, 'partyId'), decided(data)],
  AdoptionWithdrawn: (data) => text(data, 'partyId'),
  AnnexRecorded: (data) => [text(data, 'annexId'), text(data, 'version')],
  ScopeAdded: (data) => text(data, 'scopeId'),
  DeliverableRecorded: (data) => text(data, 'deliverableId'),
  DeliverableFollowedUp: (data) => text(data, 'deliverableId'),
  FundingSharesRecorded: (data) => list(data, 'shares'),
  SourceAttached: (data) => text(data, 'sourceId'),
  AmbiguityNoted: (data) => text(data, 'note'),
};

function decided(data: Json): Json {
  return objectOf(data['decision'], 'decision');
}

/** The row of an event. Throws on a type that no agreement stream holds, and on data that is not of its type. */
export function factRow({ type, data, subject, position }: RecordedEvent): NewRow<typeof factsTable> {
  if (!Object.hasOwn(shapes, type)) throw new TypeError(`No agreement stream holds ${type}`);
  shapes[type as AgreementEventType](data);
  return {
    agreement_id: subject,
    position,
    type,
    data: JSON.stringify(data),
    other_id: optionalText(data, 'supersededBy'),
  };
}

/** An event of an agreement, with where it stands in the log. */
export type Fact = AgreementEvent & { position: bigint };

/** What is known at the cut of the agreements that a list is about: all, those of a body, or one. */
export async function factsAbout(
  { tx, position }: Cut,
  { bodyId, agreementId }: { bodyId: string | null; agreementId: string | null },
): Promise<Map<string, Fact[]>> {
  let query = tx.selectFrom('agreements').select('agreement_id').where('position', '<=', position);
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (agreementId !== null) query = query.where('agreement_id', '=', agreementId);
  const rows = await query.orderBy('agreement_id').execute();
  return factsOf(
    tx,
    rows.map((row) => row.agreement_id),
    position,
  );
}

/** What was recorded of some agreements up to a position, in order. */
export async function factsOf(
  tx: ReadTransaction,
  agreementIds: readonly string[],
  position: bigint,
): Promise<Map<string, Fact[]>> {
  const facts = new Map<string, Fact[]>();
  for (let from = 0; from < agreementIds.length; from += 512) {
    const rows = await tx
      .selectFrom('agreement_facts')
      .select(['agreement_id', 'position', 'type', 'data'])
      .where('agreement_id', 'in', padded(agreementIds.slice(from, from + 512)))
      .where('position', '<=', position)
      .orderBy('agreement_id')
      .orderBy('position')
      .execute();
    for (const row of rows) {
      const own = facts.get(row.agreement_id) ?? [];
      facts.set(row.agreement_id, own);
      own.push(factOf(row));
    }
  }
  return facts;
}

export function factOf(row: { position: bigint | number; type: string; data: string }): Fact {
  return { type: row.type, data: JSON.parse(row.data), position: BigInt(row.position) } as Fact;
}

/** The agreement that some facts come to. */
export function agreementOf(facts: readonly AgreementEvent[]): Agreement {
  const state = facts.reduce<AgreementState>(evolve, null);
  if (state === null) throw new TypeError('An agreement stream does not begin with its registration');
  return state;
}

/** The data of the facts of one type, in order. */
export function saidBy<T extends AgreementEventType>(facts: readonly Fact[], type: T): AgreementEventData[T][] {
  return facts.flatMap((fact) => (fact.type === type ? [fact.data as AgreementEventData[T]] : []));
}
