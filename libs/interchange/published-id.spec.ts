import { allocationIdOf, identifierOf, partyIdOf, publishedIdOf, slug } from './published-id';

const ledgerId = /^[a-z0-9][a-z0-9.-]{0,99}$/;

test('an id that the ledger can have is kept, another becomes a slug of it with a hash', () => {
  expect(partyIdOf('se-on.802441')).toBe('se-on.802441');
  expect(partyIdOf('GB-CHC-1146179')).toMatch(/^gb-chc-1146179-[0-9a-f]{8}$/);
});

test('ids that differ only in what a slug drops stay apart', () => {
  const published = ["360G-t-women's_group", '360G-t-womens_group', '360G-T-WOMEN-S-GROUP', '360g-t-women-s-group'];
  expect(new Set(published.map(partyIdOf)).size).toBe(published.length);
});

test.each(['Å', '…', '', '-', 'a b', 'x'.repeat(101), '.x', '-x', 'A'.repeat(500)])('%j becomes an id', (published) => {
  expect(partyIdOf(published)).toMatch(ledgerId);
  expect(allocationIdOf(published)).toMatch(ledgerId);
});

test.each(['x.2', '2019.x', 'x'.repeat(95)])(
  'a grant called %s cannot be taken for a replacement or for another year’s, and leaves room for replacements',
  (published) => {
    const id = allocationIdOf(published);
    expect(id).not.toMatch(/^\d{4}\.|\.\d+$/);
    expect(`${id}.999`).toMatch(ledgerId);
  },
);

test('letters with marks are kept without them', () => {
  expect(slug('Hälso- och sjukvårdsnämnden')).toBe('halso-och-sjukvardsnamnden');
});

test.each([
  ['GB-CHC-1146179', 'GB-CHC', '1146179'],
  ['GB-COH-07962245', 'GB-COH', '07962245'],
  ['GB-LAE-TRF', 'GB-LAE', 'TRF'],
  ['360G-trafford-be_active', '360G', 'trafford-be_active'],
  ['ORG:42', 'XX-PUBLISHED', 'ORG:42'],
  ['gb-chc-1', 'XX-PUBLISHED', 'gb-chc-1'],
])('%s is kept as an identifier in %s, from which it is had again', (published, scheme, id) => {
  expect(identifierOf(published)).toEqual({ scheme, id });
  expect(publishedIdOf({ scheme, id })).toBe(published);
});
