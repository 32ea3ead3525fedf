import { isCurrency } from '@anslag/money/currency';
import type { Rule } from './shape';

const idPattern = /^[a-z0-9][a-z0-9.-]{0,99}$/;
const amountPattern = /^(0|[1-9]\d{0,18})(\.\d{1,18})?$/;
const differencePattern = /^-?(0|[1-9]\d{0,18})(\.\d{1,18})?$/;

const text = (value: unknown): value is string => typeof value === 'string';
const matches = (form: RegExp) => (value: unknown) => text(value) && form.test(value);

export const id: Rule = {
  code: 'not-an-id',
  detail: 'An id is 1 to 100 of a–z, 0–9, dot and hyphen, and begins with a letter or digit.',
  test: matches(idPattern),
};

export const idOrUnknown: Rule = {
  ...id,
  detail: 'Must be an id, or "unknown" where the base is not stated.',
};

/** The contract's syntax; how many decimals are too many is for the decider, which knows the currency. */
export const amount: Rule = {
  code: 'not-an-amount',
  detail: 'An amount is a JSON string of digits with an optional decimal point, such as "1500.00".',
  test: matches(amountPattern),
};

export const difference: Rule = {
  code: 'not-an-amount',
  detail: 'A difference is a JSON string of digits with an optional minus and decimal point, such as "-1500.00".',
  test: matches(differencePattern),
};

export const fraction: Rule = {
  code: 'not-a-fraction',
  detail: 'A share is a fraction of whole numbers of at most nine digits, such as "1/3".',
  test: matches(/^[1-9]\d{0,8}\/[1-9]\d{0,8}$/),
};

export const notZero: Rule = {
  code: 'not-above-zero',
  detail: 'The amount must not be zero.',
  test: (value) => text(value) && /[1-9]/.test(value),
};

export const currency: Rule = {
  code: 'not-a-currency',
  detail: 'Must be an ISO 4217 code in capital letters, such as SEK.',
  test: (value) => text(value) && isCurrency(value),
};

export const flag: Rule = {
  code: 'not-a-flag',
  detail: 'Must be true or false.',
  test: (value) => typeof value === 'boolean',
};

export function oneOf(values: readonly string[]): Rule {
  return {
    code: 'not-one-of',
    detail: `Must be one of ${values.join(', ')}.`,
    test: (value) => text(value) && values.includes(value),
  };
}

export function wholeNumber(least: number, most: number): Rule {
  return {
    code: 'not-in-range',
    detail: `Must be a whole number from ${least} to ${most}.`,
    test: (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
  };
}

export function pattern(code: string, detail: string, form: RegExp): Rule {
  return { code, detail, test: matches(form) };
}

/** Control characters other than line breaks and tabs; a lone NUL alone would make PostgreSQL refuse the row. */
const forbiddenInText = /[^\P{Cc}\n\r\t]/u;
const forbiddenInLine = /[\p{Cc}\u2028\u2029]/u;

/** Free text of several lines. Length is counted in UTF-16 code units, as JSON tools do. */
export function freeText(most: number): Rule[] {
  return textRules(most, forbiddenInText, 'Must not hold control characters other than line breaks and tabs.');
}

/** Text of one line: a name, a title, a case number. */
export function line(most: number): Rule[] {
  return textRules(most, forbiddenInLine, 'Must be one line without control characters.');
}

function textRules(most: number, forbidden: RegExp, detail: string): Rule[] {
  return [
    { code: 'not-a-text', detail: 'Must be a text.', test: text },
    {
      code: 'too-long',
      detail: `Must be at most ${most} characters.`,
      test: (value) => (value as string).length <= most,
    },
    { code: 'control-character', detail, test: (value) => !forbidden.test(value as string) },
    { code: 'empty', detail: 'Must not be empty.', test: (value) => (value as string).trim() !== '' },
  ];
}
