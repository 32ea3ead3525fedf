import { formIn, piecesOf, type Form } from '../../apps/ledger/src/http/swedish/template';

/** One way on from a state: by a character, or by any of some. */
interface Edge {
  by: string | RegExp;
  to: number;
}

interface Automaton {
  /** What goes on from each state; the first is its beginning. */
  edges: Edge[][];
  end: number;
}

interface Step extends Edge {
  from: number;
}

const step = (from: number, by: string | RegExp, to: number): Step => ({ from, by, to });

/** A value's own states, the first of them 0 and the last one its end. */
const forms: Record<Form, readonly Step[]> = {
  word: [step(0, /\S/, 1), step(1, /\S/, 1)],
  number: [step(0, /\d/, 1), step(1, /\d/, 1)],
  money: [
    step(0, /[-\d.]/, 1),
    step(1, /[\d.]/, 1),
    step(1, ' ', 2),
    step(2, /[A-Z]/, 3),
    step(3, /[A-Z]/, 4),
    step(4, /[A-Z]/, 5),
  ],
  // " or " and ", " lead back to the beginning.
  list: [
    step(0, /\S/, 6),
    step(6, /\S/, 6),
    step(6, ' ', 1),
    step(1, 'o', 2),
    step(2, 'r', 3),
    step(3, ' ', 0),
    step(6, ',', 4),
    step(4, ' ', 0),
  ],
  text: [step(0, /[^]/, 1), step(1, /[^]/, 1)],
};

/**
 * Whether there can be a sentence that both of two English templates match, each with its Swedish one, which says what form the
 * values have. May find one that cannot be where two values meet, and misses none.
 */
export function overlap(one: readonly [string, string], other: readonly [string, string]): boolean {
  const [a, b] = [automatonOf(...one), automatonOf(...other)];
  const seen = new Set<number>();
  const open: [number, number][] = [[0, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [i, j] = next;
    if (i === a.end && j === b.end) return true;
    for (const mine of a.edges[i] ?? [])
      for (const its of b.edges[j] ?? []) {
        const key = mine.to * (b.end + 1) + its.to;
        if (seen.has(key) || !meet(mine.by, its.by)) continue;
        seen.add(key);
        open.push([mine.to, its.to]);
      }
  }
  return false;
}

function automatonOf(english: string, swedish: string): Automaton {
  const pieces = piecesOf(swedish);
  const edges: Edge[][] = [];
  let end = 0;
  const add = (from: number, by: string | RegExp, to: number) => (edges[from] ??= []).push({ by, to });
  for (const piece of piecesOf(english)) {
    const from = end;
    if (typeof piece === 'string') for (const character of piece) add(end, character, ++end);
    else
      for (const one of forms[formIn(pieces, piece.place)]) {
        add(from + one.from, one.by, from + one.to);
        end = Math.max(end, from + one.to);
      }
  }
  return { edges, end };
}

/** Of two sets, that they have a character in common is taken for granted. */
function meet(one: string | RegExp, other: string | RegExp): boolean {
  if (typeof one !== 'string') return typeof other !== 'string' || one.test(other);
  return typeof other === 'string' ? one === other : other.test(one);
}
