import type { IndexTerms, Proration, Term } from '@anslag/domain/agreement/events';
import type { InForce } from '@anslag/domain/agreement/in-force';
import type { Certainty } from '@anslag/domain/decision';
import { formatMinor } from '@anslag/money/amount';
import { sql } from 'kysely';
import * as adoption from './adoption-picture';
import * as contents from './contents-picture';
import { agreementOf, factsOf, type Fact } from './agreement-facts';
import * as picture from './agreement-picture';
import { pageOf, type Cut, type Paging } from './cut';
import { balanceFigures, minorOf, sumOf } from './figures';
import { nameAt, namesOf } from './parties';
import { holds } from './searching';

export interface AgreementSummary {
  agreementId: string;
  name: string;
  kind: string;
  bodyId: string;
  /** Those who are, or may be, parties at `effectiveAt`; without it those who have not left. */
  parties: string[];
  partiesCertainty: Certainty | null;
  decision: unknown;
  /** As last recorded or extended. */
  term: Term | null;
  note: string | null;
  /** The days of which one is its first, and its last; null for a day that never comes. */
  starts: picture.PossibleDays | null;
  ends: picture.PossibleDays | null;
  /** On `inForceOn`. */
  inForce: InForce;
  inForceOn: string;
  /** How many of those who must adopt it have by then; null where nothing says that anybody must. */
  adoption: adoption.AdoptionCount | null;
}

export interface AgreementAnswer extends AgreementSummary {
  memberships: (picture.MembershipAnswer & { name: string | null })[];
  termVersions: picture.TermVersion[];
  termination: ReturnType<typeof picture.terminationIn>;
  supersededBy: picture.SupersessionAnswer | null;
  supersedes: picture.PredecessorAnswer[];
  options: picture.OptionAnswer[];
  /** Who must adopt it, and has; null where nothing says that anybody must. */
  entry: (adoption.EntryAnswer & { adopters: (adoption.AdopterAnswer & { name: string | null })[] }) | null;
  recommendations: adoption.StepAnswer[];
  considerations: Omit<adoption.StepAnswer, 'recommendedTo'>[];
  annexes: contents.AnnexAnswer[];
  scope: contents.ScopeAnswer[];
  deliverables: contents.DeliverableAnswer[];
  fundingShares: contents.SharesAnswer[];
  sources: contents.SourceAnswer[];
  ambiguities: ReturnType<typeof contents.ambiguities>;
  fundingTerms: {
    recipientId: string;
    amount: string | null;
    currency: string;
    firstYear: number;
    lastYear: number | null;
    proration: Proration;
    /** Which index the amount follows; null: none. */
    indexation: Required<IndexTerms> | null;
    decision: unknown;
  }[];
  /** Of every body that funds it. */
  years: { year: number; bodyId: string; allocationId: string; amount: string }[];
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
  let query = cut.tx.selectFrom('agreements').select('agreement_id').where('position', '<=', cut.position);
  if (after !== null) query = query.where('agreement_id', '>', after);
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (q !== null) query = query.where((eb) => eb.or([holds('agreement_id', q), holds('search', q)]));
  const read = await query
    .orderBy('agreement_id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(read, limit, (row) => row.agreement_id);
  const ids = page.rows.map((row) => row.agreement_id);
  const facts = await factsOf(cut.tx, ids, cut.position);
  return { agreements: ids.map((id) => summary(facts.get(id)!, cut, today)), after: page.after };
}

/** An agreement as known at the cut, with its terms and the years funded under it; null where it was not registered. */
export async function agreementAt(cut: Cut, agreementId: string, today: string): Promise<AgreementAnswer | null> {
  const facts = (await factsOf(cut.tx, [agreementId], cut.position)).get(agreementId);
  if (!facts) return null;
  const agreement = agreementOf(facts);
  const day = cut.effectiveAt ?? today;
  const entry = adoption.entryAnswer(agreement, facts, day);
  return {
    ...summary(facts, cut, today),
    memberships: await named(cut, picture.memberships(agreement, day)),
    termVersions: picture.termVersions(facts),
    termination: picture.terminationIn(agreement, facts),
    supersededBy: picture.supersededBy(agreement, facts),
    supersedes: await predecessors(cut, agreementId, facts),
    options: picture.options(agreement, facts, day),
    entry: entry && { ...entry, adopters: await named(cut, entry.adopters) },
    recommendations: adoption.recommendations(facts),
    considerations: adoption.considerations(facts),
    annexes: contents.annexes(facts, day),
    scope: contents.scope(facts, day),
    deliverables: contents.deliverables(facts, day),
    fundingShares: contents.fundingShares(facts, day),
    sources: contents.sources(facts),
    ambiguities: contents.ambiguities(facts),
    fundingTerms: await fundingTerms(cut, agreementId),
    years: await yearsFunded(cut, agreementId),
  };
}

function summary(facts: readonly Fact[], { effectiveAt }: Cut, today: string): AgreementSummary {
  const agreement = agreementOf(facts);
  const { agreementId, name, kind, bodyId, partiesCertainty, decision, note } = picture.registrationOf(facts);
  return {
    agreementId,
    name,
    kind,
    bodyId,
    parties: picture.partiesAt(agreement, effectiveAt),
    partiesCertainty: partiesCertainty ?? null,
    decision: decision ?? null,
    term: picture.termOf(agreement),
    note: note ?? null,
    ...picture.heldOn(agreement, effectiveAt ?? today),
    adoption: adoption.adoptionCount(agreement, effectiveAt ?? today),
  };
}

/** With the name of each party at the cut. */
async function named<T extends { partyId: string }>(cut: Cut, parties: readonly T[]) {
  const names = await namesOf(cut, [...new Set(parties.map(({ partyId }) => partyId))]);
  return parties.map((one) => ({ ...one, name: nameAt(names.get(one.partyId) ?? [], cut.effectiveAt) }));
}

async function predecessors({ tx, position }: Cut, agreementId: string, own: readonly Fact[]) {
  const rows = await tx
    .selectFrom('agreement_facts')
    .select('agreement_id')
    .where('other_id', '=', agreementId)
    .where('type', '=', 'AgreementSuperseded')
    .where('position', '<=', position)
    .orderBy('position')
    .execute();
  const facts = await factsOf(
    tx,
    rows.map((row) => row.agreement_id),
    position,
  );
  const successor = agreementOf(own);
  return [...facts].flatMap(([id, theirs]) => picture.predecessor(id, theirs, successor) ?? []);
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

async function fundingTerms({ tx, position }: Cut, agreementId: string): Promise<AgreementAnswer['fundingTerms']> {
  const rows = await tx
    .selectFrom('funding_terms')
    .select(['recipient_id', 'amount', 'currency', 'first_year', 'last_year', 'proration', 'indexation', 'decision'])
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
    proration: row.proration as Proration,
    indexation: wholeTerms(parsed(row.indexation) as IndexTerms | null),
  }));
}

