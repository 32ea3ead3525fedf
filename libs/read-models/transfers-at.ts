import { formatMinor } from '@anslag/money/amount';
import { sql, type RawBuilder } from 'kysely';
import type { Cut } from './cut';
import { minorOf } from './figures';
import type { TransferStep } from './transfer-steps';

/** Sent to this budget, or by it, and neither taken nor returned as known at the cut. */
export interface TransfersUnderWay {
  transferredIn: string;
  transferredOut: string;
}

export async function transfersAt(
  cut: Cut,
  bodyId: string,
  year: number,
  currency: string,
): Promise<TransfersUnderWay> {
  const sums = sql<{ coming: bigint | string | null; going: bigint | string | null }>`
    select sum(case when to_body = ${bodyId} and to_year = ${BigInt(year)} then minor end) as coming,
      sum(case when from_body = ${bodyId} and from_year = ${BigInt(year)} then minor end) as going
    from transfers as sending
    where step = ${'sent' satisfies TransferStep} and position <= ${cut.position}
      and ((to_body = ${bodyId} and to_year = ${BigInt(year)}) or (from_body = ${bodyId} and from_year = ${BigInt(year)}))
      and not ${followedBy(['received', 'returned'], cut.position)}`;
  const { rows } = await sums.execute(cut.tx);
  const { coming, going } = rows[0]!;
  return {
    transferredIn: formatMinor(minorOf(coming), currency),
    transferredOut: formatMinor(minorOf(going), currency),
  };
}

/** The transfers that are not settled right now, as the budgets that sent them call them. */
export async function transfersNow({
  tx,
  position,
}: Cut): Promise<{ bodyId: string; year: number; transferId: string }[]> {
  const { rows } = await sql<{ from_body: string; from_year: bigint; transfer_id: string }>`
    select from_body, from_year, transfer_id from transfers as sending
    where step = ${'sent' satisfies TransferStep} and not ${followedBy(['completed', 'returned'], position)}
    order by position`.execute(tx);
  return rows.map((row) => ({ bodyId: row.from_body, year: Number(row.from_year), transferId: row.transfer_id }));
}

function followedBy(steps: readonly TransferStep[], position: bigint): RawBuilder<boolean> {
  return sql`exists (select 1 from transfers as later where later.step in (${sql.join(steps)})
    and later.from_body = sending.from_body and later.from_year = sending.from_year
    and later.transfer_id = sending.transfer_id and later.position <= ${position})`;
}
