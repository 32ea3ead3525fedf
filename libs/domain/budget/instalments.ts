import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import { said } from '../said';
import type { RecordedBudgetEvent } from './events';
import type { Instalment, InstalmentPayment, PlannedInstalment } from './plan-events';

/** The instalments of an allocation after an event: planned, paid, or a payment taken back. Reports fold them with this too. */
export function instalmentsAfter(
  instalments: readonly Instalment[],
  event: RecordedBudgetEvent,
): readonly Instalment[] {
  const paying = (instalmentId: string, change: (paid: readonly InstalmentPayment[]) => readonly InstalmentPayment[]) =>
    instalments.map((one) => (one.instalmentId === instalmentId ? { ...one, paid: change(one.paid) } : one));
  switch (event.type) {
    case 'DisbursementPlanSet':
      return event.data.instalments.map((planned) => ({ ...planned, paid: paidBefore(instalments, planned) }));
    case 'DisbursementRecorded': {
      const { instalmentId, amount, effectiveOn: on } = event.data;
      if (instalmentId === undefined) return instalments;
      const { revision } = event;
      return paying(instalmentId, (paid) => [...paid, { amount, on, revision }]);
    }
    case 'EntryReversed': {
      const { instalmentId, revision } = event.data.entry;
      if (instalmentId === undefined) return instalments;
      return paying(instalmentId, (paid) => paid.filter((one) => one.revision !== revision));
    }
    case 'AllocationReversed':
      return [];
    default:
      return instalments;
  }
}

/** An instalment that the new plan has too keeps what was paid of it. */
const paidBefore = (before: readonly Instalment[], { instalmentId }: PlannedInstalment) =>
  before.find((one) => one.instalmentId === instalmentId)?.paid ?? [];

/** What was paid of an instalment up to a day; without one, ever. */
export const paidOf = ({ paid }: Pick<Instalment, 'paid'>, day?: string): Amount =>
  paid.filter(({ on }) => day === undefined || on <= day).reduce((sum, one) => sum.add(amountOf(one.amount)), zero);

/** What is still to be paid of an instalment. */
export const unpaidOf = (instalment: Instalment, day?: string): Amount =>
  amountOf(instalment.amount).sub(paidOf(instalment, day));

/** What is still to be paid by a plan. */
export const unpaid = (instalments: readonly Instalment[]): Amount =>
  instalments.reduce((sum, one) => sum.add(unpaidOf(one)), zero);

/** The day by which nothing was left of an instalment; null where something is. */
export const paidOn = (instalment: Instalment): string | null =>
  unpaidOf(instalment).gt(0) ? null : instalment.paid.reduce((last, { on }) => (on > last ? on : last), '');

/** What of a plan another year takes over: the instalments that are not paid whole, what was paid of each in one sum. */
export function instalmentsHandedOn(instalments: readonly Instalment[], currency: string): Instalment[] {
  return instalments
    .filter((one) => unpaidOf(one).gt(0))
    .map((one) => {
      const on = one.paid.reduce((last, payment) => (payment.on > last ? payment.on : last), '');
      return { ...one, paid: on === '' ? [] : [{ amount: formatAmount(paidOf(one), currency), on }] };
    });
}

/** A plan as it is when nothing more will be paid by it: the instalments of which something was, at what was. */
export function cutToPaid(instalments: readonly Instalment[], currency: string): PlannedInstalment[] {
  return instalments
    .filter((one) => paidOf(one).gt(0))
    .map((one) => ({ ...planned(one), amount: formatAmount(paidOf(one), currency) }));
}

export const planned = (one: PlannedInstalment): PlannedInstalment =>
  said(one, 'instalmentId', 'amount', 'dueOn', 'note', 'afterDutyId');
