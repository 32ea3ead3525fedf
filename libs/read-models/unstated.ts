import type { FundingTerms } from '@anslag/domain/agreement/events';
import { termsFor } from '@anslag/domain/agreement/evolve';
import { standingOf, type Standing } from '@anslag/domain/agreement/standing';
import { agreementOf, factsOf } from './agreement-facts';
import type { Agreement } from '@anslag/domain/agreement/state';
import type { Cut } from './cut';
import { padded } from './searching';

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
  /** null: any. */
  recipients: readonly string[] | null;
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
  for (const agreement of await candidates(cut, filters)) {
    const { bodyId, fundingTerms } = agreement;
    const standing = standingOf(agreement);
    for (const year of filters.year === null ? yearsOf(fundingTerms, horizon) : [filters.year]) {
      const terms = termsFor(fundingTerms, year);
      if (!terms || terms.amount !== null || !mayHoldIn(standing, year)) continue;
      const { recipientId, currency } = terms;
      if (filters.recipients !== null && !filters.recipients.includes(recipientId)) continue;
      if (filters.currency !== null && currency !== filters.currency) continue;
      unstated.push({ year, bodyId, recipientId, currency });
    }
  }
  return unstated;
}

/** Agreements some of whose terms state no amount, with all their terms: later ones may state it. */
async function candidates({ tx, position }: Cut, { bodyId, recipients }: UnstatedFilters): Promise<Agreement[]> {
  let query = tx
    .selectFrom('funding_terms')
    .innerJoin('agreements', 'agreements.agreement_id', 'funding_terms.agreement_id')
    .select('funding_terms.agreement_id')
    .distinct()
    .where('amount', 'is', null)
    .where('funding_terms.position', '<=', position);
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (recipients !== null) query = query.where('recipient_id', 'in', padded(recipients));
  const rows = await query.orderBy('funding_terms.agreement_id').execute();
  const facts = await factsOf(
    tx,
    rows.map((row) => row.agreement_id),
    position,
  );
  return Array.from(facts.values(), agreementOf);
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

/** Whether the agreement may be in force on some day of the year. */
function mayHoldIn({ starts, ends }: Standing, year: number): boolean {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const from = starts.first > first ? starts.first : first;
  const to = ends.last < last ? ends.last : last;
  return from <= to;
}
