import { countsIn, units } from './fragments';
import { inForceOn } from './terms';
import { day, jsonb, text, type View } from './view';

export const agreements: View = {
  name: 'agreements',
  comment: 'One row per agreement or partnership, as known now. Among what GET /agreements/{agreementId} says of it.',
  columns: {
    agreement_id: text("The agreement's id."),
    name: text('Its name.'),
    kind: text('partnership, service, co-operation or umbrella.'),
    body_id: text('The body whose budget pays.'),
    parties: jsonb('A list of party_id: those that have not left.'),
    decision: jsonb('What was decided, as it was recorded: {bodyId, decidedOn, caseNumber, …}.'),
    term: jsonb(
      '{from, to}, each a day, a month, a year or null, with fromCertainty and toCertainty where given; as last recorded or extended.',
    ),
    note: text('The note, if one was given.'),
    in_force: text('On in_force_on: yes, no or unknown.', inForceOn('current_date')),
    in_force_on: day("Today, in the time zone of the session (SET timezone = 'Europe/Stockholm').", 'current_date'),
    funding_terms: jsonb(
      'What it gives, in the order recorded: a list of {recipientId, amount (null where not stated), currency, ' +
        'firstYear, lastYear (null: until further notice), proration (none, month or day), indexation (null where it follows no index), decision}.',
      "coalesce(funding_terms, '[]')",
    ),
    years: jsonb(
      'The allocations that stand under it: a list of {year, bodyId, allocationId, amount}.',
      "coalesce(years, '[]')",
    ),
  },
  from: `agreements
cross join lateral (
  select jsonb_agg(
    jsonb_build_object(
      'recipientId', recipient_id,
      'amount', (amount * unit)::text,
      'currency', currency,
      'firstYear', first_year,
      'lastYear', last_year,
      'proration', proration,
      'indexation', indexation::jsonb,
      'decision', decision::jsonb
    )
    order by position
  ) as funding_terms
  from funding_terms
  left join ${units} using (currency)
  where funding_terms.agreement_id = agreements.agreement_id
) as recorded
left join (
  select agreement_id as funding, jsonb_agg(
    jsonb_build_object(
      'year', year, 'bodyId', body_id, 'allocationId', allocation_id, 'amount', (allocated * unit)::text
    )
    order by year, body_id, allocation_id
  ) as years
  from (
    select under.agreement_id, year, body_id, allocation_id, currency, sum(minor) as allocated
    from agreement_allocations as under
    join entries using (year, body_id, allocation_id, recipient_id)
    where ${countsIn('allocated')}
    group by under.agreement_id, year, body_id, allocation_id, currency
    having sum(minor) <> 0
  ) as funded
  left join ${units} using (currency)
  group by agreement_id
) as funded_years on funding = agreement_id`,
};
