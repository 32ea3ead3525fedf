import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json';

/** Names that sort in ways of their own: numbers, those beyond ASCII, those with what JSON escapes. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'b',
    'a',
    '10',
    '9',
    '01',
    '-1',
    '',
    '\n',
    'a\nb',
    '\\ud800',
    '\u20ac',
    '\u{1f600}',
    '\ufb33',
    '__proto__',
    'toJSON',
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\\ud83d', '"', '\u2028', '\u0000', '\u{10ffff}'),
);

const value = fc.letrec((again) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(again('any'), { maxLength: 5 }),
    fc.dictionary(name, again('any'), { maxKeys: 8, noNullPrototype: true }),
  ),
})).any;

describe('a value as canonical JSON', () => {
  it('is byte for byte what the reference implementation writes', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(canonicalJson(one)).toBe(canonicalize(one));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on the order in which members were set, nor on what was written before', () => {
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.nat()), (all, random) => {
        const shuffled = all.map((one) => ({ one, at: random.next().value })).sort((a, b) => a.at - b.at);
        const as = (members: string[]) => Object.fromEntries(members.map((one) => [one, `of ${one}`]));
        const here = canonicalJson(as(all));
        expect(canonicalJson(as(shuffled.map(({ one }) => one)))).toBe(here);
        expect(here).toBe(canonicalize(as(all)));
      }),
      { numRuns: 500 },
    );
  });

  it('tells names apart that a line break could confuse', () => {
    expect(canonicalJson({ a: 1, b: 2 })).toBe('{"a":1,"b":2}');
    expect(canonicalJson({ 'a\nb': 1 })).toBe('{"a\\nb":1}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe('{"a":1,"b":2}');
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ b: undefined, a: [{ d: undefined, c: 1 }] })).toBe('{"a":[{"c":1}]}');
    expect(canonicalJson({ 1: undefined, 0: 'a' })).toBe('{"0":"a"}');
  });
});

it.each([
  ['half a character', { a: 'x\ud800' }],
  ['half a character in a name', { 'x\udc00': 1 }],
  ['half a character deep inside, beside a text that looks like one', { 1: '\\ud800', a: [{ b: '\udfff' }] }],
  ['no number', [Number.NaN]],
  ['no finite number', { a: Number.POSITIVE_INFINITY }],
  ['a bigint', { a: 1n }],
  ['nothing', undefined],
  ['nothing in a list', [undefined]],
  ['a function', { a: () => 1 }],
  ['what says itself how it is written', { a: new Date(0) }],
])('%s has no canonical form', (_, wrong) => {
  expect(() => canonicalJson(wrong)).toThrow(TypeError);
});
