import type { Notice } from '@anslag/event-store/decider';
import type { Language } from './language';
import type { ProblemBody } from './problem';
import { inSwedish } from './swedish/catalogue';
import { titles } from './swedish/titles';

/** A problem detail in a language: what is for people to read is in it, and nothing else differs. */
export function problemIn(language: Language, body: ProblemBody): ProblemBody {
  if (language === 'en') return body;
  return {
    ...body,
    title: titles[body.code],
    detail: inSwedish(body.detail),
    ...(body.errors && { errors: body.errors.map((error) => ({ ...error, detail: inSwedish(error.detail) })) }),
  };
}

/** One sentence that is written in English. */
export const sentenceIn = (language: Language, sentence: string): string =>
  language === 'en' ? sentence : inSwedish(sentence);

/** Warnings in the language of whoever asks, whichever they were recorded under: kept is the English sentence. */
export function noticesIn(language: Language, notices: readonly Notice[]): Notice[] {
  return notices.map(({ code, detail }) => ({ code, detail: sentenceIn(language, detail) }));
}

/** The headers of an answer whose sentences depend on Accept-Language. English, which it is unless asked, is not said. */
export function languageHeaders(language: Language): Record<string, string> {
  return { vary: 'Accept-Language', ...(language !== 'en' && { 'content-language': language }) };
}
