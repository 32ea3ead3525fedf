import { languageOf, type Language } from './language';

test.each<[string | undefined, Language]>([
  [undefined, 'en'],
  ['', 'en'],
  ['sv', 'sv'],
  ['sv-SE', 'sv'],
  ['sv-FI', 'sv'],
  ['SV-se', 'sv'],
  ['sv-Latn-SE, sv;q=0.9', 'sv'],
  ['en', 'en'],
  ['en-GB', 'en'],
  ['de', 'en'],
  ['*', 'en'],
  // the higher quality, wherever it stands
  ['sv;q=0.5, en', 'en'],
  ['en, sv;q=0.5', 'en'],
  ['en;q=0.8, sv', 'sv'],
  ['en;q=0.8,sv-SE;q=0.9', 'sv'],
  ['sv ; q=0.300 , en ; q=0.299', 'sv'],
  ['sv;Q=1.0, en;q=0.9', 'sv'],
  // of equals the first
  ['sv, en', 'sv'],
  ['en, sv', 'en'],
  ['sv-SE,sv;q=0.9,en-US;q=0.8,en;q=0.7', 'sv'],
  ['nb, sv;q=0.8, en;q=0.6', 'sv'],
  // any other
  ['de, *;q=0.5', 'en'],
  ['sv, *', 'sv'],
  ['*, sv', 'sv'],
  ['sv;q=0.5, *', 'en'],
  ['en;q=0, *', 'sv'],
  ['en;q=0.1, *;q=0.2', 'sv'],
  // not wanted
  ['sv;q=0', 'en'],
  ['sv;q=0.000, de', 'en'],
  ['sv;q=0, en;q=0', 'en'],
  // no such header
  ['svenska språket', 'en'],
  ['sv;q=2', 'en'],
  ['sv;q=0.1234', 'en'],
  ['sv;level=1', 'en'],
  [',,;q=1,-,sv', 'sv'],
])('%j asks for %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test('a header as long as the server takes is read at once', () => {
  const began = performance.now();
  expect(languageOf('sv-'.repeat(5_000))).toBe('en');
  expect(languageOf(`${'de;q=0.1,'.repeat(1_700)}sv`)).toBe('sv');
  expect(performance.now() - began).toBeLessThan(500);
});
