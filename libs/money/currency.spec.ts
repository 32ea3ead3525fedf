import { currencies, isCurrency, scaleOf } from './currency';

describe('a currency', () => {
  test.each([
    ['SEK', 2],
    ['EUR', 2],
    ['NOK', 2],
    ['USD', 2],
    ['ISK', 0],
    ['JPY', 0],
    ['KWD', 3],
    ['TND', 3],
  ])('%s has %i decimals', (code, scale) => {
    expect(scaleOf(code)).toBe(scale);
  });

  test.each(['', 'sek', 'Sek', 'SEKK', 'XXX', 'XTS', 'XAU', 'XDR', 'BTC', 'kronor', 'constructor', '__proto__'])(
    'is not %p',
    (code) => {
      expect(isCurrency(code)).toBe(false);
      expect(() => scaleOf(code)).toThrow('Not a currency');
    },
  );

  test('is listed once, by a code of three letters that the platform knows too', () => {
    const known = new Set(Intl.supportedValuesOf('currency'));
    expect(new Set(currencies).size).toBe(currencies.length);
    expect(currencies.filter((code) => !/^[A-Z]{3}$/.test(code) || !known.has(code))).toEqual([]);
    expect(currencies.filter((code) => !isCurrency(code))).toEqual([]);
  });
});
