import type { Indexation } from '@anslag/domain/budget/funding-basis';
import { indexationOf } from '@anslag/domain/budget/indexation';
import type { BudgetState } from '@anslag/domain/budget/state';
import { amountOf, formatAmount, zero } from '@anslag/money/amount';
import type { Language } from '../http/language';
import { sentenceIn } from '../http/told';
import type { IndexationLine, IndexationTotal } from './indexation.dto';
import type { RunStop } from './run-lines';
import { laterOf, type ToldOf } from './told-of';

/** What became of one allocation. */
export type Told = ToldOf<{ allocationId: string }>;

/** The line that an allocation has in the run's answer. `state` is the budget's after what is told. */
export function lineOf(told: Told, { budget, allocations }: BudgetState, language: Language): IndexationLine {
  const { allocationId } = told;
  const allocation = allocations.get(allocationId)!;
  const { currency } = budget!;
  if ('problem' in told) {
    const { code, status, detail } = told.problem;
    const became = status >= 500 ? 'failed' : code === 'index-unchanged' ? 'unchanged' : 'refused';
    const said = { code, detail: sentenceIn(language, detail) };
    return { allocationId, status: became, ...said, ...computedWith(indexationOf(allocation)!), currency };
  }
  const { events, would, revision, voucher, warnings } = told.answer;
  const booked = [...allocation.entries, allocation.proposal].find((entry) => entry?.revision === Number(revision));
  const isProposed = events[0]!.type === 'AllocationAdjustmentProposed';
  const indexation =
    (isProposed ? allocation.proposal?.indexation : undefined) ?? (indexationOf(allocation) as Indexation);
  const difference = (would?.[0]!.data as { amount: string } | undefined)?.amount ?? booked?.amount;
  return {
    allocationId,
    status: isProposed ? 'proposed' : 'adjusted',
    ...computedWith(indexation),
    // A proposal that somebody has settled within the moment has no amount of its own any more.
    ...(difference !== undefined && { difference }),
    currency,
    voucher: would ? null : voucher,
    ...(warnings.length > 0 && { warnings }),
  };
}

const computedWith = ({ indexId, toYear, status: indexStatus, amount }: Indexation) => ({
  indexId,
  toYear,
  indexStatus,
  amount,
});

/** What the lines of a run come to, of so many allocations. */
export class IndexationSum {
  readonly #lines: IndexationLine[] = [];
  #position: string | null = null;

  constructor(
    readonly dryRun: boolean,
    readonly currency: string,
  ) {}

  /** `position`: of what was booked for the line. */
  add(line: IndexationLine, position: string | null): void {
    this.#lines.push(line);
    this.#position = laterOf(position, this.#position);
  }

  total(all: number, stopped: RunStop | null): IndexationTotal {
    const { dryRun, currency } = this;
    const of = (status: IndexationLine['status']) => this.#lines.filter((line) => line.status === status);
    const sum = (lines: IndexationLine[], counts: (amount: string) => boolean = () => true) =>
      formatAmount(
        lines
          .flatMap(({ difference = '0' }) => (counts(difference) ? [amountOf(difference)] : []))
          .reduce((total, one) => total.add(one.abs()), zero),
        currency,
      );
    const isLess = (difference: string) => difference.startsWith('-');
    const adjusted = of('adjusted');
    return {
      dryRun,
      allocations: this.#lines.length,
      adjusted: adjusted.length,
      proposed: of('proposed').length,
      unchanged: of('unchanged').length,
      refused: of('refused').length,
      failed: of('failed').length,
      left: all - this.#lines.length,
      position: this.#position,
      amounts: [
        {
          currency,
          raised: sum(adjusted, (difference) => !isLess(difference)),
          lowered: sum(adjusted, isLess),
          proposed: sum(of('proposed')),
        },
      ],
      ...(stopped && { stopped }),
    };
  }
}
