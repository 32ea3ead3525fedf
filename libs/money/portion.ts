import { amountOf, formatMinor, toMinor, type Amount } from './amount';
import { rounded, type Fraction, type Rounding } from './fraction';

/**
 * A part or multiple of an amount, such as 5 months of 12, rounded once, half-even unless said, to the currency's minor unit. Neither
 * is below zero. In whole numbers, so that however long the fraction is nothing else is rounded.
 */
export function portion(
  amount: Amount,
  { numerator, denominator }: Fraction,
  currency: string,
  rounding?: Rounding,
): Amount {
  const minor = rounded({ numerator: toMinor(amount, currency) * numerator, denominator }, rounding);
  return amountOf(formatMinor(minor, currency));
}
