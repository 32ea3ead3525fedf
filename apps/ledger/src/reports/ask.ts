import type { Ask, BasisRefusal } from '@anslag/read-models/basis';
import type { CursorRefusal } from '@anslag/read-models/cursor';
import { invalidInput, Problem } from '../http/problem';
import type { BasisQueryDto } from './basis.dto';

/** The point on the time axes that a query asks for. */
export function askOf({ atLeast, effectiveAt, knownAt, knownPosition }: BasisQueryDto): Ask {
  return {
    effectiveAt: effectiveAt ?? null,
    knownAt: knownAt === undefined ? null : Date.parse(knownAt),
    knownPosition: positionOf(knownPosition),
    pinned: null,
    atLeast: positionOf(atLeast),
  };
}

/** The largest that any store has; a larger one, which no store has handed out, means the same to all. */
const lastPosition = 2n ** 63n - 1n;

export function positionOf(text: string | undefined): bigint | null {
  if (text === undefined) return null;
  const position = BigInt(text);
  return position > lastPosition ? lastPosition : position;
}

/**
 * What the read side would not answer, as a problem; `pointer` is the query field that the position came from, `instant` the
 * one for `knownAt`.
 */
export function unanswered(
  { refused, detail }: BasisRefusal | CursorRefusal,
  pointer = 'knownPosition',
  instant = 'knownAt',
): Problem {
  switch (refused) {
    case 'not-yet-visible':
      return new Problem('projection-behind', detail);
    case 'projection-stopped':
      return new Problem('projection-stopped', detail);
    case 'known-in-future':
    case 'known-twice':
      return invalidInput([{ in: 'query', name: instant, code: refused, detail }]);
    case 'beyond-head':
      return invalidInput([{ in: 'query', name: pointer, code: refused, detail }]);
    case 'bad-cursor':
    case 'cursor-of-another-list':
      return invalidInput([{ in: 'query', name: 'cursor', code: refused, detail }]);
  }
}
