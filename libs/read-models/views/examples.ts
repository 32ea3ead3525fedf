/** Questions to the views, as docs/views.md shows them; the specs run each of them. */
export const examples: readonly { title: string; sql: string; note?: string }[] = [
  {
    title: 'Balance per year and recipient',
    sql: `SELECT year, recipient_id, recipient_name, currency,
       sum(allocated) AS allocated, sum(disbursed) AS disbursed, sum(remaining) AS remaining
FROM anslag.balances
GROUP BY year, recipient_id, recipient_name, currency
ORDER BY year, recipient_id, currency;`,
  },
  {
    title: 'The same, merged parties counted together',
    sql: `SELECT year, survivor_id, currency,
       sum(allocated) AS allocated, sum(disbursed) AS disbursed, sum(remaining) AS remaining
FROM anslag.balances
GROUP BY year, survivor_id, currency
ORDER BY year, survivor_id, currency;`,
    note: 'Entries stay with the party that they were booked on; `survivor_id` is who stands for it now, future mergers too.',
  },
  {
    title: 'The same, as of an effective date',
    sql: `SELECT year, recipient_id, currency,
       sum(amount) FILTER (WHERE account = 'COMMITTED' AND fact IN ('decided', 'adjusted')) AS allocated,
       sum(amount) FILTER (WHERE account = 'DISBURSED') AS disbursed,
       sum(amount) FILTER (WHERE account = 'COMMITTED') AS remaining
FROM anslag.entries
WHERE recipient_id IS NOT NULL AND effective_on <= DATE '2019-12-31'
GROUP BY year, recipient_id, currency
ORDER BY year, recipient_id, currency;`,
    note: 'A sum without any row is null here: nothing was booked by then.',
  },
  {
    title: 'What was known at a position',
    sql: `SELECT year, recipient_id, currency, sum(amount) AS remaining
FROM anslag.entries
WHERE account = 'COMMITTED' AND position <= 1000000000000
GROUP BY year, recipient_id, currency
ORDER BY year, recipient_id, currency;`,
    note:
      'A position is what a report names in `basis.position`, and what `entries` and `audit_trail` have in each row. Both ' +
      'conditions together say what was known then about that day.',
  },
  {
    title: 'Paid per account of the chart',
    sql: `SELECT year, body_id, dimensions ->> 'konto' AS konto, currency, sum(amount) AS disbursed
FROM anslag.entries
WHERE account = 'DISBURSED'
GROUP BY year, body_id, dimensions ->> 'konto', currency
ORDER BY year, body_id, konto, currency;`,
    note: 'With null for what is coded with no account. The names of codes are in `codes`.',
  },
  {
    title: 'The position at an instant',
    sql: `SELECT max(position) AS position
FROM (
  SELECT position, max(recorded_at) OVER (ORDER BY position) AS known_from
  FROM anslag.audit_trail
) AS trail
WHERE known_from <= TIMESTAMPTZ '2099-12-31 23:59:59+01';`,
    note: 'As `knownAt` is resolved: clocks can step back, so a position is known from the latest instant recorded up to it.',
  },
];
