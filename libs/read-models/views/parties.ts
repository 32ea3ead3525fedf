import { masked, mergedParties } from './fragments';
import { boolean, jsonb, text, type View } from './view';

export const parties: View = {
  name: 'parties',
  comment: 'One row per party: bodies, recipients and cost objects. As GET /parties.',
  columns: {
    party_id: text("The party's id: what body_id and recipient_id of the other views name."),
    kind: text(
      'body, region, municipality, state-agency, association, company, cost-object, person, sole-trader or other.',
    ),
    name: text('The latest name, future ones too. Of a person or sole trader a mask, or (erased).'),
    names: jsonb('All names in order of their days: a list of {name, effectiveFrom (null: from ever)}.'),
    identifiers: jsonb(
      "What public registers call it: a list of {scheme (org-id.guide's code), id}.",
      "coalesce(identifiers, '[]')",
    ),
    merged_into: jsonb(
      'Whom it has gone up in: {partyId, effectiveFrom}; null: in nobody. Future mergers too.',
      "case when into_id is not null then jsonb_build_object('partyId', into_id, 'effectiveFrom', effective_from) end",
    ),
    survivor_id: text(
      'Who stands for it in the end: itself where it is not merged.',
      'coalesce(survivor_id, parties.party_id)',
    ),
    merged_from: jsonb(
      'Those merged into it, directly or through others: a list of ids.',
      "coalesce(merged_from, '[]')",
    ),
    erased: boolean('Whether the data of this person was erased.', 'erased_position is not null'),
  },
  from: `parties
cross join lateral (
  select
    (array_agg(name order by effective_from desc))[1] as name,
    jsonb_agg(
      jsonb_build_object('name', name, 'effectiveFrom', nullif(effective_from, '')) order by effective_from
    ) as names
  from (
    select distinct on (effective_from) effective_from, ${masked('name')} as name
    from party_names
    where party_names.party_id = parties.party_id
    order by effective_from, position desc
  ) as latest
) as named
cross join lateral (
  select jsonb_agg(jsonb_build_object('scheme', scheme, 'id', ${masked('id')}) order by position, line) as identifiers
  from party_identifiers
  where party_identifiers.party_id = parties.party_id
) as identified
left join (select party_id as merged_id, into_id, effective_from from party_mergers) as own
  on own.merged_id = parties.party_id
left join (select merged_id, counted_with as survivor_id from ${mergedParties} as all_up where is_last) as last
  on last.merged_id = parties.party_id
left join (
  select counted_with, jsonb_agg(merged_id order by merged_id collate "C") as merged_from
  from ${mergedParties} as all_up
  group by counted_with
) as others on counted_with = parties.party_id`,
};
