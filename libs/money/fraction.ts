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

/** Of a plain decimal, such as `-0.35`; throws on any other text. */
export function decimalFraction(text: string): Fraction {
  const [, sign, units, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (units === undefined) throw new RangeError('Not a plain decimal');
  const size = BigInt(units + decimals);
  return { numerator: sign === '-' ? -size : size, denominator: 10n ** BigInt(decimals.length) };
}

export const times = (one: Fraction, other: Fraction): Fraction => ({
  numerator: one.numerator * other.numerator,
  denominator: one.denominator * other.denominator,
});

/** What becomes of a half: to the even neighbour, or up. */
export const roundings = ['half-even', 'half-up'] as const;

export type Rounding = (typeof roundings)[number];

/** The nearest whole number; of two as near the one that the rule says. The numerator is not below zero. */
export function rounded({ numerator, denominator }: Fraction, rounding: Rounding = 'half-even'): bigint {
  const [down, rest] = [numerator / denominator, numerator % denominator];
  const isUp = rest * 2n === denominator ? rounding === 'half-up' || down % 2n === 1n : rest * 2n > denominator;
  return isUp ? down + 1n : down;
}
