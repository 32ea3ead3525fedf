/** The ways in which an expression may come out, each with a mark where a value is put in. */
export type Ways = string[];

const oneWord = '\uE000';
const anything = '\uE001';
const either = /[\uE000\uE001]/g;

/** A place for a value. */
export const place = (mayHaveSpaces: boolean): string => (mayHaveSpaces ? anything : oneWord);

/** Each of some ways followed by each of others. */
export const combined = (before: Ways, after: Ways): Ways => before.flatMap((one) => after.map((other) => one + other));

/** The sentence with its places as `{0}`, `{1}` and so on. */
export function numbered(way: string): string {
  let next = 0;
  return way.replaceAll(either, () => `{${next++}}`);
}

export function placesWithSpaces(way: string): number[] {
  return [...way.matchAll(either)].flatMap(([mark], index) => (mark === anything ? [index] : []));
}
