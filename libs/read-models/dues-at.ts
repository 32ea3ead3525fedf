import { outstandingOf } from '@anslag/domain/budget/claims';
import { paidOf, unpaidOf } from '@anslag/domain/budget/instalments';
import { formatAmount } from '@anslag/money/amount';
import type { Cut, Paging } from './cut';
import { dueKinds, type DeadlineRow, type DueKind } from './deadline-row';
import { claimOf, dutyOf, type DueRow } from './due-rows';
import { instalmentOf } from './instalment-rows';
import { padded } from './searching';

export interface DueFilters {
  until: string | null;
  bodyId: string | null;
  agreementId: string | null;
  kind: string | null;
  /** The parties whose it is; null: anybody's. */
  members: readonly string[] | null;
}

/** What allocations have to come from a day's point of view, by the day that it is due; `after`: the key of a deadline. */
export async function dueRows(
  cut: Cut,
  filters: DueFilters,
  { limit, after }: Paging<string>,
  day: string,
): Promise<{ key: string; row: DeadlineRow }[]> {
  let query = matching(cut, filters, day)
    ?.selectAll('dues')
    .leftJoin('agreements', 'agreements.agreement_id', 'allocations.agreement_id')
    .select(['allocations.agreement_id', 'agreements.name as agreement_name']);
  if (!query) return [];
  const from = after === null ? null : pointOf(after);
  if (from)
    query = query.where((eb) =>
      eb.or([
        eb('due_on', '>', from.dueOn),
        eb.and([
          eb('due_on', '=', from.dueOn),
          eb.or([
            eb('dues.position', '>', from.position),
            eb.and([eb('dues.position', '=', from.position), eb('nth', '>', from.nth)]),
          ]),
        ]),
      ]),
    );
  const rows = await query.orderBy('due_on').orderBy('dues.position').orderBy('nth').limit(limit).execute();
  return rows.map((row) => ({
    key: keyOf(row),
    row: {
      agreementId: row.agreement_id,
      agreementName: row.agreement_name,
      bodyId: row.body_id,
      year: Number(row.year),
      allocationId: row.allocation_id,
      kind: row.kind as DueKind,
      subjectId: row.item_id,
      what: row.what,
      partyId: row.recipient_id,
      dueOn: row.due_on,
      dueOnCertainty: 'stated',
      earliest: row.due_on,
      latest: row.due_on,
      overdue: row.due_on < day,
      withholds: row.withholds === null ? null : row.withholds === 1n,
      afterDutyId: row.after_duty_id,
      amount: outstandingIn(row, cut),
      currency: row.currency,
    },
  }));
}

/** What was still to be done on a day, of what is asked for; null where none of it is of allocations. */
export function matching(cut: Cut, { until, bodyId, agreementId, kind, members }: DueFilters, day: string) {
  if (kind !== null && !(dueKinds as readonly string[]).includes(kind)) return null;
  let query = standing(cut)
    .innerJoin('allocations', (join) =>
      join
        .onRef('allocations.allocation_id', '=', 'dues.allocation_id')
        .onRef('allocations.year', '=', 'dues.year')
        .onRef('allocations.body_id', '=', 'dues.body_id'),
    )
    // As the day has it: what is done later was still to be done.
    .where((eb) =>
      cut.effectiveAt === null
        ? eb('settled_on', 'is', null)
        : eb.or([eb('settled_on', 'is', null), eb('settled_on', '>', day)]),
    );
  if (kind !== null) query = query.where('dues.kind', '=', kind);
  if (until !== null) query = query.where('due_on', '<=', until);
  if (bodyId !== null) query = query.where('dues.body_id', '=', bodyId);
  if (agreementId !== null) query = query.where('allocations.agreement_id', '=', agreementId);
  if (members !== null) query = query.where('dues.recipient_id', 'in', padded(members));
  return query;
}

