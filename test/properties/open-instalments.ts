import type { RecordedBudgetEvent } from '@anslag/domain/budget/events';
import { minor } from '../domain/figures';

interface Open {
  amount: bigint;
  paid: bigint;
  afterDutyId?: string;
}

/** What is to be paid of each instalment of a budget, by its events alone. */
export class OpenInstalments {
  readonly #plans = new Map<string, Map<string, Open>>();
  /** What each disbursement paid, by its revision. */
  readonly #paid = new Map<number, { allocationId: string; instalmentId: string; units: bigint }>();

  /** What is wrong with the event, if anything; `isOwed` says whether a report is owed on an allocation. */
  look(
    { type, data, revision }: RecordedBudgetEvent,
    isOwed: (allocationId: string, dutyId: string) => boolean,
  ): string | null {
    switch (type) {
      case 'AllocationReversed':
        this.#plans.delete(data.allocationId);
        return null;
      case 'CarriedForward':
        if (data.account === 'COMMITTED') this.#plans.delete(data.allocationId);
        return null;
      case 'BroughtForward':
        if (data.account !== 'COMMITTED') return null;
        for (const { instalmentId, amount, paid, ...one } of data.instalments ?? []) {
          const units = paid.reduce((sum, payment) => sum + minor(payment.amount), 0n);
          if (units >= minor(amount)) return `${instalmentId} was paid whole and brought forward`;
          this.#of(data.allocationId).set(instalmentId, { ...one, amount: minor(amount), paid: units });
        }
        return null;
      case 'DisbursementPlanSet': {
        const before = this.#of(data.allocationId);
        this.#plans.delete(data.allocationId);
        const after = this.#of(data.allocationId);
        for (const { instalmentId, amount, ...one } of data.instalments) {
          if (after.has(instalmentId)) return `${instalmentId} is in the plan twice`;
          after.set(instalmentId, { ...one, amount: minor(amount), paid: before.get(instalmentId)?.paid ?? 0n });
        }
        if (before.size > 0 && data.reason === undefined) return 'a plan was replaced without a reason';
        const lost = [...before].find(([id, { paid }]) => paid > (after.get(id)?.amount ?? 0n));
        return lost ? `${lost[0]} lost what was paid of it` : null;
      }
      case 'DisbursementRecorded': {
        const { allocationId, instalmentId } = data;
        if (instalmentId === undefined) return null;
        this.#paid.set(revision, { allocationId, instalmentId, units: minor(data.amount) });
        const awaited = this.#of(allocationId).get(instalmentId)?.afterDutyId;
        if (awaited !== undefined && isOwed(allocationId, awaited)) return `${instalmentId} was paid before ${awaited}`;
        return this.#add(allocationId, instalmentId, minor(data.amount));
      }
      case 'EntryReversed': {
        const paid = this.#paid.get(data.entry.revision);
        return paid ? this.#add(paid.allocationId, paid.instalmentId, -paid.units) : null;
      }
      case 'CarryForwardCompleted': {
        const left = [...this.#plans.keys()].filter((allocationId) => this.unpaid(allocationId) > 0n);
        return left.length === 0 ? null : `${left.join()} are to be paid in a year that has ended`;
      }
      default:
        return null;
    }
  }

  /** In minor units, of all the instalments of an allocation. */
  unpaid(allocationId: string): bigint {
    return [...this.#of(allocationId).values()].reduce((sum, { amount, paid }) => sum + amount - paid, 0n);
  }

  #add(allocationId: string, instalmentId: string, units: bigint): string | null {
    const one = this.#of(allocationId).get(instalmentId);
    if (!one) return `${instalmentId} is no instalment`;
    one.paid += units;
    if (one.paid > one.amount) return `more than what ${instalmentId} is was paid of it`;
    return one.paid < 0n ? `less than nothing was paid of ${instalmentId}` : null;
  }

  #of(allocationId: string): Map<string, Open> {
    const own = this.#plans.get(allocationId) ?? new Map<string, Open>();
    this.#plans.set(allocationId, own);
    return own;
  }
}
