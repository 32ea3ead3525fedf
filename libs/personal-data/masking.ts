/** What stands for a sealed name or identifier where it may not be seen, by the kind of the party. */
export const masks: Readonly<Record<string, string>> = { person: '(person)', 'sole-trader': '(sole trader)' };

export const maskOf = (kind: string): string => masks[kind] ?? '(sealed)';

/**
 * A sole trader's organisation number but for its last four digits, by which bookkeeping tells one from another. The rest of
 * it is a personal number's date of birth.
 */
export function lastDigits(id: string): string {
  const digits = id.replaceAll(/\D/g, '');
  return digits.length < 8 ? '******' : `******-${digits.slice(-4)}`;
}
