import { formatMinor } from '@anslag/money/amount';
import type { Selectable } from 'kysely';
import { pageOf, type Cut, type Paging } from './cut';
import type { ReadTables } from './database';
import type { TransferStep } from './transfer-steps';

/** A transfer as known at the cut, as both of its budgets list it. */
export interface TransferRow {
  transferId: string;
  from: { bodyId: string; year: number };
  to: { bodyId: string; year: number };
  amount: string;
  currency: string;
  effectiveOn: string;
  /** Of one that gives another back: null. */
  decision: unknown;
  note: string | null;
  reason: string | null;
  status: TransferStatus;
  /** Why it came back. */
  because: string | null;
  /** The transfer of the other budget's that it gives back. */
  reverses: string | null;
  /** The transfer that gives it back, where one is under way or has arrived. */
  reversedBy: string | null;
}

export const transferStatuses = ['under-way', 'arrived', 'returned'] as const;

export type TransferStatus = (typeof transferStatuses)[number];

type Step = Selectable<ReadTables['transfers']>;

/**
 * The transfers from and to a budget, in the order sent, or null where it was not open; with an effective day only those that
 * take effect up to it.
 */
export async function transferPage(
  cut: Cut,
  { bodyId, year }: { bodyId: string; year: number },
  { limit, after }: Paging<bigint>,
): Promise<{ rows: TransferRow[]; after: bigint | null } | null> {
  const budget = await cut.tx
    .selectFrom('budgets')
    .select('currency')
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('opened_at', '<=', cut.position)
    .executeTakeFirst();
  if (!budget) return null;
  let query = cut.tx
    .selectFrom('transfers')
    .selectAll()
    .where('step', '=', 'sent' satisfies TransferStep)
    .where('position', '<=', cut.position)
    .where(({ or, and, eb }) =>
      or([
        and([eb('from_body', '=', bodyId), eb('from_year', '=', BigInt(year))]),
        and([eb('to_body', '=', bodyId), eb('to_year', '=', BigInt(year))]),
      ]),
    )
    .orderBy('position')
    .limit(limit + 1);
  if (after !== null) query = query.where('position', '>', after);
  if (cut.effectiveAt !== null) query = query.where('effective_on', '<=', cut.effectiveAt);
  const page = pageOf(await query.execute(), limit, ({ position }) => position);
  const rows: TransferRow[] = [];
  for (const sending of page.rows) rows.push(await rowOf(cut, sending));
  return { rows, after: page.after };
}

async function rowOf(cut: Cut, sending: Step): Promise<TransferRow> {
  const { currency, decision } = sending;
  return {
    transferId: sending.transfer_id,
    from: { bodyId: sending.from_body, year: Number(sending.from_year) },
    to: { bodyId: sending.to_body, year: Number(sending.to_year) },
    amount: formatMinor(sending.minor!, currency!),
    currency: currency!,
    effectiveOn: sending.effective_on!,
    decision: decision === null ? null : JSON.parse(decision),
    note: sending.note,
    reason: sending.reason,
    ...(await standingAt(cut, sending)),
    reverses: sending.reverses,
    reversedBy: await reversalAt(cut, sending),
  };
}

async function standingAt(cut: Cut, sending: Step): Promise<Pick<TransferRow, 'status' | 'because'>> {
  const steps = await stepsOf(cut, sending).execute();
  const returned = steps.find(({ step }) => step === ('returned' satisfies TransferStep));
  if (returned) return { status: 'returned', because: returned.because };
  const hasArrived = steps.some(({ step }) => step === ('received' satisfies TransferStep));
  return { status: hasArrived ? 'arrived' : 'under-way', because: null };
}

/** The last one to give it back counts: one before has come back itself. */
async function reversalAt(cut: Cut, sending: Step): Promise<string | null> {
  const last = await cut.tx
    .selectFrom('transfers')
    .selectAll()
    .where('from_body', '=', sending.to_body)
    .where('from_year', '=', sending.to_year)
    .where('to_body', '=', sending.from_body)
    .where('to_year', '=', sending.from_year)
    .where('reverses', '=', sending.transfer_id)
    .where('position', '<=', cut.position)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last || (await standingAt(cut, last)).status === 'returned') return null;
  return last.transfer_id;
}

const stepsOf = ({ tx, position }: Cut, { from_body, from_year, transfer_id }: Step) =>
  tx
    .selectFrom('transfers')
    .select(['step', 'because'])
    .where('from_body', '=', from_body)
    .where('from_year', '=', from_year)
    .where('transfer_id', '=', transfer_id)
    .where('position', '<=', position);
