import type { Account, Fact } from '@anslag/domain/accounts/account';
import { sql, type RawBuilder } from 'kysely';
import type { MinorPosting } from './recorded-event';

/** A figure of a report: the signed sum of an account, over some facts only where these are named. */
interface Figure {
  account: Account;
  facts?: readonly Fact[];
  sign: 1 | -1;
}

/** What a balance row says, reversals netted since they have the fact that they take back. Source: bookkeeping.md. */
export const balanceFigures = {
  allocated: { account: 'COMMITTED', facts: ['decided', 'adjusted'], sign: 1 },
  reserved: { account: 'RESERVED', sign: 1 },
  disbursed: { account: 'DISBURSED', sign: 1 },
  returned: { account: 'RECOVERED', sign: -1 },
  released: { account: 'COMMITTED', facts: ['released'], sign: -1 },
  carried_in: { account: 'COMMITTED', facts: ['carried-in'], sign: 1 },
  carried_out: { account: 'COMMITTED', facts: ['carried-out'], sign: -1 },
  prior_year: { account: 'COMMITTED', facts: ['corrected'], sign: 1 },
  remaining: { account: 'COMMITTED', sign: 1 },
} as const satisfies Record<string, Figure>;

/** What a budget year says of itself. */
export const budgetFigures = {
  appropriated: { account: 'AUTHORITY', sign: -1 },
  available: { account: 'AVAILABLE', sign: 1 },
  reserved: { account: 'RESERVED', sign: 1 },
  committed: { account: 'COMMITTED', sign: 1 },
  disbursed: { account: 'DISBURSED', sign: 1 },
  returned: { account: 'RECOVERED', sign: -1 },
  lapsed: { account: 'LAPSED', sign: 1 },
  carried_in: { account: 'CARRIED_IN', sign: -1 },
  carried_out: { account: 'CARRIED_OUT', sign: 1 },
  prior_year: { account: 'PRIOR_YEAR', sign: -1 },
} as const satisfies Record<string, Figure>;

export type BalanceFigure = keyof typeof balanceFigures;
export type BudgetFigure = keyof typeof budgetFigures;

export const balanceFigureNames = Object.keys(balanceFigures) as BalanceFigure[];
export const budgetFigureNames = Object.keys(budgetFigures) as BudgetFigure[];

export type Figures<N extends string> = Record<N, bigint>;

/** Adds postings to sums of figures; it knows beforehand which figures an account counts in. */
export class FigureSums<N extends string> {
  readonly #zeros: Figures<N>;
  readonly #counts = new Map<Account, [N, Figure][]>();

  constructor(figures: Readonly<Record<N, Figure>>) {
    const all = Object.entries(figures) as [N, Figure][];
    this.#zeros = Object.fromEntries(all.map(([name]) => [name, 0n])) as Figures<N>;
    for (const one of all) this.#counts.set(one[1].account, [...(this.#counts.get(one[1].account) ?? []), one]);
  }

  none(): Figures<N> {
    return { ...this.#zeros };
  }

  add(sums: Figures<N>, { account, fact, minor }: MinorPosting): void {
    for (const [name, { facts, sign }] of this.#counts.get(account) ?? [])
      if (!facts || facts.includes(fact)) sums[name] = sign === 1 ? sums[name] + minor : sums[name] - minor;
  }
}

/**
 * The sum of a figure over rows of `entries`, only of those effective by a day and recorded by a position where these are
 * given. What is the same text is summed only once, however often a statement has it.
 */
export function sumOf(figure: Figure, effectiveAt: string | null, knownBy: bigint | null = null): RawBuilder<bigint> {
  if (figure.facts?.length === 0) return sql`0`;
  const facts = figure.facts ? sql` and fact in (${sql.join(figure.facts.map((fact) => sql.lit(fact)))})` : sql``;
  const day = effectiveAt === null ? sql`` : sql` and effective_on <= ${effectiveAt}`;
  const known = knownBy === null ? sql`` : sql` and position <= ${knownBy}`;
  const minor = figure.sign === 1 ? sql`minor` : sql`-minor`;
  return sql`coalesce(sum(case when account = ${sql.lit(figure.account)}${facts}${day}${known} then ${minor} else 0 end), 0)`;
}

/** A sum as read from a table. Throws where it has left 64 bits (PostgreSQL's sums go on beyond them). */
export function minorOf(read: bigint | string | null): bigint {
  const minor = BigInt(read ?? 0);
  if (BigInt.asIntN(64, minor) !== minor) throw new RangeError('A sum overflows 64 bits');
  return minor;
}
