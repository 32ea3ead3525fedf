import { claimsAfter, isClaimEvent, type ClaimEvent } from '@anslag/domain/budget/claims';
import { dutiesAfter, isDutyEvent, type DutyEvent } from '@anslag/domain/budget/duties';
import type { RecordedBudgetEvent } from '@anslag/domain/budget/events';
import type { Claim, Duty } from '@anslag/domain/budget/follow-up-events';
import { instalmentsAfter } from '@anslag/domain/budget/instalments';
import type { Instalment } from '@anslag/domain/budget/plan-events';
import { toMinor } from '@anslag/money/amount';
import type { ReadTransaction } from './database';
import { claimIn, claimOf, duesTable, dutyIn, dutyOf, placeOf, rowOfClaim, rowOfDuty, type DueRow } from './due-rows';
import { instalmentIn, instalmentOf, plannedIn, rowOfInstalment } from './instalment-rows';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { padded } from './searching';
import { day, list, objectOf, optionalText, text, type Json } from './shape';
import { RowWriter } from './write-rows';

const dueWriter = new RowWriter(duesTable, { add: [] });

/** From here on nothing falls due on the allocation, or not in this year. */
const ends: ReadonlySet<string> = new Set(['AllocationReversed', 'AllocationRejected', 'CarriedForward']);

export const dues: Projection = {
  name: 'dues',
  version: 4,
  handles: ['budget'],
  tables: [duesTable],
  async fold(batch, tx) {
    // Where and what every event posts is read: that stops at a type that nobody knows, and that might have settled something.
    const concerned = batch.filter((event) => event.budget && event.postings && isConcerned(event));
    const standing = await standingOn(tx, concerned);
    const changed = new Map<string, DueRow>();
    for (const event of concerned) {
      const key = keyOf(placeOf(event));
      const before = standing.get(key) ?? [];
      const after = rowsAfter(before, event);
      standing.set(key, after);
      for (const row of before)
        if (!after.includes(row)) changed.set(rowKey(row), { ...row, ended_at: event.position });
      for (const row of after) if (!before.includes(row)) changed.set(rowKey(row), row);
    }
    await dueWriter.write(tx, [...changed.values()]);
  },
};

function isConcerned({ type, data }: RecordedEvent): boolean {
  if (data['allocationId'] === undefined) return false;
  if (type === 'BroughtForward') return ['duties', 'claims', 'instalments'].some((one) => data[one] !== undefined);
  if (type === 'DisbursementPlanSet') return true;
  if (type === 'DisbursementRecorded') return optionalText(data, 'instalmentId') !== null;
  if (type === 'ReturnRecorded') return optionalText(data, 'claimId') !== null;
  if (type === 'EntryReversed') {
    const entry = objectOf(data['entry'], 'entry');
    return optionalText(entry, 'claimId') !== null || optionalText(entry, 'instalmentId') !== null;
  }
  return isDutyEvent(type) || isClaimEvent(type) || ends.has(type);
}

const keyOf = (row: { year: bigint | number; body_id: string; allocation_id: string }): string =>
  `${row.body_id}/${row.year}/${row.allocation_id}`;

const rowKey = ({ position, nth }: DueRow): string => `${position}/${nth}`;

/** What stands on the allocations that some events are about, in order. */
async function standingOn(tx: ReadTransaction, events: readonly RecordedEvent[]): Promise<Map<string, DueRow[]>> {
  const ids = [...new Set(events.map(({ data }) => text(data, 'allocationId')))];
  const standing = new Map<string, DueRow[]>();
  for (let from = 0; from < ids.length; from += 512) {
    const rows = await tx
      .selectFrom('dues')
      .selectAll()
      .where('allocation_id', 'in', padded(ids.slice(from, from + 512)))
      .where('ended_at', 'is', null)
      .orderBy('position')
      .orderBy('nth')
      .execute();
    for (const row of rows) standing.set(keyOf(row), [...(standing.get(keyOf(row)) ?? []), row]);
  }
  return standing;
}

/** What stands on the allocation after the event: rows that it leaves as they were are the same objects. */
function rowsAfter(before: readonly DueRow[], event: RecordedEvent): DueRow[] {
  if (ends.has(event.type)) return [];
  const of = (wanted: DueRow['kind']) => before.filter(({ kind }) => kind === wanted);
  let nth = 0;
  return [
    ...kept(
      of('report'),
      dutyOf,
      (duties) => dutiesOf(duties, event),
      (duty) => rowOfDuty(duty, event, nth++),
    ),
    ...kept(
      of('claim'),
      claimOf,
      (all) => claimsOf(all, event),
      (claim) => rowOfClaim(claim, event, nth++),
    ),
    ...kept(
      of('instalment'),
      instalmentOf,
      (all) => instalmentsOf(all, event),
      (instalment) => rowOfInstalment(instalment, event, nth++),
    ),
  ];
}

function kept<T>(
  rows: readonly DueRow[],
  read: (row: DueRow) => T,
  after: (items: readonly T[]) => readonly T[],
  rowOf: (item: T) => DueRow,
): DueRow[] {
  const items = rows.map(read);
  return after(items).map((item) => rows[items.indexOf(item)] ?? rowOf(item));
}

function dutiesOf(before: readonly Duty[], { type, data }: RecordedEvent): readonly Duty[] {
  if (type === 'BroughtForward') return data['duties'] === undefined ? [] : list(data, 'duties').map(dutyIn);
  if (!isDutyEvent(type)) return before;
  checked[type](data);
  text(data, 'dutyId');
  return dutiesAfter(before, { type, data } as unknown as DutyEvent);
}

function claimsOf(before: readonly Claim[], { type, data, revision }: RecordedEvent): readonly Claim[] {
  if (type === 'BroughtForward') {
    const currency = text(data, 'currency');
    return data['claims'] === undefined ? [] : list(data, 'claims').map((one) => claimIn(one, currency));
  }
  if (isClaimEvent(type)) {
    checkedClaims[type](data);
    text(data, 'claimId');
    toMinor(text(data, 'amount'), text(data, 'currency'));
  }
  return claimsAfter(before, { type, data, revision, actor: '' } as unknown as RecordedBudgetEvent);
}

function instalmentsOf(before: readonly Instalment[], { type, data, revision }: RecordedEvent): readonly Instalment[] {
  const currency = () => text(data, 'currency');
  if (type === 'BroughtForward') {
    if (data['instalments'] === undefined) return [];
    return list(data, 'instalments').map((one) => instalmentIn(one, currency()));
  }
  if (type === 'DisbursementPlanSet') for (const one of list(data, 'instalments')) plannedIn(one, currency());
  return instalmentsAfter(before, { type, data, revision, actor: '' } as unknown as RecordedBudgetEvent);
}

/** What is relied on in each type of event. */
const checked: Record<DutyEvent['type'], (data: Json) => unknown> = {
  ReportingDutySet: (data) => [text(data, 'what'), day(data, 'dueOn')],
  ReportReceived: (data) => day(data, 'receivedOn'),
  ReportingDutyExtended: (data) => day(data, 'dueOn'),
  ReportingDutyWaived: (data) => day(data, 'waivedOn'),
  ReportingDutyReopened: (data) => text(data, 'reason'),
};

const checkedClaims: Record<ClaimEvent['type'], (data: Json) => unknown> = {
  ClawbackDemanded: (data) => day(data, 'dueOn'),
  ClawbackWithdrawn: (data) => day(data, 'withdrawnOn'),
};
