import type { BudgetCommand } from '@anslag/domain/budget/commands';
import type { BudgetState } from '@anslag/domain/budget/state';
import { at } from './choosing';
import type { Intent } from './intents';

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

export const dimensions = ['konto', 'ansvar'] as const;
export const codes = ['1', '2', '3', '4'] as const;

/** What somebody does who keeps a chart: a dimension first, then codes of it, of which now and then some are closed. */
export function charting({ pick, size, odd }: Intent, { dimensions: chart }: BudgetState, by: Common): BudgetCommand {
  const left = dimensions.filter((one) => !chart.has(one));
  if (chart.isEmpty() || (left.length > 0 && pick % 3 === 0) || odd % 30 === 0) {
    const dimensionId = at(left.length > 0 && odd % 30 !== 0 ? left : dimensions, pick);
    return { type: 'OpenDimension', dimensionId, name: `Dimension ${pick}`, required: size % 3 === 0, ...by };
  }
  const dimensionId = odd % 30 === 1 ? 'annat' : at([...chart.keys()], size);
  const known = chart.get(dimensionId)?.codes;
  const open = codes.filter((code) => known?.get(code) === 'open');
  const others = codes.filter((code) => !open.includes(code));
  if (open.length > 1 && (others.length === 0 || odd % 3 === 0))
    return { type: 'CloseCodes', dimensionId, codes: [at(open, pick)], reason: `Reason ${pick}`, ...by };
  const some = odd % 20 === 2 ? codes : others.slice(0, 1 + (pick % others.length));
  return { type: 'OpenCodes', dimensionId, codes: some.map((code) => ({ code, name: `Code ${code}` })), ...by };
}

type Named = { dimensions?: Record<string, string> };

/** What somebody codes with: mostly an open code of what is required, often of the rest; now and then what there is not. */
export function codesNamed({ pick, size, odd }: Intent, { dimensions: chart }: BudgetState): Named {
  if (chart.isEmpty()) return {};
  if (odd % 60 === 5) return { dimensions: { annat: '1' } };
  const named = [...chart.values()].flatMap(({ dimensionId, required, codes: known }, nth): [string, string][] => {
    if (!required && (size + nth) % 3 === 0) return [];
    if (required && odd % 60 === 6) return [];
    const [open, closed] = [
      codes.filter((code) => known.get(code) === 'open'),
      codes.filter((code) => known.get(code) === 'closed'),
    ];
    const some = odd % 15 !== 7 ? open : closed.length > 0 ? closed : codes;
    return some.length === 0 ? [] : [[dimensionId, at(some, pick + nth)]];
  });
  return named.length === 0 ? {} : { dimensions: { ...Object.fromEntries(named), 'system.id': `${pick}` } };
}

/** What somebody pays or takes back on: mostly what the allocation is coded with, which is not said again. */
export function paidOn(intent: Intent, state: BudgetState): Named {
  const { dimensions: named } = codesNamed({ ...intent, pick: intent.size, size: intent.pick }, state);
  if (named === undefined || intent.day % 3 !== 0) return {};
  const { 'system.id': _, ...own } = named;
  return Object.keys(own).length === 0 ? {} : { dimensions: own };
}
