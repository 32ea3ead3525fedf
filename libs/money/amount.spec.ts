import * as fc from 'fast-check';
import {
  amountOf,
  fitsLedger,
  formatAmount,
  formatMinor,
  parseAmount,
  parseDifference,
  toMinor,
  zero,
  type Amount,
  type AmountRefusal,
} from './amount';
import { currencies, scaleOf } from './currency';

const largest = 2n ** 63n - 1n;

/** How an amount is written, by moving digits about: nothing here is shared with the code under test. */
function written(minor: bigint, scale: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return (minor < 0n ? '-' : '') + (scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`);
}

const digits = (part: string) => part.length > 0 && [...part].every((character) => '0123456789'.includes(character));

function amount(parsed: Amount | AmountRefusal): Amount {
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

const currency = fc.constantFrom('SEK', 'JPY', 'KWD', ...currencies);
const minorUnits = fc.oneof(
  fc.bigInt({ min: 1n, max: 1000n }),
  fc.bigInt({ min: 1n, max: largest }),
  fc.bigInt({ min: largest - 1000n, max: largest }),
);
const signedUnits = fc.tuple(minorUnits, fc.boolean()).map(([minor, negative]) => (negative ? -minor : minor));

describe('an amount that is stated', () => {
  test('is read and written back as it was, in every currency, up to the largest', () => {
    fc.assert(
      fc.property(currency, minorUnits, (code, minor) => {
        const text = written(minor, scaleOf(code));
        const parsed = amount(parseAmount(text, code));
        expect(formatAmount(parsed, code)).toBe(text);
        expect(toMinor(parsed, code)).toBe(minor);
        expect(formatMinor(minor, code)).toBe(text);
        expect(amountOf(text).eq(parsed)).toBe(true);
      }),
    );
  });

  test('is the same however many of its decimals are written out', () => {
    fc.assert(
      fc.property(currency, minorUnits, fc.nat(3), (code, minor, zeros) => {
        const full = written(minor, scaleOf(code));
        const bare = full.includes('.') ? full.replace(/\.?0+$/, '') : full;
        const decimals = (bare.split('.')[1]?.length ?? 0) + zeros;
        fc.pre(decimals <= scaleOf(code));
        const padded = zeros === 0 ? bare : (bare.includes('.') ? bare : `${bare}.`) + '0'.repeat(zeros);
        expect(formatAmount(amount(parseAmount(padded, code)), code)).toBe(full);
      }),
    );
  });

  test.each([
    ['1', '1.00'],
    ['1.0', '1.00'],
    ['1.5', '1.50'],
    ['1.50', '1.50'],
    ['0.01', '0.01'],
    ['30000000', '30000000.00'],
    ['92233720368547758.07', '92233720368547758.07'],
  ])('of %s kronor is %s', (text, full) => {
    expect(formatAmount(amount(parseAmount(text, 'SEK')), 'SEK')).toBe(full);
  });
});

describe('a difference', () => {
  test('is read and written back as it was, in every currency, in both directions', () => {
    fc.assert(
      fc.property(currency, signedUnits, (code, minor) => {
        const text = written(minor, scaleOf(code));
        const parsed = amount(parseDifference(text, code));
        expect(formatAmount(parsed, code)).toBe(text);
        expect(toMinor(parsed, code)).toBe(minor);
        expect(formatMinor(minor, code)).toBe(text);
      }),
    );
  });

  test.each(['0', '0.00', '-0', '-0.00'])('of %s is none', (text) => {
    expect(parseDifference(text, 'SEK')).toBe('not-above-zero');
  });

  test.each(['--1', '-', '- 1', '+1', '−1', '1-'])('is not written %s', (text) => {
    expect(parseDifference(text, 'SEK')).toBe('not-an-amount');
  });
});

describe('a text that is no amount', () => {
  test.each<[string, string[]]>([
    ['nothing', ['', ' ', '.', '-']],
    ['a point that divides nothing', ['.5', '1.', '1..5', '1.5.0']],
    ['a comma or another mark', ['1,5', '1 000', "1'000", '1_000', '(1)']],
    ['a sign', ['+1', '-1', '−1', '--1', '-0']],
    ['a space', [' 1', '1 ', '1\n', '\t1', '\u00a01', '1\u0000']],
    ['zeros in front', ['01', '00', '00.5', '007.00']],
    ['an exponent or another base', ['1e3', '1E3', '1e-3', '1e+3', '0x10', '0b1', '0o7', '1n']],
    ['a word', ['NaN', 'Infinity', '-Infinity', 'infinity', 'null', 'undefined', 'true', '1kr', 'SEK 1']],
    ['digits of another script', ['１', '１.00', '٣', '½', '²']],
  ])('is refused: %s', (_, texts) => {
    expect(texts.filter((text) => parseAmount(text, 'SEK') !== 'not-an-amount')).toEqual([]);
  });

  test('is refused wherever something that is no digit gets into a good one', () => {
    const intruder = fc.constantFrom('+', '-', ' ', ',', 'e', 'E', '_', "'", 'n', '\n', '\u00a0', '٣', 'x');
    fc.assert(
      fc.property(currency, minorUnits, intruder, fc.nat(), (code, minor, stray, at) => {
        const text = written(minor, scaleOf(code));
        const index = at % (text.length + 1);
        const spoilt = text.slice(0, index) + stray + text.slice(index);
        expect(parseAmount(spoilt, code)).toBe('not-an-amount');
        fc.pre(!(stray === '-' && index === 0));
        expect(parseDifference(spoilt, code)).toBe('not-an-amount');
      }),
    );
  });

  test('is refused when zeros lead', () => {
    fc.assert(
      fc.property(currency, minorUnits, fc.integer({ min: 1, max: 5 }), (code, minor, zeros) => {
        const text = '0'.repeat(zeros) + written(minor, scaleOf(code));
        expect(parseAmount(text, code)).toBe('not-an-amount');
        expect(parseDifference(`-${text}`, code)).toBe('not-an-amount');
      }),
    );
  });

  test('is never let through: what is accepted consists of digits and at most one point', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.-+eE ') }));
    fc.assert(
      fc.property(text, (candidate) => {
        const accepted = typeof parseAmount(candidate, 'SEK') !== 'string';
        const [whole = '', decimals, ...more] = candidate.split('.');
        const plain =
          digits(whole) &&
          (whole === '0' || whole[0] !== '0') &&
          (decimals === undefined || (digits(decimals) && decimals.length <= 2)) &&
          more.length === 0;
        const minor = plain ? BigInt(whole + (decimals ?? '').padEnd(2, '0')) : 0n;
        expect(accepted).toBe(plain && minor > 0n && minor <= largest);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an amount that the currency or the ledger cannot hold', () => {
  test('is refused with more decimals than the currency has, zeros too, and never rounded', () => {
    fc.assert(
      fc.property(currency, minorUnits, fc.stringMatching(/^\d{1,30}$/), (code, minor, more) => {
        const full = written(minor, scaleOf(code));
        const text = (scaleOf(code) === 0 ? `${full}.` : full) + more;
        expect(parseAmount(text, code)).toBe('too-many-decimals');
        expect(parseDifference(`-${text}`, code)).toBe('too-many-decimals');
      }),
    );
  });

  test('is refused above 2^63 − 1 minor units, and so is its opposite', () => {
    const beyond = fc.oneof(
      fc.bigInt({ min: largest + 1n, max: largest + 1000n }),
      fc.bigInt({ min: largest + 1n, max: 10n ** 60n }),
    );
    fc.assert(
      fc.property(currency, beyond, (code, minor) => {
        const text = written(minor, scaleOf(code));
        expect(parseAmount(text, code)).toBe('amount-too-large');
        expect(parseDifference(text, code)).toBe('amount-too-large');
        expect(parseDifference(`-${text}`, code)).toBe('amount-too-large');
      }),
    );
  });

  test('is refused at once even when it is a mebibyte of digits', () => {
    expect(parseAmount('9'.repeat(1_048_576), 'SEK')).toBe('amount-too-large');
    expect(parseAmount(`1.${'0'.repeat(1_048_576)}`, 'SEK')).toBe('too-many-decimals');
  });

  test.each([
    ['92233720368547758.08', 'SEK', 'amount-too-large'],
    ['9223372036854775807', 'SEK', 'amount-too-large'],
    ['9223372036854775808', 'JPY', 'amount-too-large'],
    ['1.0', 'JPY', 'too-many-decimals'],
    ['1.000', 'SEK', 'too-many-decimals'],
    ['1.0000', 'KWD', 'too-many-decimals'],
    ['0', 'SEK', 'not-above-zero'],
    ['0.00', 'SEK', 'not-above-zero'],
  ])('%s %s: %s', (text, code, refusal) => {
    expect(parseAmount(text, code)).toBe(refusal);
  });
});

describe('sums', () => {
  test('are exact to the minor unit, however large their parts', () => {
    fc.assert(
      fc.property(currency, fc.array(signedUnits, { maxLength: 100 }), (code, parts) => {
        const sum = parts.reduce((total, minor) => total.add(amountOf(written(minor, scaleOf(code)))), zero);
        const exact = parts.reduce((total, minor) => total + minor, 0n);
        expect(formatAmount(sum, code)).toBe(written(exact, scaleOf(code)));
        expect(formatMinor(exact, code)).toBe(written(exact, scaleOf(code)));
      }),
    );
  });

  test('of a million of the largest amounts are exact too', () => {
    const edge = amountOf(written(largest, 2));
    expect(formatAmount(edge.mul(1_000_000), 'SEK')).toBe(written(largest * 1_000_000n, 2));
    const thousand = Array.from({ length: 1000 }).reduce((sum: Amount) => sum.add(edge), zero);
    expect(formatAmount(thousand, 'SEK')).toBe(written(largest * 1000n, 2));
    expect(formatMinor(largest * 1000n, 'SEK')).toBe(written(largest * 1000n, 2));
  });

  test('that come to nothing are written without a sign', () => {
    expect(formatAmount(amountOf('1.00').sub(amountOf('1.00')).neg(), 'SEK')).toBe('0.00');
    expect(formatAmount(amountOf('-0.00'), 'SEK')).toBe('0.00');
    expect(formatMinor(0n, 'JPY')).toBe('0');
  });

  test('fit the ledger up to 2^63 − 1 minor units in either direction', () => {
    const edge = amountOf(written(largest, 2));
    const beyond = edge.add(amountOf('0.01'));
    expect([edge, edge.neg(), beyond, beyond.neg()].map((sum) => fitsLedger(sum, 'SEK'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(toMinor(edge.neg(), 'SEK')).toBe(-largest);
    expect(() => toMinor(beyond, 'SEK')).toThrow('overflows 64 bits');
    expect(() => toMinor(beyond.neg(), 'SEK')).toThrow('overflows 64 bits');
  });
});

describe('stored amounts', () => {
  test.each(['', ' 1', '+1', '1e3', 'NaN', 'Infinity', '-', '1.', '.5', '1,5', '0x1'])(
    'that are no decimals stop the reader: %p',
    (text) => {
      expect(() => amountOf(text)).toThrow('Stored amount is not a decimal');
      expect(() => toMinor(text, 'SEK')).toThrow('Stored amount is not a decimal');
    },
  );

  test('finer than the minor unit are neither written nor counted in minor units', () => {
    expect(() => formatAmount(amountOf('1.005'), 'SEK')).toThrow('finer than the minor unit');
    expect(() => toMinor('1.005', 'SEK')).toThrow('finer than the minor unit');
    expect(() => formatAmount(amountOf('0.5'), 'JPY')).toThrow('finer than the minor unit');
  });
});
