/**
 * Reads fields of stored JSON that a projection relies on. What has not the shape that the ledger writes throws: a
 * projection stops at such an event rather than fold something else than what was recorded. The message names the field
 * and never says what stands in it: it is logged, and /health shows it to anybody.
 */
export type Json = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown, what: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new TypeError(`${what} is not an object`);
}

export function text(data: Json, field: string): string {
  const value = data[field];
  if (typeof value === 'string') return value;
  throw new TypeError(`${field} is not a text`);
}

export function optionalText(data: Json, field: string): string | null {
  return data[field] === undefined || data[field] === null ? null : text(data, field);
}

export function integer(data: Json, field: string): number {
  const value = data[field];
  if (Number.isSafeInteger(value)) return value as number;
  throw new TypeError(`${field} is not a whole number`);
}

export function day(data: Json, field: string): string {
  const value = text(data, field);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return value;
  throw new TypeError(`${field} is not a day`);
}

export function list(data: Json, field: string): readonly unknown[] {
  const value = data[field];
  if (Array.isArray(value)) return value;
  throw new TypeError(`${field} is not a list`);
}

/** The field's JSON, or null where there is none. */
export function optionalJson(data: Json, field: string): string | null {
  return data[field] === undefined || data[field] === null ? null : JSON.stringify(objectOf(data[field], field));
}