/** What is outstanding of a claim or instalment at the cut, at full scale; null of a report. */
export function outstandingIn(row: DueRow, { effectiveAt }: Cut): string | null {
  const asOf = effectiveAt ?? undefined;
  if (row.kind === 'claim') return formatAmount(outstandingOf(claimOf(row), asOf), row.currency!);
  return row.kind === 'instalment' ? formatAmount(unpaidOf(instalmentOf(row), asOf), row.currency!) : null;
}

/** A report that was asked for on an allocation; days that are after the cut's are null. */
export interface ReportingDuty {
  dutyId: string;
  what: string;
  dueOn: string;
  withholds: boolean;
  receivedOn: string | null;
  waivedOn: string | null;
}

interface Place {
  year: bigint;
  body_id: string;
  allocation_id: string;
}

export const placeKey = ({ body_id, year, allocation_id }: Place): string => `${body_id}/${year}/${allocation_id}`;

/** The reporting duties of some allocations at the cut, by {@link placeKey}, in the order in which they are due. */
export function dutiesAt(cut: Cut, places: readonly Place[]): Promise<Map<string, ReportingDuty[]>> {
  const by = (day: string | null) => (day !== null && cut.effectiveAt !== null && day > cut.effectiveAt ? null : day);
  return byPlace(cut, places, 'report', (row) => {
    const { receivedOn, waivedOn, ...duty } = dutyOf(row);
    return { ...duty, receivedOn: by(receivedOn), waivedOn: by(waivedOn) };
  });
}

/** An instalment of an allocation's plan; amounts at full scale. */
export interface PlannedInstalment {
  instalmentId: string;
  amount: string;
  dueOn: string;
  note: string | null;
  afterDutyId: string | null;
  /** By the cut's effective day, where it has one. */
  paid: string;
}

/** The disbursement plans of some allocations at the cut, by {@link placeKey}, in the order in which they are due. */
export function plansAt(cut: Cut, places: readonly Place[]): Promise<Map<string, PlannedInstalment[]>> {
  return byPlace(cut, places, 'instalment', (row) => {
    const instalment = instalmentOf(row);
    const { instalmentId, amount, dueOn, note = null, afterDutyId = null } = instalment;
    const paid = formatAmount(paidOf(instalment, cut.effectiveAt ?? undefined), row.currency!);
    return { instalmentId, amount, dueOn, note, afterDutyId, paid };
  });
}

async function byPlace<T>(cut: Cut, places: readonly Place[], kind: DueKind, told: (row: DueRow) => T) {
  const all = new Map<string, T[]>();
  const ids = [...new Set(places.map((place) => place.allocation_id))];
  const rows = await standing(cut)
    .selectAll('dues')
    .where('dues.allocation_id', 'in', padded(ids))
    .where('kind', '=', kind)
    .orderBy('due_on')
    .orderBy('dues.position')
    .orderBy('nth')
    .execute();
  for (const row of rows) all.set(placeKey(row), [...(all.get(placeKey(row)) ?? []), told(row)]);
  return all;
}

/** The rows that stand at the cut. */
export const standing = ({ tx, position }: Cut) =>
  tx
    .selectFrom('dues')
    .where('dues.position', '<=', position)
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', position)]));

interface Point {
  dueOn: string;
  position: bigint;
  nth: bigint;
}

/** Unique, and in the order of the list: a position has 19 digits at most. */
const keyOf = ({ due_on, position, nth }: { due_on: string; position: bigint; nth: bigint }): string =>
  [due_on, 'allocation', String(position).padStart(19, '0'), String(nth).padStart(6, '0')].join(' ');

/** Where the list goes on after a deadline: those of agreements come first on each day. */
function pointOf(key: string): Point {
  const [dueOn, of, position, nth] = key.split(' ') as [string, string, string, string];
  return of === 'allocation'
    ? { dueOn, position: BigInt(position), nth: BigInt(nth) }
    : { dueOn, position: -1n, nth: -1n };
}
