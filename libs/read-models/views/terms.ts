/**
 * Each agreement with the days that its term can mean. A date of month or year precision can be any of its days; the
 * ledger's own rule is libs/domain/decision.ts.
 */
export const agreementsWithTerms = `(
  select agreements.*,
    ${firstDay("term::jsonb ->> 'from'")} as from_first,
    ${lastDay("term::jsonb ->> 'from'")} as from_last,
    coalesce(term::jsonb ->> 'fromCertainty', 'stated') as from_certainty,
    ${firstDay("term::jsonb ->> 'to'")} as to_first,
    ${lastDay("term::jsonb ->> 'to'")} as to_last,
    coalesce(term::jsonb ->> 'toCertainty', 'stated') as to_certainty
  from agreements
)`;

function firstDay(date: string): string {
  return `((${date}) || right('-01-01', 10 - length(${date})))::date`;
}

function lastDay(date: string): string {
  return `(case length(${date})
      when 4 then ((${date}) || '-12-31')::date
      when 7 then (((${date}) || '-01')::date + interval '1 month' - interval '1 day')::date
      else (${date})::date
    end)`;
}

/** Whether an agreement is in force on a day: `yes`, `no` or `unknown`, as libs/domain/agreement/in-force.ts says. */
export function inForceOn(day: string): string {
  return `(case
    when from_certainty <> 'unknown' and ${day} < from_first or to_certainty <> 'unknown' and ${day} > to_last then 'no'
    when from_certainty <> 'unknown' and ${day} >= from_last
      and to_certainty <> 'unknown' and (to_first is null or ${day} <= to_first) then 'yes'
    else 'unknown'
  end)`;
}

/**
 * Years of agreements whose funding terms state no amount, counted: as libs/read-models/unstated.ts finds them where no
 * year is asked for.
 */
export const unstatedYears = `(
  select year, body_id, recipient_id, currency, 'yearly' as kind, count(*) as unstated_count
  from (
    select distinct agreement_id, year
    from funding_terms
    cross join lateral generate_series(
      first_year,
      least(last_year, greatest(first_year, (select max(year) from budgets)))
    ) as covered (year)
    where agreement_id in (select agreement_id from funding_terms where amount is null)
  ) as years
  join ${agreementsWithTerms} as terms using (agreement_id)
  cross join lateral (
    select recipient_id, currency, amount
    from funding_terms as recorded
    where recorded.agreement_id = years.agreement_id and first_year <= year and year <= coalesce(last_year, year)
    order by recorded.position desc
    limit 1
  ) as governing
  where amount is null and exists (
    select from (values (make_date(year::integer, 1, 1)), (from_first)) as days (day)
    where extract(year from day) = year and ${inForceOn('day')} <> 'no'
  )
  group by year, body_id, recipient_id, currency
)`;
