import { inForce, type InForce } from '@anslag/domain/agreement/in-force';
import { formatMinor } from '@anslag/money/amount';
import { sql } from 'kysely';
import { termOf } from './agreements';
import { pageOf, type Cut, type Paging } from './cut';
import { balanceFigures, minorOf, sumOf } from './figures';
import { holds } from './searching';

export interface AgreementSummary {
  agreementId: string;
  name: string;
  kind: string;
  bodyId: string;
  parties: string[];
  decision: unknown;
  term: unknown;
  note: string | null;
  /** On `inForceOn`. */
  inForce: InForce;
  inForceOn: string;
}

export interface AgreementAnswer extends AgreementSummary {
  fundingTerms: {
    recipientId: string;
    amount: string | null;
    currency: string;
    firstYear: number;
    lastYear: number | null;
    decision: unknown;
  }[];
  years: { year: number; allocationId: string; amount: string }[];
}

export interface AgreementFilters {
  bodyId: string | null;
  /** Looked for in ids and names, whatever the case. */
  q: string | null;
}

/** Agreements as known at the cut, in order of their ids. Without `effectiveAt`, `inForce` is judged on `today`. */
export async function agreementPage(
  cut: Cut,
  { bodyId, q }: AgreementFilters,
  { limit, after }: Paging<string>,
  today: string,
): Promise<{ agreements: AgreementSummary[]; after: string | null }> {
  let query = registered(cut);
  if (after !== null) query = query.where('agreement_id', '>', after);
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (q !== null) query = query.where((eb) => eb.or([holds('agreement_id', q), holds('search', q)]));
  const read = await query
    .orderBy('agreement_id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(read, limit, (row) => row.agreement_id);
  return { agreements: page.rows.map((row) => summary(row, cut.effectiveAt ?? today)), after: page.after };
}

/** An agreement as known at the cut, with its terms and the years funded under it; null where it was not registered. */
export async function agreementAt(cut: Cut, agreementId: string, today: string): Promise<AgreementAnswer | null> {
  const found = await registered(cut).where('agreement_id', '=', agreementId).executeTakeFirst();
  if (!found) return null;
  return {
    ...summary(found, cut.effectiveAt ?? today),
    fundingTerms: await fundingTerms(cut, agreementId),
    years: await yearsFunded(cut, agreementId),
  };
}

const registered = ({ tx, position }: Cut) =>
  tx
    .selectFrom('agreements')
    .select(['agreement_id', 'name', 'kind', 'body_id', 'parties', 'decision', 'term', 'note'])
    .where('position', '<=', position);

type Row = Awaited<ReturnType<ReturnType<typeof registered>['executeTakeFirstOrThrow']>>;

function summary(row: Row, day: string): AgreementSummary {
  return {
    agreementId: row.agreement_id,
    name: row.name,
    kind: row.kind,
    bodyId: row.body_id,
    parties: JSON.parse(row.parties) as string[],
    decision: parsed(row.decision),
    term: parsed(row.term),
    note: row.note,
    inForce: inForce(termOf(row.term), day),
    inForceOn: day,
  };
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

async function fundingTerms({ tx, position }: Cut, agreementId: string): Promise<AgreementAnswer['fundingTerms']> {
  const rows = await tx
    .selectFrom('funding_terms')
    .select(['recipient_id', 'amount', 'currency', 'first_year', 'last_year', 'decision'])
    .where('agreement_id', '=', agreementId)
    .where('position', '<=', position)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    recipientId: row.recipient_id,
    currency: row.currency,
    decision: parsed(row.decision),
    amount: row.amount === null ? null : formatMinor(row.amount, row.currency),
    firstYear: Number(row.first_year),
    lastYear: row.last_year === null ? null : Number(row.last_year),
  }));
}

/** Every allocation under the agreement that stands at the cut; one that waits, or was reversed, funds nothing. */
async function yearsFunded({ tx, position, effectiveAt }: Cut, agreementId: string): Promise<AgreementAnswer['years']> {
  const allocated = sumOf(balanceFigures.allocated, effectiveAt);
  const { rows } = await sql<{ year: bigint; allocation_id: string; currency: string; allocated: bigint | string }>`
    select e.year, e.allocation_id, e.currency, ${allocated} as allocated
    from agreement_allocations a
    join entries e on e.recipient_id = a.recipient_id and e.year = a.year and e.body_id = a.body_id
      and e.allocation_id = a.allocation_id
    where a.agreement_id = ${agreementId} and a.position <= ${position} and e.position <= ${position}
    group by e.year, e.body_id, e.allocation_id, e.currency
    having ${allocated} <> 0
    order by e.year, e.body_id, e.allocation_id`.execute(tx);
  return rows.map((row) => ({
    year: Number(row.year),
    allocationId: row.allocation_id,
    amount: formatMinor(minorOf(row.allocated), row.currency),
  }));
}
