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

export const positionOf = (text: string | undefined): bigint | null => (text === undefined ? null : BigInt(text));

/** What the read side would not answer, as a problem. */
export function unanswered({ refused, detail }: BasisRefusal | CursorRefusal): Problem {
  switch (refused) {
    case 'not-yet-visible':
      return new Problem('projection-behind', detail);
    case 'projection-stopped':
      return new Problem('projection-stopped', detail);
    case 'known-in-future':
    case 'known-twice':
      return invalidInput([{ in: 'query', name: 'knownAt', code: refused, detail }]);
    case 'beyond-head':
      return invalidInput([{ in: 'query', name: 'knownPosition', code: refused, detail }]);
    case 'bad-cursor':
    case 'cursor-of-another-list':
      return invalidInput([{ in: 'query', name: 'cursor', code: refused, detail }]);
  }
}
