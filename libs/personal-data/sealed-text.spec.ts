import { erasedIn, isSealedText, partsOf, sealedText } from './sealed-text';

const parts = { mask: '(sole trader)', subject: 'p-1', field: 'identifier', digits: true, sealed: '1.abc_-' } as const;

test('a sealed text keeps its parts, and is told from a plain one', () => {
  const text = sealedText(parts);
  expect(isSealedText(text)).toBe(true);
  expect(partsOf(text)).toEqual(parts);
  expect(isSealedText('Anna')).toBe(false);
  expect(() => partsOf('Anna')).toThrow(TypeError);
  expect(() => partsOf(`${text}\u0001more`)).toThrow(TypeError);
});

test('what is sealed in JSON is erased, and the rest stays to the letter', () => {
  const before = {
    name: sealedText(parts),
    identifiers: [{ scheme: 'SE-ON', id: sealedText(parts) }],
    note: 'a "b" \\ c',
  };
  expect(JSON.parse(erasedIn(JSON.stringify(before)))).toEqual({
    name: '(erased)',
    identifiers: [{ scheme: 'SE-ON', id: '(erased)' }],
    note: 'a "b" \\ c',
  });
});
