import type { Amount } from './amount';
import { formatMinor, amountOf, toMinor } from './amount';
import { rounded, whole, type Fraction, type Rounding } from './fraction';

/** A share of a whole. */
export type Share = Fraction;

/**
 * Splits an amount by shares so that the parts sum to it exactly, to the minor unit: every part is rounded down, and
 * what is left goes, one unit each, to the largest remainders (ties: the earlier share first).
 * Shares must be positive and sum to one; anything else throws a RangeError, since terms are checked when they are recorded.
 * With `of`, that part or multiple of the amount is split: its parts sum to it as `portion` rounds it, and no part is rounded before.
 */
export function split(
  total: Amount,
  shares: readonly Share[],
  currency: string,
  of: Fraction = whole,
  rounding?: Rounding,
): Amount[] {
  if (shares.length === 0) throw new RangeError('An amount cannot be split into no parts');
  const common = shares.reduce((product, share) => lcm(product, share.denominator), 1n);
  const weights = shares.map((share) => share.numerator * (common / share.denominator));
  if (weights.some((weight) => weight <= 0n)) throw new RangeError('A share must be above zero');
  if (weights.reduce((sum, weight) => sum + weight, 0n) !== common) throw new RangeError('Shares must sum to one');

  const minor = toMinor(total, currency);
  const magnitude = (minor < 0n ? -minor : minor) * of.numerator;
  const denominator = common * of.denominator;
  const parts = weights.map((weight, index) => ({
    index,
    units: (magnitude * weight) / denominator,
    remainder: (magnitude * weight) % denominator,
  }));
  const missing =
    rounded({ numerator: magnitude, denominator: of.denominator }, rounding) -
    parts.reduce((sum, part) => sum + part.units, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder.slice(0, Number(missing))) part.units += 1n;
  return parts.map((part) => amountOf(formatMinor(minor < 0n ? -part.units : part.units, currency)));
}

function lcm(a: bigint, b: bigint): bigint {
  if (b <= 0n) throw new RangeError('A share needs a positive denominator');
  return (a / gcd(a, b)) * b;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
