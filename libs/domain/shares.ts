import type { Share } from '@anslag/money/split';
import { invalid, type Refusal } from './refusal';

/** A part of a whole as it is written, `1/3`, and whose it is; null where the part is not stated. */
export interface StatedShare {
  share: string | null;
}

const one: Share = { numerator: 1n, denominator: 1n };

export function shareOf(text: string): Share {
  const [numerator, denominator] = text.split('/').map(BigInt) as [bigint, bigint];
  return { numerator, denominator };
}

/** 1 where the shares sum to more than the whole, −1 where to less, 0 where to the whole: exactly, whatever they are. */
export function comparedToOne(shares: readonly StatedShare[]): -1 | 0 | 1 {
  const sum = shares.reduce((total, { share }) => (share === null ? total : plus(total, shareOf(share))), {
    ...one,
    numerator: 0n,
  });
  return sum.numerator === sum.denominator ? 0 : sum.numerator > sum.denominator ? 1 : -1;
}

const plus = (a: Share, b: Share): Share => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

export const areAllStated = <T extends StatedShare>(shares: readonly T[]): shares is (T & { share: string })[] =>
  shares.every(({ share }) => share !== null);

/** Whether the same id stands twice in a list, as the refusal that says where. */
export function twiceIn(ids: readonly string[], pointer: (index: number) => string): Refusal | null {
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  return twice < 0 ? null : invalid('twice', `${ids[twice]} stands in the list already.`, pointer(twice));
}
