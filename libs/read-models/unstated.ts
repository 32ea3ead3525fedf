import type { FundingTerms, Term } from '@anslag/domain/agreement/events';
import { termsFor } from '@anslag/domain/agreement/evolve';
import { inForce } from '@anslag/domain/agreement/in-force';
import { possibleDays } from '@anslag/domain/decision';
import { sql } from 'kysely';
import { termOf } from './agreements';
import type { Cut } from './cut';

/** A year of an agreement whose funding terms state no amount: money that is there and that no figure can hold. */
export interface UnstatedYear {
  year: number;
  bodyId: string;
  recipientId: string;
  currency: string;
}

export interface UnstatedFilters {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  currency: string | null;
}

/**
 * The unstated years as known at the cut, whatever its effective day: a year is looked at as a whole. One counts where the
 * agreement may be in force on any of its days (unknown is not no), and the terms that govern it state no amount.
 * Terms without a last year go on to the last year that any budget is open for, or their first year if that is later.
 */
export async function unstatedYears(cut: Cut, filters: UnstatedFilters): Promise<UnstatedYear[]> {
  const unstated: UnstatedYear[] = [];
  const horizon = filters.year === null ? await lastBudgetYear(cut) : 0;
  for (const { bodyId, term, fundingTerms } of await candidates(cut, filters)) {
    for (const year of filters.year === null ? yearsOf(fundingTerms, horizon) : [filters.year]) {
      const terms = termsFor(fundingTerms, year);
      if (!terms || terms.amount !== null || !mayHoldIn(term, year)) continue;
      const { recipientId, currency } = terms;
      if (filters.recipientId !== null && recipientId !== filters.recipientId) continue;
      if (filters.currency !== null && currency !== filters.currency) continue;
      unstated.push({ year, bodyId, recipientId, currency });
    }
  }
  return unstated;
}

interface Candidate {
  bodyId: string;
  term: Term;
  fundingTerms: FundingTerms[];
}

/** Agreements some of whose terms state no amount, with all their terms: later ones may state it. */
async function candidates({ tx, position }: Cut, { bodyId, recipientId }: UnstatedFilters): Promise<Candidate[]> {
  const ofBody = bodyId === null ? sql`` : sql` and a.body_id = ${bodyId}`;
  const ofRecipient = recipientId === null ? sql`` : sql` and u.recipient_id = ${recipientId}`;
  const { rows } = await sql<TermsRow>`
    select a.agreement_id, a.body_id, a.term, f.recipient_id, f.amount, f.currency, f.first_year, f.last_year
    from agreements a join funding_terms f on f.agreement_id = a.agreement_id
    where a.position <= ${position} and f.position <= ${position}${ofBody}
      and a.agreement_id in (select u.agreement_id from funding_terms u
        where u.amount is null and u.position <= ${position}${ofRecipient})
    order by a.agreement_id, f.position`.execute(tx);
  const byAgreement = new Map<string, Candidate>();
  for (const row of rows) {
    const candidate = byAgreement.get(row.agreement_id) ?? {
      bodyId: row.body_id,
      term: termOf(row.term),
      fundingTerms: [],
    };
    byAgreement.set(row.agreement_id, candidate);
    candidate.fundingTerms.push({
      recipientId: row.recipient_id,
      currency: row.currency,
      firstYear: Number(row.first_year),
      amount: row.amount === null ? null : String(row.amount),
      ...(row.last_year !== null && { lastYear: Number(row.last_year) }),
    });
  }
  return [...byAgreement.values()];
}

interface TermsRow {
  agreement_id: string;
  body_id: string;
  term: string | null;
  recipient_id: string;
  amount: bigint | null;
  currency: string;
  first_year: bigint;
  last_year: bigint | null;
}

async function lastBudgetYear({ tx, position }: Cut): Promise<number> {
  const { last } = await tx
    .selectFrom('budgets')
    .select(({ fn }) => fn.max('year').as('last'))
    .where('opened_at', '<=', position)
    .executeTakeFirstOrThrow();
  return Number(last ?? 0);
}

function yearsOf(fundingTerms: readonly FundingTerms[], horizon: number): number[] {
  const years = new Set<number>();
  for (const { firstYear, lastYear = Infinity } of fundingTerms)
    for (let year = firstYear; year <= Math.min(lastYear, Math.max(horizon, firstYear)); year += 1) years.add(year);
  return [...years];
}

/** Whether the agreement may be in force on some day of the year: on its first, or on the first that the term can mean. */
function mayHoldIn(term: Term, year: number): boolean {
  const starts = possibleDays(term.from)?.first;
  return [`${year}-01-01`, starts].some(
    (day) => day !== undefined && Number(day.slice(0, 4)) === year && inForce(term, day) !== 'no',
  );
}
