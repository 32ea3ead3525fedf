import { Decimal as DecimalJs } from 'decimal.js';
import type { Amount } from './amount';
import { scaleOf } from './currency';

/**
 * A part of an amount, such as 5 months of 12, rounded half-even to the currency's minor unit. Both numbers are safe
 * integers, the denominator above zero. The division keeps 60 digits, far more than tell a half from what is beside it.
 */
export function portion(amount: Amount, numerator: number, denominator: number, currency: string): Amount {
  return amount.mul(numerator).div(denominator).toDecimalPlaces(scaleOf(currency), DecimalJs.ROUND_HALF_EVEN) as Amount;
}
