import { minorFields } from '../audit-subjects';
import { maskedJson, units } from './fragments';
import { bigint, day, instant, jsonb, quoted, text, type View } from './view';

/** JSON of a state with its figures as amounts at full scale. */
const shown = (state: string) => `case when ${state} is not null then (
    select coalesce(jsonb_object_agg(key, case
      when key in (${[...minorFields].map(quoted).join(', ')}) and unit is not null
        then to_jsonb(((value #>> '{}')::numeric * unit)::text)
      else value
    end), '{}')
    from jsonb_each(${maskedJson(state)}::jsonb)
  ) end`;

export const auditTrail: View = {
  name: 'audit_trail',
  comment:
    'One row per event: who recorded what, when, why, by which decision, and what it changed. As GET /audit-trail.',
  columns: {
    position: bigint("The event's place in the order in which the ledger learned of things; it has gaps."),
    recorded_at: instant(
      'When it was recorded, by the clock of the store. Clocks step: the order is that of position.',
      'recorded_at',
    ),
    actor: text('Who recorded it: an opaque id.'),
    stream: text("The stream that holds it: a party's, an agreement's or a budget's."),
    revision: bigint('Its number in the stream, from 0.'),
    voucher: text(
      'body/year/number; null outside budgets.',
      "case when year is not null then body_id || '/' || year || '/' || revision + 1 end",
    ),
    type: text("The event's type, such as AllocationDecided."),
    year: bigint('The budget year; null outside budgets.'),
    body_id: text('The body that it is about, if any.'),
    recipient_id: text('The recipient that the event names, if any.'),
    allocation_id: text('The allocation that it is about, if any.'),
    appropriation_id: text('The appropriation that it is about, if any.'),
    effective_on: day('The day from which it holds; null where it has none, or several.'),
    reason: text('The reason that was given, if any.'),
    decision: jsonb('What was decided, as it was recorded: {bodyId, decidedOn, caseNumber, …}.'),
    before: jsonb(
      'What it changed, as it was before; null where the thing was not there. Amounts are text at full scale.',
      shown('before'),
    ),
    after: jsonb('What it changed, as it is after.', shown('after')),
  },
  from: `audit_trail
left join ${units} using (currency)`,
};
