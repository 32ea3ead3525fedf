import { formatMinor } from '@anslag/money/amount';
import type { Seal } from '@anslag/domain/budget/events';
import { sql } from 'kysely';
import type { BudgetStatus } from './budgets';
import type { Cut } from './cut';
import { minorOf } from './figures';

/** Carried out of the year before and not yet into this one; carried out of this one and not yet into the next. */
export interface UnderWay {
  carriedIn: string;
  carriedOut: string;
}

/** How far a budget year was on its way to being closed, as known at the cut. */
export async function statusAt(
  { tx, position }: Cut,
  bodyId: string,
  year: number,
): Promise<{ status: BudgetStatus; seal: Seal | null }> {
  const last = await tx
    .selectFrom('budget_steps')
    .select(['status', 'seal'])
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('position', '<=', position)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    status: (last?.status ?? 'open') as BudgetStatus,
    seal: last?.seal ? (JSON.parse(last.seal) as Seal) : null,
  };
}

/** Both sides of a carry-forward at one cut: what the giving year has booked and the taking year has not. */
export async function underWayAt(cut: Cut, bodyId: string, year: number, currency: string): Promise<UnderWay> {
  return {
    carriedIn: formatMinor(await between(cut, bodyId, year - 1), currency),
    carriedOut: formatMinor(await between(cut, bodyId, year), currency),
  };
}

/** A passage's sides have days of their own, one on each side of the turn of the year: only the known axis says how far it is. */
async function between({ tx, position }: Cut, bodyId: string, from: number): Promise<bigint> {
  const { rows } = await sql<{ minor: bigint | string | null }>`select sum(minor) as minor from entries
    where body_id = ${bodyId} and position <= ${position}
      and ((year = ${BigInt(from)} and account = 'CARRIED_OUT') or (year = ${BigInt(from + 1)} and account = 'CARRIED_IN'))`.execute(
    tx,
  );
  return minorOf(rows[0]!.minor);
}

/** The budget years that are being carried forward right now. */
export async function carryingNow({ tx }: Cut): Promise<{ bodyId: string; year: number }[]> {
  const { rows } = await sql<{ body_id: string; year: bigint }>`
    select body_id, year from budget_steps as step
    where status = ${'carrying' satisfies BudgetStatus} and position = (select max(position) from budget_steps as last
      where last.year = step.year and last.body_id = step.body_id)
    order by year, body_id`.execute(tx);
  return rows.map(({ body_id: bodyId, year }) => ({ bodyId, year: Number(year) }));
}
