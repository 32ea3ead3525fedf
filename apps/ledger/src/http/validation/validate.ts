import type { FieldError } from '../problem';
import { fieldsOf, type DtoClass, type Field, type FieldShape } from './shape';

/** Where a value came from, which is how its errors name it. */
export type Source = 'body' | 'path' | 'query';

/**
 * The DTO that some input is, or every field that is wrong. Copies what the DTO declares and nothing else: unknown fields
 * are errors, also those named like what every object has (`constructor`).
 * A field that was left out is no property of the result, so that it stands in no command and no hash.
 */
export function validated<T extends object>(dto: DtoClass<T>, input: unknown, source: Source): T | FieldError[] {
  const errors: FieldError[] = [];
  const built = build(dto, input, { source, path: [], errors });
  return errors.length === 0 ? (built as T) : errors;
}

interface Place {
  source: Source;
  path: readonly string[];
  errors: FieldError[];
}

/** Fields that one answer tells of: a body of a thousand unknown fields shall not be answered with as many errors. */
const mostErrors = 50;

function build(dto: DtoClass, input: unknown, place: Place): object | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    tell(place, [], 'not-an-object', 'Must be a JSON object.');
    return undefined;
  }
  const fields = fieldsOf(dto);
  const built = Object.create(dto.prototype as object) as Record<string, unknown>;
  /** The fields whose own errors say it all. */
  const wrong = new Set<string>();
  for (const [name, value] of Object.entries(input)) {
    const shape = fields.get(name);
    if (!shape) tell(place, [name], 'unknown-field', 'There is no such field.');
    else built[name] = shape.nested && value !== null ? hold(name, value, shape, place, wrong) : read(value, shape);
  }
  for (const [name, field] of fields) if (!wrong.has(name)) judge(name, field, built, place);
  return built;
}

/** Tells the first of a field's rules that is broken. */
function judge(name: string, { rules, conditions }: Field, dto: Record<string, unknown>, place: Place): void {
  const value = dto[name];
  for (const holds of conditions) if (!holds(dto, value)) return;
  for (const rule of rules) {
    if (rule.test(value, dto)) continue;
    if (value === undefined) tell(place, [name], 'required', 'Must be given.');
    else tell(place, [name, ...(rule.at?.(value, dto) ?? [])], rule.code, rule.detail);
    return;
  }
}

/** The DTO, or list of DTOs, in a field, which is added to `wrong` where something inside is. */
function hold(name: string, value: unknown, shape: FieldShape, place: Place, wrong: Set<string>): unknown {
  const inside = { ...place, path: [...place.path, name] };
  const before = place.errors.length;
  const held =
    shape.list && Array.isArray(value) && value.length <= 1000
      ? value.map((one, index) => build(shape.nested!(), one, { ...inside, path: [...inside.path, String(index)] }))
      : shape.list
        ? value
        : build(shape.nested!(), value, inside);
  if (place.errors.length > before) wrong.add(name);
  return held;
}

const read = (value: unknown, shape: FieldShape): unknown =>
  shape.read && typeof value === 'string' ? shape.read(value) : value;

function tell({ source, path, errors }: Place, at: string[], code: string, detail: string): void {
  if (errors.length >= mostErrors) return;
  const tokens = [...path, ...at];
  errors.push(
    source === 'body'
      ? { pointer: pointerTo(tokens), code, detail }
      : { in: source, name: tokens.join('.'), code, detail },
  );
}

/** A JSON pointer (RFC 6901) from its reference tokens. */
export function pointerTo(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
