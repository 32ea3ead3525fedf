import { getMetadataStorage, ValidationTypes } from 'class-validator';

/** One thing that a field's value must be. */
export interface Rule {
  /** Stable; what `errors[].code` says. */
  code: string;
  detail: string;
  test(value: unknown, dto: object): boolean;
  /** Which part of a list or map is wrong, as reference tokens of a JSON pointer. */
  at?(value: unknown, dto: object): string[];
}

/** What the validator knows of one field of a DTO beyond what class-validator is told by its decorators. */
export interface FieldShape {
  /** The DTO that the field holds, or holds a list of. */
  nested?: () => DtoClass;
  list?: boolean;
  /** An amount: `1`, `1.5` and `1.50` are one in a command's hash. */
  amount?: boolean;
  /** Reads a query's or path's text; what is no such value is handed on as it is, for the rules to refuse. */
  read?: (text: string) => unknown;
}

/** All that is known of a field: the rules run in order, where all the conditions hold. */
export interface Field extends FieldShape {
  rules: Rule[];
  conditions: ((dto: object, value: unknown) => boolean)[];
}

export type DtoClass<T extends object = object> = abstract new () => T;

const own = new WeakMap<object, Map<string, FieldShape>>();
const whole = new WeakMap<object, ReadonlyMap<string, Field>>();

/** Makes a property a field: what is not one is refused as unknown. */
export function addField(dto: object, name: string, shape: FieldShape): void {
  const fields = own.get(dto) ?? new Map<string, FieldShape>();
  own.set(dto, fields.set(name, { ...fields.get(name), ...shape }));
}

/**
 * The fields of a DTO: its own first, then those of the class that it extends. What class-validator keeps of them is read
 * once for each class: its own validator looks it up, filters and groups it anew for every request, which cost more than
 * the rest of a request's checks together.
 */
export function fieldsOf(dto: object): ReadonlyMap<string, Field> {
  const known = whole.get(dto);
  if (known) return known;
  const fields = new Map<string, Field>();
  for (const [name, shape] of shapesOf(dto)) fields.set(name, { ...shape, rules: [], conditions: [] });
  for (const one of getMetadataStorage().getTargetValidationMetadatas(dto as NewableFunction, '', false, false)) {
    const field = fields.get(one.propertyName);
    const rule = one.context as Rule | undefined;
    if (field && one.type === ValidationTypes.CONDITIONAL_VALIDATION)
      field.conditions.push(one.constraints[0] as Field['conditions'][number]);
    else if (field && rule) field.rules.push(rule);
    else throw new TypeError(`${one.propertyName} is not declared with the fields of fields.ts`);
  }
  whole.set(dto, fields);
  return fields;
}

function shapesOf(dto: object): Map<string, FieldShape> {
  const parent: unknown = Object.getPrototypeOf(dto);
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? shapesOf(parent) : [];
  const shapes = new Map([...(own.get(dto) ?? []), ...inherited]);
  for (const [name, shape] of own.get(dto) ?? []) shapes.set(name, shape);
  return shapes;
}
