import { deadlinesOf, type DeadlineKind } from '@anslag/domain/agreement/deadlines';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { never } from '@anslag/domain/days';
import { agreementOf, factsAbout, type Fact } from './agreement-facts';
import { registrationOf } from './agreement-picture';
import { pageOf, type Cut, type Paging } from './cut';

export interface DeadlineRow {
  agreementId: string;
  agreementName: string;
  bodyId: string;
  kind: DeadlineKind;
  /** The option or deliverable that falls due; null where it is the agreement itself. */
  subjectId: string | null;
  /** Whose it is, where that is stated. */
  partyId: string | null;
  dueOn: UncertainDate;
  dueOnCertainty: Certainty | null;
  /** The days that it can mean. */
  earliest: string;
  latest: string;
  overdue: boolean;
}

export interface DeadlineFilters {
  /** What can fall due on this day or earlier. */
  until: string | null;
  bodyId: string | null;
  agreementId: string | null;
  kind: string | null;
}

/** What falls due from the cut's effective day on, or from today, by the earliest day that it can; what is overdue first. */
export async function deadlinePage(
  cut: Cut,
  { until, bodyId, agreementId, kind }: DeadlineFilters,
  { limit, after }: Paging<string>,
  today: string,
): Promise<{ rows: DeadlineRow[]; after: string | null }> {
  const facts = await factsAbout(cut, { bodyId, agreementId });
  const rows = [...facts.values()]
    .flatMap((own) => rowsOf(own, cut.effectiveAt ?? today))
    .filter((row) => (until === null || row.earliest <= until) && (kind === null || row.kind === kind))
    .map((row) => ({ row, key: keyOf(row) }))
    .filter(({ key }) => after === null || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = pageOf(rows.slice(0, limit + 1), limit, ({ key }) => key);
  return { rows: page.rows.map(({ row }) => row), after: page.after };
}

function rowsOf(facts: readonly Fact[], day: string): DeadlineRow[] {
  const { agreementId, name: agreementName, bodyId } = registrationOf(facts);
  return deadlinesOf(agreementOf(facts), day)
    .filter(({ days }) => days.last !== never)
    .map(({ days, ...due }) => ({
      agreementId,
      agreementName,
      bodyId,
      ...due,
      earliest: days.first,
      latest: days.last,
    }));
}

/** Unique, and in the order of the list; no id holds a space. */
const keyOf = ({ earliest, agreementId, kind, subjectId, partyId }: DeadlineRow): string =>
  [earliest, agreementId, kind, subjectId ?? '', partyId ?? ''].join(' ');
