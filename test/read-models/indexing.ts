import { indexationOf } from '@anslag/domain/budget/indexation';
import type { FundingTerms } from '@anslag/domain/agreement/events';
import type { LedgerInMemory } from './ledger-in-memory';

/** The series that agreements of these histories follow. */
export const indexId = 'kpi';

/** News of the index, and every allocation of a budget that follows it is adjusted. */
export function publishIndex(
  ledger: LedgerInMemory,
  on: { bodyId: string; year: number },
  { which, amount }: { which: number; amount: number },
): void {
  const known = ledger.indexState(indexId);
  if (known === null)
    ledger.index({ type: 'RegisterIndexSeries', indexId, name: 'Prisindex', measure: 'level', note: 'Påhittat' });
  const status = which % 5 === 0 ? ('final' as const) : ('preliminary' as const);
  ledger.index({
    type: 'PublishIndex',
    indexId,
    version: `v${(known?.versions.length ?? 0) + 1}`,
    values: [
      { year: 2018, value: '100', status: 'final' },
      { year: 2019, value: `${100 + (which % 7)}.${amount % 10}`, status },
      { year: 2020, value: `${102 + (amount % 7)}.5`, status: 'preliminary' },
    ],
    ...(which % 2 && { publishedOn: '2019-04-01', url: 'https://example.se/kpi' }),
  });
  const series = ledger.indexState(indexId);
  for (const allocation of ledger.budgetState(on.bodyId, on.year).allocations.values())
    if (indexationOf(allocation))
      ledger.budget({ type: 'AdjustToIndex', ...on, allocationId: allocation.allocationId, series });
}

/** What terms say of the index, and what a funding by them knows of it. */
export const indexNamed = (which: number): Pick<FundingTerms, 'indexation'> =>
  which % 4 < 2 ? { indexation: { indexId, baseYear: 2018 } } : {};
