import { validateSync, type ValidationError } from 'class-validator';
import type { FieldError } from '../problem';
import type { Rule } from './field';
import { fieldsOf, type DtoClass, type FieldShape } from './shape';

/** Where a value came from, which is how its errors name it. */
export type Source = 'body' | 'path' | 'query';

/**
 * The DTO that some input is, or every field that is wrong. Copies what the DTO declares and nothing else: unknown fields
 * are errors, also those named like what every object has (`constructor`), which class-validator's whitelist lets pass.
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

const validatorOptions = { stopAtFirstError: true, forbidUnknownValues: false, validationError: { target: false } };

function build(dto: DtoClass, input: unknown, place: Place): object | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    tell(place, [], 'not-an-object', 'Must be a JSON object.');
    return undefined;
  }
  const fields = fieldsOf(dto);
  const built = Object.create(dto.prototype as object) as Record<string, unknown>;
  const nested = new Set<string>();
  for (const [name, value] of Object.entries(input)) {
    const shape = fields.get(name);
    if (!shape) tell(place, [name], 'unknown-field', 'There is no such field.');
    else built[name] = shape.nested && value !== null ? hold(name, value, shape, place, nested) : read(value, shape);
  }
  for (const error of validateSync(built, validatorOptions)) explain(error, built, place, nested);
  return built;
}

/** The DTO, or list of DTOs, in a field; `wrong` gets the fields whose own errors say it all. */
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

function explain(error: ValidationError, dto: object, place: Place, told: ReadonlySet<string>): void {
  const { property, value } = error as { property: string; value: unknown };
  if (told.has(property)) return;
  const [code] = Object.keys(error.constraints ?? {});
  if (value === undefined) return tell(place, [property], 'required', 'Must be given.');
  const rule = error.contexts?.[code ?? ''] as Rule | undefined;
  if (rule) tell(place, [property, ...(rule.at?.(value, dto) ?? [])], rule.code, rule.detail);
  else tell(place, [property], 'invalid', 'Is not valid.');
}

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
