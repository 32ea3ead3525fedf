import { formatMinor } from '@anslag/money/amount';
import { sql } from 'kysely';
import type { AllocationStatus } from './allocations';
import { pageOf, type Cut, type Paging } from './cut';
import { dutiesAt, placeKey, plansAt, type PlannedInstalment, type ReportingDuty } from './dues-at';
import { balanceFigures, minorOf, sumOf, type BalanceFigure } from './figures';
import { membersOf } from './mergers';
import { nameAt, namesOf } from './parties';
import { padded } from './searching';

export interface AllocationFilters {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
}

/** An allocation at a cut; amounts at the currency's full scale. What was not said is null. */
export interface AllocationAnswer {
  year: number;
  bodyId: string;
  allocationId: string;
  recipientId: string;
  recipientName: string | null;
  kind: string;
  originYear: number;
  /** As known at the cut; it has no effective day. */
  status: AllocationStatus;
  currency: string;
  /** As decided, proposed or brought forward, whatever was adjusted, reversed or rejected since. */
  amount: string;
  allocated: string;
  reserved: string;
  disbursed: string;
  returned: string;
  released: string;
  carriedIn: string;
  carriedOut: string;
  priorYear: string;
  remaining: string;
  effectiveOn: string;
  decision: unknown;
  agreementId: string | null;
  supplementTo: string | null;
  programme: string | null;
  purposes: unknown;
  dimensions: unknown;
  recipientNameAsPublished: string | null;
  title: string | null;
  note: string | null;
  replaces: string | null;
  replacedBy: string | null;
  /** In the order in which they are due; of one that a later year took over they are told there. */
  reportingDuties: ReportingDuty[];
  /** Likewise; none where it has no plan. */
  disbursementPlan: PlannedInstalment[];
  /** Of its decision or proposal: `body/year/number`. */
  voucher: string;
  /** In the budget's stream, of the last event that decided, settled, reversed or described it. */
  revision: string;
}

/** The figures of an answer, and what they are called in a report's sums. */
const figureNames = {
  allocated: 'allocated',
  reserved: 'reserved',
  disbursed: 'disbursed',
  returned: 'returned',
  released: 'released',
  carriedIn: 'carried_in',
  carriedOut: 'carried_out',
  priorYear: 'prior_year',
  remaining: 'remaining',
} as const satisfies Record<string, BalanceFigure>;

type FigureName = keyof typeof figureNames;

const fields = Object.keys(figureNames) as FigureName[];

/** The allocations known at the cut, in the order in which they were recorded; with an effective day, those of that day. */
export async function allocationPage(
  cut: Cut,
  { year, bodyId, recipientId }: AllocationFilters,
  { limit, after }: Paging<bigint>,
): Promise<{ rows: AllocationAnswer[]; after: bigint | null }> {
  const { tx, position, effectiveAt } = cut;
  const members = await membersOf(cut, recipientId);
  let query = tx.selectFrom('allocations').selectAll().where('position', '<=', position);
  if (after !== null) query = query.where('position', '>', after);
  if (effectiveAt !== null) query = query.where('effective_on', '<=', effectiveAt);
  if (year !== null) query = query.where('year', '=', BigInt(year));
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (members !== null) query = query.where('recipient_id', 'in', padded(members));
  const read = await query
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const page = pageOf(read, limit, (row) => row.position);
  return { rows: await described(cut, page.rows), after: page.after };
}

type Row = Awaited<ReturnType<typeof allocationsOf>>[number];

const allocationsOf = ({ tx }: Cut) => tx.selectFrom('allocations').selectAll().execute();

async function described(cut: Cut, rows: readonly Row[]): Promise<AllocationAnswer[]> {
  if (rows.length === 0) return [];
  const names = await namesOf(cut, [...new Set(rows.map((row) => row.recipient_id))]);
  const steps = await stepsOf(cut, rows);
  const figures = await figuresOf(cut, rows);
  const duties = await dutiesAt(cut, rows);
  const plans = await plansAt(cut, rows);
  return rows.map((row) => {
    const sums = figures.get(placeKey(row));
    const money = Object.fromEntries(fields.map((name) => [name, formatMinor(sums?.[name] ?? 0n, row.currency)]));
    const later = steps.get(placeKey(row)) ?? [];
    const last = <K extends keyof Step>(field: K) => later.findLast((step) => step[field] !== null)?.[field] ?? null;
    return {
      year: Number(row.year),
      bodyId: row.body_id,
      allocationId: row.allocation_id,
      recipientId: row.recipient_id,
      recipientName: nameAt(names.get(row.recipient_id) ?? [], cut.effectiveAt),
      kind: row.kind,
      originYear: Number(row.origin_year),
      status: (last('status') ?? row.status) as AllocationStatus,
      currency: row.currency,
      amount: formatMinor(row.amount, row.currency),
      ...(money as Record<FigureName, string>),
      effectiveOn: row.effective_on,
      decision: parsed(row.decision),
      agreementId: row.agreement_id,
      supplementTo: row.supplement_to,
      programme: row.programme,
      purposes: parsed(row.purposes),
      dimensions: parsed(row.dimensions),
      recipientNameAsPublished: last('name_as_published') ?? row.name_as_published,
      title: last('title') ?? row.title,
      note: last('note') ?? row.note,
      replaces: row.replaces,
      replacedBy: last('replaced_by'),
      reportingDuties: duties.get(placeKey(row)) ?? [],
      disbursementPlan: plans.get(placeKey(row)) ?? [],
      voucher: `${row.body_id}/${row.year}/${row.revision + 1n}`,
      revision: String(later.at(-1)?.revision ?? row.revision),
    };
  });
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

type Step = Awaited<ReturnType<typeof readSteps>>[number];

/** What happened to some allocations up to the cut, in order. */
async function stepsOf(cut: Cut, rows: readonly Row[]): Promise<Map<string, Step[]>> {
  const steps = new Map<string, Step[]>();
  for (const step of await readSteps(cut, rows))
    steps.set(placeKey(step), [...(steps.get(placeKey(step)) ?? []), step]);
  return steps;
}

const readSteps = ({ tx, position }: Cut, rows: readonly Row[]) =>
  tx
    .selectFrom('allocation_steps')
    .selectAll()
    .where('allocation_id', 'in', padded([...new Set(rows.map((row) => row.allocation_id))]))
    .where('position', '<=', position)
    .orderBy('position')
    .execute();

/** The figures of some allocations at the cut, found by their recipients, which `entries` has an index for. */
async function figuresOf({ tx, position, effectiveAt }: Cut, rows: readonly Row[]) {
  const sums = fields.map((name) => sql`${sumOf(balanceFigures[figureNames[name]], effectiveAt)} as ${sql.ref(name)}`);
  const recipients = padded([...new Set(rows.map((row) => row.recipient_id))]);
  const ids = padded([...new Set(rows.map((row) => row.allocation_id))]);
  const { rows: read } = await sql<
    { year: bigint; body_id: string; allocation_id: string } & Record<string, bigint | string>
  >`
    select year, body_id, allocation_id, ${sql.join(sums)} from entries
    where recipient_id in (${sql.join(recipients)}) and allocation_id in (${sql.join(ids)}) and position <= ${position}
    group by year, body_id, allocation_id`.execute(tx);
  return new Map(
    read.map((row) => [placeKey(row), Object.fromEntries(fields.map((name) => [name, minorOf(row[name]!)]))]),
  );
}
