import { languageFrom } from './language';

test.each<[NodeJS.ProcessEnv, string | undefined]>([
  [{}, undefined],
  [{ LANG: 'sv_SE.UTF-8' }, 'sv-SE'],
  [{ LANG: 'sv' }, 'sv'],
  [{ LANG: 'ca_ES@valencia' }, 'ca-ES'],
  [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'sv_FI' }, 'sv-FI'],
  [{ LANG: 'sv_SE', LC_MESSAGES: 'sv_SE', LC_ALL: 'C' }, undefined],
  [{ LANG: 'sv_SE', LC_ALL: '' }, 'sv-SE'],
  [{ LANG: 'C.UTF-8' }, undefined],
  [{ LANG: 'POSIX' }, undefined],
  [{ LANG: 'sv\r\nAuthorization: x' }, undefined],
])('%j asks for %s', (env, language) => {
  expect(languageFrom(env)).toBe(language);
});
