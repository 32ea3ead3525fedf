import { decodeCursor, encodeCursor } from './cursor';

const kinds = { year: 'number', bodyId: 'text' } as const;
const none = { year: null, bodyId: null };
const filters = { year: 2019, bodyId: 'hsn' };
const cursor = { position: 12n, epoch: 0, filters, after: [2019, 'novahuset'] };
const text = encodeCursor('balances', cursor);
const keys = () => ['number', 'text'] as const;

test('a cursor brings back its position, its filters and the last key, with the same filters or alone', () => {
  expect(decodeCursor('balances', text, filters, kinds, keys)).toEqual(cursor);
  expect(decodeCursor('balances', text, none, kinds, keys)).toEqual(cursor);
});

test.each([
  { ...filters, year: 2020 },
  { ...none, year: 2019 },
  { ...none, bodyId: 'rs' },
])('a cursor used with other filters is refused: %j', (given) => {
  expect(decodeCursor('balances', text, given, kinds, keys)).toMatchObject({ refused: 'cursor-of-another-list' });
});

const forged = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

test.each([
  ['no cursor at all', 'abc'],
  ['empty', ''],
  ['of another list', encodeCursor('parties', cursor)],
  ['JSON that is no list', forged({})],
  ['a position that is none', forged(['balances', '-1', filters, cursor.after, 0])],
  ['a position as a number', forged(['balances', 12, filters, cursor.after, 0])],
  ['a filter of the wrong kind', forged(['balances', '12', { year: 'x', bodyId: null }, cursor.after, 0])],
  ['a filter too many', forged(['balances', '12', { ...filters, more: 1 }, cursor.after, 0])],
  ['a filter too few', forged(['balances', '12', { year: 2019 }, cursor.after, 0])],
  ['no epoch', forged(['balances', '12', filters, cursor.after])],
  ['a key of the wrong length', forged(['balances', '12', filters, [2019], 0])],
  ['a key of the wrong kind', forged(['balances', '12', filters, ['2019', 'novahuset'], 0])],
  ['a key with null', forged(['balances', '12', filters, [2019, null], 0])],
])('what the list has not handed out is refused: %s', (_, sent) => {
  expect(decodeCursor('balances', sent, none, kinds, keys)).toMatchObject({ refused: 'bad-cursor' });
});

test.each([
  ['day', '2019-11-12', '2019-13-12'],
  ['day', '2019-11-12', '2019'],
  ['instant', '2019-11-12T10:00:00.5+01:00', '2019-11-12T99:00:00Z'],
  ['instant', '2019-11-12T10:00:00Z', 'soon'],
  ['position', '12', '-1'],
  ['position', '999999999999999999', '9223372036854775808'],
  ['text', 'x', 1],
  ['number', 1, 1.5],
] as const)('a forged %s is refused before it reaches a database: %j is one, %j is none', (kind, good, wrong) => {
  for (const [value, refused] of [
    [good, false],
    [wrong, true],
  ] as const) {
    const sent = encodeCursor('list', { position: 1n, epoch: 0, filters: { it: value }, after: [] });
    const asFilter = decodeCursor('list', sent, { it: null as typeof value | null }, { it: kind }, () => []);
    expect('refused' in asFilter).toBe(refused);
    const keyed = encodeCursor('list', { position: 1n, epoch: 0, filters: {}, after: [value] });
    expect('refused' in decodeCursor('list', keyed, {}, {}, () => [kind])).toBe(refused);
  }
});
