import { formatMinor } from '@anslag/money/amount';
import type { Selectable } from 'kysely';
import type { ReadTables } from './database';
import { pageOf, type Cut, type Paging } from './cut';
import { membersOf } from './mergers';
import { padded } from './searching';

export interface EntryFilters {
  year: number | null;
  bodyId: string | null;
  recipientId: string | null;
  allocationId: string | null;
}

/** One side of an entry; its amount is signed, at full scale. What is about an allocation is null where it is on none. */
export interface PostingRow {
  account: string;
  /** What the money was moved for; a reversal has the fact that it takes back. */
  fact: string;
  amount: string;
  currency: string;
  effectiveOn: string;
  recipientId: string | null;
  allocationId: string | null;
  kind: string | null;
  originYear: number | null;
  concernsYear: number | null;
  /** The programme that it is booked under. */
  programmeId: string | null;
  /** What it is coded with: a code by dimensionId. */
  dimensions: Record<string, string> | null;
}

/** An event that moved money, with its postings at the cut, whose amounts sum to zero. */
export interface EntryRow {
  position: string;
  recordedAt: string;
  actor: string;
  stream: string;
  revision: string;
  /** `{bodyId}/{year}/{number}`. */
  voucher: string;
  type: string;
  bodyId: string;
  year: number;
  appropriationId: string | null;
  decision: unknown;
  postings: PostingRow[];
}

/**
 * The journal at the cut: the events that moved money, in the order recorded. With an effective day, postings that take
 * effect later are left out, and events that have no others.
 */
export async function entryPage(
  cut: Cut,
  filters: EntryFilters,
  { limit, after }: Paging<bigint>,
): Promise<{ rows: EntryRow[]; after: bigint | null }> {
  const members = await membersOf(cut, filters.recipientId);
  const read = await entriesAt(cut, filters, members, after)
    .select('position')
    .groupBy('position')
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const page = pageOf(read, limit, ({ position }) => position);
  const last = page.rows.at(-1)?.position;
  if (last === undefined) return { rows: [], after: null };
  const postings = await entriesAt(cut, filters, members, after)
    .selectAll()
    .where('position', '<=', last)
    .orderBy('position')
    .orderBy('line')
    .execute();
  const told = await toldOf(
    cut,
    page.rows.map(({ position }) => position),
  );
  const byEvent = Map.groupBy(postings, ({ position }) => position);
  const rows = Array.from(byEvent, ([position, lines]) => rowOf(lines, told.get(position)!));
  return { rows, after: page.after };
}

function entriesAt(
  { tx, position, effectiveAt }: Cut,
  filters: EntryFilters,
  members: readonly string[] | null,
  after: bigint | null,
) {
  const { year, bodyId, allocationId } = filters;
  let query = tx.selectFrom('entries').where('position', '<=', position);
  if (after !== null) query = query.where('position', '>', after);
  if (effectiveAt !== null) query = query.where('effective_on', '<=', effectiveAt);
  if (year !== null) query = query.where('year', '=', BigInt(year));
  if (bodyId !== null) query = query.where('body_id', '=', bodyId);
  if (members !== null) query = query.where('recipient_id', 'in', padded(members));
  if (allocationId !== null) query = query.where('allocation_id', '=', allocationId);
  return query;
}

type Posting = Selectable<ReadTables['entries']>;

type Told = Awaited<ReturnType<typeof readTold>>[number];

/** What the audit trail says of the events. */
async function toldOf(cut: Cut, positions: readonly bigint[]): Promise<Map<bigint, Told>> {
  return new Map((await readTold(cut, positions)).map((told) => [told.position, told]));
}

const readTold = ({ tx }: Cut, positions: readonly bigint[]) =>
  tx
    .selectFrom('audit_trail')
    .select(['position', 'actor', 'stream', 'type', 'appropriation_id', 'decision'])
    .where('position', 'in', padded(positions))
    .execute();

function rowOf(postings: readonly Posting[], told: Told): EntryRow {
  const { position, recorded_at, revision, body_id, year } = postings[0]!;
  return {
    position: String(position),
    recordedAt: new Date(Number(recorded_at)).toISOString(),
    actor: told.actor,
    stream: told.stream,
    revision: String(revision),
    voucher: `${body_id}/${year}/${revision + 1n}`,
    type: told.type,
    bodyId: body_id,
    year: Number(year),
    appropriationId: told.appropriation_id,
    decision: told.decision === null ? null : JSON.parse(told.decision),
    postings: postings.map(postingOf),
  };
}

const postingOf = (row: Posting): PostingRow => ({
  account: row.account,
  fact: row.fact,
  amount: formatMinor(row.minor, row.currency),
  currency: row.currency,
  effectiveOn: row.effective_on,
  recipientId: row.recipient_id,
  allocationId: row.allocation_id,
  kind: row.kind,
  originYear: row.origin_year === null ? null : Number(row.origin_year),
  concernsYear: row.concerns_year === null ? null : Number(row.concerns_year),
  programmeId: row.programme_id,
  dimensions: row.dimensions === null ? null : (JSON.parse(row.dimensions) as Record<string, string>),
});
