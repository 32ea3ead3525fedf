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

/** A name or an identifier as the views show it: of a person the mask, whoever reads. It is part of the sealed text. */
export const masked = (column: string): string =>
  `case when starts_with(${column}, E'\\x01') then split_part(${column}, E'\\x01', 2) else ${column} end`;

/** JSON text with masks in place of what is sealed in it. */
export const maskedJson = (column: string): string =>
  `regexp_replace(${column}, '\\\\u0001([^\\\\"]*)\\\\u0001[^"]*', '\\1', 'g')`;

/** Each party's latest name, future ones too, as reports without an effective day have it. */
export const latestNames = `(
  select distinct on (party_id) party_id as named, ${masked('name')} as name
  from party_names
  order by party_id, effective_from desc, position desc
) as names`;

/** Each merged party with all those that it has gone up in, directly or through others; `is_last`: who stands for it. */
export const mergedParties = `(
  with recursive up (merged_id, counted_with) as (
    select party_id, into_id from party_mergers
    union all
    select merged_id, into_id from up join party_mergers on party_id = counted_with
  )
  select merged_id, counted_with, not exists (select from party_mergers where party_id = counted_with) as is_last from up
)`;

export type FigureName = keyof typeof balanceFigures;

interface Figure {
  account: string;
  facts?: readonly string[];
  sign: 1 | -1;
}

const figureOf = (name: FigureName): Figure => balanceFigures[name];

/** A figure's sum over rows of `entries`, in minor units. */
export function sumOfFigure(name: FigureName): string {
  const sum = `coalesce(sum(minor) filter (where ${countsIn(name)}), 0)`;
  return figureOf(name).sign === 1 ? sum : `-${sum}`;
}

/** Whether a row of `entries` counts in a figure. */
export function countsIn(name: FigureName): string {
  const { account, facts } = figureOf(name);
  const ofFacts = facts ? ` and fact in (${facts.map(quoted).join(', ')})` : '';
  return `account = ${quoted(account)}${ofFacts}`;
}

/** Whether a row may count in any of some figures: most of `entries` need not be looked at then. */
export function mayCountIn(names: readonly FigureName[]): string {
  return `account in (${[...new Set(names.map((name) => quoted(figureOf(name).account)))].join(', ')})`;
}
