import { scaleOf } from './currency';

/** Why a text is no amount; the code is what a client sees. */
export type AmountRefusal = 'not-an-amount' | 'too-many-decimals' | 'not-above-zero' | 'amount-too-large';

/**
 * An exact amount of money in major units (kronor): `units` of 10^-`scale` each, of any size. Immutable. Sums and
 * differences never round, since integers carry them; dividing is left to split.ts.
 */
export class Amount {
  constructor(
    readonly units: bigint,
    readonly scale: number,
  ) {}

  add(other: Amount): Amount {
    if (this.scale === other.scale) return new Amount(this.units + other.units, this.scale);
    const scale = Math.max(this.scale, other.scale);
    return new Amount(this.at(scale) + other.at(scale), scale);
  }

  sub(other: Amount): Amount {
    return this.add(other.neg());
  }

  neg(): Amount {
    return new Amount(-this.units, this.scale);
  }

  /** So many times the amount; `times` is an integer. */
  mul(times: number): Amount {
    return new Amount(this.units * BigInt(times), this.scale);
  }

  eq(other: Amount | 0): boolean {
    return this.#sign(other) === 0;
  }

  gt(other: Amount | 0): boolean {
    return this.#sign(other) > 0;
  }

  gte(other: Amount | 0): boolean {
    return this.#sign(other) >= 0;
  }

  lt(other: Amount | 0): boolean {
    return this.#sign(other) < 0;
  }

  isZero(): boolean {
    return this.units === 0n;
  }

  /** The units of 10^-`scale` that it is. Throws where it is finer than that. */
  at(scale: number): bigint {
    if (scale === this.scale) return this.units;
    if (scale > this.scale) return this.units * powerOfTen(scale - this.scale);
    const coarser = powerOfTen(this.scale - scale);
    if (this.units % coarser !== 0n) throw new RangeError(`${this.toString()} is finer than 10^-${scale}`);
    return this.units / coarser;
  }

  /** In as few decimals as it takes: `1250.5`. */
  toString(): string {
    const text = written(this.units, this.scale);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }

  #sign(other: Amount | 0): number {
    const scale = other === 0 ? this.scale : Math.max(this.scale, other.scale);
    const [mine, its] = other === 0 ? [this.units, 0n] : [this.at(scale), other.at(scale)];
    return mine === its ? 0 : mine > its ? 1 : -1;
  }
}

export const zero = new Amount(0n, 0);

/** Read tables keep minor units in 64 bits, so nothing larger is let in. */
const largestMinor = 2n ** 63n - 1n;

const unsigned = /^(0|[1-9]\d*)(?:\.(\d+))?$/;
const signed = /^-?(0|[1-9]\d*)(?:\.(\d+))?$/;
const stored = /^-?\d+(\.\d+)?$/;

/**
 * Reads an amount as contract.md writes it: digits, at most the currency's decimals, above zero, no sign, exponent,
 * spaces or leading zeros. `1`, `1.5` and `1.50` are one amount.
 */
export function parseAmount(text: string, currency: string): Amount | AmountRefusal {
  return parse(unsigned, text, currency);
}

/** Reads a difference: as {@link parseAmount}, with an optional minus sign, and anything but zero. */
export function parseDifference(text: string, currency: string): Amount | AmountRefusal {
  return parse(signed, text, currency);
}

function parse(form: RegExp, text: string, currency: string): Amount | AmountRefusal {
  const found = form.exec(text);
  if (!found) return 'not-an-amount';
  const [, whole = '', decimals = ''] = found;
  if (decimals.length > scaleOf(currency)) return 'too-many-decimals';
  // 2^63 has 19 digits; a longer text is not worth turning into a number.
  if (whole.length > 19) return 'amount-too-large';
  const amount = decimal(text);
  if (!fitsLedger(amount, currency)) return 'amount-too-large';
  return amount.isZero() ? 'not-above-zero' : amount;
}

/** The last amount read, and the last below zero: an entry's amount is read for each thing that it changes. */
const lastRead = { above: zeroText(), below: zeroText() };

function zeroText(): { text: string; amount: Amount } {
  return { text: '0', amount: zero };
}

/** Takes an amount that an event or a snapshot holds. Throws on anything that is not a plain decimal: stored data is not input. */
export function amountOf(text: string): Amount {
  const last = text.startsWith('-') ? lastRead.below : lastRead.above;
  if (last.text === text) return last.amount;
  if (!stored.test(text)) throw new RangeError(`Stored amount is not a decimal: ${text}`);
  last.amount = decimal(text);
  last.text = text;
  return last.amount;
}

function decimal(text: string): Amount {
  const point = text.indexOf('.');
  if (point < 0) return new Amount(BigInt(text), 0);
  return new Amount(BigInt(text.slice(0, point) + text.slice(point + 1)), text.length - point - 1);
}

/** The amount at the currency's full scale: `30000000.00` for SEK. Throws if the amount is finer than the minor unit. */
export function formatAmount(amount: Amount, currency: string): string {
  return written(minorOf(amount, currency), scaleOf(currency));
}

/** Whether the amount's minor units fit in a signed 64-bit integer. */
export function fitsLedger(amount: Amount, currency: string): boolean {
  const scale = Math.max(amount.scale, scaleOf(currency));
  const units = amount.at(scale);
  const most = largestMinor * powerOfTen(scale - scaleOf(currency));
  return units <= most && units >= -most;
}

/** Minor units (öre) of an amount. Throws if the amount is finer than that or does not fit in 64 bits. */
export function toMinor(amount: Amount | string, currency: string): bigint {
  const exact = typeof amount === 'string' ? amountOf(amount) : amount;
  const minor = minorOf(exact, currency);
  if (minor > largestMinor || minor < -largestMinor)
    throw new RangeError(`${exact.toString()} ${currency} overflows 64 bits`);
  return minor;
}

/** An amount, at full scale, from minor units as a read table holds them. */
export function formatMinor(minor: bigint | string, currency: string): string {
  return written(BigInt(minor), scaleOf(currency));
}

function minorOf(amount: Amount, currency: string): bigint {
  try {
    return amount.at(scaleOf(currency));
  } catch (cause) {
    throw new RangeError(`${amount.toString()} is finer than the minor unit of ${currency}`, { cause });
  }
}

function written(units: bigint, scale: number): string {
  const text = units.toString();
  if (scale === 0) return text;
  const sign = units < 0n ? '-' : '';
  const digits = text.slice(sign.length).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const powers: readonly bigint[] = Array.from({ length: 20 }, (_, exponent) => 10n ** BigInt(exponent));

const powerOfTen = (exponent: number): bigint => powers[exponent] ?? 10n ** BigInt(exponent);
