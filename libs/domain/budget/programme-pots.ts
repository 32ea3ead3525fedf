import { amountOf, formatAmount, type Amount } from '@anslag/money/amount';
import type { Posting } from '../accounts/account';
import { against, type Refusal } from '../refusal';
import type { Control } from './events';
import { total, type BudgetState, type OpenBudget, type Programme } from './state';

type Programmes = BudgetState['programmes'];

/** The programmes after some postings. A posting of a programme that the budget has not opened counts in none of them. */
export function programmesAfter(before: Programmes, postings: readonly Posting[]): Programmes {
  let programmes = before;
  for (const { programmeId, account, fact, amount } of postings) {
    const programme = programmeId === undefined ? undefined : programmes.get(programmeId);
    if (!programme || account !== 'AVAILABLE') continue;
    programmes = programmes.set(programme.programmeId, {
      ...programme,
      available: programme.available.add(amountOf(amount)),
      funded: programme.funded || funds.has(fact),
    });
  }
  return programmes;
}

/** What gives a programme money, so that there is an amount that it can keep to. */
const funds: ReadonlySet<Posting['fact']> = new Set(['appropriated', 'carried-in', 'moved']);

/**
 * Money that is kept for something: a programme's, or, with null, all that no programme keeps. A programme without control
 * to which nothing was ever given keeps nothing: it spends of what no programme has.
 */
export interface Pot {
  programme: Programme | null;
  available: Amount;
}

const keeps = ({ control, funded }: Programme): boolean => control !== 'none' || funded;

/** The pots of a budget, that of no programme first; their sum is what the budget has available. */
export function potsOf(available: Amount, programmes: Programmes): Pot[] {
  const kept = [...programmes.values()].filter(keeps).sort((a, b) => (a.programmeId < b.programmeId ? -1 : 1));
  const rest = kept.reduce((left, programme) => left.sub(programme.available), available);
  return [{ programme: null, available: rest }, ...kept.map((one) => ({ programme: one, available: one.available }))];
}

/** What a programme has, or, without one, what no programme keeps. */
export function potOf(state: BudgetState, programmeId: string | undefined): Pot {
  const [rest, ...kept] = potsOf(total(state, 'AVAILABLE'), state.programmes) as [Pot, ...Pot[]];
  return kept.find(({ programme }) => programme?.programmeId === programmeId) ?? rest;
}

/** Which pots some postings take more from than there is, and how the control of each has it. */
export function overdrawnPots(
  state: BudgetState,
  budget: OpenBudget,
  postings: readonly Posting[],
): { control: Control; programme: Programme | null; detail: string }[] {
  if (state.programmes.isEmpty()) return [];
  let all = total(state, 'AVAILABLE');
  for (const { account, amount } of postings) if (account === 'AVAILABLE') all = all.add(amountOf(amount));
  return potsOf(all, programmesAfter(state.programmes, postings)).flatMap(({ programme, available }) => {
    const control = programme ? programme.control : budget.control;
    const before = potOf(state, programme?.programmeId).available;
    if (control === 'none' || available.gte(0) || available.gte(before)) return [];
    const [there, after] = [money(before, budget), money(available, budget)];
    const detail = programme
      ? `Available in the programme ${programme.programmeId} is ${there}, which would leave ${after}.`
      : `Available outside the programmes is ${there}, which would leave ${after}.`;
    return [{ control, programme, detail }];
  });
}

/** In every control mode: only what is there is moved on. */
export function notAvailableIn(
  state: BudgetState,
  budget: OpenBudget,
  programmeId: string | undefined,
  amount: Amount,
): Refusal | null {
  const { programme, available } = potOf(state, programmeId);
  if (available.gte(amount)) return null;
  const [there, asked] = [money(available, budget), money(amount, budget)];
  return against(
    'programme-exceeded',
    programme
      ? `Available in the programme ${programme.programmeId} is ${there}, less than the ${asked} to transfer.`
      : `Available outside the programmes is ${there}, less than the ${asked} to transfer.`,
  );
}

const money = (amount: Amount, { currency }: OpenBudget): string => `${formatAmount(amount, currency)} ${currency}`;

/** Why a budget cannot book under a programme, if so. */
export function unknownProgramme(
  { programmes }: BudgetState,
  programmeId: string | undefined,
  pointer: string,
): Refusal | null {
  if (programmeId === undefined || programmes.has(programmeId)) return null;
  return against('unknown-programme', `There is no programme ${programmeId} in this budget.`, pointer);
}
