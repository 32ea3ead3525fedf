import { units } from './fragments';
import { amount, bigint, jsonb, text, type View } from './view';

export const budgets: View = {
  name: 'budgets',
  comment: 'One row per budget: a body and a year. As GET /budgets/{bodyId}/{year}, all effective dates counted.',
  columns: {
    body_id: text('The body that decides over the budget.'),
    year: bigint('The budget year.'),
    currency: text('ISO 4217. A budget has one currency.'),
    control: text('none, warn or stop: what happens to an allocation above what is available.'),
    approval: jsonb('Which allocations need a second person.'),
    status: text('open.', "'open'"),
    revision: bigint("Of the budget's stream; the number in its last voucher is one more."),
    appropriated: amount('Adopted, less reductions.', 'appropriated'),
    available: amount(
      'Left to allocate. Null where the budget has no limit: control none, and nothing adopted or transferred to it.',
      "case when control <> 'none' or adopted or transferred_in <> 0 then available end",
    ),
    reserved: amount('Proposed, and waiting for approval.', 'reserved'),
    committed: amount('Decided, and neither paid out nor released.', 'committed'),
    disbursed: amount('Paid out.', 'disbursed'),
    returned: amount('Paid back by recipients.', 'returned'),
    lapsed: amount('No longer to be used.', 'lapsed'),
    carried_in: amount('Brought forward from the year before.', 'carried_in'),
    carried_out: amount('Carried to the next year.', 'carried_out'),
    transferred_in: amount('Taken from other budgets, less what was given back.', 'transferred_in'),
    transferred_out: amount('Sent to other budgets, less what came back.', 'transferred_out'),
    proposed: jsonb(
      'Appropriations that wait for adoption: a list of {appropriationId, kind, amount (null where not stated), decision}.',
      "coalesce(proposed, '[]')",
    ),
  },
  from: `budgets
join budget_totals using (year, body_id)
left join ${units} using (currency)
cross join lateral (
  select
    coalesce(bool_or(step = 'adopted'), false) as adopted,
    jsonb_agg(
      jsonb_build_object(
        'appropriationId', appropriation_id,
        'kind', kind,
        'amount', (amount * unit)::text,
        'decision', decision::jsonb
      )
      order by proposed_at
    ) filter (where step = 'proposed') as proposed
  from (
    select distinct on (appropriation_id)
      appropriation_id, step, kind, amount, decision, min(position) over (partition by appropriation_id) as proposed_at
    from appropriations
    where appropriations.year = budgets.year and appropriations.body_id = budgets.body_id
    order by appropriation_id, position desc
  ) as last_steps
) as appropriated_by`,
};
