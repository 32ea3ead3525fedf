import { decimalFraction } from '@anslag/money/fraction';
import { against, booked, invalid, missing, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { twiceIn } from '../shares';
import type { IndexEvent, IndexMeasure, IndexValue } from './events';
import { evolve, type IndexState } from './state';

export type IndexCommand =
  | ({ type: 'RegisterIndexSeries' } & Extract<IndexEvent, { type: 'IndexSeriesRegistered' }>['data'])
  | ({ type: 'PublishIndex' } & Extract<IndexEvent, { type: 'IndexPublished' }>['data']);

export function decide(command: IndexCommand, state: IndexState): Decided<IndexEvent> {
  if (command.type === 'RegisterIndexSeries') {
    if (state !== null)
      return against('already-exists', `The index series ${command.indexId} is registered already.`, '/indexId');
    const data = said(command, 'indexId', 'name', 'measure', 'publisher', 'url', 'note');
    return booked({ type: 'IndexSeriesRegistered', data });
  }
  const { indexId, version, values } = command;
  const twice = twiceIn(
    values.map(({ year }) => String(year)),
    (index) => `/values/${index}/year`,
  );
  if (twice) return twice;
  if (state === null) return missing('index-not-found', `There is no index series ${indexId}.`);
  if (state.versions.includes(version))
    return against('already-exists', `${indexId} has a publication ${version} already.`, '/version');
  const wrong = wrongValue(values, state);
  if (wrong) return wrong;
  const data = said(command, 'indexId', 'version', 'values', 'publishedOn', 'url', 'documentSha256', 'note');
  return booked({ type: 'IndexPublished', data });
}

function wrongValue(values: readonly IndexValue[], { indexId, measure, values: known }: NonNullable<IndexState>) {
  for (const [index, { year, value, status }] of values.entries()) {
    const wrong = outOfRange(measure, value, `/values/${index}/value`);
    if (wrong) return wrong;
    if (status === 'preliminary' && known.some((one) => one.year === year && one.status === 'final'))
      return against(
        'already-final',
        `The value of ${indexId} for ${year} is final already; only another final one can take its place.`,
        `/values/${index}/status`,
      );
  }
  return null;
}

/** A level is above zero, and nothing falls by all that it is: an amount could not be divided by it. */
function outOfRange(measure: IndexMeasure, value: string, pointer: string): Refusal | null {
  const { numerator, denominator } = decimalFraction(value);
  if (measure === 'level' && numerator <= 0n)
    return invalid('not-above-zero', 'An index number is above zero.', pointer);
  if (measure === 'yearly-change' && numerator <= -100n * denominator)
    return invalid('not-an-index-value', 'A change is more than -100 per cent.', pointer);
  return null;
}

/** The series stream's rules, as the stream writer takes them. */
export const indexDecider = {
  category: 'index',
  stateVersion: 1,
  initial: null as IndexState,
  decide,
  evolve,
  encode: (state: IndexState): unknown => state,
  decode: (stored: unknown): IndexState => stored as IndexState,
};
