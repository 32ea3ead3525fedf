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

/** The last amount read, above and below zero: the two sides of a move are read for each thing that they change. */
const last = { above: { text: '0', amount: zero }, below: { text: '0', amount: zero } };

/**
 * Takes an amount that an event or a snapshot holds. Throws on anything that is not a plain decimal: stored data is not input,
 * nor is it told: what is thrown is logged, and /health shows it to anybody.
 */
export function amountOf(stored: string): Amount {
  const known = stored.startsWith('-') ? last.below : last.above;
  if (known.text === stored) return known.amount;
  if (!/^-?\d+(\.\d+)?$/.test(stored)) throw new RangeError('Stored amount is not a decimal');
  known.amount = new Exact(stored);
  known.text = stored;
  return known.amount;
}

/** The amount at the currency's full scale: `30000000.00` for SEK. Throws if the amount is finer than the minor unit. */
export function formatAmount(amount: Amount, currency: string): string {
  const scale = scaleOf(currency);
  if (amount.decimalPlaces() > scale) throw new RangeError(`An amount is finer than the minor unit of ${currency}`);
  return amount.isZero() ? zero.toFixed(scale) : amount.toFixed(scale);
}

/** Whether the amount's minor units fit in a signed 64-bit integer. */
export function fitsLedger(amount: Amount, currency: string): boolean {
  return amount.abs().lte(largest(currency));
}

/** The largest amount of a currency that the ledger holds. */
const largestOf = new Map<string, Amount>();

function largest(currency: string): Amount {
  const known = largestOf.get(currency);
  if (known) return known;
  const amount = new Exact(largestMinor.toString()).div(Exact.pow(10, scaleOf(currency)));
  largestOf.set(currency, amount);
  return amount;
}

/** Minor units (öre) of an amount. Throws if the amount is finer than that or does not fit in 64 bits. */
export function toMinor(amount: Amount | string, currency: string): bigint {
  // Read models take every amount of every event: its digits are its minor units, without any arithmetic.
  const text = typeof amount === 'string' ? amount : amount.toFixed();
  const found = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) throw new RangeError('Stored amount is not a decimal');
  const [, whole = '', decimals = ''] = found;
  const scale = scaleOf(currency);
  const rest = decimals.slice(scale);
  if (/[1-9]/.test(rest)) throw new RangeError(`An amount is finer than the minor unit of ${currency}`);
  const minor = BigInt(whole + decimals.slice(0, scale).padEnd(scale, '0'));
  if (minor > largestMinor || minor < -largestMinor) throw new RangeError(`An amount in ${currency} overflows 64 bits`);
  return minor;
}

/** An amount, at full scale, from minor units as a read table holds them. */
export function formatMinor(minor: bigint | string, currency: string): string {
  const scale = scaleOf(currency);
  const text = minor.toString();
  if (scale === 0) return text;
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length).padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
