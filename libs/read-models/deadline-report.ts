import { deadlinesOf } from '@anslag/domain/agreement/deadlines';
import { never } from '@anslag/domain/days';
import { agreementOf, factsAbout, type Fact } from './agreement-facts';
import { registrationOf } from './agreement-picture';
import { pageOf, type Cut, type Paging } from './cut';
import type { DeadlineRow } from './deadline-row';
import { dueTotals, type DueTotal } from './due-totals';
import { dueRows } from './dues-at';
import { membersOf } from './mergers';

export interface DeadlineFilters {
  /** What can fall due on this day or earlier. */
  until: string | null;
  bodyId: string | null;
  agreementId: string | null;
  partyId: string | null;
  kind: string | null;
}

/** What falls due from the cut's effective day on, or from today, by the earliest day that it can; what is overdue first. */
export async function deadlinePage(
  cut: Cut,
  filters: DeadlineFilters,
  { limit, after }: Paging<string>,
  today: string,
): Promise<{ rows: DeadlineRow[]; totals: DueTotal[]; after: string | null }> {
  const { until, bodyId, agreementId, partyId, kind } = filters;
  const day = cut.effectiveAt ?? today;
  const facts = await factsAbout(cut, { bodyId, agreementId });
  const members = await membersOf(cut, partyId);
  const ofAgreements = [...facts.values()]
    .flatMap((own) => rowsOf(own, day))
    .filter((row) => (until === null || row.earliest <= until) && (kind === null || row.kind === kind))
    .filter((row) => members === null || (row.partyId !== null && members.includes(row.partyId)))
    .map((row) => ({ row, key: keyOf(row) }));
  const ofAllocations = await dueRows(cut, { ...filters, members }, { limit: limit + 1, after }, day);
  const rows = [...ofAgreements, ...ofAllocations]
    .filter(({ key }) => after === null || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = pageOf(rows.slice(0, limit + 1), limit, ({ key }) => key);
  const totals = await dueTotals(cut, { ...filters, members }, day);
  return { rows: page.rows.map(({ row }) => row), totals, after: page.after };
}

function rowsOf(facts: readonly Fact[], day: string): DeadlineRow[] {
  const { agreementId, name: agreementName, bodyId } = registrationOf(facts);
  return deadlinesOf(agreementOf(facts), day)
    .filter(({ days }) => days.last !== never)
    .map(({ days, ...due }) => ({
      agreementId,
      agreementName,
      bodyId,
      year: null,
      allocationId: null,
      what: null,
      withholds: null,
      afterDutyId: null,
      amount: null,
      currency: null,
      ...due,
      earliest: days.first,
      latest: days.last,
    }));
}

/** Unique, and in the order of the list; no id holds a space, and the days of agreements stand before those of allocations. */
const keyOf = ({ earliest, agreementId, kind, subjectId, partyId }: DeadlineRow): string =>
  [earliest, 'agreement', agreementId, kind, subjectId ?? '', partyId ?? ''].join(' ');
