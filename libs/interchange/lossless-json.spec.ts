import { MalformedJson, NumberText, parseLossless } from './lossless-json';

const failure = (text: string): Error | null => {
  try {
    parseLossless(text);
    return null;
  } catch (error) {
    return error as Error;
  }
};

test('a number keeps every digit that is written, which a float would not', () => {
  for (const text of ['0.1', '9007199254740993', '1291436.540', '-0', '1E400', '123456789012345678901234567890.01'])
    expect(parseLossless(`{"a":[${text}]}`)).toEqual({ a: [new NumberText(text)] });
});

test('all else is what JSON.parse reads', () => {
  const text = '{"a":[true,false,null,"å\\u00e5\\n",{}],"b":{"c":[]},"":"x"}';
  expect(parseLossless(text)).toEqual(JSON.parse(text));
});

test('a key called __proto__ is a key like any other', () => {
  const read = parseLossless('{"__proto__":{"id":"x"}}') as Record<string, unknown>;
  expect(Object.keys(read)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

test.each([
  ['a key that stands twice', '{"a":1,\n"\\u0061":2}', /The key a stands twice at line 2/],
  ['a trailing comma', '{"a":[1,]}', /It is not JSON at line 1/],
  ['a comment', '{}\n// x', /It is not JSON at line 2/],
  ['a number with leading zeros', '[01]', /It is not JSON/],
  ['a text that is cut short', '{"a":"b', /It is not JSON/],
  ['what follows the end', '{}{}', /It is not JSON/],
  ['nothing', '', /It is not JSON/],
  ['a pit of lists', '['.repeat(200) + ']'.repeat(200), /nests too deep/],
])('%s is refused with its line', (_what, text, message) => {
  expect(failure(text)).toBeInstanceOf(MalformedJson);
  expect(failure(text)!.message).toMatch(message);
});
