import { appropriationKinds, type AppropriationKind } from '@anslag/domain/budget/events';
import { units } from './fragments';
import { amount, bigint, jsonb, quoted, text, type View } from './view';

export const budgets: View = {
  name: 'budgets',
  comment:
    'One row per budget: a body and a year. As GET /budgets/{bodyId}/{year} but for its approvers, all effective dates counted.',
  columns: {
    body_id: text('The body that decides over the budget.'),
    year: bigint('The budget year.'),
    currency: text('ISO 4217. A budget has one currency.'),
    control: text('none, warn or stop: what happens to an allocation above what is available.'),
    approval: jsonb('Which allocations need a second person.'),
    status: text(
      'open, locked, carrying, carried or closed: how far the year is on its way to its end.',
      "coalesce(status, 'open')",
    ),
    revision: bigint("Of the budget's stream; the number in its last voucher is one more."),
    appropriated: amount('Adopted, less reductions.', 'appropriated'),
    available: amount(
      'Left to allocate. Null where the budget has no limit: control none, and nothing adopted, brought forward or transferred to it.',
      "case when control <> 'none' or adopted or transferred_in <> 0 or has_received then available end",
    ),
    reserved: amount('Proposed, and waiting for approval.', 'reserved'),
    committed: amount('Decided, and neither paid out nor released.', 'committed'),
    disbursed: amount('Paid out.', 'disbursed'),
    returned: amount('Paid back by recipients.', 'returned'),
    lapsed: amount('No longer to be used.', 'lapsed'),
    carried_in: amount('Brought forward from the year before.', 'carried_in'),
    carried_out: amount('Carried to the next year.', 'carried_out'),
    proposed: jsonb(
      'Appropriations that wait for adoption: a list of {appropriationId, programmeId (null where it is for none), kind, status, amount (null where not stated), decision, recommendations}.',
      "coalesce(proposed, '[]')",
    ),
    transferred_in: amount('Taken from other budgets, less what was given back.', 'transferred_in'),
    transferred_out: amount('Sent to other budgets, less what came back.', 'transferred_out'),
    prior_year: amount("What late corrections of closed years have added to this year's money.", 'prior_year'),
    appropriated_by_kind: jsonb('What stands adopted of each kind, a reduction as a positive amount.', 'by_kind'),
    seal: jsonb('What the year was closed with: {position, revision, trialBalance}. Null until then.', 'seal'),
    under_way: jsonb(
      'What one budget has booked and the other has not yet: {carriedIn, carriedOut, transferredIn, transferredOut}.',
      'under_way',
    ),
  },
  from: `budgets
join budget_totals using (year, body_id)
left join ${units} using (currency)
left join lateral (
  select status, seal
  from budget_steps
  where budget_steps.year = budgets.year and budget_steps.body_id = budgets.body_id
  order by position desc
  limit 1
) as last_step on true
cross join lateral (
  select exists (
    select 1
    from entries
    where entries.year = budgets.year and entries.body_id = budgets.body_id
      and account = 'AVAILABLE' and fact = 'carried-in'
  ) as has_received
) as received
cross join lateral (
  select
    coalesce(bool_or(step = 'adopted'), false) as adopted,
    jsonb_build_object(
      ${appropriationKinds.map(byKind).join(', ')}
    ) as by_kind,
    jsonb_agg(
      jsonb_build_object(
        'appropriationId', appropriation_id,
        'programmeId', programme_id,
        'kind', kind,
        'status', step,
        'amount', (amount * unit)::text,
        'decision', decision::jsonb,
        'recommendations', coalesce(recommendations, '[]')
      )
      order by proposed_at
    ) filter (where step in ('proposed', 'recommended')) as proposed
  from (
    select
      appropriation_id,
      min(position) as proposed_at,
      (array_agg(programme_id order by position))[1] as programme_id,
      (array_agg(kind order by position))[1] as kind,
      (array_agg(amount order by position))[1] as amount,
      (array_agg(decision order by position))[1] as decision,
      (array_agg(step order by position desc))[1] as step,
      (array_agg(amount order by position desc))[1] as last_amount,
      jsonb_agg(jsonb_build_object('amount', (amount * unit)::text, 'decision', decision::jsonb) order by position)
        filter (where step = 'recommended') as recommendations
    from appropriations
    where appropriations.year = budgets.year and appropriations.body_id = budgets.body_id
    group by appropriation_id
  ) as each_of_them
) as appropriated_by
cross join lateral (
  select jsonb_build_object(
    'carriedIn', ((coalesce(
      (select carried_out from budget_totals as before
        where before.year = budgets.year - 1 and before.body_id = budgets.body_id), 0) - carried_in) * unit)::text,
    'carriedOut', ((carried_out - coalesce(
      (select carried_in from budget_totals as after
        where after.year = budgets.year + 1 and after.body_id = budgets.body_id), 0)) * unit)::text,
    'transferredIn', (coalesce(sum(minor) filter (where to_body = budgets.body_id and to_year = budgets.year), 0) * unit)::text,
    'transferredOut', (coalesce(sum(minor) filter (where from_body = budgets.body_id and from_year = budgets.year), 0) * unit)::text
  ) as under_way
  from transfers as sending
  where step = 'sent'
    and ((to_body = budgets.body_id and to_year = budgets.year) or (from_body = budgets.body_id and from_year = budgets.year))
    and not exists (
      select 1
      from transfers as later
      where later.step in ('received', 'returned') and later.from_body = sending.from_body
        and later.from_year = sending.from_year and later.transfer_id = sending.transfer_id
    )
) as going`,
};

/** A member of what stands adopted by kind; the amount adopted, which need not be the one proposed. */
function byKind(kind: AppropriationKind): string {
  const sum = `coalesce(sum(last_amount) filter (where step = 'adopted' and kind = ${quoted(kind)}), 0)`;
  return `${quoted(kind)}, (${sum} * unit)::text`;
}
