import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import type { FundingLine, FundingStop, FundingTotal } from './funding.dto';
import { laterOf } from './told-of';

const counted = {
  funded: 'funded',
  proposed: 'proposed',
  'already-funded': 'alreadyFunded',
  skipped: 'skipped',
  refused: 'refused',
  failed: 'failed',
} as const;

type Counted = (typeof counted)[keyof typeof counted];

/** Adds up the lines of a run. */
export class FundingSum {
  readonly #counts = Object.fromEntries(Object.values(counted).map((one) => [one, 0])) as Record<Counted, number>;
  readonly #amounts: Record<'funded' | 'proposed' | 'alreadyFunded', Amount> = {
    funded: zero,
    proposed: zero,
    alreadyFunded: zero,
  };
  #lines = 0;
  #withoutTerms = 0;
  #position: string | null = null;

  constructor(
    readonly dryRun: boolean,
    readonly currency: string,
  ) {}

  /** `position`: of what was booked for the line. */
  add({ status, amount }: FundingLine, position: string | null): void {
    this.#position = laterOf(position, this.#position);
    const as = counted[status];
    this.#lines += 1;
    this.#counts[as] += 1;
    if (amount !== undefined && as in this.#amounts)
      this.#amounts[as as 'funded'] = this.#amounts[as as 'funded'].add(amountOf(amount));
  }

  addWithoutTerms(): void {
    this.#withoutTerms += 1;
  }

  total(all: number, stopped: FundingStop | null): FundingTotal {
    const { dryRun, currency } = this;
    const money = (amount: Amount) => formatAmount(amount, currency);
    const { funded, proposed, alreadyFunded } = this.#amounts;
    return {
      dryRun,
      agreements: this.#lines,
      ...this.#counts,
      withoutTerms: this.#withoutTerms,
      left: all - this.#lines - this.#withoutTerms,
      position: this.#position,
      amounts: [{ currency, funded: money(funded), proposed: money(proposed), alreadyFunded: money(alreadyFunded) }],
      ...(stopped && { stopped }),
    };
  }
}
