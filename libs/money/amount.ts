import { Decimal as DecimalJs } from 'decimal.js';
import { scaleOf } from './currency';

/**
 * decimal.js with room for every sum that 64-bit minor units can hold; its own default of 20 significant digits would
 * round a sum of two large amounts without a word.
 */
const Exact = DecimalJs.clone({ precision: 60, toExpNeg: -30, toExpPos: 60, rounding: DecimalJs.ROUND_HALF_EVEN });

/** An exact amount of money in major units (kronor). Immutable. */
export type Amount = InstanceType<typeof Exact>;

/** Why a text is no amount; the code is what a client sees. */
export type AmountRefusal = 'not-an-amount' | 'too-many-decimals' | 'not-above-zero' | 'amount-too-large';

/** Read tables keep minor units in 64 bits, so nothing larger is let in. */
const largestMinor = 2n ** 63n - 1n;

const unsigned = /^(0|[1-9]\d*)(?:\.(\d+))?$/;
const signed = /^-?(0|[1-9]\d*)(?:\.(\d+))?$/;

export const zero: Amount = new Exact(0);

/**
 * Reads an amount as contract.md writes it: digits, at most the currency's decimals, above zero, no sign, exponent,
 * spaces or leading zeros. `1`, `1.5` and `1.50` are one amount.
 */
export function parseAmount(text: string, currency: string): Amount | AmountRefusal {
  const found = unsigned.exec(text);
  if (!found) return 'not-an-amount';
  const amount = withinScale(found, currency);
  if (typeof amount === 'string') return amount;
  return amount.gt(0) ? amount : 'not-above-zero';
}

/** Reads a difference: as {@link parseAmount}, with an optional minus sign, and anything but zero. */
export function parseDifference(text: string, currency: string): Amount | AmountRefusal {
  const found = signed.exec(text);
  if (!found) return 'not-an-amount';
  const amount = withinScale(found, currency);
  if (typeof amount === 'string') return amount;
  return amount.isZero() ? 'not-above-zero' : amount;
}

function withinScale([text, whole = '', decimals = '']: RegExpExecArray, currency: string): Amount | AmountRefusal {
  if (decimals.length > scaleOf(currency)) return 'too-many-decimals';
  // 2^63 has 19 digits; a longer text is not worth turning into a number.
  if (whole.length > 19) return 'amount-too-large';
  const amount = new Exact(text);
  return fitsLedger(amount, currency) ? amount : 'amount-too-large';
}

/** Takes an amount that an event or a snapshot holds. Throws on anything that is not a plain decimal: stored data is not input. */
export function amountOf(stored: string): Amount {
  if (!/^-?\d+(\.\d+)?$/.test(stored)) throw new RangeError(`Stored amount is not a decimal: ${stored}`);
  return new Exact(stored);
}

/** The amount at the currency's full scale: `30000000.00` for SEK. Throws if the amount is finer than the minor unit. */
export function formatAmount(amount: Amount, currency: string): string {
  const scale = scaleOf(currency);
  if (amount.decimalPlaces() > scale)
    throw new RangeError(`${amount.toString()} is finer than the minor unit of ${currency}`);
  return amount.isZero() ? zero.toFixed(scale) : amount.toFixed(scale);
}

/** Whether the amount's minor units fit in a signed 64-bit integer. */
export function fitsLedger(amount: Amount, currency: string): boolean {
  return (
    BigInt(
      amount
        .abs()
        .mul(Exact.pow(10, scaleOf(currency)))
        .toFixed(0),
    ) <= largestMinor
  );
}

/** Minor units (öre) of an amount. Throws if the amount is finer than that or does not fit in 64 bits. */
export function toMinor(amount: Amount | string, currency: string): bigint {
  const exact = typeof amount === 'string' ? amountOf(amount) : amount;
  const minor = exact.mul(Exact.pow(10, scaleOf(currency)));
  if (!minor.isInteger()) throw new RangeError(`${exact.toString()} is finer than the minor unit of ${currency}`);
  const integer = BigInt(minor.toFixed(0));
  if (integer > largestMinor || integer < -largestMinor)
    throw new RangeError(`${exact.toString()} ${currency} overflows 64 bits`);
  return integer;
}

/** An amount, at full scale, from minor units as a read table holds them. */
export function formatMinor(minor: bigint | string, currency: string): string {
  return formatAmount(new Exact(minor.toString()).div(Exact.pow(10, scaleOf(currency))), currency);
}
