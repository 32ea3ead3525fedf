import * as fc from 'fast-check';
import type { Problem } from './problem';
import { parseStrictJson } from './strict-json';

const parse = (text: string) => parseStrictJson(Buffer.from(text));

/** What is told of a text that is refused; null where it is taken. */
const refusal = (text: string) => {
  try {
    parse(text);
    return null;
  } catch (problem) {
    return (problem as Problem).errors![0]!;
  }
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** Values that canonical JSON can hold and that are not nested too deep. */
const value = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.constant(null), fc.boolean(), fc.maxSafeInteger(), fc.string({ unit: 'grapheme' })),
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 10 },
    tie('leaf'),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('node'), { maxKeys: 4 }),
  ),
})).node;

test('every value that canonical JSON can hold is read as JSON.parse reads it, however it is laid out', () => {
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, '\t'), (given, indent) => {
      const text = JSON.stringify(given, null, indent);
      fc.pre(!text.includes('"__proto__"'));
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('whatever JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(value, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }), (given, at, junk) => {
      const text = JSON.stringify(given);
      const broken = text.slice(0, at % (text.length + 1)) + junk + text.slice((at % (text.length + 1)) + 1);
      fc.pre(!isJson(broken));
      expect(refusal(broken)).toMatchObject({ pointer: expect.any(String), code: expect.any(String) });
    }),
    { numRuns: 1000 },
  );
});

test('a key that stands twice in one object is refused wherever it is, and in two objects it is not', () => {
  fc.assert(
    fc.property(value, value, fc.string({ unit: 'grapheme' }), (one, other, key) => {
      fc.pre(key !== '__proto__' && !JSON.stringify([one, other]).includes('"__proto__"'));
      const name = JSON.stringify(key);
      const escaped = `"${[...key].flatMap((c) => [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`)).join('')}"`;
      const twice = `[{"a":{${name}:${JSON.stringify(one)},${escaped}:${JSON.stringify(other)}}}]`;
      expect(refusal(twice)?.code).toBe('duplicate-key');
      expect(() => parse(`[{${name}:1},{${escaped}:{${name}:1}}]`)).not.toThrow();
    }),
  );
});

test('nesting is bounded, however deep a text goes', () => {
  expect(parse(nested(16))).toEqual(JSON.parse(nested(16)));
  expect(refusal(nested(17))).toMatchObject({ code: 'too-deep', pointer: '/0'.repeat(16) });
  expect(refusal(nested(200_000))?.code).toBe('too-deep');
});

test.each(['9007199254740991', '-9007199254740991', '0.5', '-0', '1e15'])('the number %s is taken', (text) => {
  expect(parse(text)).toBe(Number(text));
});

test.each(['9007199254740992', '-9007199254740993', '1e400', '-1e16'])('the number %s is out of range', (text) => {
  expect(refusal(`{"a":[${text}]}`)).toMatchObject({ code: 'unsafe-number', pointer: '/a/0' });
});
