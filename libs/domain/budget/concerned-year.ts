import { amountOf, formatAmount, zero, type Amount } from '@anslag/money/amount';
import { against, type Refusal } from '../refusal';
import type { CorrectedFigure } from './events';
import { total, type Allocation, type BudgetState, type OpenBudget } from './state';
import type { RecordLateCorrection, YearThen } from './year-end-commands';

type OwnFigure = keyof NonNullable<YearThen['allocation']>['own'];

/** What late corrections of a figure of a year are kept by, of an allocation or, without one, of the budget. */
export const correctedKey = (concernsYear: number, figure: CorrectedFigure, allocationId: string | undefined): string =>
  [concernsYear, figure, allocationId].filter((part) => part !== undefined).join(' ');

export function corrected(
  state: BudgetState,
  { concernsYear, figure, amount }: { concernsYear: number; figure: CorrectedFigure; amount: string },
  allocationId: string | undefined,
): BudgetState {
  const key = correctedKey(concernsYear, figure, allocationId);
  const sum = amountOf(state.corrected.get(key) ?? '0').add(amountOf(amount));
  return { ...state, corrected: state.corrected.set(key, sum.toFixed()) };
}

/** The years from the one that is concerned to the one before the correction, in order, as the decision needs them. */
export function yearsThen(
  earlier: readonly (BudgetState & { budget: OpenBudget })[],
  { concernsYear, allocationId }: Pick<RecordLateCorrection, 'concernsYear' | 'allocationId'>,
): YearThen[] {
  const years = earlier.filter(({ budget }) => budget.year >= concernsYear);
  return years.map((state) => {
    const { year, currency } = state.budget;
    const later = years.filter((one) => one.budget.year > year);
    const text = (amount: Amount) => formatAmount(amount, currency);
    const late = (figure: CorrectedFigure, from = year) => lateIn(later, figure, allocationId, from, year);
    const allocation = allocationId === undefined ? undefined : state.allocations.get(nameThen(year, allocationId));
    const own = (of: Allocation, figure: OwnFigure) => text(bookedOf(of, figure).add(late(figure)));
    return {
      year,
      appropriated: text(lateIn(later, 'appropriated', undefined, year, year).sub(total(state, 'AUTHORITY'))),
      allocation: allocation
        ? {
            own: {
              disbursed: own(allocation, 'disbursed'),
              returned: own(allocation, 'returned'),
              released: own(allocation, 'released'),
            },
            toDate: {
              disbursed: text(allocation.disbursed.add(late('disbursed', 0))),
              returned: text(allocation.recovered.add(late('returned', 0))),
            },
          }
        : null,
    };
  });
}

/** What a later year calls `{originYear}.{id}` had its own id where it was decided. */
function nameThen(year: number, allocationId: string): string {
  const carried = /^(\d{4})\.(.+)$/.exec(allocationId);
  return carried && Number(carried[1]) === year ? carried[2]! : allocationId;
}

const bookedOf = ({ entries }: Allocation, figure: OwnFigure): Amount =>
  entries
    .filter(({ fact, reversed }) => fact === figure && !reversed)
    .reduce((sum, { amount }) => sum.add(amountOf(amount)), zero);

/** What some years' streams have put right of a figure of the years from one to another. */
function lateIn(
  states: readonly BudgetState[],
  figure: CorrectedFigure,
  allocationId: string | undefined,
  from: number,
  to: number,
): Amount {
  let sum = zero;
  for (const state of states)
    for (const [key, amount] of state.corrected) {
      const year = Number(key.slice(0, 4));
      if (year >= from && year <= to && key === correctedKey(year, figure, allocationId))
        sum = sum.add(amountOf(amount));
    }
  return sum;
}

/**
 * No figure of the year that is concerned is put right to less than nothing, nor had more come back by the end of any year
 * than had gone out by then. What is allocated may be: an adjustment down is negative in its year. Refused with
 * `exceeds-concerned-year`.
 */
export function exceedsConcerned(
  { figure, concernsYear, allocationId, before }: RecordLateCorrection,
  state: BudgetState,
  difference: Amount,
): Refusal | null {
  if (figure === 'allocated') return null;
  const [concerned] = before;
  const booked = figure === 'appropriated' ? concerned?.appropriated : concerned?.allocation?.own[figure];
  const own = lateIn([state], figure, allocationId, concernsYear, concernsYear).add(amountOf(booked ?? '0'));
  if (difference.lt(0) && own.add(difference).lt(0))
    return against(
      'exceeds-concerned-year',
      `That is more than what was booked of it in ${concernsYear}.`,
      '/difference',
    );
  if (figure !== 'disbursed' && figure !== 'returned') return null;
  for (const { year, allocation } of before) {
    if (!allocation) continue;
    const by = (one: 'disbursed' | 'returned') =>
      lateIn([state], one, allocationId, 0, year)
        .add(amountOf(allocation.toDate[one]))
        .add(one === figure ? difference : zero);
    if (by('returned').gt(by('disbursed')))
      return against(
        'exceeds-concerned-year',
        `That would leave more returned than was disbursed by the end of ${year}.`,
        '/difference',
      );
  }
  return null;
}
