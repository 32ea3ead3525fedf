import { paidOn, planned, unpaidOf } from '@anslag/domain/budget/instalments';
import type { Instalment, InstalmentPayment, PlannedInstalment } from '@anslag/domain/budget/plan-events';
import { said } from '@anslag/domain/said';
import { formatMinor, toMinor } from '@anslag/money/amount';
import { beginning, type DueRow } from './due-rows';
import type { RecordedEvent } from './recorded-event';
import { day, list, objectOf, optionalText, text } from './shape';

export function rowOfInstalment(instalment: Instalment, event: RecordedEvent, nth: number): DueRow {
  const { instalmentId, amount, dueOn, note, afterDutyId, paid } = instalment;
  const currency = text(event.data, 'currency');
  return {
    ...beginning(event, nth),
    kind: 'instalment',
    item_id: instalmentId,
    what: note ?? null,
    due_on: dueOn,
    after_duty_id: afterDutyId ?? null,
    settled_on: paidOn(instalment),
    amount: toMinor(amount, currency),
    currency,
    settlements: JSON.stringify(paid),
  };
}

/** The instalment that a row is about. */
export const instalmentOf = (row: DueRow): Instalment => ({
  instalmentId: row.item_id,
  amount: formatMinor(BigInt(row.amount!), row.currency!),
  dueOn: row.due_on,
  ...said({ note: row.what ?? undefined, afterDutyId: row.after_duty_id ?? undefined }),
  paid: JSON.parse(row.settlements!) as InstalmentPayment[],
});

/** Throw on what the ledger does not write. */
export function plannedIn(stored: unknown, currency: string): PlannedInstalment {
  const instalment = objectOf(stored, 'instalment');
  text(instalment, 'instalmentId');
  toMinor(text(instalment, 'amount'), currency);
  day(instalment, 'dueOn');
  for (const field of ['note', 'afterDutyId'] as const) optionalText(instalment, field);
  return planned(instalment as unknown as PlannedInstalment);
}

export function instalmentIn(stored: unknown, currency: string): Instalment {
  const paid = list(objectOf(stored, 'instalment'), 'paid').map((one) => {
    const payment = objectOf(one, 'payment');
    toMinor(text(payment, 'amount'), currency);
    day(payment, 'on');
    return payment as unknown as InstalmentPayment;
  });
  const instalment = { ...plannedIn(stored, currency), paid };
  unpaidOf(instalment);
  return instalment;
}
