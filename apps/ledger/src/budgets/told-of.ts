import { answered, type Led } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import type { Problem } from '../http/problem';
import { problemOf } from '../http/problem.filter';
import type { Sent } from '../http/sent';

/** What became of one thing that a run decides on. */
export type ToldOf<T> = T & ({ answer: CommandAnswer } | { problem: Problem });

/** The later of two positions, as answers have them. */
export const laterOf = (one: string | null, other: string | null): string | null =>
  one !== null && (other === null || BigInt(one) > BigInt(other)) ? one : other;

/** As the thing's own route would answer it. */
export async function ofAnswer<T extends object>(one: T, sent: Sent, led: Promise<Led>): Promise<ToldOf<T>> {
  try {
    return { ...one, answer: answered(sent, await led) };
  } catch (thrown) {
    return { ...one, problem: problemOf(thrown) };
  }
}
