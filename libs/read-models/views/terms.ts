/** Whether an agreement is in force on a day: `yes`, `no` or `unknown`, as libs/domain/agreement/in-force.ts says. */
export function inForceOn(day: string): string {
  return `(case
    when ${day} < starts_first::date or ${day} > ends_last::date then 'no'
    when ${day} >= starts_last::date and ${day} <= ends_first::date then 'yes'
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
  join agreements using (agreement_id)
  cross join lateral (
    select recipient_id, currency, amount
    from funding_terms as recorded
    where recorded.agreement_id = years.agreement_id and first_year <= year and year <= coalesce(last_year, year)
    order by recorded.position desc
    limit 1
  ) as governing
  where amount is null
    and starts_first::date <= make_date(year::integer, 12, 31) and ends_last::date >= make_date(year::integer, 1, 1)
    and starts_first <= ends_last
  group by year, body_id, recipient_id, currency
)`;
