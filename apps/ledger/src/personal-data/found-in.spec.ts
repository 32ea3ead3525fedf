import { isInId, isInText, isMadeUp } from './found-in';

const number = '19121212-1212';

test.each([
  ['anna-1', true],
  ['p.oberg', true],
  ['p.annaoberg', true],
  ['p-annika', false],
  ['hannah-1', false],
  ['al-4711', false],
  ['p-121212-1212', true],
  ['p-191212121212', true],
  ['p-1212', false],
])('of Anna Al Öberg the id %s holds a part: %p', (id, holds) => {
  expect(isInId(id, 'Anna Al Öberg', [number])).toBe(holds);
});

test.each([
  ['Till Anna Öberg, andra gången', true],
  ['till ANNA OBERG', true],
  ['Till Anna', false],
  ['Personnr 19 12 12 12-1212.', true],
  ['Nr 121212 1212', true],
  ['1212 kronor', false],
])('the text %p holds the whole name or the number: %p', (text, holds) => {
  expect(isInText(text, ['Anna Öberg'], [number])).toBe(holds);
});

test('a number too short to tell anybody by is not looked for', () => {
  expect(isInText('År 2019', [], ['2019'])).toBe(false);
});

test.each([
  ['360G', 'fund-ind-2020-000123', true],
  ['360G', 'fund-19121212-1212', false],
  ['360G', '1212121212', false],
  ['XX-PUBLISHED', 'ind-2020-000123', false],
  ['SE-PNR', '19121212-1212', false],
])('%s %s is an id that a funder made up: %p', (scheme, id, isIt) => {
  expect(isMadeUp({ scheme, id })).toBe(isIt);
});
