import type { IndexCommand } from '@anslag/domain/index-series/decide';
import type { IndexState } from '@anslag/domain/index-series/state';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import type { Allocation } from '@anslag/domain/budget/state';
import type { IndexTerms } from '@anslag/domain/agreement/events';
import { at } from './choosing';
import type { Intent } from './intents';

/** The series that agreements follow in these histories. */
export const indexId = 'kpi';

/** A publication of it: of the years around those that are budgeted, now and then of one that is final already. */
export function publishing({ pick, size, day, odd }: Intent, state: IndexState): IndexCommand {
  if (state === null && odd % 8 !== 0)
    return { type: 'RegisterIndexSeries', indexId, name: 'Prisindex', measure: at(['level', 'yearly-change'], pick) };
  const isLevel = state?.measure !== 'yearly-change';
  const value = (year: number) =>
    odd % 13 === 0 ? '-100' : isLevel ? `${100 + (pick % 9)}.${(size + year) % 10}` : `${(size % 80) - 20}.${day % 10}`;
  const years = at([[2018, 2019, 2020], [2018, 2019], [2019], [2018, 2019, 2020], [2020]], day);
  const isFinal = (year: number) => (pick + year) % 7 === 0;
  const version = odd % 9 === 0 ? (state?.versions[0] ?? 'v0') : `v${(state?.versions.length ?? 0) + 1}`;
  return {
    type: 'PublishIndex',
    indexId,
    version,
    values: years.map((year) => ({
      year,
      value: value(year).replace('-0.', '-1.'),
      status: isFinal(year) ? ('final' as const) : ('preliminary' as const),
    })),
  };
}

/** The index that terms name; none in some. */
export function indexNamed({ pick, size }: Intent): { indexation?: IndexTerms } {
  if (pick % 3 === 0) return {};
  const rounding = at([undefined, 'half-up', 'half-even'] as const, size);
  return { indexation: { indexId, baseYear: 2018, lagYears: size % 2, ...(rounding && { rounding }) } };
}

/** Before an amount can be adjusted to its index it must be computed with one: the funding that makes it so. */
export const toBeIndexed = (intent: Intent): Intent => ({
  ...intent,
  act: 'fund year',
  odd: intent.odd | 1,
  size: intent.size | 1,
  pick: intent.pick % 3 === 0 ? intent.pick + 1 : intent.pick,
});

/** An adjustment to what is published now; mostly from a day on which that can be. */
export function adjustingTo(
  series: IndexState,
  { odd }: Intent,
  { allocationId, effectiveOn: decidedOn }: Allocation,
  common: { bodyId: string; year: number; actor: string; today: string },
): BudgetCommand {
  const effectiveOn = odd % 10 !== 0 && decidedOn > common.today ? { effectiveOn: decidedOn } : {};
  return { type: 'AdjustToIndex', allocationId, series, ...effectiveOn, ...common };
}
