import * as fc from 'fast-check';
import { amountOf, formatAmount, formatMinor, toMinor } from './amount';
import { portion } from './portion';
import { split, type Share } from './split';

const largest = 2n ** 63n - 1n;
const share = (numerator: number | bigint, denominator: number | bigint): Share => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

/** Positive weights as fractions of their sum: any exact shares that sum to one. */
const shares = fc
  .array(fc.oneof(fc.bigInt({ min: 1n, max: 9n }), fc.bigInt({ min: 1n, max: 10n ** 12n })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((weights) => {
    const whole = weights.reduce((sum, weight) => sum + weight, 0n);
    return weights.map((weight) => share(weight, whole));
  });
const amount = fc.oneof(
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.bigInt({ min: -largest, max: largest }),
  fc.constantFrom(largest, -largest),
);
const code = fc.constantFrom('SEK', 'JPY', 'KWD');
const parts = (total: string, of: Share[], currency = 'SEK') =>
  split(amountOf(total), of, currency).map((part) => formatAmount(part, currency));

describe('an amount that is split', () => {
  test('is the sum of its parts to the minor unit, whatever the amount, the shares and the currency', () => {
    fc.assert(
      fc.property(amount, shares, code, (minor, of, currency) => {
        const divided = split(amountOf(formatMinor(minor, currency)), of, currency);
        expect(divided).toHaveLength(of.length);
        expect(divided.reduce((sum, part) => sum + toMinor(part, currency), 0n)).toBe(minor);
      }),
    );
  });

  test('gives each part less than one minor unit away from its exact share, and never the wrong sign', () => {
    fc.assert(
      fc.property(amount, shares, (minor, of) => {
        const divided = split(amountOf(formatMinor(minor, 'SEK')), of, 'SEK');
        for (const [index, part] of divided.entries()) {
          const { numerator, denominator } = of[index] as Share;
          const off = toMinor(part, 'SEK') * denominator - minor * numerator;
          expect(off < denominator && off > -denominator).toBe(true);
          expect(toMinor(part, 'SEK') * minor >= 0n).toBe(true);
        }
      }),
    );
  });

  test('gives the odd units to the largest remainders', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: largest }), shares, (minor, of) => {
        const rows = split(amountOf(formatMinor(minor, 'SEK')), of, 'SEK').map((part, index) => {
          const { numerator, denominator } = of[index] as Share;
          const extra = toMinor(part, 'SEK') - (minor * numerator) / denominator;
          return { extra, remainder: (minor * numerator) % denominator };
        });
        const given = rows.filter(({ extra }) => extra === 1n).map(({ remainder }) => remainder);
        const kept = rows.filter(({ extra }) => extra === 0n).map(({ remainder }) => remainder);
        expect(given.length + kept.length).toBe(rows.length);
        expect(given.every((mine) => kept.every((theirs) => mine >= theirs))).toBe(true);
      }),
    );
  });

  test('is mirrored when it is taken back', () => {
    fc.assert(
      fc.property(amount, shares, (minor, of) => {
        const there = split(amountOf(formatMinor(minor, 'SEK')), of, 'SEK');
        const back = split(amountOf(formatMinor(-minor, 'SEK')), of, 'SEK');
        expect(back.map((part) => toMinor(part, 'SEK'))).toEqual(there.map((part) => -toMinor(part, 'SEK')));
      }),
    );
  });

  const third = share(1, 3);

  test('in three equal parts favours the first where remainders are equal', () => {
    expect(parts('100.00', [third, third, third])).toEqual(['33.34', '33.33', '33.33']);
    expect(parts('0.02', [third, third, third])).toEqual(['0.01', '0.01', '0.00']);
    expect(parts('-100.00', [third, third, third])).toEqual(['-33.34', '-33.33', '-33.33']);
    expect(parts('100', [third, third, third], 'JPY')).toEqual(['34', '33', '33']);
  });

  test('by shares that have different denominators goes by the largest remainder, not by the order', () => {
    // 166.666…, 500 and 333.333… minor units of 1000
    expect(parts('10.00', [share(1, 6), share(1, 2), third])).toEqual(['1.67', '5.00', '3.33']);
    // 14.28…, 28.57… and 57.14… of 100
    expect(parts('1.00', [share(1, 7), share(2, 7), share(4, 7)])).toEqual(['0.14', '0.29', '0.57']);
  });

  test('in part is the sum of its parts as the whole part is rounded, and none is a unit away from its exact share', () => {
    const of = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 12n }));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), shares, of, (minor, all, [numerator, denominator]) => {
        const total = amountOf(formatMinor(minor, 'SEK'));
        const divided = split(total, all, 'SEK', { numerator, denominator });
        expect(
          divided.reduce((one, other) => one.add(other)).eq(portion(total, { numerator, denominator }, 'SEK')),
        ).toBe(true);
        for (const [index, part] of divided.entries()) {
          const exact = minor * numerator * all[index]!.numerator;
          const off = BigInt(part.mul(100).toFixed()) * denominator * all[index]!.denominator - exact;
          const unit = denominator * all[index]!.denominator;
          expect(off < unit && off > -unit).toBe(true);
        }
      }),
    );
    const half = { numerator: 1n, denominator: 2n };
    expect(split(amountOf('0.03'), [share(1, 3), share(2, 3)], 'SEK', half).map(String)).toEqual(['0.01', '0.01']);
  });

  test('takes a share that is not in lowest terms for what it is', () => {
    expect(parts('10.00', [share(50, 100), share(2, 4)])).toEqual(['5.00', '5.00']);
  });

  test('of zero is split into zeros', () => {
    expect(parts('0', [third, third, third])).toEqual(['0.00', '0.00', '0.00']);
  });
});

describe('shares that are no split', () => {
  test.each([
    ['none', [], 'into no parts'],
    ['less than one', [share(1, 3), share(1, 3)], 'sum to one'],
    ['more than one', [share(2, 3), share(2, 3)], 'sum to one'],
    ['a zero share', [share(0, 1), share(1, 1)], 'above zero'],
    ['a negative share', [share(-1, 2), share(3, 2)], 'above zero'],
    ['a zero denominator', [share(1, 0), share(1, 1)], 'positive denominator'],
    ['a negative denominator', [share(-1, -2), share(1, 2)], 'positive denominator'],
  ])('stop the split: %s', (_, of, why) => {
    expect(() => split(amountOf('100.00'), of, 'SEK')).toThrow(why);
  });

  test('and an amount finer than the minor unit is not split either', () => {
    expect(() => split(amountOf('0.005'), [share(1, 1)], 'SEK')).toThrow('finer than the minor unit');
  });
});
