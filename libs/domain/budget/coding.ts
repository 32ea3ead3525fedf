import { Map } from 'immutable';
import type { Coding } from '../accounts/account';
import { against, type Refusal } from '../refusal';
import type { DimensionEvent } from './dimension-events';
import type { BudgetState } from './state';

/** The chart after one of its events. Throws on codes of a dimension that the stream has not opened. */
export function chartAfter(chart: BudgetState['dimensions'], event: DimensionEvent) {
  const { dimensionId } = event.data;
  if (event.type === 'DimensionOpened')
    return chart.set(dimensionId, { dimensionId, required: event.data.required, codes: Map() });
  const before = chart.get(dimensionId);
  if (!before) throw new Error(`The stream has codes of ${dimensionId} before it was opened`);
  const codes = before.codes.withMutations((all) => {
    if (event.type === 'CodesOpened') for (const { code } of event.data.codes) all.set(code, 'open');
    else for (const code of event.data.codes) all.set(code, 'closed');
  });
  return chart.set(dimensionId, { ...before, codes });
}

type Named = Readonly<Record<string, string>> | undefined;

/**
 * What the entries of an allocation are coded with, by the dimensions that it names. A budget that has opened none takes
 * any text, and codes nothing. A name with a dot in it is another system's mark (`360giving.id`): kept, and never of the chart.
 */
export function codingOf(named: Named, { dimensions }: BudgetState): { coding?: Coding } | Refusal {
  if (dimensions.isEmpty()) return {};
  const charted = Object.entries(named ?? {}).filter(([name]) => !name.includes('.'));
  const refusal = refusedOf(charted, dimensions);
  if (refusal) return refusal;
  const coding = Object.fromEntries(charted);
  const left = dimensions
    .valueSeq()
    .find(({ dimensionId, required }) => required && !Object.hasOwn(coding, dimensionId));
  if (left)
    return against(
      'dimension-required',
      `A code of ${left.dimensionId} must be named in this budget.`,
      at(left.dimensionId),
    );
  return charted.length === 0 ? {} : { coding };
}

/** What an entry is coded with on an allocation: what it names itself, and for the rest what the allocation is coded with. */
export function ownCodingOf(
  named: Named,
  { dimensions }: BudgetState,
  coding: Coding | undefined,
): { ownCoding?: Coding } | Refusal {
  const own = Object.entries(named ?? {});
  if (own.length === 0) return {};
  return refusedOf(own, dimensions) ?? { ownCoding: { ...coding, ...Object.fromEntries(own) } };
}

function refusedOf(named: [string, string][], chart: BudgetState['dimensions']): Refusal | null {
  for (const [name, code] of named) {
    const dimension = chart.get(name);
    if (!dimension) return against('unknown-dimension', `There is no dimension ${name} in this budget.`, at(name));
    const status = dimension.codes.get(code);
    if (status === undefined)
      return against('unknown-code', `The dimension ${name} has no code ${code} in this budget.`, at(name));
    if (status === 'closed')
      return against('code-closed', `The code ${code} of ${name} is closed; nothing more is booked on it.`, at(name));
  }
  return null;
}

/** Where a dimension stands in a command's body, as a JSON pointer (RFC 6901). */
const at = (name: string): string => `/dimensions/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
