const number = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A number as a file has it (`2266`, `3028.63`, `1.5e3`, `495.00`) as a plain decimal without needless zeros, worked out on
 * its digits. Null where it is no number, or beyond 100 digits.
 */
export function plainDecimal(text: string): string | null {
  const found = number.exec(text);
  if (!found) return null;
  const [, sign, whole = '', decimals = '', exponent = '0'] = found;
  const point = whole.length + Number(exponent);
  const digits = whole + decimals;
  if (point > 100 || digits.length - point > 100) return null;
  const padded = digits.padEnd(point, '0').padStart(digits.length + Math.max(0, 1 - point), '0');
  const at = Math.max(1, point);
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const after = padded.slice(at).replace(/0+$/, '');
  const plain = after === '' ? before : `${before}.${after}`;
  return plain === '0' ? '0' : `${sign}${plain}`;
}
