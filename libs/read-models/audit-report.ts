import { formatMinor } from '@anslag/money/amount';
import { minorFields } from './audit-subjects';
import { pageOf, type Cut, type Paging } from './cut';
import { budgetOf } from './recorded-event';
import { membersOf } from './mergers';
import { holds, padded } from './searching';

export interface TrailFilters {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  allocationId: string | null;
  actor: string | null;
  type: string | null;
  /** Looked for in all that an event says, whatever the case. */
  q: string | null;
  /** Ms since 1970: recorded from one on, and before the other. */
  recordedFrom: number | null;
  recordedBefore: number | null;
}

export interface TrailRow {
  position: string;
  recordedAt: string;
  actor: string;
  stream: string;
  revision: string;
  /** `{bodyId}/{year}/{number}`; null outside budgets. */
  voucher: string | null;
  type: string;
  /** What the event is about; null where it is about none. */
  allocationId: string | null;
  appropriationId: string | null;
  recipientId: string | null;
  effectiveOn: string | null;
  reason: string | null;
  decision: unknown;
  /** What the event changed, and only that; null where the thing was not there before. */
  before: unknown;
  after: unknown;
}

/** The trail up to the cut, oldest first. With an effective day, events that take effect later are left out. */
export async function trailPage(
  cut: Cut,
  filters: TrailFilters,
  { limit, after }: Paging<bigint>,
): Promise<{ rows: TrailRow[]; after: bigint | null }> {
  const { year, bodyId, recipientId, allocationId, actor, type, q, recordedFrom, recordedBefore } = filters;
  const { tx, position, effectiveAt } = cut;
  const members = await membersOf(cut, recipientId);
  let query = tx.selectFrom('audit_trail').select(shown).where('position', '<=', position);
  if (after !== null) query = query.where('position', '>', after);
  if (effectiveAt !== null)
    query = query.where((eb) => eb.or([eb('effective_on', 'is', null), eb('effective_on', '<=', effectiveAt)]));
  if (year !== null) query = query.where('year', '=', BigInt(year));
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (members !== null) query = query.where('recipient_id', 'in', padded(members));
  if (allocationId !== null) query = query.where('allocation_id', '=', allocationId);
  if (actor !== null) query = query.where('actor', '=', actor);
  if (type !== null) query = query.where('type', '=', type);
  if (recordedFrom !== null) query = query.where('recorded_at', '>=', BigInt(recordedFrom));
  if (recordedBefore !== null) query = query.where('recorded_at', '<', BigInt(recordedBefore));
  if (q !== null) query = query.where(holds('search', q));
  const read = await query
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const page = pageOf(read, limit, (row) => row.position);
  return { rows: page.rows.map(rowOf), after: page.after };
}

const shown = [
  ...(['position', 'recorded_at', 'actor', 'stream', 'revision', 'type', 'effective_on'] as const),
  ...([
    'allocation_id',
    'appropriation_id',
    'recipient_id',
    'reason',
    'decision',
    'before',
    'after',
    'currency',
  ] as const),
] as const;

interface Read {
  position: bigint;
  recorded_at: bigint;
  actor: string;
  stream: string;
  revision: bigint;
  type: string;
  allocation_id: string | null;
  appropriation_id: string | null;
  recipient_id: string | null;
  effective_on: string | null;
  reason: string | null;
  decision: string | null;
  before: string | null;
  after: string | null;
  currency: string | null;
}

function rowOf(row: Read): TrailRow {
  return {
    position: String(row.position),
    recordedAt: new Date(Number(row.recorded_at)).toISOString(),
    actor: row.actor,
    stream: row.stream,
    revision: String(row.revision),
    voucher: voucherOf(row.stream, row.revision),
    type: row.type,
    allocationId: row.allocation_id,
    appropriationId: row.appropriation_id,
    recipientId: row.recipient_id,
    effectiveOn: row.effective_on,
    reason: row.reason,
    decision: row.decision === null ? null : JSON.parse(row.decision),
    before: formatted(row.before, row.currency),
    after: formatted(row.after, row.currency),
  };
}

function voucherOf(stream: string, revision: bigint): string | null {
  if (!stream.startsWith('budget-')) return null;
  const { bodyId, year } = budgetOf(stream.slice('budget-'.length));
  return `${bodyId}/${year}/${revision + 1n}`;
}

function formatted(stored: string | null, currency: string | null): unknown {
  if (stored === null) return null;
  const fields = Object.entries(JSON.parse(stored) as Record<string, unknown>);
  return Object.fromEntries(
    fields.map(([name, value]) =>
      minorFields.has(name) && currency !== null ? [name, formatMinor(value as string, currency)] : [name, value],
    ),
  );
}
