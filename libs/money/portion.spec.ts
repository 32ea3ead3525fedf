import * as fc from 'fast-check';
import { amountOf, formatAmount, formatMinor, toMinor } from './amount';
import { fractionOf } from './fraction';
import { portion } from './portion';

const part = (amount: string, numerator: number, denominator: number, currency = 'SEK') =>
  formatAmount(portion(amountOf(amount), fractionOf(numerator, denominator), currency), currency);

test.each([
  ['700000.00', 6, 12, '350000.00'],
  ['100.00', 1, 12, '8.33'],
  ['100.00', 5, 12, '41.67'],
  ['700000.00', 184, 366, '351912.57'],
  ['100.00', 365, 365, '100.00'],
  ['700000.00', 3_391_721, 3_218_004, '737787.99'],
])('%s × %i/%i is %s', (amount, numerator, denominator, expected) => {
  expect(part(amount, numerator, denominator)).toBe(expected);
});

test('a half goes to the even neighbour', () => {
  expect(part('0.01', 6, 12)).toBe('0.00');
  expect(part('0.03', 6, 12)).toBe('0.02');
  expect(part('0.05', 6, 12)).toBe('0.02');
});

test('is rounded to the minor unit of the currency, whatever that is', () => {
  expect(part('100', 1, 12, 'JPY')).toBe('8');
  expect(part('100.000', 1, 12, 'KWD')).toBe('8.333');
});

/** The nearest whole number to a fraction, the even one where two are as near: by nothing but whole numbers. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const [down, rest] = [numerator / denominator, numerator % denominator];
  if (rest * 2n === denominator) return down % 2n === 0n ? down : down + 1n;
  return rest * 2n > denominator ? down + 1n : down;
}

test('is what whole numbers give, for every amount that the ledger holds', () => {
  const denominators = fc.constantFrom(12, 365, 366);
  fc.assert(
    fc.property(fc.bigInt(1n, 2n ** 63n - 1n), denominators, fc.nat(366), (minor, denominator, size) => {
      const numerator = 1 + (size % denominator);
      const amount = amountOf(formatMinor(minor, 'SEK'));
      expect(toMinor(portion(amount, fractionOf(numerator, denominator), 'SEK'), 'SEK')).toBe(
        nearest(minor * BigInt(numerator), BigInt(denominator)),
      );
    }),
    { numRuns: 2_000 },
  );
});
