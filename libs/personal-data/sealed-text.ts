import type { Field } from './subject-key';

/**
 * A sealed text as rows of read models hold it, where a plain one would stand: with all that whoever answers needs in order to
 * open it, or to show a mask instead. No text from outside can look like one: names and free text hold no control character.
 */
export interface SealedText {
  /** What those see who may not see more. */
  mask: string;
  subject: string;
  field: Field;
  /** Whether the last four digits may be seen with the mask, by whoever has the key. */
  digits: boolean;
  sealed: string;
}

/** Begins a sealed text and stands between its parts. The SQL views look for it too. */
export const separator = '\u0001';

/** What is left of a person's data once it is erased. */
export const erasedText = '(erased)';

export function sealedText({ mask, subject, field, digits, sealed }: SealedText): string {
  return ['', mask, subject, field, digits ? 'digits' : '', sealed].join(separator);
}

export const isSealedText = (text: string): boolean => text.startsWith(separator);

/** Throws a TypeError on what {@link sealedText} has not made. */
export function partsOf(text: string): SealedText {
  const [before, mask, subject, field, digits, sealed, ...more] = text.split(separator);
  if (before !== '' || sealed === undefined || more.length > 0 || (field !== 'name' && field !== 'identifier'))
    throw new TypeError('Not a sealed text');
  return { mask: mask!, subject: subject!, field, digits: digits === 'digits', sealed };
}

/** JSON text in which what was sealed is erased. */
export function erasedIn(json: string): string {
  return json.replaceAll(/"\\u0001[^"]*"/g, JSON.stringify(erasedText));
}
