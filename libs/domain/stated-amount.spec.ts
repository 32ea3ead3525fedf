import { parseAmount, parseDifference, toMinor } from '@anslag/money/amount';
import { invalid } from '../../test/domain/given';
import { statedAmount } from './stated-amount';

describe('an amount in a command', () => {
  test.each([
    ['1', 'SEK', '1.00', 100n],
    ['1.5', 'SEK', '1.50', 150n],
    ['1.50', 'SEK', '1.50', 150n],
    ['7', 'JPY', '7', 7n],
    ['7.5', 'KWD', '7.500', 7500n],
  ])('of %s %s is kept as %s', (text, currency, full, minor) => {
    const stated = statedAmount(parseAmount, text, currency, '/amount');
    if ('refused' in stated) throw new Error(stated.refused);
    expect(stated.text).toBe(full);
    expect(toMinor(stated.amount, currency)).toBe(minor);
  });

  test.each([
    ['1e3', 'not-an-amount'],
    ['1.005', 'too-many-decimals'],
    ['0.00', 'not-above-zero'],
    ['92233720368547758.08', 'amount-too-large'],
  ] as const)('of %s is refused where it stands', (text, code) => {
    expect(statedAmount(parseAmount, text, 'SEK', '/amount')).toStrictEqual(invalid(code, '/amount'));
    expect(statedAmount(parseDifference, text, 'SEK', '/difference')).toStrictEqual(invalid(code, '/difference'));
  });
});
