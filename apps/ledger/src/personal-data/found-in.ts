import type { Identifier } from '@anslag/domain/party/events';
import { isPersonal } from '@anslag/domain/party/naming';

/** How many letters a name, or a part of one, must have to be looked for: shorter ones stand in other words. */
const leastLetters = 3;
const leastDigits = 6;

/** Letters without marks, in lower case, as ids are made of names: `Åsa Öberg` is `asa oberg`. */
const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Whether an id holds a part of a person's name, or their number. */
export function isInId(id: string, name: string, numbers: readonly string[]): boolean {
  const parts = new Set(id.split(/[.-]/));
  const words = plainLetters(name)
    .split(/[^\p{Letter}\d]+/u)
    .filter((word) => word.length >= leastLetters);
  const together = id.replaceAll(/[.-]/g, '');
  if (words.some((word) => parts.has(word)) || (words.length > 1 && together.includes(words.join('')))) return true;
  return holdsNumber(id, numbers);
}

/** Whether a text holds a person's whole name, or their number. */
export function isInText(text: string, names: readonly string[], numbers: readonly string[]): boolean {
  const folded = plainLetters(text);
  return (
    names.some((name) => name.length >= leastLetters && folded.includes(plainLetters(name))) ||
    holdsNumber(text, numbers)
  );
}

/**
 * Whether an identifier is one that a funder made up to publish a person under, as 360Giving asks for. Ids of grants are made like it,
 * and hold its digits; nobody is told by them, unless it has a personal number in it after all.
 */
export function isMadeUp({ scheme, id }: Identifier): boolean {
  return scheme === '360G' && !isPersonal({ scheme: 'SE-PNR', id: digitsOf(id) });
}

/** With or without its century, and however it is spaced. */
function holdsNumber(text: string, numbers: readonly string[]): boolean {
  const digits = digitsOf(text.replaceAll(/(?<=\d)[\s.-](?=\d)/g, ''));
  return numbers.some((number) => {
    const own = digitsOf(number);
    const short = own.length === 12 ? own.slice(2) : own;
    return short.length >= leastDigits && digits.includes(short);
  });
}
