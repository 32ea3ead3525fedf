import { currencies, scaleOf } from '@anslag/money/currency';
import { balanceFigures } from '../figures';
import { quoted } from './view';

/**
 * What a minor unit of each currency is worth, from the ledger's own list. A whole number times 0.01 has exactly two decimals
 * in PostgreSQL, so amounts read as the HTTP API writes them: `30000000.00`.
 */
export const units = `(values ${currencies.map((code) => `(${quoted(code)}, ${unitOf(code)})`).join(', ')}) as units (currency, unit)`;

function unitOf(currency: string): string {
  const scale = scaleOf(currency);
  return scale === 0 ? '1::numeric' : `0.${'1'.padStart(scale, '0')}`;
}

/** Each party's latest name, future ones too, as reports without an effective day have it. */
export const latestNames = `(
  select distinct on (party_id) party_id as named, name
  from party_names
  order by party_id, effective_from desc, position desc
) as names`;

export type FigureName = keyof typeof balanceFigures;

/** A figure's sum over rows of `entries`, in minor units. */
export function sumOfFigure(name: FigureName): string {
  const { account, sign, ...more }: { account: string; sign: 1 | -1; facts?: readonly string[] } = balanceFigures[name];
  const { facts } = more;
  if (facts?.length === 0) return '0';
  const ofFacts = facts ? ` and fact in (${facts.map(quoted).join(', ')})` : '';
  const sum = `coalesce(sum(minor) filter (where account = ${quoted(account)}${ofFacts}), 0)`;
  return sign === 1 ? sum : `-${sum}`;
}
