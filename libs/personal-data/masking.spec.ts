import { lastDigits, maskOf } from './masking';

test.each([
  ['19121212-1212', '******-1212'],
  ['121212+1212', '******-1212'],
  ['1212121212', '******-1212'],
  ['1212', '******'],
  ['no digits at all', '******'],
])('of %p is left %p', (id, left) => {
  expect(lastDigits(id)).toBe(left);
});

test('a kind that nobody knows is masked too', () => {
  expect([maskOf('person'), maskOf('sole-trader'), maskOf('cooperative')]).toEqual([
    '(person)',
    '(sole trader)',
    '(sealed)',
  ]);
});
