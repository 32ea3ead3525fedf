import { plainDecimal } from './decimal-text';

test.each([
  ['2266', '2266'],
  ['3028.63', '3028.63'],
  ['495.00', '495'],
  ['0.10', '0.1'],
  ['007', '7'],
  ['1e3', '1000'],
  ['1.5E+3', '1500'],
  ['1.2345e2', '123.45'],
  ['12e-3', '0.012'],
  ['120e-1', '12'],
  ['0.000', '0'],
  ['-0.0', '0'],
  ['-12.50', '-12.5'],
  ['9007199254740993.01', '9007199254740993.01'],
])('%s is %s', (text, plain) => expect(plainDecimal(text)).toBe(plain));

test.each(['', ' 1', '1,234.50', '£5', '.5', '5.', '1e', 'NaN', '0x10', '1e999', '1e-999'])(
  '%j is no number that could be an amount',
  (text) => expect(plainDecimal(text)).toBeNull(),
);
