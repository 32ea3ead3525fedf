import { InvalidArgumentError } from 'commander';

/** Reads what a user gives to an option. Each throws what commander tells as wrong usage. */
function matching(form: RegExp, says: string): (text: string) => string {
  return (text) => {
    if (!form.test(text)) throw new InvalidArgumentError(says);
    return text;
  };
}

export const partyId = matching(
  /^[a-z0-9][a-z0-9.-]{0,99}$/,
  'An id is 1 to 100 of a–z, 0–9, dot and hyphen, and begins with a letter or digit.',
);

const codeOfDimension = matching(/^[^=]+=.+$/, 'Give a dimension and a code of it, such as konto=4510.');

/** Codes by dimension, of an option that is given once for each. */
export function dimensionsWith(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = codeOfDimension(text).indexOf('=');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

export const year = matching(/^[12]\d{3}$/, 'Give a year, such as 2024.');

export const day = matching(/^\d{4}-\d{2}-\d{2}$/, 'Give a day, such as 2024-03-31.');

export const uncertainDay = matching(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'Give a day, such as 2024-03-31, a month or a year.');

export const instant = matching(
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/,
  'Give an instant with its offset, such as 2024-03-31T12:00:00Z.',
);

export const position = matching(/^(0|[1-9]\d{0,18})$/, 'Give a position, as the ledger has given it.');

export const subjectId = matching(/^[\x21-\x7e]{1,255}$/, 'The id of a user is 1 to 255 visible ASCII characters.');
