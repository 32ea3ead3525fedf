import { postingsOf } from '@anslag/domain/accounts/postings';
import type { RecordedBudgetEvent } from '@anslag/domain/budget/events';
import { minor } from '../domain/figures';

type Event = Pick<RecordedBudgetEvent, 'type' | 'data'>;

/** In minor units, what a year's postings say of its figures; of one allocation, or of the budget. */
const figuresOf = {
  disbursed: ['DISBURSED', 'disbursed', 1n],
  returned: ['RECOVERED', 'returned', -1n],
  released: ['COMMITTED', 'released', -1n],
  appropriated: ['AUTHORITY', 'appropriated', -1n],
} as const;

/**
 * What is wrong in what a later year put right of a first one, in whose books nothing is older: no figure is put right to
 * less than nothing, nor more to have come back than went out.
 */
export function wronglyCorrected(first: readonly Event[], later: readonly Event[]): string[] {
  const sums = new Map<string, bigint>();
  const add = (key: string, units: bigint) => sums.set(key, (sums.get(key) ?? 0n) + units);
  for (const { account, fact, amount, allocation } of first.flatMap(postingsOf))
    for (const [figure, [on, about, sign]] of Object.entries(figuresOf))
      if (account === on && fact === about) add(`${figure} ${allocation?.allocationId ?? ''}`, sign * minor(amount));
  const problems: string[] = [];
  for (const { type, data } of later as RecordedBudgetEvent[]) {
    if (type !== 'LateCorrectionRecorded' || data.figure === 'allocated') continue;
    // What the later year calls by the year that it was decided in.
    const id = 'allocationId' in data ? data.allocationId.replace(/^\d{4}\./, '') : '';
    const of = (figure: string) => sums.get(`${figure} ${id}`) ?? 0n;
    add(`${data.figure} ${id}`, minor(data.amount));
    if (data.amount.startsWith('-') && of(data.figure) < 0n)
      problems.push(`${data.figure} of ${id} is put right below zero`);
    if (of('returned') > of('disbursed')) problems.push(`more of ${id} is put right to have come back than went out`);
  }
  return problems;
}