/** With what holds where the terms do not say. */
const wholeTerms = (said: IndexTerms | null): Required<IndexTerms> | null =>
  said && { lagYears: 0, rounding: 'half-even', ...said };

/** Every allocation under the agreement that stands at the cut; one that waits, or was reversed, funds nothing. */
async function yearsFunded({ tx, position, effectiveAt }: Cut, agreementId: string): Promise<AgreementAnswer['years']> {
  const allocated = sumOf(balanceFigures.allocated, effectiveAt);
  const { rows } = await sql<{
    year: bigint;
    body_id: string;
    allocation_id: string;
    currency: string;
    allocated: bigint | string;
  }>`
    select e.year, e.body_id, e.allocation_id, e.currency, ${allocated} as allocated
    from agreement_allocations a
    join entries e on e.recipient_id = a.recipient_id and e.year = a.year and e.body_id = a.body_id
      and e.allocation_id = a.allocation_id
    where a.agreement_id = ${agreementId} and a.position <= ${position} and e.position <= ${position}
    group by e.year, e.body_id, e.allocation_id, e.currency
    having ${allocated} <> 0
    order by e.year, e.body_id, e.allocation_id`.execute(tx);
  return rows.map((row) => ({
    year: Number(row.year),
    bodyId: row.body_id,
    allocationId: row.allocation_id,
    amount: formatMinor(minorOf(row.allocated), row.currency),
  }));
}
