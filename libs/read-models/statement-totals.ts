import { formatMinor } from '@anslag/money/amount';
import { sql, type RawBuilder } from 'kysely';
import type { Cut } from './cut';
import { balanceFigures, minorOf, sumOf } from './figures';

export interface StatementTotals {
  currency: string;
  /** Remaining before the first line and after the last: the others lead from one to the other. */
  opening: string;
  allocated: string;
  disbursed: string;
  returned: string;
  released: string;
  carriedIn: string;
  carriedOut: string;
  priorYear: string;
  closing: string;
}

const figures = [
  ...(['allocated', 'disbursed', 'returned', 'released'] as const),
  ...(['carried_in', 'carried_out', 'prior_year', 'remaining'] as const),
] as const;

/** The totals, by currency, of what a statement counts; what is effective before `from` is in the opening figure. */
export async function totalsOf(
  { tx }: Cut,
  scope: RawBuilder<unknown>,
  from: string | null,
): Promise<StatementTotals[]> {
  const isBefore = from === null ? sql`0` : sql`case when effective_on < ${from} then 1 else 0 end`;
  // The scope holds one side of each move only: what was disbursed is seen as it leaves the commitment.
  const sums = [
    sql`${sumOf(balanceFigures.allocated, null)} as allocated`,
    sql`coalesce(sum(case when account = 'COMMITTED' and fact = 'disbursed' then -minor else 0 end), 0) as disbursed`,
    sql`${sumOf(balanceFigures.returned, null)} as returned`,
    sql`${sumOf(balanceFigures.released, null)} as released`,
    ...(['carried_in', 'carried_out', 'prior_year', 'remaining'] as const).map(
      (name) => sql`${sumOf(balanceFigures[name], null)} as ${sql.ref(name)}`,
    ),
  ];
  const { rows } = await sql<{ currency: string; earlier: bigint } & Record<string, bigint | string>>`
    select currency, earlier, ${sql.join(sums)} from
      (select currency, account, fact, minor, ${isBefore} as earlier from entries where ${scope}) as scoped
    group by currency, earlier order by currency, earlier`.execute(tx);
  const sumIn = (currency: string, before: boolean) => {
    const row = rows.find((one) => one.currency === currency && (BigInt(one.earlier) === 1n) === before);
    return Object.fromEntries(figures.map((name) => [name, minorOf(row?.[name] ?? 0n)])) as Record<string, bigint>;
  };
  return [...new Set(rows.map(({ currency }) => currency))].map((currency) => {
    const [earlier, within] = [sumIn(currency, true), sumIn(currency, false)];
    const money = (minor: bigint) => formatMinor(minor, currency);
    return {
      currency,
      opening: money(earlier['remaining']!),
      allocated: money(within['allocated']!),
      disbursed: money(within['disbursed']!),
      returned: money(within['returned']!),
      released: money(within['released']!),
      carriedIn: money(within['carried_in']!),
      carriedOut: money(within['carried_out']!),
      priorYear: money(within['prior_year']!),
      closing: money(minorOf(earlier['remaining']! + within['remaining']!)),
    };
  });
}
