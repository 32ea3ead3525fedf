import { inSwedish, sentences } from '../../apps/ledger/src/http/swedish/catalogue';
import { titles } from '../../apps/ledger/src/http/swedish/titles';
import { formIn, piecesOf } from '../../apps/ledger/src/http/swedish/template';
import { problems } from '../../apps/ledger/src/http/problem';
import { overlap } from './overlap';
import { sentencesUnder, type Sentence } from './sentences';

/** Where a `detail` is no sentence that a refusal or warning is sent with. */
const notTold = [
  /** Where sentences are put into Swedish. */
  /^apps\/ledger\/src\/http\/told\.ts$/,
  /** How a rebuild ended: kept in a table, and told as it is kept. */
  /^libs\/read-models\/rebuild/,
  /** Examples in the OpenAPI document. */
  /^apps\/ledger\/src\/http\/openapi\//,
];

/** Expressions that cannot be read in the source: `file expression`, and why that is right. */
const knownUnreadable: Record<string, string> = {
  'apps/ledger/src/http/told.ts sentence': 'a sentence of some other place, which is read there',
};

const entries = sentences.flatMap((some) => Object.entries(some));
const catalogue = new Map(entries);
const found = sentencesUnder(['libs/domain', 'libs/read-models', 'apps/ledger'], (file) =>
  notTold.every((one) => !one.test(file)),
);

const places = (template: string): number[] =>
  piecesOf(template).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.place]));
const inOrder = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b);
const told = ({ english, at }: Sentence): string => `${at} ${english}`;

test('every sentence that goes out can be read in its source', () => {
  const withoutLine = (place: string) => place.replace(/:\d+ /, ' ');
  expect(found.unreadable.filter((place) => !(withoutLine(place) in knownUnreadable))).toEqual([]);
  expect(Object.keys(knownUnreadable)).toEqual([...new Set(found.unreadable.map(withoutLine))]);
  expect(found.sentences.length).toBeGreaterThan(200);
});

test('every sentence of the sources has a Swedish one', () => {
  expect(found.sentences.filter(({ english }) => !catalogue.has(english)).map(told)).toEqual([]);
});

test('every sentence of the catalogue has a source, and stands in it once', () => {
  const sources = new Set(found.sentences.map(({ english }) => english));
  expect(entries.map(([english]) => english).filter((english) => !sources.has(english))).toEqual([]);
  expect(entries).toHaveLength(catalogue.size);
});

test('a Swedish sentence has the values of the English one, each once', () => {
  const differing = entries.filter(([english, swedish]) => inOrder(places(swedish)).join() !== places(english).join());
  expect(differing).toEqual([]);
});

test('a value that may have spaces is no word', () => {
  const wrong = found.sentences.filter(({ english, withSpaces }) => {
    const pieces = piecesOf(catalogue.get(english) ?? english);
    return withSpaces.some((place) => ['word', 'number'].includes(formIn(pieces, place)));
  });
  expect(wrong.map(told)).toEqual([]);
});

test('no sentence can be taken for another', () => {
  const templates = entries.filter(([english]) => /\{\d/.test(english));
  const pairs = templates.flatMap((one) =>
    entries
      .filter((other) => one !== other && (!templates.includes(other) || one[0] < other[0]) && overlap(one, other))
      .map(([other]) => [one[0], other]),
  );
  expect(pairs).toEqual([]);
});

test('each sentence is found at run time, with values of every form', () => {
  const values = {
    word: 'hsn/2019.iop-1',
    number: '2019',
    money: '-1500.00 SEK',
    list: 'a, b or c',
    text: 'Bilaga 1 {0}',
  };
  const swedishValues = { ...values, list: 'a, b eller c' };
  for (const [english, swedish] of entries) {
    const pieces = piecesOf(swedish);
    const filledWith = (template: string, by: typeof values) =>
      piecesOf(template)
        .map((piece) => (typeof piece === 'string' ? piece : by[formIn(pieces, piece.place)]))
        .join('');
    expect(inSwedish(filledWith(english, values))).toBe(filledWith(swedish, swedishValues));
  }
});

test('what the catalogue does not have stays in English', () => {
  expect(inSwedish('A warning of an earlier version.')).toBe('A warning of an earlier version.');
  expect(inSwedish('The budget of  for 2019 is not locked.')).toBe('The budget of  for 2019 is not locked.');
});

test('sentences end as sentences do, titles do not, and nobody is addressed', () => {
  for (const [english, swedish] of entries) {
    expect(swedish).toMatch(/\.$/);
    expect([english, swedish.includes('  ')]).toEqual([english, false]);
  }
  for (const code of Object.keys(problems) as (keyof typeof problems)[])
    expect(titles[code]).toMatch(/^[A-ZÅÄÖ].*[^.]$/);
  for (const text of [...entries.map(([, swedish]) => swedish), ...Object.values(titles)])
    expect(text).not.toMatch(/(?<!\p{L})(du|dig|din|ditt|dina|ni|er|ert)(?!\p{L})/iu);
});
