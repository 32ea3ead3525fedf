/** An exact fraction, so that three thirds are one. The denominator is above zero. */
export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

export const whole: Fraction = { numerator: 1n, denominator: 1n };

/** A fraction of safe integers, as events hold one. */
export const fractionOf = (numerator: number, denominator: number): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

export const times = (one: Fraction, other: Fraction): Fraction => ({
  numerator: one.numerator * other.numerator,
  denominator: one.denominator * other.denominator,
});

/** The nearest whole number; of two as near the even one. The numerator is not below zero. */
export function rounded({ numerator, denominator }: Fraction): bigint {
  const [down, rest] = [numerator / denominator, numerator % denominator];
  const isUp = rest * 2n === denominator ? down % 2n === 1n : rest * 2n > denominator;
  return isUp ? down + 1n : down;
}
