import { formatMinor } from '@anslag/money/amount';
import type { Seal } from '@anslag/domain/budget/events';
import { sql } from 'kysely';
import { statusAt, underWayAt, type UnderWay } from './budget-steps';
import { appropriationsAt, type Appropriations, type WaitingAppropriation } from './appropriations-at';
import { approversAt, type ApproverAnswer } from './approver-report';
import type { BudgetStatus } from './budgets';
import type { Cut } from './cut';
import { budgetFigureNames, budgetFigures, minorOf, sumOf, type BudgetFigure, type Figures } from './figures';

/** A budget year at a cut; amounts at the currency's full scale. */
export interface BudgetAnswer {
  bodyId: string;
  year: number;
  currency: string;
  control: string;
  approval: unknown;
  /** As known at the cut; it has no effective day. */
  status: BudgetStatus;
  /** What it was closed with: position, revision and trial balance. */
  seal: Seal | null;
  /** Of the budget's stream, as known at the cut. */
  revision: string;
  appropriated: string;
  appropriatedByKind: Appropriations['byKind'];
  /** null where the budget has no limit: control `none`, and nothing adopted, brought forward or transferred to it. It is no debt then. */
  available: string | null;
  reserved: string;
  committed: string;
  disbursed: string;
  returned: string;
  lapsed: string;
  carriedIn: string;
  carriedOut: string;
  /** Taken from other budgets and sent to them, less what was given back or returned. */
  transferredIn: string;
  transferredOut: string;
  priorYear: string;
  /** What is on its way: carried out of a year and not yet into the next. */
  underWay: UnderWay;
  /** Who may approve what waits. None ever appointed: whoever has the role. */
  approvers: ApproverAnswer[];
  /** What waits for adoption; nothing of it is booked. */
  proposed: WaitingAppropriation[];
}

/** A budget year as known at the cut, or null where it was not open. */
export async function budgetAt(cut: Cut, bodyId: string, year: number): Promise<BudgetAnswer | null> {
  const { tx, position } = cut;
  const budget = await tx
    .selectFrom('budgets')
    .select(['currency', 'control', 'approval'])
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('opened_at', '<=', position)
    .executeTakeFirst();
  if (!budget) return null;
  const { currency, control } = budget;
  const { revision, figures } = await (cut.current ? currentTotals : totalsAt)(cut, bodyId, year);
  const { adopted, byKind, waiting } = await appropriationsAt(cut, bodyId, year, currency);
  const money = (figure: BudgetFigure) => formatMinor(figures[figure], currency);
  const isGiven = adopted || figures.transferred_in !== 0n;
  const hasLimit = control !== 'none' || isGiven || (await hasReceived(cut, bodyId, year));
  return {
    bodyId,
    year,
    currency,
    control,
    approval: JSON.parse(budget.approval),
    ...(await statusAt(cut, bodyId, year)),
    revision: String(revision),
    appropriated: money('appropriated'),
    appropriatedByKind: byKind,
    available: hasLimit ? money('available') : null,
    reserved: money('reserved'),
    committed: money('committed'),
    disbursed: money('disbursed'),
    returned: money('returned'),
    lapsed: money('lapsed'),
    carriedIn: money('carried_in'),
    carriedOut: money('carried_out'),
    transferredIn: money('transferred_in'),
    transferredOut: money('transferred_out'),
    priorYear: money('prior_year'),
    underWay: await underWayAt(cut, bodyId, year, currency),
    approvers: await approversAt(cut, bodyId, year),
    proposed: waiting,
  };
}

/** Whether money that another year had available was brought forward: it is a limit like an appropriation. */
async function hasReceived({ tx, position, effectiveAt }: Cut, bodyId: string, year: number): Promise<boolean> {
  let query = tx
    .selectFrom('entries')
    .select('position')
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('position', '<=', position)
    .where('account', '=', 'AVAILABLE')
    .where('fact', '=', 'carried-in')
    .limit(1);
  if (effectiveAt !== null) query = query.where('effective_on', '<=', effectiveAt);
  return (await query.executeTakeFirst()) !== undefined;
}

interface Totals {
  revision: bigint;
  figures: Figures<BudgetFigure>;
}

async function currentTotals({ tx }: Cut, bodyId: string, year: number): Promise<Totals> {
  const { revision, ...figures } = await tx
    .selectFrom('budget_totals')
    .select(['revision', ...budgetFigureNames])
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .executeTakeFirstOrThrow();
  return { revision, figures };
}

async function totalsAt({ tx, position, effectiveAt }: Cut, bodyId: string, year: number): Promise<Totals> {
  const sums = budgetFigureNames.map((name) => sql`${sumOf(budgetFigures[name], effectiveAt)} as ${sql.ref(name)}`);
  const { rows } = await sql<Record<BudgetFigure | 'posted', bigint | string | null>>`
    select ${sql.join(sums)}, max(revision) as posted from entries
    where year = ${BigInt(year)} and body_id = ${bodyId} and position <= ${position}`.execute(tx);
  const { unposted } = await tx
    .selectFrom('unposted_events')
    .select(({ fn }) => fn.max('revision').as('unposted'))
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('position', '<=', position)
    .executeTakeFirstOrThrow();
  const posted = BigInt(rows[0]!.posted ?? -1);
  const figures = Object.fromEntries(budgetFigureNames.map((name) => [name, minorOf(rows[0]![name])]));
  const revision = unposted !== null && unposted > posted ? unposted : posted;
  return { revision, figures: figures as Figures<BudgetFigure> };
}
