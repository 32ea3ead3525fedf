import type { ApiPropertyOptions } from '@nestjs/swagger';
import { currencies } from '@anslag/money/currency';
import { day, firstYear, lastYear, uncertainDate } from './dates';
import { field, listOf } from './field';
import * as rules from './rules';
import type { Rule } from './shape';

/** The fields that DTOs are made of. Each brings its rules and its OpenAPI schema. */

export const freeTextMost = 10_000;

const idSchema: ApiPropertyOptions = { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{0,99}$' };

export const Id = (): PropertyDecorator => field([rules.id], idSchema);

/** An allocation's id: one that an earlier year decided has that year before it (`2019.engangs`). */
export const AllocationId = (): PropertyDecorator =>
  Matching(
    'not-an-id',
    'Must be an id: lower-case letters, digits, dots and hyphens, 100 at most, after a year and a dot where it was carried over.',
    /^(?:[1-9]\d{3}\.)?[a-z0-9][a-z0-9.-]{0,99}$/,
  );

/** Whom a token stands for. What an issuer calls its subjects is its own affair (OpenID Connect: 255 characters of ASCII). */
export const SubjectId = (): PropertyDecorator =>
  Matching('not-a-subject', 'Must be 1 to 255 visible ASCII characters.', /^[\x21-\x7e]{1,255}$/, {
    example: 'u-4711',
  });

export const IdOrUnknown = (): PropertyDecorator =>
  field([rules.idOrUnknown], { ...idSchema, description: 'An id, or `unknown` where the base is not stated.' });

/** An amount above zero. */
export const AmountText = (): PropertyDecorator =>
  field(
    [rules.amount, rules.notZero],
    { type: 'string', pattern: '^(0|[1-9][0-9]{0,18})([.][0-9]{1,18})?$', example: '30000000.00' },
    { amount: true },
  );

/** A signed amount that is not zero. */
export const DifferenceText = (): PropertyDecorator =>
  field(
    [rules.difference, rules.notZero],
    { type: 'string', pattern: '^-?(0|[1-9][0-9]{0,18})([.][0-9]{1,18})?$', example: '-1500.00' },
    { amount: true },
  );

export const Currency = (): PropertyDecorator =>
  field([rules.currency], { type: 'string', enum: [...currencies], example: 'SEK' });

/** A part of a whole as an exact fraction. */
export const Fraction = (): PropertyDecorator =>
  field([rules.fraction], { type: 'string', pattern: '^[1-9][0-9]{0,8}/[1-9][0-9]{0,8}$', example: '1/3' });

/** One line: a name, a title. */
export const Line = (most: number): PropertyDecorator =>
  field(rules.line(most), { type: 'string', minLength: 1, maxLength: most });

/** Text of several lines, 10,000 characters unless said. */
export const FreeText = (most = freeTextMost): PropertyDecorator =>
  field(rules.freeText(most), { type: 'string', minLength: 1, maxLength: most });

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  field([rules.oneOf(values)], { type: 'string', enum: [...values] });

export const Flag = (): PropertyDecorator => field([rules.flag], { type: 'boolean' });

export const Day = (): PropertyDecorator => field([day], { type: 'string', format: 'date', example: '2019-11-12' });

/** A day, a month or a year. With {@link OrNull} also null, where none is known. */
export const UncertainDay = (): PropertyDecorator =>
  field([uncertainDate], { type: 'string', pattern: '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$', example: '2019-11-12' });

export const Certainty = (): PropertyDecorator => OneOf(['stated', 'inferred', 'unknown']);

/** A whole number in a JSON body. */
export const WholeNumber = (least: number, most: number, schema: ApiPropertyOptions = {}): PropertyDecorator =>
  field([rules.wholeNumber(least, most)], { type: 'integer', minimum: least, maximum: most, ...schema });

/** A year in a JSON body: a number. */
export const Year = (): PropertyDecorator => WholeNumber(firstYear, lastYear, { example: 2019 });

export const Matching = (
  code: string,
  detail: string,
  form: RegExp,
  schema: ApiPropertyOptions = {},
): PropertyDecorator => field([rules.pattern(code, detail, form)], { type: 'string', pattern: form.source, ...schema });

/** A document's hash, in lower-case hexadecimal. */
export const Sha256 = (): PropertyDecorator =>
  Matching('not-a-sha256', 'Must be 64 lower-case hexadecimal digits.', /^[0-9a-f]{64}$/);

export const WebAddress = (): PropertyDecorator =>
  Matching('not-a-web-address', 'Must be a web address of at most 2,000 characters.', /^https?:\/\/[!-~]{1,1990}$/);

/** A list of texts, none of them twice; an error points at the one that is wrong. */
export function TextList(one: readonly Rule[], most: number, least = 0): PropertyDecorator {
  const broken = (value: unknown) => (value as unknown[]).findIndex((item) => one.some((rule) => !rule.test(item, {})));
  const item: Rule = {
    code: one.length === 1 ? one[0]!.code : 'not-a-text',
    detail: one.length === 1 ? one[0]!.detail : 'Must be a line of text without control characters, not too long.',
    test: (value) => broken(value) < 0,
    at: (value) => [String(broken(value))],
  };
  const unique: Rule = {
    code: 'twice',
    detail: 'Stands in the list already.',
    test: (value) => indexOfRepeated(value) < 0,
    at: (value) => [String(indexOfRepeated(value))],
  };
  return field([listOf(most, least), item, unique], {
    type: 'array',
    items: { type: 'string' },
    minItems: least,
    maxItems: most,
    uniqueItems: true,
  });
}

const indexOfRepeated = (value: unknown): number =>
  (value as unknown[]).findIndex((item, index, all) => all.indexOf(item) < index);

/** Texts by name, such as a chart of accounts' dimensions. */
export function TextMap(most: number, longestKey: number, longestValue: number): PropertyDecorator {
  const rulesOf = { key: rules.line(longestKey), value: rules.line(longestValue) };
  const wrong = (value: unknown): string | undefined =>
    Object.entries(value as object).find(
      ([key, text]) =>
        !rulesOf.key.every(({ test }) => test(key, {})) || !rulesOf.value.every(({ test }) => test(text, {})),
    )?.[0];
  const map: Rule = {
    code: 'not-a-map',
    detail: `Must be an object of at most ${most} texts by name.`,
    test: (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length <= most,
  };
  const entry: Rule = {
    code: 'not-a-text',
    detail: `Must be one line of at most ${longestValue} characters, under a name of at most ${longestKey}.`,
    test: (value) => wrong(value) === undefined,
    at: (value) => [wrong(value)!],
  };
  return field([map, entry], {
    type: 'object',
    additionalProperties: { type: 'string', maxLength: longestValue },
    maxProperties: most,
  });
}

// Fields of a path or a query, which arrive as text.

const whole = (text: string): unknown => (/^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : text);

/** A whole number in a path or query. */
export const WholeNumberText = (least: number, most: number): PropertyDecorator =>
  field([rules.wholeNumber(least, most)], { type: 'integer', minimum: least, maximum: most }, { read: whole });

/** true or false in a query. */
export const FlagText = (): PropertyDecorator =>
  field([rules.flag], { type: 'boolean' }, { read: (text) => flags.get(text) ?? text });

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** A year in a path or query. */
export const YearText = (): PropertyDecorator => WholeNumberText(firstYear, lastYear);

/** A list's limit: 1–1,000; what is left out is for the query to fill in. */
export const Limit = (): PropertyDecorator => WholeNumberText(1, 1000);

/** A position as an answer gave it: an opaque decimal string. */
export const Position = (): PropertyDecorator =>
  Matching('not-a-position', 'Must be a position that the ledger has given.', /^(0|[1-9]\d{0,18})$/);
