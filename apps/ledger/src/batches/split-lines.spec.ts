import * as fc from 'fast-check';
import { isBlank, SplitLines } from './split-lines';

/** The lines of a body that comes in those pieces; too long ones as null. */
function linesOf(pieces: readonly Buffer[], longest: number): (string | null)[] {
  const split = new SplitLines(longest);
  const lines = [...pieces.flatMap((piece) => [...split.take(piece)]), ...split.end()];
  return lines.map((line) => line && line.toString());
}

test('a body has the same lines however it is cut into pieces, and what is too long is not kept', () => {
  const body = fc
    .array(fc.constantFrom('a', 'å', '\n', '\r\n', 'longer text'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      body,
      fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
      fc.integer({ min: 1, max: 12 }),
      (text, sizes, longest) => {
        const bytes = Buffer.from(text);
        const pieces: Buffer[] = [];
        for (let from = 0; from < bytes.length;) {
          const to = from + sizes.next().value!;
          pieces.push(bytes.subarray(from, to));
          from = to;
        }
        const expected = text.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(linesOf(pieces, longest)).toEqual(
          expected.map((line) => (Buffer.byteLength(line) > longest ? null : line)),
        );
      },
    ),
  );
});

test('a line that never ends is not kept', () => {
  const split = new SplitLines(1_000);
  const piece = Buffer.alloc(1_000_000, 'x');

  for (let nth = 0; nth < 1_000; nth++) expect([...split.take(Buffer.from(piece.buffer, 0, 1_000_000))]).toEqual([]);

  expect([...split.end()]).toEqual([null]);
});

test.each(['', ' ', '\r', ' \t \r'])('%j is blank', (text) => {
  expect(isBlank(Buffer.from(text))).toBe(true);
});

test.each(['x', '\uFEFF', '\f', '\0', '\u00a0'])('%j is not blank', (text) => {
  expect(isBlank(Buffer.from(text))).toBe(false);
});
