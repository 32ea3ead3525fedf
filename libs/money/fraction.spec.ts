import { decimalFraction, rounded } from './fraction';

describe('a fraction', () => {
  test.each([
    ['112.4', 1124n, 10n],
    ['-0.35', -35n, 100n],
    ['7', 7n, 1n],
    ['0.10', 10n, 100n],
  ])('is read from %s without rounding', (text, numerator, denominator) => {
    expect(decimalFraction(text)).toEqual({ numerator, denominator });
  });

  test.each(['', '1,5', '.5', '1.', '1e3', '+1', ' 1'])('is not read from %j', (text) => {
    expect(() => decimalFraction(text)).toThrow(RangeError);
  });

  test.each([
    [5n, 2n, 'half-even', 2n],
    [7n, 2n, 'half-even', 4n],
    [5n, 2n, 'half-up', 3n],
    [7n, 2n, 'half-up', 4n],
    [9n, 4n, 'half-up', 2n],
    [11n, 4n, 'half-even', 3n],
  ] as const)('of %s/%s is rounded %s to %s', (numerator, denominator, rounding, whole) => {
    expect(rounded({ numerator, denominator }, rounding)).toBe(whole);
  });
});
