import type { Account, Fact, Posting } from '@anslag/domain/accounts/account';
import { minor } from '../domain/figures';

/** A budget's or an allocation's sums by effective day, kept as entries are recorded, so that every cut can be looked at. */
export class Tally {
  readonly #byDay = new Map<string, Map<string, bigint>>();

  add({ account, fact, amount, effectiveOn }: Posting): void {
    const sums = this.#byDay.get(effectiveOn) ?? new Map<string, bigint>();
    this.#byDay.set(effectiveOn, sums);
    for (const key of [account, `${account} ${fact}`]) sums.set(key, (sums.get(key) ?? 0n) + minor(amount));
  }

  /** The sums as of each effective day on which something changes, the last with all of them. */
  cuts(): Cut[] {
    const running = new Map<string, bigint>();
    return [...this.#byDay.keys()].sort().map((day) => {
      for (const [key, units] of this.#byDay.get(day) ?? []) running.set(key, (running.get(key) ?? 0n) + units);
      return new Cut(day, new Map(running));
    });
  }
}

export class Cut {
  constructor(
    readonly day: string,
    readonly sums: ReadonlyMap<string, bigint>,
  ) {}

  of(account: Account, ...facts: Fact[]): bigint {
    if (facts.length === 0) return this.sums.get(account) ?? 0n;
    return facts.reduce((total, fact) => total + (this.sums.get(`${account} ${fact}`) ?? 0n), 0n);
  }

  get accounts(): bigint[] {
    return [...this.sums].filter(([key]) => !key.includes(' ')).map(([, units]) => units);
  }

  get allocated(): bigint {
    return this.of('COMMITTED', 'decided', 'adjusted');
  }

  /** By its definition from the other columns. */
  get remaining(): bigint {
    const carried = this.of('COMMITTED', 'carried-in', 'carried-out');
    const others = carried + this.of('COMMITTED', 'released', 'corrected');
    return this.allocated - this.of('DISBURSED') + others;
  }
}

/** The cut at which everything counts. */
export const everything = (cuts: Cut[]): Cut => cuts.at(-1) ?? new Cut('', new Map());
