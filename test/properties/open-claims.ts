import type { RecordedBudgetEvent } from '@anslag/domain/budget/events';
import { minor } from '../domain/figures';

/** What is outstanding of each claim of a budget, by its events alone. */
export class OpenClaims {
  readonly #left = new Map<string, Map<string, bigint>>();
  /** What each return paid, by its revision. */
  readonly #paid = new Map<number, { allocationId: string; claimId: string; units: bigint }>();

  /** What is wrong with the event, if anything. */
  look({ type, data, revision }: RecordedBudgetEvent): string | null {
    switch (type) {
      case 'BroughtForward':
        if (data.account !== 'COMMITTED') return null;
        for (const { claimId, amount, settled } of data.claims ?? [])
          this.#of(data.allocationId).set(
            claimId,
            settled.reduce((left, one) => left - minor(one.amount), minor(amount)),
          );
        return null;
      case 'ClawbackDemanded':
        if (this.#of(data.allocationId).has(data.claimId)) return `${data.claimId} was demanded twice`;
        this.#of(data.allocationId).set(data.claimId, minor(data.amount));
        return null;
      case 'ClawbackWithdrawn':
        return this.#add(data.allocationId, data.claimId, -minor(data.amount), true);
      case 'ReturnRecorded': {
        const { allocationId, claimId } = data;
        if (claimId === undefined) return null;
        this.#paid.set(revision, { allocationId, claimId, units: minor(data.amount) });
        return this.#add(allocationId, claimId, -minor(data.amount));
      }
      case 'EntryReversed': {
        const paid = this.#paid.get(data.entry.revision);
        return paid ? this.#add(paid.allocationId, paid.claimId, paid.units) : null;
      }
      default:
        return null;
    }
  }

  /** In minor units, of all the claims on an allocation. */
  outstanding(allocationId: string): bigint {
    return [...this.#of(allocationId).values()].reduce((sum, left) => sum + left, 0n);
  }

  #add(allocationId: string, claimId: string, units: bigint, all = false): string | null {
    const left = this.#of(allocationId).get(claimId);
    if (left === undefined) return `${claimId} is no claim`;
    this.#of(allocationId).set(claimId, left + units);
    if (left + units < 0n) return `more than what was outstanding of ${claimId}`;
    return all && left + units !== 0n ? `${claimId} was not withdrawn whole` : null;
  }

  #of(allocationId: string): Map<string, bigint> {
    const own = this.#left.get(allocationId) ?? new Map<string, bigint>();
    this.#left.set(allocationId, own);
    return own;
  }
}
