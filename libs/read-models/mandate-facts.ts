import { mandateEventTypes, mandatesAfter, type Mandate, type MandateEvent } from '@anslag/domain/budget/mandates';
import type { Cut } from './cut';
import type { BudgetKey, RecordedEvent } from './recorded-event';
import { padded } from './searching';
import { day, optionalText, text, type Json } from './shape';
import { table, type NewRow, type RowsOf } from './table';

/**
 * What was recorded of who may approve in a budget year, as it was recorded. Reports fold it with the rules that commands are
 * decided by, so that the two never disagree on who may.
 */
export const mandateFactsTable = table({
  name: 'mandate_facts',
  columns: { year: 'integer', body_id: 'text', position: 'integer', type: 'text', data: 'text' },
  primaryKey: ['year', 'body_id', 'position'],
});

declare module './database' {
  interface ReadTables {
    mandate_facts: RowsOf<typeof mandateFactsTable>;
  }
}

/** What a report relies on in each type of event. */
const shapes: Record<MandateEvent['type'], (data: Json) => unknown> = {
  ApproverAppointed: (data) => [day(data, 'validFrom'), optionalText(data, 'validTo'), optionalText(data, 'limit')],
  ApproverRevoked: (data) => day(data, 'effectiveOn'),
  SubstituteAppointed: (data) => [text(data, 'substitute'), day(data, 'validFrom'), day(data, 'validTo')],
};

export function isMandateEvent(type: string): type is MandateEvent['type'] {
  return (mandateEventTypes as readonly string[]).includes(type);
}

/** The row of an event that says who may approve; throws on data that is not of its type. */
export function mandateRow({ type, data, budget, position }: RecordedEvent): NewRow<typeof mandateFactsTable> {
  text(data, 'subject');
  shapes[type as MandateEvent['type']](data);
  return { year: budget.year, body_id: budget.bodyId, position, type, data: JSON.stringify(data) };
}

export const budgetName = ({ bodyId, year }: BudgetKey): string => `${bodyId}.${year}`;

/** Who may approve in some budget years, as known at the cut; nothing of a year in which nobody was appointed. */
export async function mandatesOf(
  { tx, position }: Cut,
  budgets: readonly BudgetKey[],
): Promise<Map<string, readonly Mandate[]>> {
  const mandates = new Map<string, readonly Mandate[]>();
  if (budgets.length === 0) return mandates;
  const years = [...new Set(budgets.map(({ year }) => BigInt(year)))];
  const bodies = [...new Set(budgets.map(({ bodyId }) => bodyId))];
  const rows = await tx
    .selectFrom('mandate_facts')
    .select(['year', 'body_id', 'type', 'data'])
    .where('year', 'in', padded(years))
    .where('body_id', 'in', padded(bodies))
    .where('position', '<=', position)
    .orderBy('position')
    .execute();
  for (const { year, body_id: bodyId, type, data } of rows) {
    const name = budgetName({ bodyId, year: Number(year) });
    const event = { type, data: JSON.parse(data) } as MandateEvent;
    mandates.set(name, mandatesAfter(mandates.get(name) ?? [], event));
  }
  return mandates;
}
