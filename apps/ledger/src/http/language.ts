/** The languages that the ledger's sentences come in. */
export type Language = 'en' | 'sv';

const range = /^([a-z]{1,8}|\*)(?:-[a-z\d]{1,8})*$/i;
const weight = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/**
 * The language that an Accept-Language header asks for (RFC 9110, 12.5.4): the one with the higher quality, of equals the
 * one that comes first. `sv-FI` is Swedish. English where it asks for neither, for any, or is no such header.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'en';
  const asked = acceptLanguage.split(',').flatMap(rangeIn);
  const swedish = qualityOf('sv', asked);
  const english = qualityOf('en', asked);
  if (swedish.quality !== english.quality) return swedish.quality > english.quality ? 'sv' : 'en';
  return swedish.at < english.at ? 'sv' : 'en';
}

interface Range {
  /** In lower case, without what follows the language: a region, a script. */
  language: string;
  quality: number;
}

function rangeIn(part: string): Range[] {
  const [tag, ...parameters] = part.split(';').map((one) => one.trim());
  const language = range.exec(tag!)?.[1];
  const quality = parameters.length === 0 ? '1' : weight.exec(parameters[0]!)?.[1];
  return language === undefined || quality === undefined || parameters.length > 1
    ? []
    : [{ language: language.toLowerCase(), quality: Number(quality) }];
}

/** How much a language is wanted, and where that stands: by its own name, else as any other. */
function qualityOf(language: Language, asked: readonly Range[]): { quality: number; at: number } {
  const best = (name: string) => {
    const own = asked.filter((one) => one.language === name);
    return own.length === 0 ? null : Math.max(...own.map(({ quality }) => quality));
  };
  const own = best(language);
  const quality = own ?? best('*') ?? 0;
  // "Any" puts no language before another.
  const at = own === null ? -1 : asked.findIndex((one) => one.language === language && one.quality === own);
  return quality === 0 || at < 0 ? { quality, at: asked.length } : { quality, at };
}
