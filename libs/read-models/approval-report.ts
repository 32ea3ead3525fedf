import { refusedToSettle, type Mandate } from '@anslag/domain/budget/mandates';
import { amountOf, formatMinor } from '@anslag/money/amount';
import { sql } from 'kysely';
import { pageOf, type Cut, type Paging } from './cut';
import { balanceFigures, minorOf, sumOf } from './figures';
import { budgetName, mandatesOf } from './mandate-facts';
import { nameAt, namesOf } from './parties';
import { padded } from './searching';

export interface ApprovalFilters {
  bodyId: string | null;
  year: number | null;
  /** 1: only what whoever asks may approve. */
  mine: number | null;
}

/** Who asks, and on which day they would approve. */
export interface Asking {
  subject: string;
  isApprover: boolean;
  day: string;
}

/** A change that waits for a second person; amounts at the currency's full scale. What was not said is null. */
export interface ApprovalRow {
  bodyId: string;
  year: number;
  allocationId: string;
  waiting: 'allocation' | 'funding' | 'adjustment';
  recipientId: string;
  recipientName: string | null;
  kind: string;
  /** What approving adds: the allocation's amount, or the difference of an adjustment. */
  amount: string;
  /** What policy and limits are tested on: the allocation's total once this is approved. */
  totalAfter: string;
  currency: string;
  effectiveOn: string;
  title: string | null;
  reason: string | null;
  decision: unknown;
  proposedBy: string;
  proposedAt: string;
  /** Of the proposal: `body/year/number`. */
  voucher: string;
  mayApprove: boolean;
  /** The code that approving would be refused with; null where it would not be. */
  whyNot: string | null;
}

/** What waits at the cut, oldest first. A waiting list has no effective day: what waits does whenever it would take effect. */
export async function approvalPage(
  cut: Cut,
  filters: ApprovalFilters,
  { limit, after }: Paging<bigint>,
  asking: Asking,
): Promise<{ rows: ApprovalRow[]; after: bigint | null }> {
  const found: { position: bigint; row: ApprovalRow }[] = [];
  let last = after;
  // Who may approve is for the rules to say, not for the database: where only those rows count, more are read till they do.
  while (found.length <= limit) {
    const read = await waitingAfter(cut, filters, limit + 1, last);
    const rows = await described(cut, read, asking);
    for (const [at, row] of rows.entries())
      if (filters.mine === null || row.mayApprove) found.push({ position: read[at]!.position, row });
    if (read.length <= limit) break;
    last = read.at(-1)!.position;
  }
  const page = pageOf(found, limit, ({ position }) => position);
  return { rows: page.rows.map(({ row }) => row), after: page.after };
}

type Read = Awaited<ReturnType<typeof waitingAfter>>[number];

async function waitingAfter(
  { tx, position }: Cut,
  { bodyId, year }: ApprovalFilters,
  limit: number,
  after: bigint | null,
) {
  let query = tx
    .selectFrom('proposals')
    .selectAll()
    .where('position', '<=', position)
    .where((eb) => eb.or([eb('settled_at', 'is', null), eb('settled_at', '>', position)]));
  if (after !== null) query = query.where('position', '>', after);
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (year !== null) query = query.where('year', '=', BigInt(year));
  return query.orderBy('position').limit(limit).execute();
}

async function described(cut: Cut, rows: readonly Read[], asking: Asking): Promise<ApprovalRow[]> {
  if (rows.length === 0) return [];
  const names = await namesOf(cut, [...new Set(rows.map((row) => row.recipient_id))]);
  const before = await allocatedOf(cut, rows);
  const budgets = rows.map((row) => ({ bodyId: row.body_id, year: Number(row.year) }));
  const mandates = await mandatesOf(cut, budgets);
  return rows.map((row, at) => {
    const totalAfter = formatMinor((before.get(keyOf(row)) ?? 0n) + row.amount, row.currency);
    const whyNot = refusalOf(asking, mandates.get(budgetName(budgets[at]!)) ?? [], row.proposed_by, totalAfter);
    return {
      ...budgets[at]!,
      allocationId: row.allocation_id,
      waiting: row.what as ApprovalRow['waiting'],
      recipientId: row.recipient_id,
      recipientName: nameAt(names.get(row.recipient_id) ?? [], cut.effectiveAt),
      kind: row.kind,
      amount: formatMinor(row.amount, row.currency),
      totalAfter,
      currency: row.currency,
      effectiveOn: row.effective_on,
      title: row.title,
      reason: row.reason,
      decision: row.decision === null ? null : JSON.parse(row.decision),
      proposedBy: row.proposed_by,
      proposedAt: new Date(Number(row.recorded_at)).toISOString(),
      voucher: `${row.body_id}/${row.year}/${row.revision + 1n}`,
      mayApprove: whyNot === null,
      whyNot,
    };
  });
}

function refusalOf(
  { subject, isApprover, day }: Asking,
  mandates: readonly Mandate[],
  proposedBy: string,
  totalAfter: string,
): string | null {
  if (!isApprover) return 'forbidden';
  const toSettle = { proposedBy, totalAfter: amountOf(totalAfter) };
  return refusedToSettle(mandates, subject, day, toSettle, 'approve')?.refused ?? null;
}

const keyOf = (row: { year: bigint; body_id: string; allocation_id: string }): string =>
  `${row.body_id}/${row.year}/${row.allocation_id}`;

/** What stands allocated on some allocations, whenever it takes effect, and whichever year booked it. */
async function allocatedOf({ tx, position }: Cut, rows: readonly Read[]): Promise<Map<string, bigint>> {
  const ids = padded([...new Set(rows.map((row) => row.allocation_id))]);
  const recipients = padded([...new Set(rows.map((row) => row.recipient_id))]);
  const { rows: sums } = await sql<{ year: bigint; body_id: string; allocation_id: string; minor: bigint | string }>`
    select year, body_id, allocation_id, ${sumOf(balanceFigures.allocated, null)} as minor from entries
    where recipient_id in (${sql.join(recipients)}) and allocation_id in (${sql.join(ids)}) and position <= ${position}
    group by year, body_id, allocation_id`.execute(tx);
  const earlier = await tx
    .selectFrom('allocated_before')
    .select(['year', 'body_id', 'allocation_id', 'minor'])
    .where('allocation_id', 'in', ids)
    .where('position', '<=', position)
    .execute();
  const totals = new Map<string, bigint>();
  for (const row of [...sums, ...earlier]) totals.set(keyOf(row), (totals.get(keyOf(row)) ?? 0n) + minorOf(row.minor));
  return totals;
}
