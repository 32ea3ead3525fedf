import type { BudgetState } from '@anslag/domain/budget/state';
import type { LedgerInMemory } from './ledger-in-memory';

export const dimensionIds = ['konto', 'ansvar'];
export const codes = ['1', '2', '3'];

interface Seed {
  which: number;
  amount: number;
}

/** Opens a dimension in a year, and now and then in the other; closes a code of it and mostly opens that again, renamed. */
export function makeChart(
  ledger: LedgerInMemory,
  on: { bodyId: string; year: number }[],
  { which, amount }: Seed,
): void {
  const dimensionId = dimensionIds[which % 2]!;
  const decision = { bodyId: on[0]!.bodyId, decidedOn: '2018-12-01' };
  for (const at of which % 3 ? on : on.slice(0, 1)) {
    const of = { ...at, dimensionId };
    ledger.budget({
      type: 'OpenDimension',
      ...of,
      name: `Dimension ${dimensionId}`,
      required: which % 7 === 0,
      decision,
    });
    const named = codes.map((code) => ({ code, name: `Kod ${code} i ${dimensionId}` }));
    ledger.budget({ type: 'OpenCodes', ...of, codes: named });
    const code = codes[amount % codes.length]!;
    ledger.budget({ type: 'CloseCodes', ...of, codes: [code], reason: 'Ersatt' });
    if (which % 4) ledger.budget({ type: 'OpenCodes', ...of, codes: [{ code, name: `Åter ${code}` }] });
  }
}

/** What somebody codes with: a code of each dimension that is required, and of some that are not. */
export function coded(
  { dimensions: chart }: BudgetState,
  { which, amount }: Seed,
): { dimensions?: Record<string, string> } {
  const named = [...chart.values()].flatMap(({ dimensionId, required, codes: all }, at): [string, string][] => {
    const open = [...all].flatMap(([code, status]) => (status === 'open' ? [code] : []));
    const isNamed = open.length > 0 && (required || (amount + at) % 3 !== 0);
    return isNamed ? [[dimensionId, open[(which + at) % open.length]!]] : [];
  });
  return named.length === 0 ? {} : { dimensions: Object.fromEntries(named) };
}
