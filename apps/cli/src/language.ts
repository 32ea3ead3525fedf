/**
 * The language that a POSIX environment asks for, as Accept-Language has it: `sv_SE.UTF-8` is `sv-SE`. The first of LC_ALL,
 * LC_MESSAGES and LANG that is set decides; undefined where that names none (`C`), or where there is none.
 */
export function languageFrom(env: NodeJS.ProcessEnv): string | undefined {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const tag = locale.replace(/[.@].*$/, '').replaceAll('_', '-');
  return isLanguage(tag) && tag !== 'POSIX' ? tag : undefined;
}

/** A language tag (BCP 47), as far as one can see. */
export const isLanguage = (tag: string): boolean => /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(tag);
